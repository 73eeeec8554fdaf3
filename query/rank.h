#ifndef QUOTH_RANK_H
#define QUOTH_RANK_H

/*
 * Runs a plan over the index and keeps the best segments, without sorting or
 * even looking at the others' boundaries.
 *
 * The ranked unit is the segment in which an interval (eval.h) starts. No
 * segment is longer than LIMIT_SEGMENT_TOKENS, so no segment of a transcript
 * scores more than the best stretch of so many tokens of it, wherever that
 * begins: where that bound cannot enter the result, the boundaries are never
 * loaded.
 */

#include "plan.h"

/* The weights of the ranking, all in one place. */

/* BM25's saturation: the second time a word is said tells less than the first. */
#define RANK_SATURATION 1.2

/* Words right beside each other may count half as much again. */
#define RANK_CLOSENESS 0.5

/* This many words between those that matched halve that. */
#define RANK_CLOSENESS_HALF 10.0

/* What is left of a query when words are dropped must be worth this share. */
#define RANK_RELAXED_LEAST 0.34

/* A segment that answers. */
struct ranked {
    int64_t transcript;
    uint32_t first_token; /* of the segment */
    uint32_t from, to;    /* tokens of its closest answer */
    double score;
    uint64_t present; /* relaxed: which of plan_parts it has; else 0 */
};

struct ranking {
    struct ranked *list; /* best first; in the plan's arena */
    size_t count;
    size_t total; /* segments that answer; a lower bound unless exact */
    bool total_exact;
};

struct rank_options {
    size_t limit;     /* how many to keep; SIZE_MAX = all */
    bool exact_total; /* count all, however many */
};

/* The best segments for the plan. */
enum status rank_run(struct plan *plan, const struct rank_options *options,
                     struct ranking *ret_ranking, struct error *err);

/*
 * What has some parts of plan->relaxable (plan_parts) within a close span, but
 * not all, best first; of each segment the best, and none of a segment in
 * `whole`, the full ranking of what has all. What a passage lacks is not close
 * to what it has. The plan is relaxed by it (plan_relax). Totals are of what
 * was kept.
 */
enum status relax_run(struct plan *plan, const struct rank_options *options,
                      const struct ranking *whole, struct ranking *ret_ranking,
                      struct error *err);

#endif
