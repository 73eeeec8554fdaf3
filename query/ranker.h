#ifndef QUOTH_RANKER_H
#define QUOTH_RANKER_H

/*
 * What answers that are not just words side by side are worth: the answers of a
 * row are weighed, and then their segments scored, or what those score at most.
 */

#include "best.h"
#include "candidate.h"
#include "row_bound.h"
#include "shape.h"
#include "ties.h"

/*
 * What an interval adds to its segment's score: how heavily each leaf is part
 * of it, and how close its words are.
 */
struct ranker {
    enum shape shape;
    struct candidate candidate;
    struct evaluator *evaluator;
    size_t *leaves; /* those that count: not below a NOT */
    double *worth;  /* theirs */
    size_t leaf_count;
    uint32_t *uses; /* by interval and leaf, in hundredths: sums of them are
                       exact, so a bound can equal a score */
    size_t use_capacity;
    double *closeness;         /* by interval */
    struct interval_list kept; /* answers that were not just guessed */
    size_t closeness_capacity;
    uint64_t *sums;             /* by leaf: of a stretch or a segment */
    struct row_bound row_bound; /* SHAPE_UNION */
    struct best best;
    struct ties ties;
    bool exact_total; /* count all, at whatever cost */
    bool explain;
    size_t total;
    bool total_exact;
};

/* No segment of a row scores more, and none outside of these answers as much. */
struct bound {
    double score;
    size_t from, end; /* answers [from, end) */
};

/* Room for so many intervals in `uses` and `closeness`. */
void ranker_make_room(struct ranker *ranker, size_t intervals);

/* Weighs the answers of the row. */
void ranker_weigh(struct ranker *ranker, const struct interval_list *answer);

/* The same of one leaf alone: every interval is one hit of it. */
void ranker_weigh_single(struct ranker *ranker, size_t count);

/* What the segments of the row score at most. */
struct bound ranker_bound(struct ranker *ranker,
                          const struct interval_list *answer);

/* row_bound_init's gain: what so many hits of a leaf add to a score at most. */
double ranker_most_gain(const void *ranker, size_t leaf, uint32_t hits);

/* Scores every segment in which an interval starts. */
void ranker_score_segments(struct ranker *ranker,
                           const struct interval_list *answer);

#endif
