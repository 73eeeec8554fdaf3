#ifndef QUOTH_BEST_H
#define QUOTH_BEST_H

/*
 * The best few of many, without sorting the many: a heap whose root is the
 * worst that is kept.
 */

#include "rank.h"

struct best {
    struct ranked *list;
    size_t count, capacity;
    size_t limit; /* how many to keep; SIZE_MAX = all */
};

/* Frees the list; it begins as { .limit = … }. */
void best_release(struct best *best);

/*
 * Whether something of that score could be kept. Transcripts come in the order
 * of their numbers, so what comes later loses ties.
 */
bool best_wants(const struct best *best, double score);

/* What a score must be above to be kept; -INFINITY while there is room. */
double best_least(const struct best *best);

/* Keeps it, if it is one of the best so far. */
void best_add(struct best *best, const struct ranked *ranked);

/* Copies what was kept to `arena`, best first; of totals it knows no more. */
void best_take(struct best *best, struct arena *arena,
               struct ranking *ret_ranking);

#endif
