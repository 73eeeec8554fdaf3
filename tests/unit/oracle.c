#include "oracle.h"

#include <assert.h>
#include <string.h>

/* The conditions of all ANDs above a node. */
struct conditions {
    const struct node *list[ORACLE_CHILDREN * ORACLE_DEPTH];
    size_t count;
};

static void answer(const struct oracle_text *text, const struct node *node,
                   const struct conditions *above, struct oracle_set *set);

static void clear(struct oracle_set *set)
{
    set->count = 0;
    memset(set->has, 0, sizeof(set->has));
}

static void add(struct oracle_set *set, uint32_t first, uint32_t last)
{
    if (set->has[first][last])
        return;
    set->has[first][last] = true;
    set->items[set->count++] = (struct oracle_interval){ first, last };
}

static bool contains_another(const struct oracle_set *set,
                             struct oracle_interval outer)
{
    for (uint32_t first = outer.first; first <= outer.last; first++)
        for (uint32_t last = first; last <= outer.last; last++)
            if (set->has[first][last] &&
                (first != outer.first || last != outer.last))
                return true;
    return false;
}

static void keep_minimal(struct oracle_set *set)
{
    struct oracle_set all = *set;

    clear(set);
    for (size_t i = 0; i < all.count; i++)
        if (!contains_another(&all, all.items[i]))
            add(set, all.items[i].first, all.items[i].last);
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static struct oracle_interval hull_of(struct oracle_interval a,
                                      struct oracle_interval b)
{
    return (struct oracle_interval){ smaller(a.first, b.first),
                                     larger(a.last, b.last) };
}

static size_t words_between(struct oracle_interval a, struct oracle_interval b)
{
    size_t words = 0;

    for (uint32_t token = smaller(a.last, b.last) + 1;
         token < larger(a.first, b.first); token++)
        words++;
    return words;
}

/* Whether the parts of an AND, two of its intervals, belong together. */
static bool is_close(const struct oracle_text *text, const struct node *node,
                     struct oracle_interval a, struct oracle_interval b)
{
    struct oracle_interval hull = hull_of(a, b);
    int64_t lasts = text->time_ms[hull.last] - text->time_ms[hull.first];

    switch (node->within.kind) {
    case WITHIN_TIME:
        return lasts <= node->within.ms;
    case WITHIN_WORDS:
        return words_between(a, b) <= node->within.words;
    case WITHIN_EPISODE:
        return true;
    default:
        return lasts <= text->span_ms;
    }
}

static bool token_matches(struct slice token, struct slice wanted, bool open)
{
    return open ? slice_starts_with(token, wanted) : slice_equal(token, wanted);
}

void oracle_leaf(const struct oracle_text *text, const struct node *leaf,
                 struct oracle_set *ret_set)
{
    size_t length = leaf->token_count;

    clear(ret_set);
    for (size_t at = 0; at + length <= text->count; at++) {
        bool matches = true;

        for (size_t i = 0; i < length; i++)
            if (!token_matches(text->tokens[at + i], leaf->tokens[i],
                               leaf->kind == NODE_PREFIX && i + 1 == length))
                matches = false;
        if (matches)
            add(ret_set, (uint32_t)at, (uint32_t)(at + length - 1));
    }
}

static bool is_condition(const struct node *node)
{
    if (node->kind == NODE_FILTER)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!is_condition(node->children[i]))
            return false;
    return node->child_count > 0;
}

static bool holds(const struct oracle_text *text, const struct node *node,
                  uint32_t token)
{
    bool all = true, any = false;

    if (node->kind == NODE_FILTER)
        return text->holds(text->context, node, token);
    for (size_t i = 0; i < node->child_count; i++) {
        bool child = holds(text, node->children[i], token);

        all = all && child;
        any = any || child;
    }
    if (node->kind == NODE_NOT)
        return !any;
    return node->kind == NODE_AND ? all : any;
}

static bool all_hold(const struct oracle_text *text,
                     const struct conditions *conditions, uint32_t token)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (!holds(text, conditions->list[i], token))
            return false;
    return true;
}

static struct conditions conditions_below(const struct node *and_node,
                                          const struct conditions *above)
{
    struct conditions inner = *above;

    assert(and_node->child_count <= ORACLE_CHILDREN);
    assert(above->count <= ORACLE_CHILDREN * (ORACLE_DEPTH - 1));
    for (size_t i = 0; i < and_node->child_count; i++)
        if (is_condition(and_node->children[i]))
            inner.list[inner.count++] = and_node->children[i];
    return inner;
}

static void answer_leaf(const struct oracle_text *text, const struct node *leaf,
                        const struct conditions *above, struct oracle_set *set)
{
    struct oracle_set all;

    oracle_leaf(text, leaf, &all);
    for (size_t i = 0; i < all.count; i++)
        if (all_hold(text, above, all.items[i].first))
            add(set, all.items[i].first, all.items[i].last);
}

/* The segment starts where all conditions above hold, and `node` if any. */
static void answer_starts(const struct oracle_text *text,
                          const struct node *node,
                          const struct conditions *above,
                          struct oracle_set *set)
{
    for (size_t i = 0; i < text->segment_count; i++) {
        uint32_t start = text->segment_starts[i];

        if (all_hold(text, above, start) && (!node || holds(text, node, start)))
            add(set, start, start);
    }
}

static void answer_or(const struct oracle_text *text, const struct node *node,
                      const struct conditions *above, struct oracle_set *set)
{
    struct oracle_set child;

    for (size_t i = 0; i < node->child_count; i++) {
        answer(text, node->children[i], above, &child);
        for (size_t k = 0; k < child.count; k++)
            add(set, child.items[k].first, child.items[k].last);
    }
}

/* Hulls of `hull`, and of one interval of each of the `parts`. */
static void add_hulls(const struct oracle_text *text, const struct node *node,
                      const struct oracle_set *parts, size_t count,
                      struct oracle_interval hull, struct oracle_set *set)
{
    if (count == 0) {
        add(set, hull.first, hull.last);
        return;
    }
    for (size_t i = 0; i < parts[0].count; i++) {
        struct oracle_interval item = parts[0].items[i];

        if (is_close(text, node, hull, item))
            add_hulls(text, node, parts + 1, count - 1, hull_of(hull, item),
                      set);
    }
}

static void add_combinations(const struct oracle_text *text,
                             const struct node *node,
                             const struct oracle_set *parts, size_t count,
                             struct oracle_set *set)
{
    for (size_t i = 0; i < parts[0].count; i++)
        add_hulls(text, node, parts + 1, count - 1, parts[0].items[i], set);
}

/* All intervals of all parts, if each part has one. */
static void add_all(const struct oracle_set *parts, size_t count,
                    struct oracle_set *set)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i].count == 0)
            return;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < parts[i].count; k++)
            add(set, parts[i].items[k].first, parts[i].items[k].last);
}

/* Takes those out of `set` that have one of `avoid` close. */
static void remove_near(const struct oracle_text *text, const struct node *node,
                        struct oracle_set *set, const struct oracle_set *avoid)
{
    size_t kept = 0;

    for (size_t i = 0; i < set->count; i++) {
        struct oracle_interval a = set->items[i];
        bool near = false;

        for (size_t k = 0; k < avoid->count; k++)
            near = near || is_close(text, node, a, avoid->items[k]);
        set->has[a.first][a.last] = !near;
        if (!near)
            set->items[kept++] = a;
    }
    set->count = kept;
}

static void answer_and(const struct oracle_text *text, const struct node *node,
                       const struct conditions *above, struct oracle_set *set)
{
    struct oracle_set parts[ORACLE_CHILDREN], avoid;
    struct conditions inner = conditions_below(node, above);
    size_t count = 0;

    for (size_t i = 0; i < node->child_count; i++) {
        const struct node *child = node->children[i];

        if (is_condition(child) || child->kind == NODE_NOT)
            continue;
        answer(text, child, &inner, &parts[count++]);
    }
    if (count && node->within.kind == WITHIN_EPISODE)
        add_all(parts, count, set);
    else if (count)
        add_combinations(text, node, parts, count, set);
    else
        answer_starts(text, NULL, &inner, set);
    keep_minimal(set);
    for (size_t i = 0; i < node->child_count; i++) {
        const struct node *child = node->children[i];

        if (is_condition(child) || child->kind != NODE_NOT)
            continue;
        answer(text, child->children[0], &inner, &avoid);
        remove_near(text, node, set, &avoid);
    }
}

static void answer(const struct oracle_text *text, const struct node *node,
                   const struct conditions *above, struct oracle_set *set)
{
    clear(set);
    if (is_condition(node))
        answer_starts(text, node, above, set);
    else if (node->kind == NODE_AND)
        answer_and(text, node, above, set);
    else if (node->kind == NODE_OR)
        answer_or(text, node, above, set);
    else
        answer_leaf(text, node, above, set);
    keep_minimal(set);
}

static void add_hits(const struct oracle_text *text, const struct node *node,
                     const struct conditions *above, struct oracle_set *set)
{
    struct conditions inner = *above;

    if (is_condition(node) || node->kind == NODE_NOT)
        return;
    if (node->child_count == 0)
        answer_leaf(text, node, above, set);
    if (node->kind == NODE_AND)
        inner = conditions_below(node, above);
    for (size_t i = 0; i < node->child_count; i++)
        add_hits(text, node->children[i], &inner, set);
}

void oracle_hits(const struct oracle_text *text, const struct node *root,
                 struct oracle_set *ret_set)
{
    struct conditions none = { .count = 0 };

    clear(ret_set);
    add_hits(text, root, &none, ret_set);
}

void oracle_evaluate(const struct oracle_text *text, const struct node *root,
                     struct oracle_set *ret_set)
{
    struct conditions none = { .count = 0 };

    answer(text, root, &none, ret_set);
}
