#ifndef QUOTH_TIES_H
#define QUOTH_TIES_H

/*
 * Rows whose best segment may be as good as the worst that is kept, but no
 * better. Of those only the newest count, and there may be many: what of them
 * may be as good is kept as it was weighed until all rows are seen, so that few
 * days are looked up and few segments loaded.
 */

#include "base/arena.h"
#include "interval.h"
#include "recency.h"

struct tie {
    int64_t transcript;
    int64_t day; /* recency_day, once sorted */
    struct interval_list answer;
    uint32_t *uses;    /* of each interval, by leaf */
    double *closeness; /* of each interval */
};

struct ties {
    struct arena arena; /* of those of this score */
    double score;
    struct tie *list;
    size_t count, capacity;
};

void ties_init(struct ties *ties);
void ties_release(struct ties *ties);

/*
 * Copies `tie`, which has `leaves` uses for each interval. What was kept with a
 * lesser score is forgotten.
 */
void ties_add(struct ties *ties, double score, const struct tie *tie,
              size_t leaves);

/* The newest first, then by transcript. */
void ties_sort(struct ties *ties, struct recency *recency);

#endif
