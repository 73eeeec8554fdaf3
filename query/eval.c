#include "eval.h"

#include "axis.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "field.h"

#include <assert.h>
#include <stdlib.h>

/* A node of the tree with what it needs to be evaluated again and again. */
struct step {
    const struct node *node;
    struct step *children;
    size_t child_count;
    const struct step *parent; /* NULL: the root */
    bool is_condition;
    bool is_of_episode;     /* a condition that is the same at every token */
    struct step **positive; /* AND: neither conditions nor NOTs, in the order in
                               which they are evaluated */
    size_t positive_count;
    int64_t expected;                   /* intervals; see evaluator_order */
    const struct interval_list **parts; /* room for one per child, at least 1 */
    struct interval_list out;
    struct interval_list hulls; /* AND: its positive part */
    struct interval_list avoid; /* AND: the union of its NOTs */
};

struct evaluator {
    struct arena arena;
    struct step *root;          /* NULL: nothing was asked */
    const struct step **leaves; /* by node.leaf */
    const struct eval_source *source;
};

/* The conditions of the ANDs above, innermost first. */
struct restriction {
    const struct step *and_step;
    const struct restriction *outer;
};

static const struct interval_list no_intervals = { 0 };

static const struct interval_list *
evaluate_step(struct evaluator *evaluator, struct step *step,
              const struct restriction *restriction);

static void step_init_kind(struct step *step)
{
    const struct node *node = step->node;

    switch (node->kind) {
    case NODE_FILTER:
        step->is_condition = true;
        step->is_of_episode = node->field->scope == FIELD_OF_EPISODE;
        break;
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT:
        step->is_condition = true;
        step->is_of_episode = true;
        for (size_t i = 0; i < step->child_count; i++) {
            step->is_condition &= step->children[i].is_condition;
            step->is_of_episode &= step->children[i].is_of_episode;
        }
        break;
    default:
        break;
    }
}

static void set_positive(struct evaluator *evaluator, struct step *step)
{
    step->positive = arena_array(&evaluator->arena, step->child_count,
                                 sizeof(*step->positive));
    for (size_t i = 0; i < step->child_count; i++)
        if (!step->children[i].is_condition &&
            step->children[i].node->kind != NODE_NOT)
            step->positive[step->positive_count++] = &step->children[i];
}

/* Recursion is as deep as the tree, which the parser has limited. */
static void step_init(struct evaluator *evaluator, struct step *step,
                      const struct node *node, const struct step *parent)
{
    struct arena *arena = &evaluator->arena;

    step->node = node;
    step->parent = parent;
    if (node_is_leaf(node))
        evaluator->leaves[node->leaf] = step;
    step->child_count = node->child_count;
    step->children =
        arena_array(arena, node->child_count, sizeof(*step->children));
    step->parts =
        arena_array(arena, node->child_count + 1, sizeof(*step->parts));
    for (size_t i = 0; i < node->child_count; i++)
        step_init(evaluator, &step->children[i], node->children[i], step);
    step_init_kind(step);
    if (node->kind == NODE_AND)
        set_positive(evaluator, step);
}

static void step_release(struct step *step)
{
    for (size_t i = 0; i < step->child_count; i++)
        step_release(&step->children[i]);
    interval_list_release(&step->out);
    interval_list_release(&step->hulls);
    interval_list_release(&step->avoid);
}

struct evaluator *evaluator_new(const struct query *query)
{
    struct evaluator *evaluator = mem_alloc(sizeof(*evaluator));

    arena_init(&evaluator->arena);
    if (query->root) {
        evaluator->root =
            arena_alloc(&evaluator->arena, sizeof(*evaluator->root));
        evaluator->leaves = arena_array(&evaluator->arena, query->leaf_count,
                                        sizeof(*evaluator->leaves));
        step_init(evaluator, evaluator->root, query->root, NULL);
    }
    return evaluator;
}

void evaluator_free(struct evaluator *evaluator)
{
    if (!evaluator)
        return;
    if (evaluator->root)
        step_release(evaluator->root);
    arena_release(&evaluator->arena);
    free(evaluator);
}

/*
 * An AND has no more than its rarest part, whatever else it has. One of nothing
 * but conditions may have any number; a sum of as many as a query can have
 * stays one.
 */
static int64_t expected_of(const struct step *step, const int64_t *counts)
{
    int64_t least = INT64_MAX / (int64_t)LIMIT_QUERY_BYTES, sum = 0;

    if (node_is_leaf(step->node))
        return counts[step->node->leaf];
    for (size_t i = 0; i < step->child_count; i++)
        sum += step->children[i].expected;
    if (step->node->kind != NODE_AND)
        return sum;
    for (size_t i = 0; i < step->positive_count; i++)
        if (step->positive[i]->expected < least)
            least = step->positive[i]->expected;
    return least;
}

/* Of `within:` words the order matters, of times it is all one. */
static void order_step(struct step *step, const int64_t *counts)
{
    for (size_t i = 0; i < step->child_count; i++)
        order_step(&step->children[i], counts);
    step->expected = expected_of(step, counts);
    if (step->node->within.kind == WITHIN_WORDS)
        return;
    for (size_t i = 1; i < step->positive_count; i++) {
        struct step *part = step->positive[i];
        size_t at = i;

        for (; at > 0 && step->positive[at - 1]->expected > part->expected;
             at--)
            step->positive[at] = step->positive[at - 1];
        step->positive[at] = part;
    }
}

void evaluator_order(struct evaluator *evaluator, const int64_t *counts)
{
    if (evaluator->root)
        order_step(evaluator->root, counts);
}

static bool condition_holds(const struct eval_source *source,
                            const struct step *step, uint32_t token)
{
    const struct node *node = step->node;

    switch (node->kind) {
    case NODE_FILTER:
        return source->filter(source->context, node,
                              step->is_of_episode ? 0 : token);
    case NODE_NOT:
        return !condition_holds(source, &step->children[0], token);
    case NODE_AND:
        for (size_t i = 0; i < step->child_count; i++)
            if (!condition_holds(source, &step->children[i], token))
                return false;
        return true;
    default:
        for (size_t i = 0; i < step->child_count; i++)
            if (condition_holds(source, &step->children[i], token))
                return true;
        return false;
    }
}

/* Whether those conditions among an AND's children hold that are of a scope. */
static bool conditions_hold(const struct eval_source *source,
                            const struct step *and_step, bool of_episode,
                            uint32_t token)
{
    for (size_t i = 0; i < and_step->child_count; i++) {
        const struct step *child = &and_step->children[i];

        if (child->is_condition && child->is_of_episode == of_episode &&
            !condition_holds(source, child, token))
            return false;
    }
    return true;
}

/* What is the same for the whole episode was asked when its AND was entered. */
static bool allows(const struct eval_source *source,
                   const struct restriction *restriction, uint32_t token)
{
    for (; restriction; restriction = restriction->outer)
        if (!conditions_hold(source, restriction->and_step, false, token))
            return false;
    return true;
}

static bool restricts(const struct step *and_step)
{
    for (size_t i = 0; i < and_step->child_count; i++)
        if (and_step->children[i].is_condition &&
            !and_step->children[i].is_of_episode)
            return true;
    return false;
}

static const struct interval_list *
evaluate_leaf(struct evaluator *evaluator, struct step *step,
              const struct restriction *restriction)
{
    const struct eval_source *source = evaluator->source;
    const struct interval_list *all = source->leaf(source->context, step->node);

    if (!restriction)
        return all;
    step->out.count = 0;
    for (size_t i = 0; i < all->count; i++)
        if (allows(source, restriction, all->items[i].first))
            interval_list_append(&step->out, all->items[i].first,
                                 all->items[i].last);
    return &step->out;
}

/*
 * The starts of the segments that the restriction allows and at which the
 * condition, if there is one, holds.
 */
static const struct interval_list *
evaluate_starts(struct evaluator *evaluator, const struct step *condition,
                const struct restriction *restriction,
                struct interval_list *out)
{
    const struct eval_source *source = evaluator->source;
    const uint32_t *starts;
    size_t count = 0;

    out->count = 0;
    if (condition && condition->is_of_episode) {
        if (!condition_holds(source, condition, 0))
            return out;
        condition = NULL;
    }
    starts = source->segment_starts(source->context, &count);
    for (size_t i = 0; i < count; i++)
        if (allows(source, restriction, starts[i]) &&
            (!condition || condition_holds(source, condition, starts[i])))
            interval_list_append(out, starts[i], starts[i]);
    return out;
}

/* What node.within asks, as a question about two intervals. */
struct within_test {
    const struct eval_clock *clock;
    const struct within *within;
};

static bool is_within(void *context, struct interval a, struct interval b)
{
    const struct within_test *test = context;
    struct interval hull = interval_hull(a, b);
    uint32_t left_last = a.last < b.last ? a.last : b.last;
    uint32_t right_first = a.first > b.first ? a.first : b.first;

    switch (test->within->kind) {
    case WITHIN_WORDS:
        return right_first <= left_last ||
               right_first - left_last - 1 <= test->within->words;
    case WITHIN_EPISODE:
        return true;
    case WITHIN_TIME:
        return test->clock->lasts(test->clock->context, hull.first, hull.last,
                                  test->within->ms);
    default:
        return test->clock->lasts(test->clock->context, hull.first, hull.last,
                                  AXIS_CLOSE_MS);
    }
}

static const struct interval_list *
evaluate_or(struct evaluator *evaluator, struct step *step,
            const struct restriction *restriction)
{
    for (size_t i = 0; i < step->child_count; i++)
        step->parts[i] =
            evaluate_step(evaluator, &step->children[i], restriction);
    interval_or(step->parts, step->child_count, &step->out);
    return &step->out;
}

/* One part after the other, until there is nothing. */
static const struct interval_list *
evaluate_close(struct evaluator *evaluator, struct step *step,
               const struct restriction *restriction)
{
    struct within_test test = { &evaluator->source->clock,
                                &step->node->within };
    struct closeness closeness = { is_within, &test };
    const struct interval_list *hulls =
        evaluate_step(evaluator, step->positive[0], restriction);

    for (size_t i = 1; i < step->positive_count && hulls->count; i++) {
        interval_and(hulls,
                     evaluate_step(evaluator, step->positive[i], restriction),
                     &closeness, &step->hulls);
        hulls = &step->hulls;
    }
    return hulls;
}

static const struct interval_list *
evaluate_in_episode(struct evaluator *evaluator, struct step *step,
                    const struct restriction *restriction)
{
    for (size_t i = 0; i < step->positive_count; i++) {
        step->parts[i] =
            evaluate_step(evaluator, step->positive[i], restriction);
        if (!step->parts[i]->count)
            return &no_intervals;
    }
    interval_or(step->parts, step->positive_count, &step->hulls);
    return &step->hulls;
}

/* The AND of the children that are neither conditions nor NOTs. */
static const struct interval_list *
evaluate_positive(struct evaluator *evaluator, struct step *step,
                  const struct restriction *restriction)
{
    if (step->positive_count == 0)
        return evaluate_starts(evaluator, NULL, restriction, &step->hulls);
    if (step->node->within.kind == WITHIN_EPISODE && step->positive_count > 1)
        return evaluate_in_episode(evaluator, step, restriction);
    return evaluate_close(evaluator, step, restriction);
}

/* What the NOTs forbid: A NOT B NOT C is A NOT (B OR C). */
static const struct interval_list *
evaluate_negative(struct evaluator *evaluator, struct step *step,
                  const struct restriction *restriction)
{
    size_t count = 0;

    for (size_t i = 0; i < step->child_count; i++) {
        struct step *child = &step->children[i];

        if (!child->is_condition && child->node->kind == NODE_NOT)
            step->parts[count++] =
                evaluate_step(evaluator, &child->children[0], restriction);
    }
    if (count == 0)
        return &no_intervals;
    interval_or(step->parts, count, &step->avoid);
    return &step->avoid;
}

static const struct interval_list *evaluate_and(struct evaluator *evaluator,
                                                struct step *step,
                                                const struct restriction *outer)
{
    const struct eval_source *source = evaluator->source;
    struct within_test test = { &source->clock, &step->node->within };
    struct closeness closeness = { is_within, &test };
    struct restriction own = { step, outer };
    const struct restriction *restriction = restricts(step) ? &own : outer;
    const struct interval_list *keep, *avoid;

    if (!conditions_hold(source, step, true, 0))
        return &no_intervals;
    keep = evaluate_positive(evaluator, step, restriction);
    if (!keep->count)
        return keep;
    avoid = evaluate_negative(evaluator, step, restriction);
    if (!avoid->count)
        return keep;
    interval_not(keep, avoid, &closeness, &step->out);
    return &step->out;
}

static const struct interval_list *
evaluate_step(struct evaluator *evaluator, struct step *step,
              const struct restriction *restriction)
{
    assert(step->node->kind != NODE_NOT); /* only evaluate_and meets them */
    if (step->node->kind == NODE_AND)
        return evaluate_and(evaluator, step, restriction);
    if (step->is_condition)
        return evaluate_starts(evaluator, step, restriction, &step->out);
    if (step->node->kind == NODE_OR)
        return evaluate_or(evaluator, step, restriction);
    return evaluate_leaf(evaluator, step, restriction);
}

const struct interval_list *evaluate(struct evaluator *evaluator,
                                     const struct eval_source *source)
{
    evaluator->source = source;
    if (!evaluator->root)
        return &no_intervals;
    return evaluate_step(evaluator, evaluator->root, NULL);
}

bool evaluator_allows(struct evaluator *evaluator,
                      const struct eval_source *source, const struct node *leaf,
                      uint32_t token)
{
    const struct step *step = evaluator->leaves[leaf->leaf];

    while ((step = step->parent))
        if (step->node->kind == NODE_AND &&
            (!conditions_hold(source, step, true, 0) ||
             !conditions_hold(source, step, false, token)))
            return false;
    return true;
}
