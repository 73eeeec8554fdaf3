#ifndef QUOTH_REGEX_FIND_H
#define QUOTH_REGEX_FIND_H

/*
 * Where a regular expression matches in a transcript. It sees the whole text,
 * as it was said before it was cut into segments: all are joined by blanks, or
 * with the flag m by newlines. Matches are as grep has them, the leftmost first
 * and none over another; each stands for the words that it touches. One that
 * touches none stands for the next word of its segment, or the last.
 */

#include "interval.h"
#include "plan.h"
#include "full_text.h"
#include "regex_places.h"

/* Bytes of a transcript's text. */
struct byte_range {
    uint32_t from, to;
};

/* Matches that share all their words are one. */
struct regex_found {
    struct interval_list list; /* their words */
    struct byte_range *bytes;  /* parallel to the list: all that matched */
    size_t byte_capacity;
    uint64_t stream_hash; /* of the transcript's words (full_text.h) */
};

/* Frees its lists; it begins as { 0 }. */
void regex_found_release(struct regex_found *found);

/* What a thread finds matches with. */
struct regex_finder;

/* Finds for the plan, which outlives it. */
struct regex_finder *regex_finder_new(const struct plan *plan);
void regex_finder_free(struct regex_finder *finder); /* accepts NULL */

/*
 * Finds all matches of leaf number `leaf`, a NODE_REGEX, in a transcript, all
 * of which touch the words at `places`; NULL if that is not known. With them
 * only what is near them is read, for the same matches. STATUS_LIMIT, pointing
 * at the expression, if that takes too long; STATUS_NOT_FOUND if the transcript
 * is gone.
 */
enum status regex_find(struct regex_finder *finder, struct store *store,
                       int64_t transcript, size_t leaf,
                       const struct regex_places *places,
                       struct regex_found *found, struct error *err);

/* The text in which regex_find found its last matches. */
const struct full_text *regex_finder_text(const struct regex_finder *finder);

#endif
