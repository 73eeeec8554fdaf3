#include "rank.h"

#include "base/alloc.h"
#include "halves.h"
#include "parts.h"
#include "place_bound.h"

#include <stdlib.h>
#include <string.h>

struct relaxer {
    struct candidate candidate;
    struct parts parts;
    size_t main_count; /* those without which nothing is left that counts */
    struct place_bound place_bound;
    double least_worth; /* of what a passage has */
    bool explain;
    struct ranked *whole; /* segments that have all parts, by place */
    size_t whole_count;
    struct best best;
    struct ranked *found; /* in the transcript at hand */
    size_t found_count, found_capacity;
};

/* ---- parts ---- */

/* What is worth enough to be kept has one of the main parts. */
static void set_least_worth(struct relaxer *relaxer)
{
    const struct parts *parts = &relaxer->parts;

    relaxer->least_worth = RANK_RELAXED_LEAST * parts->list[0].rest;
    while (relaxer->main_count < parts->count &&
           parts->list[relaxer->main_count].rest >= relaxer->least_worth &&
           parts->list[relaxer->main_count].worth > 0)
        relaxer->main_count++;
}

/* No place of the transcript scores more. */
static double row_bound(struct relaxer *relaxer)
{
    struct parts *parts = &relaxer->parts;
    double bound = 0;

    for (size_t i = 0; i < parts->count; i++) {
        if (i == relaxer->main_count)
            return bound + part_rest_most(parts, &parts->list[i]);
        bound += part_most(parts, &parts->list[i]);
    }
    return bound;
}

/* What the places score at most. */
static void bound_places(struct relaxer *relaxer)
{
    struct parts *parts = &relaxer->parts;
    struct place_bound *bound = &relaxer->place_bound;
    size_t count = relaxer->main_count;
    uint32_t end = 0;

    for (size_t i = 0; i < count; i++) {
        const struct interval_list *list =
            part_intervals(parts, &parts->list[i]);

        if (list->count && list->items[list->count - 1].first >= end)
            end = list->items[list->count - 1].first + 1;
    }
    place_bound_clear(
        bound, end,
        count < parts->count ? part_rest_most(parts, &parts->list[count]) : 0);
    for (size_t i = 0; i < count; i++)
        place_bound_add(bound, parts->list[i].worth, parts->list[i].list);
}

/* ---- places ---- */

/* Widens `found` to an interval, if what comes of it is still close. */
static bool take_in(struct relaxer *relaxer, const struct interval *interval,
                    struct ranked *found)
{
    uint32_t from = found->from, to = found->to;

    if (!interval)
        return false;
    if (interval->first < from)
        from = interval->first;
    if (interval->last > to)
        to = interval->last;
    if (!window_is_close(&relaxer->candidate.window, from, to))
        return false;
    found->from = from;
    found->to = to;
    return true;
}

/*
 * Widens `found`, which is around its place, to the part's nearest interval
 * before or behind that is close, and not before `start`; false if there is
 * none.
 */
static bool take_in_nearest(struct relaxer *relaxer, const struct part *part,
                            uint32_t start, struct ranked *found)
{
    const struct interval *items = part->list->items, *before = NULL,
                          *behind = NULL;
    uint32_t gap_before = UINT32_MAX, gap_behind = UINT32_MAX;

    if (part->around.cursor > 0 &&
        items[part->around.cursor - 1].first >= start) {
        before = &items[part->around.cursor - 1];
        gap_before = found->place - before->first;
    }
    if (part->around.cursor < part->list->count) {
        behind = &items[part->around.cursor];
        gap_behind = behind->last - found->place;
    }
    if (gap_before < gap_behind)
        return take_in(relaxer, before, found) ||
               take_in(relaxer, behind, found);
    return take_in(relaxer, behind, found) || take_in(relaxer, before, found);
}

/*
 * What there is close around a place of part `main` that has been scored, from
 * token `start` on, the most telling part first. False if it is worth too
 * little.
 */
static bool look_around(struct relaxer *relaxer, size_t main,
                        const struct interval *place, uint32_t start,
                        struct ranked *found)
{
    const struct part *parts = relaxer->parts.list;
    double worth = parts[main].worth;

    found->place = found->from = place->first;
    found->to = place->last;
    found->present = (uint64_t)1 << parts[main].number;
    for (size_t i = 0; i < relaxer->parts.count; i++) {
        const struct part *part = &parts[i];

        if (i == main || !take_in_nearest(relaxer, part, start, found))
            continue;
        found->present |= (uint64_t)1 << part->number;
        worth += part->worth;
    }
    return worth >= relaxer->least_worth;
}

static bool has_all(const struct relaxer *relaxer, uint64_t present)
{
    for (size_t i = 0; i < relaxer->parts.count; i++)
        if (!(present >> i & 1))
            return false;
    return true;
}

/*
 * The passage that begins with the segment of the place. Where all parts are
 * within one span, that was found as a whole answer, in whichever segment it
 * begins.
 */
static bool make_passage(struct relaxer *relaxer, size_t main,
                         const struct interval *place, struct ranked *found)
{
    struct window *window = &relaxer->candidate.window;
    size_t segment;

    if (!look_around(relaxer, main, place, 0, found) ||
        has_all(relaxer, found->present))
        return false;
    segment = window_segment_of(window, place->first);
    if (window->status)
        return false;
    found->first_token = window->segment_starts[segment];
    return look_around(relaxer, main, place, found->first_token, found) &&
           !has_all(relaxer, found->present);
}

static void find_places(struct relaxer *relaxer, size_t main)
{
    struct parts *parts = &relaxer->parts;
    const struct interval_list *list =
        part_intervals(parts, &parts->list[main]);

    parts_rewind(parts);
    for (size_t i = 0; i < list->count; i++) {
        const struct interval *place = &list->items[i];
        struct ranked found = {
            .transcript = relaxer->candidate.window.transcript,
        };

        if (place_bound_at(&relaxer->place_bound, place->first) <
            best_least(&relaxer->best))
            continue;
        found.score = parts_score(parts, place->first, &relaxer->best);
        if (found.score <= 0 || !make_passage(relaxer, main, place, &found))
            continue;
        if (relaxer->explain)
            found.sum = parts_sum(parts, place->first);
        relaxer->found =
            mem_grow(relaxer->found, &relaxer->found_capacity,
                     relaxer->found_count + 1, sizeof(*relaxer->found));
        relaxer->found[relaxer->found_count++] = found;
    }
}

static int by_segment(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->first_token != b->first_token)
        return a->first_token < b->first_token ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* The segments that have whole answers, in order, to be looked up. */
static void set_whole(struct relaxer *relaxer, const struct plan *plan,
                      const struct ranking *whole)
{
    relaxer->whole_count = whole->count;
    if (whole->count == 0)
        return;
    relaxer->whole =
        arena_array(plan->arena, whole->count, sizeof(*relaxer->whole));
    memcpy(relaxer->whole, whole->list, whole->count * sizeof(*whole->list));
    qsort(relaxer->whole, whole->count, sizeof(*whole->list), ranked_by_place);
}

static bool has_whole(const struct relaxer *relaxer, const struct ranked *found)
{
    return relaxer->whole_count &&
           bsearch(found, relaxer->whole, relaxer->whole_count,
                   sizeof(*relaxer->whole), ranked_by_place);
}

/* Keeps the best find of each segment. */
static void keep_found(struct relaxer *relaxer)
{
    size_t kept = 0;

    if (relaxer->found_count)
        qsort(relaxer->found, relaxer->found_count, sizeof(*relaxer->found),
              by_segment);
    for (size_t i = 0; i < relaxer->found_count; i++)
        if ((kept == 0 || relaxer->found[i].first_token !=
                              relaxer->found[kept - 1].first_token) &&
            !has_whole(relaxer, &relaxer->found[i]))
            relaxer->found[kept++] = relaxer->found[i];
    parts_damp_echoes(relaxer->found, kept);
    for (size_t i = 0; i < kept; i++)
        best_add(&relaxer->best, &relaxer->found[i]);
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct relaxer *relaxer = context;
    double bound;

    if (!candidate_enter(&relaxer->candidate, row))
        return STATUS_OK;
    relaxer->found_count = 0;
    parts_enter(&relaxer->parts);
    bound = row_bound(relaxer);
    if (!best_wants(&relaxer->best, speech_row_transcript(row), bound))
        return relaxer->candidate.window.status;
    bound_places(relaxer);
    for (size_t i = 0; i < relaxer->main_count; i++)
        find_places(relaxer, i);
    if (!relaxer->candidate.window.status)
        keep_found(relaxer);
    return relaxer->candidate.window.status;
}

/* Of the transcripts that the plan looks at; `whole` is a ranking. */
static enum status relax_here(struct plan *plan,
                              const struct rank_options *options,
                              const void *whole, struct ranking *ret_ranking,
                              struct error *err)
{
    struct relaxer *relaxer = mem_alloc(sizeof(*relaxer));
    enum status status;

    relaxer->best = best_of(plan->store, options);
    relaxer->explain = options->explain;
    candidate_init(&relaxer->candidate, plan);
    parts_init(&relaxer->parts, plan, &relaxer->candidate, true);
    set_least_worth(relaxer);
    place_bound_init(&relaxer->place_bound, &relaxer->parts.spread);
    set_whole(relaxer, plan, whole);
    status = plan_scan(plan, visit, relaxer, err);
    if (relaxer->candidate.window.status)
        *err = relaxer->candidate.window.error;
    if (!status)
        status = best_take(&relaxer->best, plan->arena, ret_ranking, err);
    parts_release(&relaxer->parts);
    candidate_release(&relaxer->candidate);
    best_release(&relaxer->best);
    place_bound_release(&relaxer->place_bound);
    free(relaxer->found);
    free(relaxer);
    return status;
}

/* About half of all: where the commonest words are is seldom asked. */
static int64_t hits_looked_at(const struct plan *plan)
{
    int64_t hits = 0;

    for (size_t i = 0; i < plan->query->leaf_count; i++)
        hits += plan->leaves[i].count;
    return hits / 2;
}

enum status relax_run(struct plan *plan, const struct rank_options *options,
                      const struct ranking *whole, struct ranking *ret_ranking,
                      struct error *err)
{
    enum status status;

    plan_relax(plan);
    status = halves_rank(plan, options, hits_looked_at(plan), relax_here, whole,
                         ret_ranking, err);
    if (!status)
        ret_ranking->total = ret_ranking->count;
    return status;
}
