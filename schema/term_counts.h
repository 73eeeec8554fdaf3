#ifndef QUOTH_TERM_COUNTS_H
#define QUOTH_TERM_COUNTS_H

/*
 * The vocabulary, for the writer: by how much the counts of words change.
 * term.h reads what comes of it.
 */

#include "base/slice.h"
#include "tokenizer.h"

struct term_counts; /* term and language -> change of its count */

/* Nothing counted; term_counts_free. */
struct term_counts *term_counts_new(void);
void term_counts_free(struct term_counts *counts); /* accepts NULL */
/* How many different words are counted. */
size_t term_counts_size(const struct term_counts *counts);

/* Forgets all counts; keeps the memory. */
void term_counts_clear(struct term_counts *counts);

/*
 * Adds `sign` (1 or -1) for every token of the list. `language` is a tag, of
 * which the primary part counts; empty if not known.
 */
void term_counts_add(struct term_counts *counts, const struct token_list *list,
                     struct slice language, int sign);

/* Adds all of `more`. */
void term_counts_merge(struct term_counts *counts,
                       const struct term_counts *more);

/*
 * Puts the counts that are not 0 in byte order of their terms, as they are
 * stored, and returns how many. After that they can be looked at, and cleared;
 * no more counted.
 */
size_t term_counts_sort(struct term_counts *counts);

struct term_count {
    struct slice term; /* borrowed from the counts */
    size_t language;   /* for term_counts_language */
    int64_t count;
};

/* The count at `index` of the order that term_counts_sort made. */
struct term_count term_counts_at(const struct term_counts *counts,
                                 size_t index);

/* How many languages there are, and the primary tag of one; empty: unknown. */
size_t term_counts_languages(const struct term_counts *counts);
struct slice term_counts_language(const struct term_counts *counts,
                                  size_t language);

#endif
