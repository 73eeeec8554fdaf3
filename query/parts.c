#include "parts.h"

#include <math.h>
#include <stdlib.h>

/* ---- parts ---- */

/*
 * All words of an AND tell together. An OR is met as often as the commonest of
 * its children, or oftener: to add a word that nobody says changes nothing.
 */
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
        else if (child > 0 && (worth == 0 || child < worth))
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

/* The part alone, whatever else must hold. */
static struct query query_of_one(const struct plan *plan, struct node *part)
{
    struct query query = *plan->query;

    query.root = part;
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
static void sum_worth(struct parts *parts)
{
    double rest = 0;

    for (size_t i = parts->count; i-- > 0;) {
        rest += parts->list[i].worth;
        parts->list[i].rest = rest;
    }
}

/* Whether there is one transcript in the set. */
static bool is_one(const struct id_set *set)
{
    size_t count = 0;

    for (int64_t id = 0; set->bits && id < set->limit && count < 2; id++)
        count += id_set_has(set, id);
    return count == 1;
}

static struct spread spread_of(bool one_row)
{
    return one_row ? (struct spread){ RANK_SPREAD_HERE, RANK_SPREAD_HALF_HERE }
                   : (struct spread){ RANK_SPREAD, RANK_SPREAD_HALF };
}

static bool has_groups(struct node *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!node_is_leaf(parts[i]))
            return true;
    return false;
}

void parts_init(struct parts *parts, const struct plan *plan,
                struct candidate *candidate, bool conditions)
{
    struct node *nodes[RELAX_PARTS];

    parts->candidate = candidate;
    parts->one_row = is_one(&plan->scope);
    parts->spread = spread_of(parts->one_row);
    parts->weighted = !conditions && !parts->one_row;
    parts->count = plan_parts(plan, nodes);
    for (size_t i = 0; i < parts->count; i++)
        parts->list[i] = (struct part){
            .number = i,
            .node = nodes[i],
            .worth = worth_of(plan, nodes[i]),
            .query = conditions ? query_of(plan, nodes, parts->count, i)
                                : query_of_one(plan, nodes[i]),
        };
    parts->grouped = parts->weighted && has_groups(nodes, parts->count);
    qsort(parts->list, parts->count, sizeof(*parts->list), by_worth);
    sum_worth(parts);
    for (size_t i = 0; i < parts->count; i++)
        parts->list[i].evaluator = evaluator_new(&parts->list[i].query);
}

void parts_release(struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        evaluator_free(parts->list[i].evaluator);
}

/* Of a word whose hits are the part's intervals. */
static const uint32_t *weights_of(struct parts *parts, const struct part *part)
{
    const struct leaf_hits *hits;

    if (!node_is_leaf(part->node))
        return NULL;
    hits = candidate_hits(parts->candidate, part->node->leaf);
    return part->list == &hits->list ? hits->weights : NULL;
}

/* No part has a leaf of another, so what its evaluator answers stays good until
 * the next row. */
const struct interval_list *part_intervals(struct parts *parts,
                                           struct part *part)
{
    struct eval_source source;

    if (!part->list) {
        source = candidate_source(parts->candidate);
        part->list = evaluate(part->evaluator, &source);
        part->weights = parts->weighted ? weights_of(parts, part) : NULL;
        part->around = neighbourhood_of(part->list);
    }
    return part->list;
}

/*
 * Where there is one transcript to look in, a part tells less if it is said all
 * over it, however rare it is in the archive.
 */
static void weigh_in_row(struct parts *parts)
{
    size_t segments;

    window_segment_starts(&parts->candidate->window, &segments);
    for (size_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->list[i];
        size_t count = part_intervals(parts, part)->count;
        double here = log(1.0 + (double)segments / (1.0 + (double)count));

        part->worth =
            pow(part->worth, 1 - RANK_WORTH_HERE) * pow(here, RANK_WORTH_HERE);
    }
    qsort(parts->list, parts->count, sizeof(*parts->list), by_worth);
    sum_worth(parts);
}

void parts_enter(struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        parts->list[i].list = NULL;
    if (parts->one_row)
        weigh_in_row(parts);
}

void parts_rewind(struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        parts->list[i].around = neighbourhood_of(parts->list[i].list);
}

/* ---- what a place scores ---- */

double part_most(struct parts *parts, struct part *part)
{
    size_t count = part_intervals(parts, part)->count;

    return count ? part->worth * (1 + spread_value(&parts->spread, count)) : 0;
}

double part_rest_most(const struct parts *parts, const struct part *part)
{
    return part->rest * (1 + parts->spread.most);
}

/* How close the part is to the place, a wider form of a word less so. */
static double closeness_of(const struct part *part, uint32_t place)
{
    size_t nearest = neighbourhood_nearest(&part->around, place);
    uint32_t first = part->list->items[nearest].first;
    uint32_t gap = first > place ? first - place : place - first;
    double close = closeness_value(gap);

    return part->weights ? close * part->weights[nearest] / WEIGHT_EXACT
                         : close;
}

/* What the part adds to the score of a place. */
static struct score_term term_of(struct parts *parts, struct part *part,
                                 uint32_t place)
{
    struct score_term term = { .node = part->node, .worth = part->worth };
    struct neighbourhood *around = &part->around;

    part_intervals(parts, part);
    neighbourhood_move(around, place);
    if (around->begin < around->end)
        term.close = closeness_of(part, place);
    term.around = neighbourhood_spread(around, &parts->spread);
    return term;
}

static double share_of_leaf(struct parts *parts, size_t leaf,
                            const struct interval *match)
{
    const struct leaf_hits *hits = candidate_hits(parts->candidate, leaf);
    const struct interval_list *list = &hits->list;
    uint32_t heaviest = 0;

    for (size_t i = interval_list_from(list, match->first);
         i < list->count && list->items[i].last <= match->last; i++) {
        uint32_t weight = hits->weights ? hits->weights[i] : WEIGHT_EXACT;

        if (weight > heaviest)
            heaviest = weight;
    }
    return (double)heaviest / WEIGHT_EXACT;
}

/*
 * The share of its worth that the node keeps in a match of its part, by the
 * forms that it has there; 0 if it is not there. Of an OR it is that of the
 * child that keeps most; of an AND each child keeps its own. Recursion is as
 * deep as the tree, which the parser has limited.
 */
static double share_of(struct parts *parts, const struct node *node,
                       const struct interval *match)
{
    double most = 0, kept = 0, worth = 0;

    if (node_is_leaf(node))
        return share_of_leaf(parts, node->leaf, match);
    if (node->kind == NODE_NOT)
        return 0;
    for (size_t i = 0; i < node->child_count; i++) {
        const struct node *child = node->children[i];
        double share = share_of(parts, child, match);
        double whole = share > 0 ? worth_of(parts->candidate->plan, child) : 0;

        most = fmax(most, share);
        kept += whole * share;
        worth += whole;
    }
    return node->kind == NODE_OR || worth <= 0 ? most : kept / worth;
}

/* The same of the part's match that is nearest to the place; what is there by a
 * condition keeps all. */
static double share_of_nearest(struct parts *parts, const struct part *part,
                               uint32_t place)
{
    size_t nearest = neighbourhood_nearest(&part->around, place);
    double share = share_of(parts, part->node, &part->list->items[nearest]);

    return share > 0 ? share : 1;
}

/* The same as term_of, but that wider forms in a group tell less, too. */
static struct score_term weighed_term(struct parts *parts, struct part *part,
                                      uint32_t place)
{
    struct score_term term = term_of(parts, part, place);

    if (parts->weighted && !node_is_leaf(part->node) && term.close > 0)
        term.close *= share_of_nearest(parts, part, place);
    return term;
}

static double weighed_score(struct parts *parts, uint32_t place)
{
    double score = 0;

    for (size_t i = 0; i < parts->count; i++) {
        struct score_term term = weighed_term(parts, &parts->list[i], place);

        score += score_term_value(&term);
    }
    return score;
}

/* Few places are wanted even if their groups' forms are taken to be as typed;
 * of these alone the forms are looked at. */
double parts_score(struct parts *parts, uint32_t place, struct best *best)
{
    int64_t transcript = parts->candidate->window.transcript;
    double score = 0, least = best_least(best);

    for (size_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->list[i];
        struct score_term term;

        if (score + part_rest_most(parts, part) < least)
            return 0;
        term = term_of(parts, part, place);
        score += score_term_value(&term);
    }
    if (parts->grouped && best_wants(best, transcript, score))
        score = weighed_score(parts, place);
    return best_wants(best, transcript, score) ? score : 0;
}

struct score_sum *parts_sum(struct parts *parts, uint32_t place)
{
    struct score_sum *sum =
        score_sum_new(parts->candidate->plan->arena, parts->count);

    for (size_t i = 0; i < parts->count; i++)
        sum->terms[i] = weighed_term(parts, &parts->list[i], place);
    return sum;
}

/* ---- echoes ---- */

static bool is_near(const struct ranked *a, const struct ranked *b)
{
    return b->from - a->from < RANK_ECHO_TOKENS;
}

/* Whether one of those before or behind `at` is better and near; the same place
 * has the same score. */
static bool is_echo(const struct ranked *list, size_t count, size_t at)
{
    for (size_t i = at; i > 0 && is_near(&list[i - 1], &list[at]); i--)
        if (list[i - 1].score > list[at].score)
            return true;
    for (size_t i = at + 1; i < count && is_near(&list[at], &list[i]); i++)
        if (list[i].score > list[at].score || list[i].place == list[at].place)
            return true;
    return false;
}

void parts_damp_echoes(struct ranked *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        list[i].echo = is_echo(list, count, i);
    for (size_t i = 0; i < count; i++)
        if (list[i].echo)
            list[i].score *= RANK_ECHO;
}
