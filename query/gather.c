#include "gather_internal.h"

#include "base/alloc.h"
#include "ref.h"

#include <stdlib.h>

static int negation_depth(const struct node *node)
{
    int deepest = 0;

    for (size_t i = 0; i < node->child_count; i++) {
        int depth = negation_depth(node->children[i]);

        if (depth > deepest)
            deepest = depth;
    }
    return deepest + (node->kind == NODE_NOT);
}

static void measure(const struct node *node, struct reach *reach)
{
    const struct within *within = &node->within;

    for (size_t i = 0; i < node->child_count; i++) {
        const struct node *child = node->children[i];

        /* Words are no measure of how long what must not be near lasts. */
        if (child->kind == NODE_NOT && within->kind == WITHIN_WORDS)
            reach->everywhere = true;
        measure(child, reach);
    }
    if (within->kind == WITHIN_EPISODE)
        reach->everywhere = true;
    if (within->kind == WITHIN_TIME && within->ms > reach->ms)
        reach->ms = within->ms;
}

struct gatherer *gatherer_new(const struct plan *plan,
                              const struct around *around)
{
    struct gatherer *gatherer = mem_alloc(sizeof(*gatherer));

    gatherer->plan = plan;
    gatherer->around = around;
    gatherer->evaluator = evaluator_new(plan->query);
    gatherer->reach =
        (struct reach){ .negations = negation_depth(plan->query->root),
                        .ms = AXIS_CLOSE_MS };
    measure(plan->query->root, &gatherer->reach);
    gatherer->hits =
        mem_alloc(plan->query->leaf_count * sizeof(*gatherer->hits));
    token_list_init(&gatherer->tokens);
    regex_marks_init(&gatherer->marks, plan);
    window_init(&gatherer->window, plan);
    return gatherer;
}

void gatherer_free(struct gatherer *gatherer)
{
    if (!gatherer)
        return;
    for (size_t i = 0; i < gatherer->plan->query->leaf_count; i++)
        interval_list_release(&gatherer->hits[i]);
    free(gatherer->hits);
    evaluator_free(gatherer->evaluator);
    token_list_release(&gatherer->tokens);
    regex_marks_release(&gatherer->marks);
    window_release(&gatherer->window);
    free(gatherer);
}

/* ---- stretches of text ---- */

/* The first token behind a segment. */
static uint32_t segment_end_token(const struct axis *axis, size_t segment)
{
    return segment + 1 < axis->segment_count ? axis->segments[segment + 1].token
                                             : UINT32_MAX;
}

/*
 * The segments of an answer, and those around them that have a say in what is
 * an answer there. Where that is not the whole transcript, it is for negations
 * alone to say, and only from what is close; one inside another is heard from
 * as far again.
 */
static struct stretch neighbourhood(struct gatherer *gatherer,
                                    const struct axis *axis,
                                    struct extent answer)
{
    struct window *window = &gatherer->window;
    const struct reach *reach = &gatherer->reach;
    struct stretch out = { .first = answer.first, .end = answer.last + 1 };

    if (reach->everywhere)
        return (struct stretch){ .end = axis->segment_count };
    for (int i = 0; i < reach->negations; i++) {
        uint32_t from = axis->segments[out.first].token;
        uint32_t to = segment_end_token(axis, out.end - 1) - 1;

        while (out.first > 0 &&
               window_lasts(window, axis->segments[out.first].token - 1, from,
                            reach->ms))
            out.first--;
        while (
            out.end < axis->segment_count &&
            window_lasts(window, to, axis->segments[out.end].token, reach->ms))
            out.end++;
    }
    return out;
}

/* The segments that are shown: those of the answer, and what was asked for
 * around them. */
static struct extent widen(const struct gatherer *gatherer,
                           const struct axis *axis, struct extent answer)
{
    const struct around *around = gatherer->around;
    size_t first = answer.first, end = answer.last + 1;
    struct ref_clock clock;

    if (around->segments == 0)
        return answer;
    ref_clock_init(&clock, axis, gatherer->plan->arena);
    around_widen(around, axis, clock.starts_ms, &first, &end);
    return (struct extent){ first, end - 1 };
}

static enum status load_stretch(const struct plan *plan, int64_t transcript,
                                const struct axis *axis,
                                struct stretch *stretch, struct error *err)
{
    uint32_t end = stretch->end < axis->segment_count
                       ? axis->segments[stretch->end].token
                       : 1 << 24;
    size_t count;
    enum status status =
        store_get_segments(plan->store, transcript, stretch->first_token, end,
                           plan->arena, &stretch->segments, &count, err);

    if (!status && count != stretch->end - stretch->first)
        return error_set(err, STATUS_STORE,
                         "the index is damaged (segments of transcript %lld)",
                         (long long)transcript);
    return status;
}

/* ---- the passage ---- */

/* What the segments say of times and places; the hits know better. */
static void fill_places(const struct gatherer *gatherer,
                        const struct axis *axis, const struct stretch *stretch,
                        struct extent answer, struct extent shown,
                        struct passage *passage)
{
    const struct segment_record *segments = stretch->segments;

    passage->start_ms = segments[shown.first - stretch->first].start_ms;
    passage->end_ms = segments[shown.last - stretch->first].end_ms;
    passage->source_line = segments[answer.first - stretch->first].line;
    passage->within_ms = TIME_NONE;
    passage->start_within_ms =
        axis_time_of(axis, axis->segments[shown.first].token).within_ms;
    passage->widened = gatherer->around->segments != 0;
    passage->first_token = axis->segments[answer.first].token;
    passage->end_token = segment_end_token(axis, answer.last);
}

static enum status fill(struct gatherer *gatherer, const struct ranked *ranked,
                        const struct axis *axis, const struct stretch *stretch,
                        struct extent answer, struct extent shown,
                        struct passage *passage, struct error *err)
{
    struct interval_list hits = { 0 };

    gather_read(gatherer, stretch);
    gather_choose_hits(gatherer, ranked, segment_end_token(axis, answer.first),
                       segment_end_token(axis, answer.last), &hits);
    fill_places(gatherer, axis, stretch, answer, shown, passage);
    gather_text(gatherer, axis, stretch, shown, &hits, passage);
    interval_list_release(&hits);
    return gather_context(
        gatherer, ranked, axis, answer.first,
        stretch->segments[answer.first - stretch->first].start_ms, passage,
        err);
}

/* Makes the stretch hold the segments that are shown, too. */
static void include(struct stretch *stretch, struct extent shown)
{
    if (shown.first < stretch->first)
        stretch->first = shown.first;
    if (shown.last >= stretch->end)
        stretch->end = shown.last + 1;
}

enum status gather(struct gatherer *gatherer, const struct ranked *ranked,
                   struct passage *ret_passage, struct error *err)
{
    struct window *window = &gatherer->window;
    const struct axis *axis;
    struct extent answer, shown;
    struct stretch stretch;
    enum status status;

    *ret_passage = (struct passage){ .score = ranked->score,
                                     .transcript = ranked->transcript };
    window_enter(window, ranked->transcript);
    axis = window_axis(window);
    if (window->status) {
        *err = window->error;
        return window->status;
    }
    answer.first = axis_segment_of(axis, ranked->first_token);
    answer.last = axis_segment_of(axis, ranked->to);
    shown = widen(gatherer, axis, answer);
    stretch = neighbourhood(gatherer, axis, answer);
    include(&stretch, shown);
    stretch.first_token = axis->segments[stretch.first].token;
    status =
        load_stretch(gatherer->plan, ranked->transcript, axis, &stretch, err);
    if (!status)
        status = fill(gatherer, ranked, axis, &stretch, answer, shown,
                      ret_passage, err);
    if (!status && window->status) {
        *err = window->error;
        status = window->status;
    }
    return status;
}
