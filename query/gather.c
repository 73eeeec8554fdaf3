#include "gather.h"

#include "base/alloc.h"
#include "link.h"
#include "ref.h"
#include "regex_mark.h"
#include "window.h"

#include <stdlib.h>
#include <string.h>

/* How far around an answer the text has a say in whether it is one. */
struct reach {
    int negations;   /* inside one another */
    int64_t ms;      /* as far as this from the answer, for each of them */
    bool everywhere; /* the whole transcript has */
};

struct gatherer {
    const struct plan *plan;
    const struct around *around;
    struct window window;
    struct evaluator *evaluator;
    struct reach reach;
    struct interval_list *hits; /* by leaf: what the text at hand has */
    struct token_list tokens;
    struct regex_marks marks;        /* in the text at hand */
    struct passage_episode *episode; /* the last one that was shown */
    struct episode_meta meta;        /* of that episode */
    struct link_rule link_rule;      /* likewise */
};

/* Segments first to last of a transcript. */
struct extent {
    size_t first, last;
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

static void measure(const struct node *node, struct reach *reach)
{
    const struct within *within = &node->within;

    for (size_t i = 0; i < node->child_count; i++) {
        const struct node *child = node->children[i];

        /* Words are no measure of how long what must not be near lasts. */
        if (child->kind == NODE_NOT && within->kind == WITHIN_WORDS)
            reach->everywhere = true;
        measure(child, reach);
    }
    if (within->kind == WITHIN_EPISODE)
        reach->everywhere = true;
    if (within->kind == WITHIN_TIME && within->ms > reach->ms)
        reach->ms = within->ms;
}

struct gatherer *gatherer_new(const struct plan *plan,
                              const struct around *around)
{
    struct gatherer *gatherer = mem_alloc(sizeof(*gatherer));

    gatherer->plan = plan;
    gatherer->around = around;
    gatherer->evaluator = evaluator_new(plan->query);
    gatherer->reach =
        (struct reach){ .negations = negation_depth(plan->query->root),
                        .ms = AXIS_CLOSE_MS };
    measure(plan->query->root, &gatherer->reach);
    gatherer->hits =
        mem_alloc(plan->query->leaf_count * sizeof(*gatherer->hits));
    token_list_init(&gatherer->tokens);
    regex_marks_init(&gatherer->marks, plan);
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
    regex_marks_release(&gatherer->marks);
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

/* ---- stretches of text ---- */

/* The first token behind a segment. */
static uint32_t segment_end_token(const struct axis *axis, size_t segment)
{
    return segment + 1 < axis->segment_count ? axis->segments[segment + 1].token
                                             : UINT32_MAX;
}

/*
 * The segments of an answer, and those around them that have a say in what is
 * an answer there. Where that is not the whole transcript, it is for negations
 * alone to say, and only from what is close; one inside another is heard from
 * as far again.
 */
static struct stretch neighbourhood(struct gatherer *gatherer,
                                    const struct axis *axis,
                                    struct extent answer)
{
    struct window *window = &gatherer->window;
    const struct reach *reach = &gatherer->reach;
    struct stretch out = { .first = answer.first, .end = answer.last + 1 };

    if (reach->everywhere)
        return (struct stretch){ .end = axis->segment_count };
    for (int i = 0; i < reach->negations; i++) {
        uint32_t from = axis->segments[out.first].token;
        uint32_t to = segment_end_token(axis, out.end - 1) - 1;

        while (out.first > 0 &&
               window_lasts(window, axis->segments[out.first].token - 1, from,
                            reach->ms))
            out.first--;
        while (
            out.end < axis->segment_count &&
            window_lasts(window, to, axis->segments[out.end].token, reach->ms))
            out.end++;
    }
    return out;
}

/* The segments that are shown: those of the answer, and what was asked for
 * around them. */
static struct extent widen(const struct gatherer *gatherer,
                           const struct axis *axis, struct extent answer)
{
    const struct around *around = gatherer->around;
    size_t first = answer.first, end = answer.last + 1;
    struct ref_clock clock;

    if (around->segments == 0)
        return answer;
    ref_clock_init(&clock, axis, gatherer->plan->arena);
    around_widen(around, axis, clock.starts_ms, &first, &end);
    return (struct extent){ first, end - 1 };
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

/* ---- the passage ---- */

/* The text that is shown, and where in it each segment begins. */
struct layout {
    struct buf text;
    size_t first, last; /* segments */
    size_t *starts;     /* by segment, from the first */
};

static void lay_out(const struct gatherer *gatherer, const struct axis *axis,
                    const struct stretch *stretch, struct extent shown,
                    struct layout *out)
{
    out->first = shown.first;
    out->last = shown.last;
    out->starts =
        arena_array(gatherer->plan->arena, shown.last - shown.first + 1,
                    sizeof(*out->starts));
    for (size_t i = shown.first; i <= shown.last; i++) {
        if (i > shown.first && !axis->segments[i].glued)
            buf_char(&out->text, ' ');
        out->starts[i - shown.first] = out->text.len;
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
                     const struct interval *span, struct hit *hit)
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
        .from_byte = layout->starts[from - layout->first] +
                     token_of(gatherer, stretch, span->first)->from_byte,
        .to_byte = layout->starts[to - layout->first] +
                   token_of(gatherer, stretch, span->last)->to_byte,
        .speaker = stretch->segments[from - stretch->first].speaker,
    };
}

/* Where in the text that is shown a place is; at its ends if it is outside. */
static size_t shown_byte(const struct layout *layout, struct regex_spot spot)
{
    if (spot.segment < layout->first)
        return 0;
    if (spot.segment > layout->last)
        return layout->text.len;
    return layout->starts[spot.segment - layout->first] + spot.byte;
}

/* Of the words, what a regular expression matched is the hit; all of them where
 * that is not shown. */
static void narrow_hit(const struct gatherer *gatherer,
                       const struct layout *layout,
                       const struct interval *words, struct hit *hit)
{
    const struct regex_mark *mark = regex_mark_of(&gatherer->marks, words);
    size_t from, to;

    if (!mark)
        return;
    from = shown_byte(layout, mark->from);
    to = shown_byte(layout, mark->to);
    if (from < to) {
        hit->from_byte = from;
        hit->to_byte = to;
    }
}

static void fill_hits(const struct gatherer *gatherer, const struct axis *axis,
                      const struct stretch *stretch,
                      const struct layout *layout,
                      const struct interval_list *hits, struct passage *passage)
{
    struct hit *list =
        arena_array(gatherer->plan->arena, hits->count, sizeof(*list));

    for (size_t i = 0; i < hits->count; i++) {
        fill_hit(gatherer, axis, stretch, layout, &hits->items[i], &list[i]);
        narrow_hit(gatherer, layout, &hits->items[i], &list[i]);
        list[i].match =
            slice_range(passage->text, list[i].from_byte, list[i].to_byte);
    }
    passage->hits = list;
    passage->hit_count = hits->count;
    if (hits->count) {
        passage->first_token = hits->items[0].first;
        passage->end_token = hits->items[hits->count - 1].last + 1;
        struct axis_time time = axis_time_of(axis, hits->items[0].first);

        passage->timing = time.timing;
        passage->within_ms = time.within_ms;
    }
}

/* Neighbouring segments of one speaker are one turn. */
static void fill_turns(const struct gatherer *gatherer,
                       const struct stretch *stretch,
                       const struct layout *layout, struct extent shown,
                       struct passage *passage)
{
    struct turn *turns = arena_array(
        gatherer->plan->arena, shown.last - shown.first + 1, sizeof(*turns));
    size_t count = 0, from = 0;

    for (size_t i = shown.first; i <= shown.last; i++) {
        const struct segment_record *segment =
            &stretch->segments[i - stretch->first];
        size_t end = layout->starts[i - shown.first] + segment->text.len;

        if (count == 0 ||
            !slice_equal(turns[count - 1].speaker, segment->speaker)) {
            from = layout->starts[i - shown.first];
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
    status = link_rule_load(plan->store, id, gatherer->meta.show, plan->arena,
                            &gatherer->link_rule, err);
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
        .media = gatherer->meta.media,
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

static const char *kind_of(const struct transcript_info *info)
{
    if (slice_equal(info->kind, SLICE(KIND_NOTES)))
        return "notes";
    return slice_equal(info->kind, SLICE(KIND_CHAPTERS)) ? "chapter" : "speech";
}

/* Notes have no moment: what leads to them is their episode. */
static enum status fill_notes(const struct plan *plan,
                              const struct ranked *ranked,
                              const struct transcript_info *info,
                              struct passage *passage, struct buf *ref,
                              struct error *err)
{
    struct note_record section;
    enum status status =
        store_note_at(plan->store, ranked->transcript, ranked->from,
                      plan->arena, &section, err);

    passage->chapter = section.heading;
    passage->note = section.kind;
    buf_printf(ref, "%lld", (long long)info->episode);
    return status;
}

/*
 * What stands around the text: episode, chapter, links, source. `segment` is
 * where the answer begins.
 */
static enum status fill_context(struct gatherer *gatherer,
                                const struct ranked *ranked,
                                const struct axis *axis, size_t segment,
                                int64_t start_ms, struct passage *passage,
                                struct error *err)
{
    const struct plan *plan = gatherer->plan;
    struct transcript_info info;
    struct buf ref = BUF_INIT;
    enum status status = store_get_transcript(plan->store, ranked->transcript,
                                              plan->arena, &info, err);

    if (!status)
        status = load_episode(gatherer, info.episode, err);
    if (!status)
        status = store_chapter_at(plan->store, ranked->transcript, ranked->from,
                                  plan->arena, &passage->chapter, err);
    if (status)
        return status;
    passage->kind = kind_of(&info);
    if (slice_equal(info.kind, SLICE(KIND_NOTES)))
        status = fill_notes(plan, ranked, &info, passage, &ref, err);
    else if (start_ms == TIME_NONE && info.parent)
        status = print_chapter_ref(plan, &info, segment, &ref, err);
    else
        print_segment_ref(plan, &info, axis, segment, &ref);
    passage->ref = arena_copy(plan->arena, buf_view(&ref));
    buf_release(&ref);
    if (status)
        return status;
    passage->episode = gatherer->episode;
    passage->source_path = info.path;
    passage->made_by = info.made_by;
    links_make(&gatherer->meta, &gatherer->link_rule, start_ms, TIME_NONE,
               plan->arena, passage);
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
                             struct extent answer, struct extent shown,
                             struct passage *passage, struct error *err)
{
    const struct plan *plan = gatherer->plan;
    const struct segment_record *segments = stretch->segments;
    struct interval_list spans = { 0 }, hits = { 0 };
    struct layout layout = { .text = BUF_INIT };

    read_stretch(gatherer, stretch);
    choose_spans(gatherer, ranked, segment_end_token(axis, answer.first),
                 segment_end_token(axis, answer.last), &spans);
    choose_hits(gatherer, &spans, &hits);
    lay_out(gatherer, axis, stretch, shown, &layout);
    passage->text = arena_copy(plan->arena, buf_view(&layout.text));
    passage->start_ms = segments[shown.first - stretch->first].start_ms;
    passage->end_ms = segments[shown.last - stretch->first].end_ms;
    passage->source_line = segments[answer.first - stretch->first].line;
    passage->within_ms = TIME_NONE;
    passage->start_within_ms =
        axis_time_of(axis, axis->segments[shown.first].token).within_ms;
    passage->widened = gatherer->around->segments != 0;
    passage->transcript = ranked->transcript;
    passage->first_token = axis->segments[answer.first].token;
    passage->end_token = segment_end_token(axis, answer.last);
    fill_hits(gatherer, axis, stretch, &layout, &hits, passage);
    fill_turns(gatherer, stretch, &layout, shown, passage);
    fill_without(gatherer, ranked->present, passage);
    interval_list_release(&spans);
    interval_list_release(&hits);
    buf_release(&layout.text);
    return fill_context(gatherer, ranked, axis, answer.first,
                        segments[answer.first - stretch->first].start_ms,
                        passage, err);
}

/* Makes the stretch hold the segments that are shown, too. */
static void include(struct stretch *stretch, struct extent shown)
{
    if (shown.first < stretch->first)
        stretch->first = shown.first;
    if (shown.last >= stretch->end)
        stretch->end = shown.last + 1;
}

enum status gather(struct gatherer *gatherer, const struct ranked *ranked,
                   struct passage *ret_passage, struct error *err)
{
    struct window *window = &gatherer->window;
    const struct axis *axis;
    struct extent answer, shown;
    struct stretch stretch;
    enum status status;

    *ret_passage = (struct passage){ .score = ranked->score };
    window_enter(window, ranked->transcript);
    axis = window_axis(window);
    if (window->status) {
        *err = window->error;
        return window->status;
    }
    answer.first = axis_segment_of(axis, ranked->first_token);
    answer.last = axis_segment_of(axis, ranked->to);
    shown = widen(gatherer, axis, answer);
    stretch = neighbourhood(gatherer, axis, answer);
    include(&stretch, shown);
    stretch.first_token = axis->segments[stretch.first].token;
    status =
        load_stretch(gatherer->plan, ranked->transcript, axis, &stretch, err);
    if (!status)
        status = fill_text(gatherer, ranked, axis, &stretch, answer, shown,
                           ret_passage, err);
    if (!status && window->status) {
        *err = window->error;
        status = window->status;
    }
    return status;
}
