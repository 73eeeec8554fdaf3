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
#include "score.h"

/*
 * The weights of the ranking, all in one place. First those for all but words
 * that are written side by side.
 */

/* BM25's saturation: the second time a word is said tells less than the first. */
#define RANK_SATURATION 1.2

/* Words right beside each other may count half as much again. */
#define RANK_CLOSENESS 0.5

/* This many words between those that matched halve that. */
#define RANK_CLOSENESS_HALF 10.0

/*
 * Of words that are written side by side, the score is a sum over the parts of
 * the query, each part's worth times how close the part is to the place and how
 * much it is spoken of around there. The weights are those that rank titles of
 * chapters best above the passages of the chapters; what is near them does as
 * well.
 */

/* This many words between a part and the place make it tell half as much. */
#define RANK_GAP_HALF 20.0

/* Tokens on either side in which a subject is spoken of: three minutes or four,
 * somewhat less than a chapter. */
#define RANK_NEIGHBOURHOOD 600

/* Being spoken of around there counts half as much as being there at most, */
#define RANK_SPREAD 0.5

/* and half of that when it is said so many times. */
#define RANK_SPREAD_HALF 4.0

/* Where one transcript alone is looked in, most of what is said there may be of
 * the subject: where it is said the most tells as much as being there. */
#define RANK_SPREAD_HERE      1.0
#define RANK_SPREAD_HALF_HERE 8.0

/* Where one transcript alone is looked in, this share of the worth, as an
 * exponent, is by what is said in it, and the rest by the archive. */
#define RANK_WORTH_HERE 0.3

/* Beside a better passage of the episode, so many tokens off at most, another
 * is heard as part of it, and counts for this much. */
#define RANK_ECHO        0.85
#define RANK_ECHO_TOKENS 200

/* What a passage has must be worth this share of the query. */
#define RANK_RELAXED_LEAST 0.2

/* A segment that answers. */
struct ranked {
    int64_t transcript;
    uint32_t first_token; /* of the segment */
    uint32_t from, to;    /* tokens of its closest answer */
    uint32_t place;       /* the token that was scored (parts.h); else 0 */
    double score;
    bool echo;        /* the score is RANK_ECHO times the sum */
    uint64_t present; /* relaxed: which of plan_parts it has; else 0 */
    const struct score_sum *sum; /* how the score came about, in the plan's
                                    arena; NULL unless asked for */
};

/* For qsort and bsearch over struct ranked: by transcript, then segment. */
int ranked_by_place(const void *left, const void *right);

/* A segment that answers, whether it was kept or not. */
struct answer_place {
    int64_t transcript;
    uint32_t first_token;
};

struct ranking {
    struct ranked *list; /* best first; in the plan's arena */
    size_t count;
    size_t total; /* segments that answer; a lower bound unless exact */
    bool total_exact;
    struct answer_place *answers; /* if asked for: all, by place; there too */
    size_t answer_count;
};

/* Another order of answers than the best first. */
struct turns {
    const uint32_t *of; /* by transcript: whose answers come first, whatever
                           they score; NULL: what scores least comes first */
    size_t count;
    bool last_first; /* in one transcript, what is said last comes first */
};

struct rank_options {
    size_t limit;       /* how many to keep; SIZE_MAX = all */
    size_t few;         /* how many of each transcript, if `limit` is SIZE_MAX;
                         0 = all */
    bool exact_total;   /* count all, however many */
    bool explain;       /* note how each score came about */
    bool halves;        /* in two threads, however little there is (halves.h) */
    bool lists_answers; /* fill ranking.answers; with exact_total */
    const struct turns *turns; /* what comes first by these is the best; all is
                                  counted. NULL: what scores the most */
};

/* The best segments for the plan. */
enum status rank_run(struct plan *plan, const struct rank_options *options,
                     struct ranking *ret_ranking, struct error *err);

/*
 * What has some parts of plan->relaxable (plan_parts) within a close span, but
 * not all, best first; of each segment the best, and none of a segment in
 * `whole`, the full ranking of what has all, or `few` of each transcript where
 * no more of an episode are shown. A passage begins with the segment
 * in which the place is that was scored, so that it begins where the subject
 * does; what is close, but said before, is not in its span. What the score
 * counts lies farther around than that. What a passage lacks is not close to
 * what it has, or said before it. The plan is relaxed by it (plan_relax).
 * Totals are of what was kept.
 */
enum status relax_run(struct plan *plan, const struct rank_options *options,
                      const struct ranking *whole, struct ranking *ret_ranking,
                      struct error *err);

#endif
