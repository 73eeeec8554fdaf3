#include "plan.h"

#include "base/limits.h"
#include "expand.h"
#include "field.h"
#include "filter.h"
#include "regex.h"

#include <math.h>
#include <string.h>

/* ---- leaves ---- */

/* BM25's measure, over segments: a rare word tells more than a common one. */
static double worth_of(int64_t count, int64_t segments)
{
    return log(1.0 + (double)segments / (1.0 + (double)count));
}

static void weigh_leaf(struct plan *plan, struct leaf_plan *leaf)
{
    for (size_t i = 0; i < leaf->alternative_count; i++)
        leaf->count += leaf->alternatives[i].count;
    leaf->worth = worth_of(leaf->count, plan->segments);
}

static void mark_negated(struct plan *plan, const struct node *node,
                         bool negated)
{
    negated = negated || node->kind == NODE_NOT;
    if (node_is_leaf(node))
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
        status = expand_leaf(plan, &plan->leaves[i], err);
    }
    if (!status)
        status = compound_join(plan, query->root, err);
    for (size_t i = 0; i < query->leaf_count && !status; i++) {
        weigh_leaf(plan, &plan->leaves[i]);
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

enum status plan_restrict(struct plan *plan, enum episode_condition condition,
                          struct slice text, struct error *err)
{
    struct id_set set;
    size_t episodes, unknown;
    enum status status =
        store_transcripts_where(plan->store, condition, text, true, plan->arena,
                                &set, &episodes, &unknown, err);

    if (!status)
        narrow(plan, &set, false);
    return status;
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

/* Notes are searched where a filter asks for them. */
static bool asks_for_notes(const struct node *node, bool negated)
{
    negated = negated || node->kind == NODE_NOT;
    if (node->kind == NODE_FILTER)
        return !negated && filter_is_of_notes(node);
    for (size_t i = 0; i < node->child_count; i++)
        if (asks_for_notes(node->children[i], negated))
            return true;
    return false;
}

/* ---- the expression ---- */

/* The words of a longer phrase are not asked for one by one. */
enum { APART_MOST = 8 };

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
    case NODE_FUZZY:
    case NODE_REGEX:
        if (plan->leaves[node->leaf].alternative_count == 0)
            break;
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

static void add_phrases(struct match *match, struct alternative *alternatives,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct alternative *alternative = &alternatives[i];

        alternative->apart = false;
        alternative->phrase =
            match_phrase(match, alternative->tokens, alternative->token_count,
                         alternative->prefix);
    }
}

/* The leaf that is all of a clause which every answer satisfies; else NULL. */
static struct leaf_plan *lone_leaf(const struct plan *plan, size_t clause)
{
    struct leaf_plan *only = NULL;

    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].clause == clause) {
            if (only)
                return NULL;
            only = &plan->leaves[i];
        }
    return clause == CLAUSE_OPTIONAL ? NULL : only;
}

/*
 * A leaf that is one phrase, not too long: to find where its words stand in a
 * row costs the index several times as much as to list where each of them
 * stands (candidate.c does the rest).
 */
static bool is_phrase(const struct leaf_plan *leaf)
{
    const struct alternative *form = leaf->alternatives;

    return !leaf->regex && leaf->alternative_count == 1 && !form->prefix &&
           form->token_count >= 2 && form->token_count <= APART_MOST;
}

static void add_words_apart(struct match *match, struct alternative *form)
{
    form->apart = true;
    form->phrase = match->phrase_count;
    for (size_t i = 0; i < form->token_count; i++) {
        match_clause(match, false);
        match_phrase(match, &form->tokens[i], 1, false);
    }
}

static void ask_neighbours(struct match *match, struct leaf_plan *leaf)
{
    leaf->neighbours_asked = leaf->neighbour_count > 0;
    for (size_t i = 0; i < leaf->neighbour_count; i++) {
        match_clause(match, false);
        add_phrases(match, leaf->neighbours[i].words,
                    leaf->neighbours[i].count);
    }
}

static void add_clause(struct plan *plan, struct match *match, size_t clause)
{
    struct leaf_plan *lone = lone_leaf(plan, clause);

    if (lone && is_phrase(lone)) {
        add_words_apart(match, lone->alternatives);
        return;
    }
    match_clause(match, clause == CLAUSE_OPTIONAL);
    for (size_t i = 0; i < plan->query->leaf_count; i++) {
        struct leaf_plan *leaf = &plan->leaves[i];

        if (leaf->clause != clause)
            continue;
        leaf->neighbours_asked = false;
        add_phrases(match, leaf->alternatives, leaf->alternative_count);
    }
    if (lone)
        ask_neighbours(match, lone);
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

static bool is_part(const struct node *node)
{
    return node->kind != NODE_NOT && !node_is_condition(node);
}

/* The words written side by side at the top of the query. */
static const struct node *find_relaxable(const struct node *root)
{
    size_t parts = 0;

    if (root->kind != NODE_AND || !root->implicit ||
        root->within.kind != WITHIN_USUAL)
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
    struct plan plan = {
        .store = store,
        .arena = arena,
        .query = query,
        .last = INT64_MAX,
    };
    struct clauses clauses;
    enum status status;

    match_init(&plan.match);
    status = plan_leaves(&plan, err);
    if (!status)
        status = plan_filters(&plan, query->root, err);
    if (!status)
        status = store_chosen_transcripts(
            store, asks_for_notes(query->root, false), arena, &plan.scope, err);
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
    for (size_t i = 0; plan->leaves && i < plan->query->leaf_count; i++)
        regex_free(plan->leaves[i].regex);
    match_release(&plan->match);
}

enum status plan_scan(const struct plan *plan,
                      enum status (*visit)(void *context,
                                           const struct speech_row *row),
                      void *context, struct error *err)
{
    return speech_scan_between(plan->store, &plan->match, plan->first,
                               plan->last, visit, context, err);
}

struct evaluator *plan_evaluator(const struct plan *plan)
{
    struct evaluator *evaluator = evaluator_new(plan->query);
    size_t count = plan->query->leaf_count;
    int64_t *counts = arena_array(plan->arena, count, sizeof(*counts));

    for (size_t i = 0; i < count; i++) {
        counts[i] = plan->leaves[i].count;
        /* No word is oftener said than there are words. */
        if (plan->leaves[i].regex)
            counts[i] += plan->segments * LIMIT_SEGMENT_TOKENS;
    }
    evaluator_order(evaluator, counts);
    return evaluator;
}

static void print_form(const struct alternative *form, struct buf *out)
{
    static const char *const reasons[] = {
        [FORM_COMPOUND] = "other writing",
        [FORM_SPELLING] = "near spelling",
        [FORM_SOUND] = "sounds alike",
    };

    for (size_t i = 0; i < form->token_count; i++)
        buf_printf(out, " %.*s", SLICE_ARG(form->tokens[i]));
    if (form->prefix)
        buf_char(out, '*');
    if (form->kind >= FORM_COMPOUND)
        buf_printf(out, " (%s", reasons[form->kind]);
    if (form->cost)
        buf_printf(out, " %u.%02u", form->cost / 100, form->cost % 100);
    if (form->kind >= FORM_COMPOUND)
        buf_char(out, ')');
}

static void print_neighbours(const struct leaf_neighbours *neighbours,
                             struct buf *out)
{
    if (neighbours->distance)
        buf_printf(out, "; at %+d", neighbours->distance);
    else
        buf_string(out, "; near");
    for (size_t i = 0; i < neighbours->count; i++) {
        buf_string(out, i ? "," : "");
        print_form(&neighbours->words[i], out);
    }
}

static void print_leaf(const struct leaf_plan *leaf, struct buf *out)
{
    buf_printf(out, "  %.*s: worth %.2f, about %lld times as",
               SLICE_ARG(leaf->node->text), leaf->worth,
               (long long)leaf->count);
    for (size_t i = 0; i < leaf->alternative_count; i++) {
        buf_string(out, i ? "," : "");
        print_form(&leaf->alternatives[i], out);
    }
    for (size_t i = 0; i < leaf->neighbour_count; i++)
        print_neighbours(&leaf->neighbours[i], out);
    buf_char(out, '\n');
}

void plan_print(const struct plan *plan, struct buf *out)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        print_leaf(&plan->leaves[i], out);
    for (size_t i = 0; i < plan->filter_count; i++)
        filter_print(&plan->filters[i], out);
    buf_printf(out, "  match: %.*s)\n", SLICE_ARG(buf_view(&plan->match.text)));
}
