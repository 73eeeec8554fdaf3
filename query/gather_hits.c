/* The query, evaluated on the text that is about to be shown. */

#include "gather_internal.h"

#include <stdlib.h>

static bool matches_at(const struct token_list *tokens, size_t at,
                       const struct alternative *form)
{
    if (at + form->token_count > tokens->count)
        return false;
    for (size_t i = 0; i < form->token_count; i++) {
        struct slice token = token_text(tokens, at + i);
        bool open = form->prefix && i + 1 == form->token_count;

        if (open ? !slice_starts_with(token, form->tokens[i])
                 : !slice_equal(token, form->tokens[i]))
            return false;
    }
    return true;
}

/* Where a leaf matches in the tokens at hand, which begin with `first_token`. */
static void find_leaf(struct gatherer *gatherer, const struct leaf_plan *leaf,
                      uint32_t first_token)
{
    struct interval_list *hits = &gatherer->hits[leaf->node->leaf];

    hits->count = 0;
    for (size_t at = 0; at < gatherer->tokens.count; at++)
        for (size_t i = 0; i < leaf->alternative_count; i++) {
            const struct alternative *form = &leaf->alternatives[i];
            uint32_t first = first_token + (uint32_t)at;

            if (!matches_at(&gatherer->tokens, at, form))
                continue;
            interval_list_append(hits, first,
                                 first + (uint32_t)form->token_count - 1);
            break;
        }
}

/* The same for a regular expression. */
static void find_regex(struct gatherer *gatherer, const struct leaf_plan *leaf,
                       uint32_t first_token)
{
    struct window *window = &gatherer->window;
    struct interval_list *hits = &gatherer->hits[leaf->node->leaf];

    hits->count = 0;
    if (!window->status)
        window->status =
            regex_marks_add(&gatherer->marks, gatherer->plan->store,
                            window->transcript, leaf->node->leaf, first_token,
                            first_token + (uint32_t)gatherer->tokens.count,
                            hits, &window->error);
}

static const struct interval_list *text_leaf(void *context,
                                             const struct node *leaf)
{
    struct gatherer *gatherer = context;

    return &gatherer->hits[leaf->leaf];
}

static bool text_filter(void *context, const struct node *filter,
                        uint32_t token)
{
    struct gatherer *gatherer = context;

    return window_filter(&gatherer->window, filter, token);
}

static const uint32_t *text_segment_starts(void *context, size_t *ret_count)
{
    struct gatherer *gatherer = context;

    return window_segment_starts(&gatherer->window, ret_count);
}

static struct eval_source text_source(struct gatherer *gatherer)
{
    return (struct eval_source){
        .context = gatherer,
        .leaf = text_leaf,
        .filter = text_filter,
        .segment_starts = text_segment_starts,
        .clock = { window_lasts, &gatherer->window },
    };
}

/* Makes the stretch the text at hand: its tokens, and where the leaves match. */
void gather_read(struct gatherer *gatherer, const struct stretch *stretch)
{
    token_list_clear(&gatherer->tokens);
    for (size_t i = 0; i < stretch->end - stretch->first; i++)
        tokenize(&gatherer->tokens, stretch->segments[i].text, 0);
    regex_marks_clear(&gatherer->marks);
    for (size_t i = 0; i < gatherer->plan->query->leaf_count; i++) {
        const struct leaf_plan *leaf = &gatherer->plan->leaves[i];

        if (leaf->regex)
            find_regex(gatherer, leaf, stretch->first_token);
        else
            find_leaf(gatherer, leaf, stretch->first_token);
    }
}

/* ---- which hits are shown ---- */

static bool inside_any(const struct interval *hit,
                       const struct interval_list *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (hit->first >= spans->items[i].first &&
            hit->last <= spans->items[i].last)
            return true;
    return false;
}

static int by_place(const void *left, const void *right)
{
    const struct interval *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last < b->last) - (a->last > b->last);
}

/* Those hits of a leaf that made the spans answers: no filter stands over it
 * that does not hold there. */
static void add_hits(struct gatherer *gatherer, const struct node *leaf,
                     const struct interval_list *spans,
                     struct interval_list *out)
{
    const struct interval_list *hits = &gatherer->hits[leaf->leaf];
    struct eval_source source = text_source(gatherer);

    for (size_t i = 0; i < hits->count; i++)
        if (inside_any(&hits->items[i], spans) &&
            evaluator_allows(gatherer->evaluator, &source, leaf,
                             hits->items[i].first))
            interval_list_append(out, hits->items[i].first,
                                 hits->items[i].last);
}

/*
 * The spans of the answers that start in the ranked segment and end in what is
 * shown: the closest one ends there.
 */
static void choose_spans(struct gatherer *gatherer, const struct ranked *ranked,
                         uint32_t segment_end, uint32_t shown_end,
                         struct interval_list *out)
{
    struct eval_source source = text_source(gatherer);
    const struct interval_list *answer;

    if (ranked->present) {
        interval_list_append(out, ranked->from, ranked->to);
        return;
    }
    answer = evaluate(gatherer->evaluator, &source);
    for (size_t i = 0; i < answer->count; i++)
        if (answer->items[i].first >= ranked->first_token &&
            answer->items[i].first < segment_end &&
            answer->items[i].last < shown_end)
            interval_list_append(out, answer->items[i].first,
                                 answer->items[i].last);
}

/* The leaves' hits inside the spans, in order, but those inside another. */
static void choose_hits(struct gatherer *gatherer,
                        const struct interval_list *spans,
                        struct interval_list *out)
{
    const struct query *query = gatherer->plan->query;
    size_t kept = 0;

    for (size_t i = 0; i < query->leaf_count; i++)
        if (!gatherer->plan->leaves[i].negated)
            add_hits(gatherer, query->leaves[i], spans, out);
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), by_place);
    for (size_t i = 0; i < out->count; i++)
        if (kept == 0 || out->items[i].last > out->items[kept - 1].last)
            out->items[kept++] = out->items[i];
    out->count = kept;
}

void gather_choose_hits(struct gatherer *gatherer, const struct ranked *ranked,
                        uint32_t segment_end, uint32_t shown_end,
                        struct interval_list *out)
{
    struct interval_list spans = { 0 };

    choose_spans(gatherer, ranked, segment_end, shown_end, &spans);
    choose_hits(gatherer, &spans, out);
    interval_list_release(&spans);
}
