#ifndef QUOTH_ROW_BOUND_H
#define QUOTH_ROW_BOUND_H

/*
 * What no segment of a transcript can score more than, for a query whose
 * answers are the hits of any of its leaves: known from where they are, before
 * anything is evaluated. The row is cut into short blocks; a segment lies in so
 * many neighbouring ones at most, and what is counted in all of them is at
 * least what is in it.
 */

#include "interval.h"

struct row_bound {
    size_t leaf_count;
    double *gains;    /* by leaf and number of hits: what so many add at most */
    uint8_t *hits;    /* of the leaf at hand, by block */
    double *scores;   /* of the blocks from this one on */
    uint64_t *firsts; /* a bit a token: a hit begins there */
    uint32_t *ends;   /* by block, narrowed: hits that begin in it are of use
                         before this token */
    size_t hit_capacity, score_capacity, first_capacity, end_capacity;
    size_t block_count; /* of the row, so far */
    uint32_t longest;   /* tokens of a hit of the row */
};

/*
 * For so many leaves; `gain` says what `hits` hits of leaf number `leaf` add to
 * a score at most.
 */
void row_bound_init(struct row_bound *bound, size_t leaf_count,
                    double (*gain)(const void *context, size_t leaf,
                                   uint32_t hits),
                    const void *context);
void row_bound_release(struct row_bound *bound);

/* Another row is at hand. */
void row_bound_clear(struct row_bound *bound);

/* Adds the hits of leaf number `leaf` of the row; each leaf once. */
void row_bound_add(struct row_bound *bound, size_t leaf,
                   const struct interval_list *hits);

/* No segment of the row scores more. */
double row_bound_most(const struct row_bound *bound);

/*
 * When all leaves are added: which hits tell what the segments score that may
 * score `least`. Those of the other segments are not all among them.
 */
void row_bound_narrow(struct row_bound *bound, double least);

/* Keeps those of a leaf's hits, with their weights (may be NULL), that are. */
void row_bound_keep(const struct row_bound *bound, struct interval_list *hits,
                    uint32_t *weights);

/* At least so many of its segments have a hit that contains no other. */
size_t row_bound_least_segments(const struct row_bound *bound);

#endif
