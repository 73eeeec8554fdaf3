#ifndef QUOTH_PARTS_H
#define QUOTH_PARTS_H

/*
 * Words written side by side: where each of them is in a transcript, and what
 * all of them together score at a place in it. Passages that have all parts are
 * ranked by that, and so are those that lack some.
 */

#include "best.h"
#include "candidate.h"
#include "neighbourhood.h"

/* Something that was written side by side with others. */
struct part {
    size_t number; /* in ranked.present */
    const struct node *node;
    double worth;
    double rest;        /* its worth, and that of all less telling parts */
    struct query query; /* the part alone, with the conditions of the whole */
    struct evaluator *evaluator;
    const struct interval_list *list; /* in the transcript at hand; NULL: not
                                         asked for */
    const uint32_t *weights; /* of the list, as alternative.weight; NULL: all
                                are as typed */
    struct neighbourhood around; /* of the place looked at */
};

struct parts {
    struct candidate *candidate;
    struct part list[RELAX_PARTS]; /* most telling first */
    size_t count;
    struct spread spread;
    bool one_row;  /* only one transcript is looked in */
    bool weighted; /* forms other than typed tell less */
    bool grouped;  /* and some part has several leaves */
};

/*
 * The parts of plan->relaxable, in the rows that `candidate` enters; both must
 * outlive them. With `conditions`, a part is only where filters and negations
 * that stand beside it hold for it alone.
 */
void parts_init(struct parts *parts, const struct plan *plan,
                struct candidate *candidate, bool conditions);
void parts_release(struct parts *parts);

/* Another row was entered. */
void parts_enter(struct parts *parts);

/* Places are asked about in ascending order; this begins anew. */
void parts_rewind(struct parts *parts);

/* Where the part is in the row; good until the next one. */
const struct interval_list *part_intervals(struct parts *parts,
                                           struct part *part);

/* No place of the row scores more for the part than this. */
double part_most(struct parts *parts, struct part *part);

/* Nor for the part and all less telling ones than this. */
double part_rest_most(const struct parts *parts, const struct part *part);

/*
 * What the parts score at a place; 0 as soon as it is sure that `best` does not
 * want it. Parts that nothing depends on are not even loaded.
 */
double parts_score(struct parts *parts, uint32_t place, struct best *best);

/* The same sum, to be shown; in the plan's arena. */
struct score_sum *parts_sum(struct parts *parts, uint32_t place);

/*
 * `list` is the best of each segment of one row, ascending. Those that a better
 * one is near become echoes of it (RANK_ECHO): what is around is the same, so
 * that they tell little more. Of two with the same place the later is better:
 * it begins where the subject does. What is too bad to be in the list is worse
 * than any echo's better one, and echoes of it are as bad.
 */
void parts_damp_echoes(struct ranked *list, size_t count);

#endif
