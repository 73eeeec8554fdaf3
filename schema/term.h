#ifndef QUOTH_TERM_H
#define QUOTH_TERM_H

/*
 * The vocabulary, for readers: every indexed word by language, with its count
 * and its stem. The index holds words as said; all looseness of a query is
 * looked up here.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store.h"

struct expansion {
    struct slice term;
    int64_t count; /* occurrences in the archive, all languages */
    bool same;     /* it is the word itself */
};

/*
 * The word itself (also if it is not in the archive) and its inflections: the
 * terms that have the same stem in a language in which the word occurs or
 * could. Most frequent first, the word itself before all.
 */
enum status term_inflections(struct store *store, struct slice word,
                             struct arena *arena, struct expansion **ret_list,
                             size_t *ret_count, struct error *err);

/* The terms that begin with `prefix`, at most `limit`; *ret_more if cut. */
enum status term_prefixed(struct store *store, struct slice prefix,
                          size_t limit, struct arena *arena,
                          struct expansion **ret_list, size_t *ret_count,
                          int64_t *ret_occurrences, bool *ret_more,
                          struct error *err);

/* How often `word` occurs in the archive. */
enum status term_count(struct store *store, struct slice word,
                       int64_t *ret_count, struct error *err);

#endif
