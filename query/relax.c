#include "rank.h"

#include "base/alloc.h"
#include "best.h"
#include "candidate.h"

#include <stdlib.h>
#include <string.h>

/* A part of the query: something that was written side by side with others. */
struct part {
    size_t number; /* in ranked.present */
    double worth;
    double rest;        /* its worth, and that of all less telling parts */
    struct query query; /* the part alone, with the conditions of the whole */
    struct evaluator *evaluator;
    struct interval_list list; /* in the transcript at hand */
    bool loaded;
    size_t cursor; /* first interval at or behind the place looked at */
};

struct relaxer {
    struct candidate candidate;
    struct part parts[RELAX_PARTS]; /* most telling first */
    size_t part_count;
    double all_worth;
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

static void make_parts(struct relaxer *relaxer, const struct plan *plan)
{
    struct node *nodes[RELAX_PARTS];
    size_t count = plan_parts(plan, nodes);

    relaxer->part_count = count;
    for (size_t i = 0; i < count; i++)
        relaxer->parts[i] = (struct part){
            .number = i,
            .worth = worth_of(plan, nodes[i]),
            .query = query_of(plan, nodes, count, i),
        };
    qsort(relaxer->parts, relaxer->part_count, sizeof(*relaxer->parts),
          by_worth);
    for (size_t i = relaxer->part_count; i-- > 0;) {
        relaxer->all_worth += relaxer->parts[i].worth;
        relaxer->parts[i].rest = relaxer->all_worth;
    }
    for (size_t i = 0; i < relaxer->part_count; i++)
        relaxer->parts[i].evaluator = evaluator_new(&relaxer->parts[i].query);
}

/* The part's intervals, copied: the evaluators share the leaves' lists. */
static void load_part(struct relaxer *relaxer, struct part *part)
{
    struct eval_source source = candidate_source(&relaxer->candidate);
    const struct interval_list *answer;

    if (part->loaded)
        return;
    part->loaded = true;
    answer = evaluate(part->evaluator, &source);
    part->list.items = mem_grow(part->list.items, &part->list.capacity,
                                answer->count, sizeof(*part->list.items));
    if (answer->count)
        memcpy(part->list.items, answer->items,
               answer->count * sizeof(*part->list.items));
    part->list.count = answer->count;
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
 * before or behind that is close; false if there is none. Places are asked for
 * in ascending order.
 */
static bool take_in_nearest(struct relaxer *relaxer, struct part *part,
                            const struct interval *place, struct ranked *found)
{
    const struct interval *items = part->list.items, *before = NULL,
                          *behind = NULL;
    uint32_t gap_before = UINT32_MAX, gap_behind = UINT32_MAX;

    while (part->cursor < part->list.count &&
           items[part->cursor].first < place->first)
        part->cursor++;
    if (part->cursor > 0) {
        before = &items[part->cursor - 1];
        gap_before = place->first - before->first;
    }
    if (part->cursor < part->list.count) {
        behind = &items[part->cursor];
        gap_behind = behind->last - place->first;
    }
    if (gap_before < gap_behind)
        return take_in(relaxer, before, found) ||
               take_in(relaxer, behind, found);
    return take_in(relaxer, behind, found) || take_in(relaxer, before, found);
}

static double score_of(const struct relaxer *relaxer,
                       const struct ranked *found, double worth)
{
    double closeness =
        RANK_CLOSENESS_HALF / (RANK_CLOSENESS_HALF + (found->to - found->from));

    if (worth < RANK_RELAXED_LEAST * relaxer->all_worth)
        return 0;
    if ((found->present & (found->present - 1)) == 0) /* one part alone */
        return worth;
    return worth * (1 + RANK_CLOSENESS * closeness);
}

/*
 * What there is around one place of part `main`, the most telling part first.
 * Scores 0 where a more telling part is close: then this is looked at from
 * there.
 */
static struct ranked look_around(struct relaxer *relaxer, size_t main,
                                 const struct interval *place)
{
    struct ranked found = {
        .transcript = relaxer->candidate.window.transcript,
        .from = place->first,
        .to = place->last,
        .present = (uint64_t)1 << relaxer->parts[main].number,
    };
    double worth = relaxer->parts[main].worth;

    for (size_t i = 0; i < relaxer->part_count; i++) {
        struct part *part = &relaxer->parts[i];

        if (i == main || !take_in_nearest(relaxer, part, place, &found))
            continue;
        if (i < main)
            return found;
        found.present |= (uint64_t)1 << part->number;
        worth += part->worth;
    }
    found.score = score_of(relaxer, &found, worth);
    return found;
}

static bool has_all(const struct relaxer *relaxer, uint64_t present)
{
    for (size_t i = 0; i < relaxer->part_count; i++)
        if (!(present >> i & 1))
            return false;
    return true;
}

/* The most that any place of this part, or of a less telling one, can score. */
static double most(const struct relaxer *relaxer, size_t part)
{
    double worth = relaxer->parts[part].rest;

    return worth < RANK_RELAXED_LEAST * relaxer->all_worth
               ? 0
               : worth * (1 + RANK_CLOSENESS);
}

static void find_places(struct relaxer *relaxer, size_t main)
{
    struct part *part = &relaxer->parts[main];

    load_part(relaxer, part);
    if (part->list.count == 0)
        return;
    for (size_t i = 0; i < relaxer->part_count; i++) {
        load_part(relaxer, &relaxer->parts[i]);
        relaxer->parts[i].cursor = 0;
    }
    for (size_t i = 0; i < part->list.count; i++) {
        struct ranked found = look_around(relaxer, main, &part->list.items[i]);

        /* What has all parts within one span was found as a whole answer. */
        if (found.score <= 0 || has_all(relaxer, found.present) ||
            !best_wants(&relaxer->best, found.score))
            continue;
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

    if (!candidate_enter(&relaxer->candidate, row))
        return STATUS_OK;
    relaxer->found_count = 0;
    for (size_t i = 0; i < relaxer->part_count; i++)
        relaxer->parts[i].loaded = false;
    for (size_t i = 0;
         i < relaxer->part_count &&
         best_wants(&relaxer->best, most(relaxer, i)) && most(relaxer, i) > 0;
         i++)
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
    candidate_init(&relaxer->candidate, plan);
    make_parts(relaxer, plan);
    set_whole(relaxer, plan, whole);
    status = speech_scan(plan->store, &plan->match, visit, relaxer, err);
    if (relaxer->candidate.window.status)
        *err = relaxer->candidate.window.error;
    if (!status)
        best_take(&relaxer->best, plan->arena, ret_ranking);
    for (size_t i = 0; i < relaxer->part_count; i++) {
        evaluator_free(relaxer->parts[i].evaluator);
        interval_list_release(&relaxer->parts[i].list);
    }
    candidate_release(&relaxer->candidate);
    best_release(&relaxer->best);
    free(relaxer->found);
    free(relaxer);
    return status;
}
