#ifndef QUOTH_CANDIDATE_H
#define QUOTH_CANDIDATE_H

/*
 * One row of the index while it is judged: where the leaves match in it, and
 * the window on its axis.
 */

#include "form_merge.h"
#include "regex_ahead.h"
#include "window.h"

/* Where a leaf matches. */
struct leaf_hits {
    struct interval_list list;
    uint32_t *weights; /* parallel to the list: alternative.weight; NULL if
                          the leaf has but the one form that was typed */
    size_t weight_capacity;
    bool loaded;
};

struct candidate {
    const struct plan *plan;
    const struct speech_row *row;
    struct window window;
    struct leaf_hits *hits; /* by leaf */
    uint32_t *positions;    /* scratch */
    size_t position_capacity;
    uint32_t *followers; /* scratch: of a phrase's further words */
    size_t follower_capacity;
    struct form_merge merge; /* scratch */
    struct regex_finder *finder;
    struct regex_ahead *ahead;  /* NULL: the finder does all */
    struct regex_found found;   /* scratch */
    struct regex_places places; /* scratch */
};

/* For a scan with the plan's expression, which is complete. */
void candidate_init(struct candidate *candidate, const struct plan *plan);
void candidate_release(struct candidate *candidate);

/* Moves on to a row. Returns false if the query's scope leaves it out. */
bool candidate_enter(struct candidate *candidate, const struct speech_row *row);

/* The hits of leaf number `index`, loaded when first asked for. */
const struct leaf_hits *candidate_hits(struct candidate *candidate,
                                       size_t index);

/* What evaluate() asks, answered for this candidate. */
struct eval_source candidate_source(struct candidate *candidate);

#endif
