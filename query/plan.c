#include "plan.h"

#include "base/limits.h"
#include "field.h"
#include "filter.h"
#include "term.h"

#include <math.h>
#include <string.h>

/* What a form is worth beside the word as typed, in hundredths. */
enum {
    WEIGHT_EXACT = 100,
    WEIGHT_PREFIX = 90,
    WEIGHT_INFLECTION = 80,
};

/* A prefix with more terms than this is left to the index itself. */
enum { PREFIX_TERMS = 150 };

/* ---- leaves ---- */

static struct alternative *add_alternative(struct plan *plan,
                                           struct leaf_plan *leaf)
{
    leaf->alternatives =
        arena_grow(plan->arena, leaf->alternatives, &leaf->alternative_capacity,
                   leaf->alternative_count + 1, sizeof(*leaf->alternatives));
    return &leaf->alternatives[leaf->alternative_count++];
}

/* Words in a row: as often as the rarest of them, at most. */
static enum status plan_phrase(struct plan *plan, struct leaf_plan *leaf,
                               bool prefix, struct error *err)
{
    const struct node *node = leaf->node;
    int64_t rarest = INT64_MAX;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < node->token_count && !status; i++) {
        int64_t count = INT64_MAX;

        if (!prefix || i + 1 < node->token_count)
            status = term_count(plan->store, node->tokens[i], &count, err);
        if (count < rarest)
            rarest = count;
    }
    *add_alternative(plan, leaf) = (struct alternative){
        .tokens = node->tokens,
        .token_count = node->token_count,
        .prefix = prefix,
        .weight = WEIGHT_EXACT,
        .count = rarest,
    };
    return status;
}

static void add_terms(struct plan *plan, struct leaf_plan *leaf,
                      struct expansion *list, size_t count, uint32_t weight)
{
    for (size_t i = 0; i < count; i++) {
        struct slice *token = arena_alloc(plan->arena, sizeof(*token));

        *token = list[i].term;
        *add_alternative(plan, leaf) = (struct alternative){
            .tokens = token,
            .token_count = 1,
            .weight = list[i].same ? WEIGHT_EXACT : weight,
            .count = list[i].count,
        };
    }
}

static enum status plan_word(struct plan *plan, struct leaf_plan *leaf,
                             struct error *err)
{
    struct expansion *list;
    size_t count;
    enum status status = term_inflections(plan->store, leaf->node->tokens[0],
                                          plan->arena, &list, &count, err);

    if (!status)
        add_terms(plan, leaf, list, count, WEIGHT_INFLECTION);
    return status;
}

static enum status plan_prefix(struct plan *plan, struct leaf_plan *leaf,
                               struct error *err)
{
    struct expansion *list;
    int64_t occurrences;
    size_t count;
    bool more;
    enum status status =
        term_prefixed(plan->store, leaf->node->tokens[0], PREFIX_TERMS,
                      plan->arena, &list, &count, &occurrences, &more, err);

    if (status)
        return status;
    if (!more && count) {
        add_terms(plan, leaf, list, count, WEIGHT_PREFIX);
        return STATUS_OK;
    }
    status = plan_phrase(plan, leaf, true, err);
    leaf->alternatives[0].count = occurrences;
    return status;
}

/* BM25's measure, over segments: a rare word tells more than a common one. */
static double worth_of(int64_t count, int64_t segments)
{
    return log(1.0 + (double)segments / (1.0 + (double)count));
}

static enum status plan_leaf(struct plan *plan, struct leaf_plan *leaf,
                             struct error *err)
{
    const struct node *node = leaf->node;
    enum status status;

    if (node->kind == NODE_PREFIX)
        status = node->token_count == 1 ? plan_prefix(plan, leaf, err)
                                        : plan_phrase(plan, leaf, true, err);
    else if (node->kind == NODE_WORD && node->token_count == 1)
        status = plan_word(plan, leaf, err);
    else
        status = plan_phrase(plan, leaf, false, err);
    for (size_t i = 0; i < leaf->alternative_count; i++)
        leaf->count += leaf->alternatives[i].count;
    leaf->worth = worth_of(leaf->count, plan->segments);
    return status;
}

static void mark_negated(struct plan *plan, const struct node *node,
                         bool negated)
{
    negated = negated || node->kind == NODE_NOT;
    if (node->kind == NODE_WORD || node->kind == NODE_PHRASE ||
        node->kind == NODE_PREFIX)
        plan->leaves[node->leaf].negated = negated;
    for (size_t i = 0; i < node->child_count; i++)
        mark_negated(plan, node->children[i], negated);
}

static enum status plan_leaves(struct plan *plan, struct error *err)
{
    const struct query *query = plan->query;
    size_t phrases = 0;
    enum status status =
        store_counts(plan->store, &plan->segments, &plan->episodes, err);

    plan->leaves =
        arena_array(plan->arena, query->leaf_count, sizeof(*plan->leaves));
    for (size_t i = 0; i < query->leaf_count && !status; i++) {
        plan->leaves[i] = (struct leaf_plan){ .node = query->leaves[i],
                                              .clause = CLAUSE_OPTIONAL };
        status = plan_leaf(plan, &plan->leaves[i], err);
        phrases += plan->leaves[i].alternative_count;
    }
    if (!status && phrases > LIMIT_QUERY_PHRASES)
        return error_set(err, STATUS_LIMIT,
                         "the query widens to %zu words, more than %d; make "
                         "its prefixes longer",
                         phrases, LIMIT_QUERY_PHRASES);
    if (!status)
        mark_negated(plan, query->root, false);
    return status;
}

/* ---- filters ---- */

static enum status plan_filters(struct plan *plan, const struct node *node,
                                struct error *err)
{
    enum status status = STATUS_OK;

    if (node->kind == NODE_FILTER) {
        struct filter_plan filter = { .node = node };
        size_t unknown = 0;

        status = filter_resolve(plan->store, node, plan->arena, &filter,
                                &unknown, err);
        plan->unknown_date += unknown;
        plan->filters =
            arena_grow(plan->arena, plan->filters, &plan->filter_capacity,
                       plan->filter_count + 1, sizeof(*plan->filters));
        plan->filters[plan->filter_count++] = filter;
    }
    for (size_t i = 0; i < node->child_count && !status; i++)
        status = plan_filters(plan, node->children[i], err);
    return status;
}

const struct filter_plan *plan_filter(const struct plan *plan,
                                      const struct node *node)
{
    for (size_t i = 0; i < plan->filter_count; i++)
        if (plan->filters[i].node == node)
            return &plan->filters[i];
    return NULL;
}

/* Takes out of `scope` what is not in `set` (or is, with `inverted`). */
static void narrow(struct plan *plan, const struct id_set *set, bool inverted)
{
    struct id_set *scope = &plan->scope;
    uint8_t *bits;
    /* A set that was made has room for every transcript that there is. */
    int64_t limit = set->bits ? set->limit : 0;

    if (!set->bits && !inverted)
        return;
    bits = arena_alloc(plan->arena, (size_t)limit / 8 + 1);
    for (int64_t id = 0; id < limit; id++)
        if (id_set_has(scope, id) && id_set_has(set, id) != inverted)
            bits[id >> 3] |= (uint8_t)(1 << (id & 7));
    scope->bits = bits;
    scope->limit = limit;
}

/* Filters that hold for the whole line leave transcripts out from the start. */
static void narrow_scope(struct plan *plan, const struct node *node)
{
    const struct node *inner = node;
    bool inverted = node->kind == NODE_NOT;
    const struct filter_plan *filter;

    if (node->kind == NODE_AND) {
        for (size_t i = 0; i < node->child_count; i++)
            narrow_scope(plan, node->children[i]);
        return;
    }
    if (inverted)
        inner = node->children[0];
    if (inner->kind != NODE_FILTER || inner->field->scope != FIELD_OF_EPISODE)
        return;
    filter = plan_filter(plan, inner);
    narrow(plan, &filter->transcripts, inverted);
}

/* ---- the expression ---- */

/* Clauses that an answer needs, by number; at most one per leaf. */
struct clauses {
    size_t *list;
    size_t count;
};

static void relabel(struct plan *plan, size_t from, size_t to)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].clause == from)
            plan->leaves[i].clause = to;
}

static int64_t clause_cost(const struct plan *plan, size_t clause)
{
    int64_t cost = 0;

    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].clause == clause)
            cost += plan->leaves[i].count;
    return cost;
}

static struct clauses required(struct plan *plan, const struct node *node);

static struct clauses required_by_all(struct plan *plan,
                                      const struct node *node)
{
    struct clauses all = {
        arena_array(plan->arena, plan->query->leaf_count, sizeof(size_t)), 0
    };

    for (size_t i = 0; i < node->child_count; i++) {
        struct clauses part = required(plan, node->children[i]);

        for (size_t j = 0; j < part.count; j++)
            all.list[all.count++] = part.list[j];
    }
    return all;
}

/* Of each branch its rarest clause, all in one; the others become optional. */
static struct clauses required_by_any(struct plan *plan,
                                      const struct node *node)
{
    struct clauses one = { arena_array(plan->arena, 1, sizeof(size_t)), 0 };
    bool any_empty = false;

    for (size_t i = 0; i < node->child_count; i++) {
        struct clauses part = required(plan, node->children[i]);
        size_t best = 0;

        for (size_t j = 1; j < part.count; j++)
            if (clause_cost(plan, part.list[j]) <
                clause_cost(plan, part.list[best]))
                best = j;
        for (size_t j = 0; j < part.count; j++)
            if (j != best)
                relabel(plan, part.list[j], CLAUSE_OPTIONAL);
        any_empty = any_empty || part.count == 0;
        if (part.count == 0)
            continue;
        if (one.count == 0)
            one.list[one.count++] = part.list[best];
        else
            relabel(plan, part.list[best], one.list[0]);
    }
    if (any_empty && one.count) {
        relabel(plan, one.list[0], CLAUSE_OPTIONAL);
        one.count = 0;
    }
    return one;
}

/* The clauses that every answer of `node` satisfies. */
static struct clauses required(struct plan *plan, const struct node *node)
{
    struct clauses none = { NULL, 0 };
    struct clauses one = none;

    switch (node->kind) {
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_PREFIX:
        one.list = arena_array(plan->arena, 1, sizeof(size_t));
        one.list[one.count++] = node->leaf;
        plan->leaves[node->leaf].clause = node->leaf;
        return one;
    case NODE_AND:
        return required_by_all(plan, node);
    case NODE_OR:
        return required_by_any(plan, node);
    case NODE_NOT:
    case NODE_FILTER:
        break;
    }
    return none;
}

static void add_phrases(struct match *match, struct leaf_plan *leaf)
{
    for (size_t i = 0; i < leaf->alternative_count; i++) {
        struct alternative *alternative = &leaf->alternatives[i];

        alternative->phrase =
            match_phrase(match, alternative->tokens, alternative->token_count,
                         alternative->prefix);
    }
}

static void add_clause(struct plan *plan, struct match *match, size_t clause)
{
    match_clause(match, clause == CLAUSE_OPTIONAL);
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].clause == clause)
            add_phrases(match, &plan->leaves[i]);
}

static bool has_optional(const struct plan *plan)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].clause == CLAUSE_OPTIONAL)
            return true;
    return false;
}

static void write_expression(struct plan *plan, struct match *match,
                             const struct clauses *clauses)
{
    for (size_t i = 0; i < clauses->count; i++)
        add_clause(plan, match, clauses->list[i]);
    if (clauses->count == 0 || has_optional(plan))
        add_clause(plan, match, CLAUSE_OPTIONAL);
}

/* Every answer has something of every clause. */
static int64_t most_answers(const struct plan *plan,
                            const struct clauses *clauses)
{
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < clauses->count; i++) {
        int64_t cost = clause_cost(plan, clauses->list[i]);

        if (cost < least)
            least = cost;
    }
    return least;
}

/* ---- relaxing ---- */

static bool is_condition(const struct node *node)
{
    if (node->kind == NODE_FILTER)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!is_condition(node->children[i]))
            return false;
    return node->child_count > 0;
}

static bool is_part(const struct node *node)
{
    return node->kind != NODE_NOT && !is_condition(node);
}

/* The words written side by side at the top of the query. */
static const struct node *find_relaxable(const struct node *root)
{
    size_t parts = 0;

    if (root->kind != NODE_AND || !root->implicit)
        return NULL;
    for (size_t i = 0; i < root->child_count; i++)
        parts += is_part(root->children[i]);
    return parts > 1 && parts <= RELAX_PARTS ? root : NULL;
}

size_t plan_parts(const struct plan *plan,
                  struct node *ret_parts[static RELAX_PARTS])
{
    const struct node *top = plan->relaxable;
    size_t count = 0;

    for (size_t i = 0; top && i < top->child_count; i++)
        if (is_part(top->children[i]))
            ret_parts[count++] = top->children[i];
    return count;
}

/* ---- together ---- */

enum status plan_make(struct store *store, const struct query *query,
                      struct arena *arena, struct plan *ret_plan,
                      struct error *err)
{
    struct plan plan = { .store = store, .arena = arena, .query = query };
    struct clauses clauses;
    enum status status;

    match_init(&plan.match);
    status = plan_leaves(&plan, err);
    if (!status)
        status = plan_filters(&plan, query->root, err);
    if (!status)
        status = store_chosen_transcripts(store, arena, &plan.scope, err);
    if (!status) {
        narrow_scope(&plan, query->root);
        clauses = required(&plan, query->root);
        write_expression(&plan, &plan.match, &clauses);
        plan.most_answers = most_answers(&plan, &clauses);
        plan.relaxable = find_relaxable(query->root);
    }
    *ret_plan = plan;
    return status;
}

/* The expression of a relaxed search: any part is enough. */
void plan_relax(struct plan *plan)
{
    struct node *parts[RELAX_PARTS];
    struct node any = { .kind = NODE_OR, .children = parts };
    struct clauses clauses;

    any.child_count = plan_parts(plan, parts);
    clauses = required(plan, &any);
    match_release(&plan->match);
    match_init(&plan->match);
    write_expression(plan, &plan->match, &clauses);
}

void plan_release(struct plan *plan)
{
    match_release(&plan->match);
}

void plan_print(const struct plan *plan, struct buf *out)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++) {
        const struct leaf_plan *leaf = &plan->leaves[i];

        buf_printf(out, "  %.*s: worth %.2f, about %lld times as",
                   SLICE_ARG(leaf->node->text), leaf->worth,
                   (long long)leaf->count);
        for (size_t j = 0; j < leaf->alternative_count; j++) {
            const struct alternative *form = &leaf->alternatives[j];

            buf_string(out, j ? "," : "");
            for (size_t k = 0; k < form->token_count; k++)
                buf_printf(out, " %.*s", SLICE_ARG(form->tokens[k]));
            if (form->prefix)
                buf_char(out, '*');
        }
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < plan->filter_count; i++)
        filter_print(&plan->filters[i], out);
    buf_printf(out, "  match: %.*s)\n", SLICE_ARG(buf_view(&plan->match.text)));
}
