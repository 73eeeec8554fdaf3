#ifndef QUOTH_RANK_INTERNAL_H
#define QUOTH_RANK_INTERNAL_H

/* What the two rankings of whole answers, rank.c and whole.c, share. */

#include "best.h"
#include "interval.h"
#include "window.h"

/*
 * At least so many segments answer: as many as stretches that are too far apart
 * to share one. Of intervals with more than `surely` tokens behind the first it
 * is not known whether they are answers.
 */
size_t rank_least_segments(const struct interval_list *answer, uint32_t surely);

/* The segments in which an answer starts, which `best` sees. */
size_t rank_count_segments(const struct interval_list *answer,
                           struct window *window, struct best *best);

/* Whether answers must be counted exactly. */
bool rank_counts_all(const struct plan *plan,
                     const struct rank_options *options);

#endif
