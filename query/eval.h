#ifndef QUOTH_EVAL_H
#define QUOTH_EVAL_H

/*
 * A tree over one transcript -> the intervals that answer it. Where the leaves'
 * intervals come from is the caller's business: the index's position lists, or
 * the tokens of a passage that is about to be shown.
 *
 * The answer is defined on sets of intervals; of each set only the minimal ones
 * are kept, those that contain no other of it:
 * - a leaf: the intervals where it matches;
 * - OR: those of any child;
 * - AND: the hulls of one interval of each positive child that are close; with
 *   one positive child, its intervals. Then those go that an interval of a NOT
 *   child is close to. What is close, node.within says: intervals whose hull
 *   lasts so long at most; or two with so few words between them.
 * - AND within the episode: if each positive child has intervals and no NOT
 *   child has any, those of any positive child; else none.
 * A *condition* is a filter, or an AND, OR or NOT of conditions alone. It holds
 * at a token or does not, as logic has it.
 * - A condition that is a child of an AND is no part of the hulls: it restricts
 *   every leaf below that AND, at any depth and under NOT too, to those of its
 *   intervals at whose first token it holds. `speaker:x a -b`: x said a, and x
 *   did not say b close by.
 * - A condition anywhere else stands where a word could (alone, or in
 *   `a OR speaker:x`). It is a leaf that matches at the first token of each
 *   segment where it holds.
 * - An AND of nothing but conditions and NOTs has as its positive part the
 *   first tokens of the segments where its conditions hold.
 */

#include "interval.h"
#include "tree.h"

/*
 * How long it takes to say something: whether from the start of token `first`
 * to that of `last`, which is not before it, it is at most `most_ms`. Whatever
 * lies within a span that is, is.
 */
struct eval_clock {
    bool (*lasts)(void *context, uint32_t first, uint32_t last,
                  int64_t most_ms);
    void *context;
};

struct eval_source {
    void *context;
    /*
     * Intervals of a leaf, all of equal meaning: first to last token of each
     * place where it matches, minimal. Borrowed as long as evaluate's answer,
     * which it may be.
     */
    const struct interval_list *(*leaf)(void *context, const struct node *leaf);
    /*
     * Whether a filter holds at a token. One of scope FIELD_OF_EPISODE ignores
     * it, and is asked with 0.
     */
    bool (*filter)(void *context, const struct node *filter, uint32_t token);
    /*
     * First tokens of all segments, ascending, for conditions that stand where
     * a word could. Asked for these alone.
     */
    const uint32_t *(*segment_starts)(void *context, size_t *ret_count);
    struct eval_clock clock;
};

/* Scratch memory of evaluations, kept from one transcript to the next. */
struct evaluator;

/* Keeps `query`, which must outlive it and have no NOT but under an AND. */
struct evaluator *evaluator_new(const struct query *query);
void evaluator_free(struct evaluator *evaluator); /* accepts NULL */

/*
 * What is expected to be rarest is asked for first, as what an AND has no
 * answer without; with nothing left the others are not asked for. `counts`, by
 * node.leaf, says how often each is expected. Until then the order is as typed.
 */
void evaluator_order(struct evaluator *evaluator, const int64_t *counts);

/*
 * The minimal intervals of the query that the evaluator was made for; none if
 * nothing was asked. Borrowed until the next call.
 */
const struct interval_list *evaluate(struct evaluator *evaluator,
                                     const struct eval_source *source);

/*
 * Whether a leaf may match at a token: whether the conditions of all ANDs that
 * it is below hold there.
 */
bool evaluator_allows(struct evaluator *evaluator,
                      const struct eval_source *source, const struct node *leaf,
                      uint32_t token);

#endif
