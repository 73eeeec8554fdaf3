#ifndef QUOTH_DISTANCE_H
#define QUOTH_DISTANCE_H

/*
 * Edits between two words: insert, delete or replace a letter, or swap two
 * neighbours (optimal string alignment). One word is prepared once and compared
 * with many, a machine word of the table's column at a time: Heikki Hyyrö, "A
 * bit-vector algorithm for computing Levenshtein and Damerau edit distances",
 * Nordic Journal of Computing 10, 2003.
 */

#include "base/slice.h"

/* A longer word cannot be prepared. */
enum { DISTANCE_LETTERS = 64 };

struct distance_word {
    size_t length;                    /* characters */
    uint64_t ascii[128];              /* places of each character */
    int32_t others[DISTANCE_LETTERS]; /* the other characters, by place */
    bool has_others;
};

/* Prepares a word (UTF-8). False if it is empty or too long. */
bool distance_prepare(struct slice word, struct distance_word *ret_word);

/* The edits between the two, or `limit` + 1 if there are more than `limit`. */
size_t distance_between(const struct distance_word *word, struct slice other,
                        size_t limit);

#endif
