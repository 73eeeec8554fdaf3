#include "gather.h"

#include "base/alloc.h"
#include "link.h"
#include "ref.h"
#include "window.h"

#include <stdlib.h>
#include <string.h>

struct gatherer {
    const struct plan *plan;
    struct window window;
    struct evaluator *evaluator;
    int negation_depth;         /* of the query: NOTs inside one another */
    struct interval_list *hits; /* by leaf: what the text at hand has */
    struct token_list tokens;
    struct passage_episode *episode; /* the last one that was shown */
    struct episode_meta meta;        /* of that episode */
};

/* Segments [first, end) of a transcript, as text and tokens. */
struct stretch {
    size_t first, end;
    uint32_t first_token;
    struct segment_record *segments;
};

static int negation_depth(const struct node *node)
{
    int deepest = 0;

    for (size_t i = 0; i < node->child_count; i++) {
        int depth = negation_depth(node->children[i]);

        if (depth > deepest)
            deepest = depth;
    }
    return deepest + (node->kind == NODE_NOT);
}

struct gatherer *gatherer_new(const struct plan *plan)
{
    struct gatherer *gatherer = mem_alloc(sizeof(*gatherer));

    gatherer->plan = plan;
    gatherer->evaluator = evaluator_new(plan->query);
    gatherer->negation_depth = negation_depth(plan->query->root);
    gatherer->hits =
        mem_alloc(plan->query->leaf_count * sizeof(*gatherer->hits));
    token_list_init(&gatherer->tokens);
    window_init(&gatherer->window, plan);
    return gatherer;
}

void gatherer_free(struct gatherer *gatherer)
{
    if (!gatherer)
        return;
    for (size_t i = 0; i < gatherer->plan->query->leaf_count; i++)
        interval_list_release(&gatherer->hits[i]);
    free(gatherer->hits);
    evaluator_free(gatherer->evaluator);
    token_list_release(&gatherer->tokens);
    window_release(&gatherer->window);
    free(gatherer);
}

/* ---- the query, evaluated on text ---- */

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

static const struct interval_list *evaluate_text(struct gatherer *gatherer)
{
    struct eval_source source = {
        .context = gatherer,
        .leaf = text_leaf,
        .filter = text_filter,
        .segment_starts = text_segment_starts,
        .closeness = { window_is_close, &gatherer->window },
    };

    return evaluate(gatherer->evaluator, &source);
}

/* ---- stretches of text ---- */

/* The first token behind a segment. */
static uint32_t segment_end_token(const struct axis *axis, size_t segment)
{
    return segment + 1 < axis->segment_count ? axis->segments[segment + 1].token
                                             : UINT32_MAX;
}

/*
 * Segments `first` to `last`, which are shown, and those around them that have
 * a say in what is an answer there. That is for negations alone to say, and
 * only from what is close to it; one inside another is heard from as far again.
 */
static struct stretch neighbourhood(struct gatherer *gatherer,
                                    const struct axis *axis, size_t first,
                                    size_t last)
{
    struct window *window = &gatherer->window;
    struct stretch out = { .first = first, .end = last + 1 };

    for (int i = 0; i < gatherer->negation_depth; i++) {
        uint32_t from = axis->segments[out.first].token;
        uint32_t to = segment_end_token(axis, out.end - 1) - 1;

        while (
            out.first > 0 &&
            window_is_close(window, axis->segments[out.first].token - 1, from))
            out.first--;
        while (out.end < axis->segment_count &&
               window_is_close(window, to, axis->segments[out.end].token))
            out.end++;
    }
    out.first_token = axis->segments[out.first].token;
    return out;
}

static enum status load_stretch(const struct plan *plan, int64_t transcript,
                                const struct axis *axis,
                                struct stretch *stretch, struct error *err)
{
    uint32_t end = stretch->end < axis->segment_count
                       ? axis->segments[stretch->end].token
                       : 1 << 24;
    size_t count;
    enum status status =
        store_get_segments(plan->store, transcript, stretch->first_token, end,
                           plan->arena, &stretch->segments, &count, err);

    if (!status && count != stretch->end - stretch->first)
        return error_set(err, STATUS_STORE,
                         "the index is damaged (segments of transcript %lld)",
                         (long long)transcript);
    return status;
}

/* Makes the stretch the text at hand: its tokens, and where the leaves match. */
static void read_stretch(struct gatherer *gatherer,
                         const struct stretch *stretch)
{
    token_list_clear(&gatherer->tokens);
    for (size_t i = 0; i < stretch->end - stretch->first; i++)
        tokenize(&gatherer->tokens, stretch->segments[i].text, 0);
    for (size_t i = 0; i < gatherer->plan->query->leaf_count; i++)
        find_leaf(gatherer, &gatherer->plan->leaves[i], stretch->first_token);
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

/* The leaves' hits inside the spans, in order, without overlaps. */
static void choose_hits(const struct gatherer *gatherer,
                        const struct interval_list *spans,
                        struct interval_list *out)
{
    size_t kept = 0;

    for (size_t i = 0; i < gatherer->plan->query->leaf_count; i++) {
        const struct interval_list *hits = &gatherer->hits[i];

        if (gatherer->plan->leaves[i].negated)
            continue;
        for (size_t j = 0; j < hits->count; j++)
            if (inside_any(&hits->items[j], spans))
                interval_list_append(out, hits->items[j].first,
                                     hits->items[j].last);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), by_place);
    for (size_t i = 0; i < out->count; i++)
        if (kept == 0 || out->items[i].first > out->items[kept - 1].last)
            out->items[kept++] = out->items[i];
    out->count = kept;
}

/*
 * The spans of the answers that start in the ranked segment and end in what is
 * shown: the closest one ends there.
 */
static void choose_spans(struct gatherer *gatherer, const struct ranked *ranked,
                         uint32_t segment_end, uint32_t shown_end,
                         struct interval_list *out)
{
    const struct interval_list *answer;

    if (ranked->present) {
        interval_list_append(out, ranked->from, ranked->to);
        return;
    }
    answer = evaluate_text(gatherer);
    for (size_t i = 0; i < answer->count; i++)
        if (answer->items[i].first >= ranked->first_token &&
            answer->items[i].first < segment_end &&
            answer->items[i].last < shown_end)
            interval_list_append(out, answer->items[i].first,
                                 answer->items[i].last);
}

/* ---- the passage ---- */

/* Where segment `index` of the stretch's shown part begins in the text. */
struct layout {
    struct buf text;
    size_t *starts; /* by segment, from the first shown */
};

static void lay_out(const struct gatherer *gatherer, const struct axis *axis,
                    const struct stretch *stretch, size_t first, size_t last,
                    struct layout *out)
{
    out->starts = arena_array(gatherer->plan->arena, last - first + 1,
                              sizeof(*out->starts));
    for (size_t i = first; i <= last; i++) {
        if (i > first && !axis->segments[i].glued)
            buf_char(&out->text, ' ');
        out->starts[i - first] = out->text.len;
        buf_slice(&out->text, stretch->segments[i - stretch->first].text);
    }
}

/* Byte range, in the passage's text, of a token of segment `segment`. */
static const struct token *token_of(const struct gatherer *gatherer,
                                    const struct stretch *stretch,
                                    uint32_t token)
{
    return &gatherer->tokens.tokens[token - stretch->first_token];
}

static void fill_hit(const struct gatherer *gatherer, const struct axis *axis,
                     const struct stretch *stretch, const struct layout *layout,
                     size_t first, const struct interval *span, struct hit *hit)
{
    size_t from = axis_segment_of(axis, span->first);
    size_t to = axis_segment_of(axis, span->last);
    struct axis_time start = axis_time_of(axis, span->first);
    struct axis_time end = axis_time_of(axis, span->last);
    bool timed = start.timing != TIMING_NONE;

    *hit = (struct hit){
        .start_ms = timed ? start.start_ms : TIME_NONE,
        .end_ms = timed ? end.end_ms : TIME_NONE,
        .timing = start.timing,
        .from_byte = layout->starts[from - first] +
                     token_of(gatherer, stretch, span->first)->from_byte,
        .to_byte = layout->starts[to - first] +
                   token_of(gatherer, stretch, span->last)->to_byte,
        .speaker = stretch->segments[from - stretch->first].speaker,
    };
}

static void fill_hits(const struct gatherer *gatherer, const struct axis *axis,
                      const struct stretch *stretch,
                      const struct layout *layout, size_t first,
                      const struct interval_list *hits, struct passage *passage)
{
    struct hit *list =
        arena_array(gatherer->plan->arena, hits->count, sizeof(*list));

    for (size_t i = 0; i < hits->count; i++) {
        fill_hit(gatherer, axis, stretch, layout, first, &hits->items[i],
                 &list[i]);
        list[i].match =
            slice_range(passage->text, list[i].from_byte, list[i].to_byte);
    }
    passage->hits = list;
    passage->hit_count = hits->count;
    if (hits->count) {
        struct axis_time time = axis_time_of(axis, hits->items[0].first);

        passage->timing = time.timing;
        passage->within_ms = time.within_ms;
    }
}

/* Neighbouring segments of one speaker are one turn. */
static void fill_turns(const struct gatherer *gatherer,
                       const struct stretch *stretch,
                       const struct layout *layout, size_t first, size_t last,
                       struct passage *passage)
{
    struct turn *turns =
        arena_array(gatherer->plan->arena, last - first + 1, sizeof(*turns));
    size_t count = 0, from = 0;

    for (size_t i = first; i <= last; i++) {
        const struct segment_record *segment =
            &stretch->segments[i - stretch->first];
        size_t end = layout->starts[i - first] + segment->text.len;

        if (count == 0 ||
            !slice_equal(turns[count - 1].speaker, segment->speaker)) {
            from = layout->starts[i - first];
            turns[count++] = (struct turn){ .speaker = segment->speaker,
                                            .start_ms = segment->start_ms };
        }
        turns[count - 1].text = slice_range(passage->text, from, end);
    }
    passage->turns = turns;
    passage->turn_count = count;
    passage->speaker = turns[0].speaker;
}

static enum status load_episode(struct gatherer *gatherer, int64_t id,
                                struct error *err)
{
    const struct plan *plan = gatherer->plan;
    struct passage_episode *episode;
    struct slice key;
    enum status status;

    if (gatherer->episode && gatherer->episode->id == id)
        return STATUS_OK;
    status = store_get_episode(plan->store, id, plan->arena, &gatherer->meta,
                               &key, err);
    if (status)
        return status;
    episode = arena_alloc(plan->arena, sizeof(*episode));
    *episode = (struct passage_episode){
        .id = id,
        .key = key,
        .show = gatherer->meta.show,
        .number = gatherer->meta.number,
        .title = gatherer->meta.title,
        .date = gatherer->meta.date,
        .people = gatherer->meta.people,
    };
    gatherer->episode = episode;
    return STATUS_OK;
}

static void print_segment_ref(const struct plan *plan,
                              const struct transcript_info *info,
                              const struct axis *axis, size_t segment,
                              struct buf *out)
{
    struct ref_clock clock;

    ref_clock_init(&clock, axis, plan->arena);
    ref_print(out, info->episode, &clock, segment);
}

/* A title without a time is on an axis of its own: what it leads to is the word
 * of the speech at which its chapter begins. */
static enum status print_chapter_ref(const struct plan *plan,
                                     const struct transcript_info *info,
                                     size_t title, struct buf *out,
                                     struct error *err)
{
    struct chapter_record *chapters;
    size_t count;
    enum status status = store_get_chapters(
        plan->store, info->parent, plan->arena, &chapters, &count, err);

    if (!status)
        buf_printf(out, "%lld@w%u", (long long)info->episode,
                   title < count ? chapters[title].token : 0);
    return status;
}

/* What stands around the text: episode, chapter, links, source. */
static enum status fill_context(struct gatherer *gatherer,
                                const struct ranked *ranked,
                                const struct axis *axis, size_t first,
                                struct passage *passage, struct error *err)
{
    const struct plan *plan = gatherer->plan;
    struct transcript_info info;
    struct buf ref = BUF_INIT;
    enum status status = store_get_transcript(plan->store, ranked->transcript,
                                              plan->arena, &info, err);

    if (!status)
        status = load_episode(gatherer, info.episode, err);
    if (!status)
        status = store_chapter_at(plan->store, ranked->transcript,
                                  ranked->first_token, plan->arena,
                                  &passage->chapter, err);
    if (status)
        return status;
    passage->kind =
        slice_equal(info.kind, SLICE(KIND_CHAPTERS)) ? "chapter" : "speech";
    if (passage->start_ms == TIME_NONE && info.parent)
        status = print_chapter_ref(plan, &info, first, &ref, err);
    else
        print_segment_ref(plan, &info, axis, first, &ref);
    passage->ref = arena_copy(plan->arena, buf_view(&ref));
    buf_release(&ref);
    if (status)
        return status;
    passage->episode = gatherer->episode;
    passage->source_path = info.path;
    passage->made_by = info.made_by;
    links_make(&gatherer->meta, passage->start_ms, plan->arena, passage);
    return STATUS_OK;
}

/* The words of the query that a relaxed passage lacks. */
static void fill_without(const struct gatherer *gatherer, uint64_t present,
                         struct passage *passage)
{
    const struct plan *plan = gatherer->plan;
    struct node *parts[RELAX_PARTS];
    size_t count = plan_parts(plan, parts), missing = 0;
    struct slice *list;

    if (!present)
        return;
    list = arena_array(plan->arena, count, sizeof(*list));
    for (size_t i = 0; i < count; i++)
        if (!(present >> i & 1))
            list[missing++] =
                slice_range(plan->query->line, (size_t)parts[i]->from,
                            (size_t)parts[i]->to);
    passage->without = list;
    passage->without_count = missing;
}

static enum status fill_text(struct gatherer *gatherer,
                             const struct ranked *ranked,
                             const struct axis *axis, struct stretch *stretch,
                             struct passage *passage, struct error *err)
{
    const struct plan *plan = gatherer->plan;
    size_t first = axis_segment_of(axis, ranked->first_token);
    size_t last = axis_segment_of(axis, ranked->to);
    struct interval_list spans = { 0 }, hits = { 0 };
    struct layout layout = { .text = BUF_INIT };
    const struct segment_record *start, *end;

    read_stretch(gatherer, stretch);
    choose_spans(gatherer, ranked, segment_end_token(axis, first),
                 segment_end_token(axis, last), &spans);
    choose_hits(gatherer, &spans, &hits);
    lay_out(gatherer, axis, stretch, first, last, &layout);
    start = &stretch->segments[first - stretch->first];
    end = &stretch->segments[last - stretch->first];
    passage->text = arena_copy(plan->arena, buf_view(&layout.text));
    passage->start_ms = start->start_ms;
    passage->end_ms = end->end_ms;
    passage->source_line = start->line;
    passage->within_ms = TIME_NONE;
    fill_hits(gatherer, axis, stretch, &layout, first, &hits, passage);
    fill_turns(gatherer, stretch, &layout, first, last, passage);
    fill_without(gatherer, ranked->present, passage);
    interval_list_release(&spans);
    interval_list_release(&hits);
    buf_release(&layout.text);
    return fill_context(gatherer, ranked, axis, first, passage, err);
}

enum status gather(struct gatherer *gatherer, const struct ranked *ranked,
                   struct passage *ret_passage, struct error *err)
{
    struct window *window = &gatherer->window;
    const struct axis *axis;
    struct stretch stretch;
    enum status status;

    *ret_passage = (struct passage){ .score = ranked->score };
    window_enter(window, ranked->transcript);
    axis = window_axis(window);
    if (window->status) {
        *err = window->error;
        return window->status;
    }
    stretch = neighbourhood(gatherer, axis,
                            axis_segment_of(axis, ranked->first_token),
                            axis_segment_of(axis, ranked->to));
    status =
        load_stretch(gatherer->plan, ranked->transcript, axis, &stretch, err);
    if (!status)
        status = fill_text(gatherer, ranked, axis, &stretch, ret_passage, err);
    return status;
}
