#include "suggest.h"

#include "candidate.h"
#include "parse.h"
#include "spelling.h"
#include "term.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

enum { SUGGESTIONS = 3 };

/* A word that is said ten times as often is as good as one so much nearer. */
#define COST_PER_TEN_TIMES 20.0

/* A word that is in the archive, for one that is not. */
struct stand_in {
    struct slice term;
    double cost;
};

/* A word of the query that nobody says: token `token` of a leaf. */
struct missing {
    const struct node *node;
    size_t token;
    struct stand_in list[SUGGESTIONS]; /* best first */
    size_t count;
};

struct suggester {
    const struct plan *plan;
    struct slice words; /* of the archive; loaded when one is missing */
    struct missing *missing;
    size_t missing_count, missing_capacity;
    struct slice *lines;
    size_t line_count;
};

/* ---- words that are there ---- */

static void keep_stand_in(struct missing *missing, struct stand_in stand_in)
{
    size_t at = missing->count;

    while (at > 0 && missing->list[at - 1].cost > stand_in.cost)
        at--;
    if (at == SUGGESTIONS)
        return;
    if (missing->count < SUGGESTIONS)
        missing->count++;
    for (size_t i = missing->count - 1; i > at; i--)
        missing->list[i] = missing->list[i - 1];
    missing->list[at] = stand_in;
}

static void find_stand_ins(struct missing *missing, struct slice words)
{
    struct vocabulary_word word;
    struct spelling spelling;

    if (!spelling_init(&spelling, missing->node->tokens[missing->token]))
        return;
    while (vocabulary_next(&words, &word)) {
        uint32_t cost = spelling_cost(&spelling, word.term, word.sound_key);

        if (cost != SPELLING_FAR && !slice_ends_with(word.term, SLICE("'s")))
            keep_stand_in(
                missing, (struct stand_in){
                             word.term, cost - COST_PER_TEN_TIMES *
                                                   log10((double)word.count) });
    }
}

static enum status add_missing(struct suggester *suggester,
                               const struct node *node, size_t token,
                               struct error *err)
{
    const struct plan *plan = suggester->plan;
    struct missing missing = { .node = node, .token = token };
    enum status status = STATUS_OK;

    if (suggester->missing_count == 0)
        status =
            vocabulary_load(plan->store, plan->arena, &suggester->words, err);
    if (status)
        return status;
    find_stand_ins(&missing, suggester->words);
    suggester->missing = arena_grow(
        plan->arena, suggester->missing, &suggester->missing_capacity,
        suggester->missing_count + 1, sizeof(missing));
    suggester->missing[suggester->missing_count++] = missing;
    return STATUS_OK;
}

/* The first word of a leaf that nobody says, if there is one. */
static enum status find_missing(struct suggester *suggester,
                                const struct leaf_plan *leaf, struct error *err)
{
    enum status status = STATUS_OK;

    if (leaf->count > 0 || leaf->negated)
        return STATUS_OK;
    for (size_t i = 0; i < leaf->node->token_count && !status; i++) {
        int64_t count;

        status = term_count(suggester->plan->store, leaf->node->tokens[i],
                            &count, err);
        if (!status && count == 0)
            return add_missing(suggester, leaf->node, i, err);
    }
    return status;
}

static enum status find_all_missing(struct suggester *suggester,
                                    struct error *err)
{
    const struct plan *plan = suggester->plan;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < plan->query->leaf_count && !status; i++)
        status = find_missing(suggester, &plan->leaves[i], err);
    return status;
}

/* ---- other queries ---- */

struct first_answer {
    struct candidate candidate;
    struct evaluator *evaluator;
    bool found;
};

static enum status look(void *context, const struct speech_row *row)
{
    struct first_answer *first = context;
    struct eval_source source;

    if (!candidate_enter(&first->candidate, row))
        return STATUS_OK;
    source = candidate_source(&first->candidate);
    first->found = evaluate(first->evaluator, &source)->count > 0 &&
                   !first->candidate.window.status;
    return first->found ? STATUS_LIMIT : first->candidate.window.status;
}

/* Whether there is any answer; looks no further than to the first. */
static bool has_answer(const struct plan *plan)
{
    struct first_answer first = { .evaluator = evaluator_new(plan->query) };
    struct error ignored;

    candidate_init(&first.candidate, plan);
    speech_scan(plan->store, &plan->match, look, &first, &ignored);
    candidate_release(&first.candidate);
    evaluator_free(first.evaluator);
    return first.found;
}

/* Whether a query finds anything; one that is in error does not. */
static bool finds(const struct plan *plan, struct slice line)
{
    struct query query;
    struct plan other;
    struct error ignored;
    bool found;

    if (query_parse(line, plan->arena, &query, &ignored) || !query.root)
        return false;
    found = !plan_make(plan->store, &query, plan->arena, &other, &ignored) &&
            has_answer(&other);
    plan_release(&other);
    return found;
}

static void suggest_line(struct suggester *suggester, struct slice line)
{
    line = slice_trim(line);
    for (size_t i = 0; i < suggester->line_count; i++)
        if (slice_equal(suggester->lines[i], line))
            return;
    if (suggester->line_count < SUGGESTIONS && finds(suggester->plan, line))
        suggester->lines[suggester->line_count++] =
            arena_copy(suggester->plan->arena, line);
}

/* Appends a leaf as it is written, with one word in another's place. */
static void write_leaf(struct buf *out, const struct missing *missing,
                       struct slice term)
{
    const struct node *node = missing->node;
    bool quoted = node->kind == NODE_PHRASE || node->token_count > 1;

    if (quoted)
        buf_char(out, '"');
    for (size_t i = 0; i < node->token_count; i++) {
        if (i)
            buf_char(out, ' ');
        buf_slice(out, i == missing->token ? term : node->tokens[i]);
    }
    if (quoted)
        buf_char(out, '"');
}

/* The line with a stand-in for every missing word: the one numbered so, or its
 * last. */
static void suggest_spelling(struct suggester *suggester, size_t number)
{
    struct slice line = suggester->plan->query->line;
    struct buf out = BUF_INIT;
    size_t done = 0;

    for (size_t i = 0; i < suggester->missing_count; i++) {
        const struct missing *missing = &suggester->missing[i];
        size_t last = missing->count - 1;

        buf_slice(&out, slice_range(line, done, (size_t)missing->node->from));
        write_leaf(&out, missing,
                   missing->list[number < last ? number : last].term);
        done = (size_t)missing->node->to;
    }
    buf_slice(&out, slice_from(line, done));
    suggest_line(suggester, buf_view(&out));
    buf_release(&out);
}

static void suggest_spellings(struct suggester *suggester)
{
    for (size_t i = 0; i < suggester->missing_count; i++)
        if (suggester->missing[i].count == 0)
            return;
    for (size_t i = 0; i < SUGGESTIONS; i++)
        suggest_spelling(suggester, i);
}

/* Blanks out the filters below a node; of a negated one the sign, too. */
static void blank_filters(char *line, const struct node *node)
{
    const struct node *inner =
        node->kind == NODE_NOT ? node->children[0] : node;

    if (inner->kind == NODE_FILTER)
        memset(line + node->from, ' ', (size_t)(node->to - node->from));
    for (size_t i = 0; i < node->child_count; i++)
        blank_filters(line, node->children[i]);
}

static void suggest_without_filters(struct suggester *suggester)
{
    const struct query *query = suggester->plan->query;
    char *line = arena_string(suggester->plan->arena, query->line);

    if (suggester->plan->filter_count == 0)
        return;
    blank_filters(line, query->root);
    suggest_line(suggester, slice_of(line));
}

/* The words of the phrases, in whatever order. */
static void suggest_without_quotes(struct suggester *suggester)
{
    const struct query *query = suggester->plan->query;
    char *line = arena_string(suggester->plan->arena, query->line);
    bool any = false;

    for (size_t i = 0; i < query->leaf_count; i++) {
        const struct node *node = query->leaves[i];
        size_t inside = (size_t)(node->text.ptr - query->line.ptr);

        if (node->kind != NODE_PHRASE)
            continue;
        memset(line + node->from, ' ', inside - (size_t)node->from);
        memset(line + inside + node->text.len, ' ',
               (size_t)node->to - inside - node->text.len);
        any = true;
    }
    if (any)
        suggest_line(suggester, slice_of(line));
}

/* ---- together ---- */

enum status suggest(const struct plan *plan, struct search_totals *totals,
                    struct error *err)
{
    struct suggester suggester = { .plan = plan };
    struct slice *missing;
    enum status status = find_all_missing(&suggester, err);

    if (status)
        return status;
    suggester.lines =
        arena_array(plan->arena, SUGGESTIONS, sizeof(*suggester.lines));
    missing =
        arena_array(plan->arena, suggester.missing_count, sizeof(*missing));
    for (size_t i = 0; i < suggester.missing_count; i++)
        missing[i] =
            suggester.missing[i].node->tokens[suggester.missing[i].token];
    if (suggester.missing_count) {
        suggest_spellings(&suggester);
    } else {
        suggest_without_filters(&suggester);
        suggest_without_quotes(&suggester);
    }
    totals->missing = missing;
    totals->missing_count = suggester.missing_count;
    totals->suggestions = suggester.lines;
    totals->suggestion_count = suggester.line_count;
    return STATUS_OK;
}
