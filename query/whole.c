#include "whole.h"

#include "base/alloc.h"
#include "parts.h"
#include "rank_internal.h"
#include "shape.h"

#include <math.h>
#include <stdlib.h>

struct whole {
    struct candidate candidate;
    struct evaluator *evaluator;
    struct parts parts;
    struct best best;
    bool may_guess; /* window.guesses: answers are among what may be close */
    bool exact_total;
    bool explain;
    struct ranked *found; /* the row's segments */
    size_t found_count, found_capacity;
    size_t total;
    bool total_exact;
};

/* ---- scores ---- */

/*
 * Where the most telling part is first said in an answer. Moves *cursor:
 * answers are asked about in order.
 */
static uint32_t place_of(struct whole *whole, const struct interval *answer,
                         size_t *cursor)
{
    const struct interval_list *list =
        part_intervals(&whole->parts, &whole->parts.list[0]);

    while (*cursor < list->count && list->items[*cursor].first < answer->first)
        ++*cursor;
    return *cursor < list->count && list->items[*cursor].last <= answer->last
               ? list->items[*cursor].first
               : answer->first;
}

/* Whether a segment of the row may be kept. */
static bool is_wanted(struct whole *whole, const struct interval_list *answer)
{
    struct parts *parts = &whole->parts;
    int64_t transcript = whole->candidate.window.transcript;
    double bound = 0;
    size_t cursor = 0;

    for (size_t i = 0; i < parts->count; i++) {
        if (!best_wants(&whole->best, transcript,
                        bound + part_rest_most(parts, &parts->list[i])))
            return false;
        bound += part_most(parts, &parts->list[i]);
    }
    if (!best_wants(&whole->best, transcript, bound))
        return false;
    parts_rewind(parts);
    for (size_t i = 0; i < answer->count; i++)
        if (parts_score(parts, place_of(whole, &answer->items[i], &cursor),
                        &whole->best) > 0)
            return true;
    return false;
}

static void add_found(struct whole *whole, const struct ranked *ranked)
{
    whole->found = mem_grow(whole->found, &whole->found_capacity,
                            whole->found_count + 1, sizeof(*whole->found));
    whole->found[whole->found_count++] = *ranked;
}

/* An answer is its segment's if it is the best so far. */
static void take_answer(struct whole *whole, const struct interval *answer,
                        uint32_t place, struct ranked *ranked)
{
    double score = parts_score(&whole->parts, place, &whole->best);

    if (score <= ranked->score)
        return;
    ranked->score = score;
    ranked->from = answer->first;
    ranked->to = answer->last;
    ranked->place = place;
    if (whole->explain)
        ranked->sum = parts_sum(&whole->parts, place);
}

/* Scores every segment in which an answer starts. */
static void score_segments(struct whole *whole,
                           const struct interval_list *answer)
{
    struct window *window = &whole->candidate.window;
    size_t segment = 0, segment_count, cursor = 0;
    const uint32_t *starts = window_segment_starts(window, &segment_count);

    parts_rewind(&whole->parts);
    whole->found_count = 0;
    for (size_t i = 0; i < answer->count && segment < segment_count;) {
        struct ranked ranked = { .transcript = window->transcript };
        uint32_t end = window_move_to(window, answer->items[i].first, &segment);

        ranked.first_token = starts[segment];
        for (; i < answer->count && answer->items[i].first < end; i++)
            take_answer(whole, &answer->items[i],
                        place_of(whole, &answer->items[i], &cursor), &ranked);
        whole->total++;
        best_see(&whole->best, &ranked);
        if (ranked.score > 0)
            add_found(whole, &ranked);
    }
    parts_damp_echoes(whole->found, whole->found_count);
    for (size_t i = 0; i < whole->found_count; i++)
        best_add(&whole->best, &whole->found[i]);
}

/* ---- a row ---- */

static const struct interval_list *find_answers(struct whole *whole,
                                                bool guesses)
{
    struct window *window = &whole->candidate.window;
    struct eval_source source = candidate_source(&whole->candidate);

    window->guesses = guesses;
    window->guessed = false;
    return evaluate(whole->evaluator, &source);
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct whole *whole = context;
    struct window *window = &whole->candidate.window;
    bool may_skip = !whole->exact_total && best_least(&whole->best) > -INFINITY;
    const struct interval_list *answer;

    if (!candidate_enter(&whole->candidate, row))
        return STATUS_OK;
    parts_enter(&whole->parts);
    answer = find_answers(whole, whole->may_guess);
    if (window->status || answer->count == 0)
        return window->status;
    if (may_skip && !is_wanted(whole, answer)) {
        whole->total += rank_least_segments(
            answer, window->guessed ? window->surely : UINT32_MAX);
        whole->total_exact = false;
        return window->status;
    }
    if (window->guessed)
        answer = find_answers(whole, false);
    if (window->status)
        return window->status;
    if (best_wants(&whole->best, window->transcript, INFINITY))
        score_segments(whole, answer);
    else
        whole->total += rank_count_segments(answer, window, &whole->best);
    return window->status;
}

/* ---- a run ---- */

static void whole_init(struct whole *whole, const struct plan *plan,
                       const struct rank_options *options)
{
    *whole = (struct whole){
        .evaluator = plan_evaluator(plan),
        .best = best_of(plan->store, options),
        .may_guess = shape_of(plan->query->root) == SHAPE_CLOSE &&
                     !rank_counts_all(plan, options),
        .exact_total = rank_counts_all(plan, options),
        .explain = options->explain,
        .total_exact = true,
    };
    candidate_init(&whole->candidate, plan);
    parts_init(&whole->parts, plan, &whole->candidate, false);
}

static void whole_release(struct whole *whole)
{
    evaluator_free(whole->evaluator);
    parts_release(&whole->parts);
    candidate_release(&whole->candidate);
    best_release(&whole->best);
    free(whole->found);
    free(whole);
}

enum status whole_rank(struct plan *plan, const struct rank_options *options,
                       const void *context, struct ranking *ret_ranking,
                       struct error *err)
{
    struct whole *whole = mem_alloc(sizeof(*whole));
    enum status status;

    (void)context;
    whole_init(whole, plan, options);
    status = plan_scan(plan, visit, whole, err);
    if (whole->candidate.window.status)
        *err = whole->candidate.window.error;
    if (!status) {
        status = best_take(&whole->best, plan->arena, ret_ranking, err);
        ret_ranking->total = whole->total;
        ret_ranking->total_exact = whole->total_exact;
    }
    whole_release(whole);
    return status;
}
