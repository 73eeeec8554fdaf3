#ifndef QUOTH_MENTION_H
#define QUOTH_MENTION_H

/*
 * What one transcript speaks of more than the archive does: names, which are
 * capitalised amid sentences, and words that stand out by their counts.
 */

#include "extract.h"

enum { MENTION_TIMES = 3 };

struct mention {
    struct slice text; /* as it was said first */
    double score;
    size_t count;                   /* how often */
    uint32_t tokens[MENTION_TIMES]; /* of the first times */
};

/*
 * The `limit` things that stand out most in what `extract` holds, all of a
 * transcript; those in `known` (names of who speaks) left out. In `arena`.
 */
enum status mentions_find(struct store *store, const struct extract *extract,
                          const struct slice *known, size_t known_count,
                          size_t limit, struct arena *arena,
                          struct mention **ret_list, size_t *ret_count,
                          struct error *err);

#endif
