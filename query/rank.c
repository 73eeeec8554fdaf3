#include "rank.h"

#include "base/alloc.h"
#include "halves.h"
#include "rank_internal.h"
#include "ranker.h"
#include "whole.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

/*
 * Leaves of a row of a union what its best segments have: the hits are enough
 * to tell. Returns false if there is none that could be kept.
 */
static bool narrow_union(struct ranker *ranker)
{
    struct candidate *candidate = &ranker->candidate;
    struct row_bound *bound = &ranker->row_bound;
    double least = best_least(&ranker->best);

    row_bound_clear(bound);
    for (size_t i = 0; i < ranker->leaf_count; i++)
        row_bound_add(bound, i,
                      &candidate_hits(candidate, ranker->leaves[i])->list);
    if (score_at_most(row_bound_most(bound)) < least)
        return false;
    row_bound_narrow(bound, score_at_least(least));
    for (size_t i = 0; i < ranker->leaf_count; i++) {
        struct leaf_hits *hits = &candidate->hits[ranker->leaves[i]];

        row_bound_keep(bound, &hits->list, hits->weights);
    }
    return true;
}

static const struct interval_list *find_answers(struct ranker *ranker)
{
    struct eval_source source = candidate_source(&ranker->candidate);

    return evaluate(ranker->evaluator, &source);
}

/* There must be answers: without them, some leaves were never loaded. */
static void weigh(struct ranker *ranker, const struct interval_list *answer)
{
    struct candidate *candidate = &ranker->candidate;

    ranker_make_room(ranker, answer->count);
    if (candidate->plan->query->leaf_count == 1 &&
        answer == &candidate_hits(candidate, 0)->list)
        ranker_weigh_single(ranker, answer->count);
    else
        ranker_weigh(ranker, answer);
}

/* Keeps what of the row may be as good as the bound for later. */
static void defer(struct ranker *ranker, const struct interval_list *answer,
                  struct bound bound)
{
    const struct tie tie = {
        .transcript = ranker->candidate.window.transcript,
        .answer = { .items = answer->items + bound.from,
                    .count = bound.end - bound.from },
        .uses = ranker->uses + bound.from * ranker->leaf_count,
        .closeness = ranker->closeness + bound.from,
    };

    ties_add(&ranker->ties, bound.score, &tie, ranker->leaf_count);
}

/* Whether the row may be passed over, now that its answers, or more than those,
 * are known. */
static bool skip_answers(struct ranker *ranker,
                         const struct interval_list *answer)
{
    const struct window *window = &ranker->candidate.window;
    struct bound bound = ranker_bound(ranker, answer);
    double least = best_least(&ranker->best);

    if (window->guessed
            ? best_wants(&ranker->best, window->transcript, bound.score)
            : bound.score > least)
        return false;
    if (bound.score == least && !window->guessed)
        defer(ranker, answer, bound);
    ranker->total += rank_least_segments(
        answer, window->guessed ? window->surely : UINT32_MAX);
    ranker->total_exact = false;
    return true;
}

/*
 * The answers proper: those that are close indeed. The hulls that were guessed
 * to be close contain no others, so what is close contains none either.
 */
static const struct interval_list *
drop_wrong_guesses(struct ranker *ranker, const struct interval_list *guessed)
{
    struct window *window = &ranker->candidate.window;
    struct interval_list *kept = &ranker->kept;
    size_t leaves = ranker->leaf_count;

    window->guesses = window->guessed = false;
    kept->count = 0;
    for (size_t i = 0; i < guessed->count; i++) {
        struct interval interval = guessed->items[i];

        if (!window_is_close(window, interval.first, interval.last))
            continue;
        ranker->closeness[kept->count] = ranker->closeness[i];
        memmove(ranker->uses + kept->count * leaves, ranker->uses + i * leaves,
                leaves * sizeof(*ranker->uses));
        interval_list_append(kept, interval.first, interval.last);
    }
    return kept;
}

/* Scores what of the row may be kept. */
static enum status rank_row(struct ranker *ranker, bool may_skip)
{
    struct window *window = &ranker->candidate.window;
    const struct interval_list *answer;

    window->guesses = !ranker->exact_total && ranker->shape == SHAPE_CLOSE;
    answer = find_answers(ranker);
    if (window->status || answer->count == 0)
        return window->status;
    if (!best_wants(&ranker->best, window->transcript, INFINITY)) {
        ranker->total += rank_count_segments(answer, window, &ranker->best);
        return window->status;
    }
    weigh(ranker, answer);
    if (may_skip && skip_answers(ranker, answer))
        return window->status;
    if (window->guessed) {
        answer = drop_wrong_guesses(ranker, answer);
        if (window->status || answer->count == 0 ||
            (may_skip && skip_answers(ranker, answer)))
            return window->status;
    }
    if (!window->status)
        ranker_score_segments(ranker, answer);
    return window->status;
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct ranker *ranker = context;
    bool may_skip =
        !ranker->exact_total && best_least(&ranker->best) > -INFINITY;
    enum status status = STATUS_OK;
    size_t total = ranker->total;

    if (!candidate_enter(&ranker->candidate, row))
        return STATUS_OK;
    if (!may_skip || ranker->shape != SHAPE_UNION)
        return rank_row(ranker, may_skip);
    if (narrow_union(ranker))
        status = rank_row(ranker, may_skip);
    /* What was left out was not counted. */
    ranker->total = total + row_bound_least_segments(&ranker->row_bound);
    ranker->total_exact = false;
    return status ? status : ranker->candidate.window.status;
}

/* Scores rows that were deferred, as long as they can be among the best. They
 * were counted. */
static enum status settle_ties(struct ranker *ranker, struct error *err)
{
    struct window *window = &ranker->candidate.window;
    struct ties *ties = &ranker->ties;
    size_t total = ranker->total;

    if (ties->score != best_least(&ranker->best))
        return STATUS_OK;
    ties_sort(ties, &ranker->best.recency);
    window->guesses = false;
    for (size_t i = 0; i < ties->count && !window->status; i++) {
        const struct tie *tie = &ties->list[i];
        size_t count = tie->answer.count;

        if (!best_wants(&ranker->best, tie->transcript, ties->score))
            break;
        ranker_make_room(ranker, count);
        if (ranker->leaf_count)
            memcpy(ranker->uses, tie->uses,
                   count * ranker->leaf_count * sizeof(*tie->uses));
        memcpy(ranker->closeness, tie->closeness,
               count * sizeof(*tie->closeness));
        window_enter(window, tie->transcript);
        ranker_score_segments(ranker, &tie->answer);
    }
    ranker->total = total;
    if (window->status)
        *err = window->error;
    return window->status;
}

/* ---- a run ---- */

static void ranker_init(struct ranker *ranker, const struct plan *plan,
                        const struct rank_options *options)
{
    size_t leaves = plan->query->leaf_count;

    *ranker = (struct ranker){
        .evaluator = plan_evaluator(plan),
        .leaves = arena_array(plan->arena, leaves, sizeof(size_t)),
        .worth = arena_array(plan->arena, leaves, sizeof(double)),
        .sums = arena_array(plan->arena, leaves, sizeof(uint64_t)),
        .best = best_of(plan->store, options),
        .exact_total = rank_counts_all(plan, options),
        .explain = options->explain,
        .total_exact = true,
    };
    for (size_t i = 0; i < leaves; i++)
        if (!plan->leaves[i].negated) {
            ranker->worth[ranker->leaf_count] = plan->leaves[i].worth;
            ranker->leaves[ranker->leaf_count++] = i;
        }
    candidate_init(&ranker->candidate, plan);
    ties_init(&ranker->ties);
    ranker->shape = shape_of(plan->query->root);
    row_bound_init(&ranker->row_bound, ranker->leaf_count, ranker_most_gain,
                   ranker);
}

static void ranker_release(struct ranker *ranker)
{
    evaluator_free(ranker->evaluator);
    candidate_release(&ranker->candidate);
    best_release(&ranker->best);
    ties_release(&ranker->ties);
    row_bound_release(&ranker->row_bound);
    interval_list_release(&ranker->kept);
    free(ranker->uses);
    free(ranker->closeness);
}

int ranked_by_place(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    return (a->first_token > b->first_token) -
           (a->first_token < b->first_token);
}

/* Of the transcripts that the plan looks at, in this thread. */
static enum status rank_here(struct plan *plan,
                             const struct rank_options *options,
                             const void *context, struct ranking *ret_ranking,
                             struct error *err)
{
    struct ranker ranker;
    enum status status;

    (void)context;
    ranker_init(&ranker, plan, options);
    status = plan_scan(plan, visit, &ranker, err);
    if (ranker.candidate.window.status)
        *err = ranker.candidate.window.error;
    if (!status)
        status = settle_ties(&ranker, err);
    if (!status) {
        status = best_take(&ranker.best, plan->arena, ret_ranking, err);
        ret_ranking->total = ranker.total;
        ret_ranking->total_exact = ranker.total_exact;
    }
    ranker_release(&ranker);
    return status;
}

enum status rank_run(struct plan *plan, const struct rank_options *options,
                     struct ranking *ret_ranking, struct error *err)
{
    return halves_rank(plan, options, plan->most_answers,
                       plan->relaxable ? whole_rank : rank_here, NULL,
                       ret_ranking, err);
}
