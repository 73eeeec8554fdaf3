/* The text of a passage, and the places of its hits and turns in it. */

#include "gather_internal.h"

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

void gather_text(const struct gatherer *gatherer, const struct axis *axis,
                 const struct stretch *stretch, struct extent shown,
                 const struct interval_list *hits, struct passage *passage)
{
    struct layout layout = { .text = BUF_INIT };

    lay_out(gatherer, axis, stretch, shown, &layout);
    passage->text = arena_copy(gatherer->plan->arena, buf_view(&layout.text));
    fill_hits(gatherer, axis, stretch, &layout, hits, passage);
    fill_turns(gatherer, stretch, &layout, shown, passage);
    buf_release(&layout.text);
}
