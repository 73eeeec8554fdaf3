#ifndef QUOTH_SCORE_H
#define QUOTH_SCORE_H

/* The sum that a score is, as --explain shows it. */

#include "base/arena.h"
#include "base/buf.h"
#include "tree.h"

/* What a leaf or part of the query adds: its worth times the sum of these. */
struct score_term {
    const struct node *node;
    double worth;
    double said;   /* for how often it is said */
    double close;  /* for how near it is to the rest */
    double around; /* for being spoken of around there */
};

struct score_sum {
    struct score_term *terms;
    size_t count;
};

/*
 * Sums of the same terms in another order may differ in their last bits: no
 * score is above the one, or below the other, if its sum in any order is not.
 */
static inline double score_at_most(double sum)
{
    return sum * (1 + 1e-12);
}

static inline double score_at_least(double sum)
{
    return sum * (1 - 1e-12);
}

/* What the term adds to the score. */
double score_term_value(const struct score_term *term);

/* Makes room for so many terms. */
struct score_sum *score_sum_new(struct arena *arena, size_t count);

/*
 * Appends "4.03 = agents 2.50 x (1.00 said + 0.50 close + 0.10 around) + …",
 * without what adds nothing. `line` is the query. The score may be `share` of
 * the sum: "3.43 = 0.85 x (…)".
 */
void score_print(double score, double share, const struct score_sum *sum,
                 struct slice line, struct buf *out);

#endif
