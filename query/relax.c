#include "rank.h"

#include "base/alloc.h"
#include "best.h"
#include "candidate.h"
#include "neighbourhood.h"

#include <stdlib.h>
#include <string.h>

/* A part of the query: something that was written side by side with others. */
struct part {
    size_t number; /* in ranked.present */
    const struct node *node;
    double worth;
    double rest;        /* its worth, and that of all less telling parts */
    struct query query; /* the part alone, with the conditions of the whole */
    struct evaluator *evaluator;
    const struct interval_list *list; /* in the transcript at hand; NULL: not
                                         asked for */
    struct neighbourhood around;      /* of the place looked at */
    uint32_t radius; /* places farther from the part are not wanted; UINT32_MAX:
                        they may be */
    size_t nearby;   /* the first interval that a place may be within that of */
};

struct relaxer {
    struct candidate candidate;
    struct part parts[RELAX_PARTS]; /* most telling first */
    size_t part_count;
    size_t main_count;  /* those without which nothing is left that counts */
    double least_worth; /* of what a passage has */
    bool explain;
    struct ranked *whole; /* segments that have all parts, by place */
    size_t whole_count;
    struct best best;
    struct ranked *found; /* in the transcript at hand */
    size_t found_count, found_capacity;
};

/* ---- parts ---- */

/* All words of an AND tell together; of an OR the most telling. */
static double worth_of(const struct plan *plan, const struct node *node)
{
    double worth = 0;

    if (node->kind == NODE_NOT || node->kind == NODE_FILTER)
        return 0;
    if (node->kind != NODE_AND && node->kind != NODE_OR)
        return plan->leaves[node->leaf].worth;
    for (size_t i = 0; i < node->child_count; i++) {
        double child = worth_of(plan, node->children[i]);

        if (node->kind == NODE_AND)
            worth += child;
        else if (child > worth)
            worth = child;
    }
    return worth;
}

static bool is_among(const struct node *node, struct node *const *list,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == node)
            return true;
    return false;
}

/*
 * One of the parts as a query of its own, with what the AND that it stood in
 * has besides parts: filters and NOT hold for it as they did there.
 */
static struct query query_of(const struct plan *plan, struct node *const *parts,
                             size_t part_count, size_t number)
{
    const struct node *top = plan->relaxable;
    struct node *alone = arena_alloc(plan->arena, sizeof(*alone));
    struct query query = *plan->query;

    *alone = *top;
    alone->children =
        arena_array(plan->arena, top->child_count, sizeof(*alone->children));
    alone->child_count = 0;
    for (size_t i = 0; i < top->child_count; i++)
        if (top->children[i] == parts[number] ||
            !is_among(top->children[i], parts, part_count))
            alone->children[alone->child_count++] = top->children[i];
    query.root = alone;
    return query;
}

static int by_worth(const void *left, const void *right)
{
    const struct part *a = left, *b = right;

    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* What the parts are worth from the least telling one up to each. */
static void sum_worth(struct relaxer *relaxer)
{
    double rest = 0;

    for (size_t i = relaxer->part_count; i-- > 0;) {
        rest += relaxer->parts[i].worth;
        relaxer->parts[i].rest = rest;
    }
    relaxer->least_worth = RANK_RELAXED_LEAST * rest;
    while (relaxer->main_count < relaxer->part_count &&
           relaxer->parts[relaxer->main_count].rest >= relaxer->least_worth &&
           relaxer->parts[relaxer->main_count].worth > 0)
        relaxer->main_count++;
}

static void make_parts(struct relaxer *relaxer, const struct plan *plan)
{
    struct node *nodes[RELAX_PARTS];
    size_t count = plan_parts(plan, nodes);

    relaxer->part_count = count;
    for (size_t i = 0; i < count; i++)
        relaxer->parts[i] = (struct part){
            .number = i,
            .node = nodes[i],
            .worth = worth_of(plan, nodes[i]),
            .query = query_of(plan, nodes, count, i),
        };
    qsort(relaxer->parts, count, sizeof(*relaxer->parts), by_worth);
    sum_worth(relaxer);
    for (size_t i = 0; i < count; i++)
        relaxer->parts[i].evaluator = evaluator_new(&relaxer->parts[i].query);
}

/* Where the part is. What its evaluator answers stays good until the next
 * transcript: no part has a leaf of another. */
static const struct interval_list *list_of(struct relaxer *relaxer,
                                           struct part *part)
{
    struct eval_source source;

    if (!part->list) {
        source = candidate_source(&relaxer->candidate);
        part->list = evaluate(part->evaluator, &source);
        part->around = neighbourhood_of(part->list);
    }
    return part->list;
}

/* ---- what a place scores ---- */

/* What the part adds to the score of a place. Places are asked about in
 * ascending order. */
static struct score_term term_of(struct relaxer *relaxer, struct part *part,
                                 uint32_t place)
{
    struct score_term term = { .node = part->node, .worth = part->worth };
    struct neighbourhood *around = &part->around;

    list_of(relaxer, part);
    neighbourhood_move(around, place);
    if (around->begin < around->end)
        term.close =
            RANK_GAP_HALF / (RANK_GAP_HALF + neighbourhood_gap(around, place));
    term.around = neighbourhood_spread(around);
    return term;
}

/* No place of the transcript scores more. */
static double row_bound(struct relaxer *relaxer)
{
    double bound = 0;

    for (size_t i = 0; i < relaxer->part_count; i++) {
        struct part *part = &relaxer->parts[i];

        if (i == relaxer->main_count)
            return bound + part->rest * (1 + RANK_SPREAD);
        if (list_of(relaxer, part)->count)
            bound += part->worth * (1 + neighbourhood_value(part->list->count));
    }
    return bound;
}

/*
 * How far from the part a place may be and still be wanted; UINT32_MAX if that
 * does not matter. At such a distance it scores at most `bound` less
 * part->worth * (1 - RANK_GAP_HALF / (RANK_GAP_HALF + distance)).
 */
static uint32_t radius_of(const struct relaxer *relaxer,
                          const struct part *part, double bound)
{
    double room = best_least(&relaxer->best) - (bound - part->worth);
    double radius = RANK_GAP_HALF * part->worth / room - RANK_GAP_HALF;

    if (room <= 0 || radius >= RANK_NEIGHBOURHOOD)
        return UINT32_MAX;
    return (uint32_t)(radius < 0 ? 0 : radius) + 1;
}

/* Parts that the transcript does not have are not in the bound. */
static void set_radii(struct relaxer *relaxer, double bound)
{
    for (size_t i = 0; i < relaxer->main_count; i++) {
        struct part *part = &relaxer->parts[i];

        part->radius =
            part->list->count ? radius_of(relaxer, part, bound) : UINT32_MAX;
    }
}

/* Whether the place is near enough to all parts; asked in ascending order. */
static bool is_near(struct relaxer *relaxer, uint32_t place)
{
    for (size_t i = 0; i < relaxer->main_count; i++) {
        struct part *part = &relaxer->parts[i];
        const struct interval_list *list = part->list;

        if (part->radius == UINT32_MAX)
            continue;
        while (part->nearby < list->count &&
               list->items[part->nearby].first + part->radius < place)
            part->nearby++;
        if (part->nearby == list->count ||
            list->items[part->nearby].first > place + part->radius)
            return false;
    }
    return true;
}

/* The sum of all parts; 0 as soon as it is sure that it is not wanted. Parts
 * that nothing depends on are not even loaded. */
static double score_of(struct relaxer *relaxer, uint32_t place)
{
    double score = 0;

    for (size_t i = 0; i < relaxer->part_count; i++) {
        struct part *part = &relaxer->parts[i];
        struct score_term term;

        if (!best_wants(&relaxer->best, score + part->rest * (1 + RANK_SPREAD)))
            return 0;
        term = term_of(relaxer, part, place);
        score += score_term_value(&term);
    }
    return best_wants(&relaxer->best, score) ? score : 0;
}

/* The same sum, to be shown. */
static const struct score_sum *sum_of(struct relaxer *relaxer, uint32_t place)
{
    struct score_sum *sum =
        score_sum_new(relaxer->candidate.plan->arena, relaxer->part_count);

    for (size_t i = 0; i < relaxer->part_count; i++)
        sum->terms[i] = term_of(relaxer, &relaxer->parts[i], place);
    return sum;
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
 * Widens `found`, which is around `place`, to the part's nearest interval
 * before or behind that is close; false if there is none.
 */
static bool take_in_nearest(struct relaxer *relaxer, const struct part *part,
                            const struct interval *place, struct ranked *found)
{
    const struct interval *items = part->list->items, *before = NULL,
                          *behind = NULL;
    uint32_t gap_before = UINT32_MAX, gap_behind = UINT32_MAX;

    if (part->around.cursor > 0) {
        before = &items[part->around.cursor - 1];
        gap_before = place->first - before->first;
    }
    if (part->around.cursor < part->list->count) {
        behind = &items[part->around.cursor];
        gap_behind = behind->last - place->first;
    }
    if (gap_before < gap_behind)
        return take_in(relaxer, before, found) ||
               take_in(relaxer, behind, found);
    return take_in(relaxer, behind, found) || take_in(relaxer, before, found);
}

/*
 * What there is close around a place of part `main` that has been scored, the
 * most telling part first. False if it is worth too little.
 */
static bool look_around(struct relaxer *relaxer, size_t main,
                        const struct interval *place, struct ranked *found)
{
    double worth = relaxer->parts[main].worth;

    found->from = place->first;
    found->to = place->last;
    found->present = (uint64_t)1 << relaxer->parts[main].number;
    for (size_t i = 0; i < relaxer->part_count; i++) {
        const struct part *part = &relaxer->parts[i];

        if (i == main || !take_in_nearest(relaxer, part, place, found))
            continue;
        found->present |= (uint64_t)1 << part->number;
        worth += part->worth;
    }
    return worth >= relaxer->least_worth;
}

static bool has_all(const struct relaxer *relaxer, uint64_t present)
{
    for (size_t i = 0; i < relaxer->part_count; i++)
        if (!(present >> i & 1))
            return false;
    return true;
}

static void find_places(struct relaxer *relaxer, size_t main)
{
    const struct interval_list *list = list_of(relaxer, &relaxer->parts[main]);

    for (size_t i = 0; i < relaxer->part_count; i++) {
        relaxer->parts[i].around = neighbourhood_of(relaxer->parts[i].list);
        relaxer->parts[i].nearby = 0;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct interval *place = &list->items[i];
        struct ranked found = {
            .transcript = relaxer->candidate.window.transcript,
        };

        if (!is_near(relaxer, place->first))
            continue;
        found.score = score_of(relaxer, place->first);
        /* What has all parts within one span was found as a whole answer. */
        if (found.score <= 0 || !look_around(relaxer, main, place, &found) ||
            has_all(relaxer, found.present))
            continue;
        if (relaxer->explain)
            found.sum = sum_of(relaxer, place->first);
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
    return (a->from > b->from) - (a->from < b->from);
}

static int by_place(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    return (a->first_token > b->first_token) -
           (a->first_token < b->first_token);
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
    qsort(relaxer->whole, whole->count, sizeof(*whole->list), by_place);
}

static bool has_whole(const struct relaxer *relaxer, const struct ranked *found)
{
    return relaxer->whole_count &&
           bsearch(found, relaxer->whole, relaxer->whole_count,
                   sizeof(*relaxer->whole), by_place);
}

/* Keeps the best find of each segment. */
static void keep_found(struct relaxer *relaxer)
{
    struct window *window = &relaxer->candidate.window;

    for (size_t i = 0; i < relaxer->found_count; i++) {
        size_t segment = window_segment_of(window, relaxer->found[i].from);

        if (window->status)
            return;
        relaxer->found[i].first_token = window->segment_starts[segment];
    }
    if (relaxer->found_count)
        qsort(relaxer->found, relaxer->found_count, sizeof(*relaxer->found),
              by_segment);
    for (size_t i = 0; i < relaxer->found_count; i++)
        if ((i == 0 || relaxer->found[i].first_token !=
                           relaxer->found[i - 1].first_token) &&
            !has_whole(relaxer, &relaxer->found[i]))
            best_add(&relaxer->best, &relaxer->found[i]);
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct relaxer *relaxer = context;
    double bound;

    if (!candidate_enter(&relaxer->candidate, row))
        return STATUS_OK;
    relaxer->found_count = 0;
    for (size_t i = 0; i < relaxer->part_count; i++)
        relaxer->parts[i].list = NULL;
    bound = row_bound(relaxer);
    if (!best_wants(&relaxer->best, bound))
        return relaxer->candidate.window.status;
    set_radii(relaxer, bound);
    for (size_t i = 0; i < relaxer->main_count; i++)
        find_places(relaxer, i);
    if (!relaxer->candidate.window.status)
        keep_found(relaxer);
    return relaxer->candidate.window.status;
}

enum status relax_run(struct plan *plan, const struct rank_options *options,
                      const struct ranking *whole, struct ranking *ret_ranking,
                      struct error *err)
{
    struct relaxer *relaxer = mem_alloc(sizeof(*relaxer));
    enum status status;

    plan_relax(plan);
    relaxer->best.limit = options->limit;
    relaxer->explain = options->explain;
    candidate_init(&relaxer->candidate, plan);
    make_parts(relaxer, plan);
    set_whole(relaxer, plan, whole);
    status = speech_scan(plan->store, &plan->match, visit, relaxer, err);
    if (relaxer->candidate.window.status)
        *err = relaxer->candidate.window.error;
    if (!status)
        best_take(&relaxer->best, plan->arena, ret_ranking);
    for (size_t i = 0; i < relaxer->part_count; i++)
        evaluator_free(relaxer->parts[i].evaluator);
    candidate_release(&relaxer->candidate);
    best_release(&relaxer->best);
    free(relaxer->found);
    free(relaxer);
    return status;
}
