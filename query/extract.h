#ifndef QUOTH_EXTRACT_H
#define QUOTH_EXTRACT_H

/*
 * Some segments of a transcript as one text with its words, so that it can be
 * cut at any of them. Tokens are numbered as on the axis.
 */

#include "store.h"

struct extract {
    uint32_t first_token, end_token; /* [first, end) */
    struct segment_record *segments;
    size_t segment_count;
    uint32_t *segment_tokens; /* the first of each */
    struct slice text;
    struct token_list tokens; /* owned; offsets are in `text` */
};

/*
 * Loads segments [first, end) of a transcript; extract_release. Text lives in
 * `arena`.
 */
enum status extract_load(struct store *store, int64_t transcript,
                         const struct axis *axis, size_t first, size_t end,
                         struct arena *arena, struct extract *ret_extract,
                         struct error *err);
void extract_release(struct extract *extract);

/* Who says that token; empty = not known. */
struct slice extract_speaker(const struct extract *extract, uint32_t token);

/* The folded word. */
struct slice extract_word(const struct extract *extract, uint32_t token);

/* Does somebody else go on there? So it is taken to be at the very front. */
bool extract_begins_turn(const struct extract *extract, uint32_t token);

/* Does a sentence begin there? With a turn one always does. */
bool extract_begins_sentence(const struct extract *extract, uint32_t token);

/*
 * The text of tokens [first, end), which are of one turn, with the marks that
 * belong to them.
 */
struct slice extract_text(const struct extract *extract, uint32_t first,
                          uint32_t end);

#endif
