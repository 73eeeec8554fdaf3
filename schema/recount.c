#include "recount.h"

#include "base/bisect.h"
#include "base/limits.h"
#include "base/numbering.h"
#include "crowding.h"

struct recounter {
    struct arena *arena;
    struct token_list *tokens;
    struct recounted *out;
    size_t segment_capacity, record_capacity, speaker_capacity;
    struct numbering speakers; /* by their ids */
    struct crowding crowding;
    bool cut; /* a segment was cut: its parts have no times yet */
};

/* ---- segments ---- */

static uint32_t speaker_index(struct recounter *recounter, int64_t id)
{
    struct axis *axis = &recounter->out->axis;
    uint32_t index;

    if (id == 0)
        return AXIS_NO_SPEAKER;
    index = numbering_of(&recounter->speakers,
                         (struct slice){ (const char *)&id, sizeof(id) });
    if (index < axis->speaker_count)
        return index;
    axis->speakers = arena_grow(
        recounter->arena, axis->speakers, &recounter->speaker_capacity,
        axis->speaker_count + 1, sizeof(*axis->speakers));
    axis->speakers[axis->speaker_count++] = id;
    return index;
}

static void add_segment(struct recounter *recounter,
                        const struct stored_segment *stored, uint32_t token,
                        struct slice text, bool glued)
{
    struct recounted *out = recounter->out;
    struct axis *axis = &out->axis;
    size_t index = axis->segment_count++;

    axis->segments = arena_grow(recounter->arena, axis->segments,
                                &recounter->segment_capacity, index + 1,
                                sizeof(*axis->segments));
    out->segments =
        arena_grow(recounter->arena, out->segments, &recounter->record_capacity,
                   index + 1, sizeof(*out->segments));
    axis->segments[index] =
        (struct axis_segment){ token, speaker_index(recounter, stored->speaker),
                               glued };
    out->segments[index] = stored->record;
    out->segments[index].text = text;
}

/* Adds the segment of the tokens from `first` on, in parts if it has too many. */
static void add_parts(struct recounter *recounter,
                      const struct stored_segment *stored, uint32_t first,
                      bool glued)
{
    const struct token *tokens = recounter->tokens->tokens;
    struct slice text = stored->record.text;
    size_t from = 0;

    crowding_add(&recounter->crowding, tokens + first,
                 recounter->tokens->count - first, text.ptr, !glued);
    while (recounter->tokens->count - first > LIMIT_SEGMENT_TOKENS) {
        size_t to = tokens[first + LIMIT_SEGMENT_TOKENS].from_byte;

        add_segment(recounter, stored, first,
                    slice_trim(slice_range(text, from, to)), glued);
        recounter->cut = true;
        glued = text.ptr[to - 1] != ' ';
        from = to;
        first += LIMIT_SEGMENT_TOKENS;
    }
    add_segment(recounter, stored, first, slice_from(text, from), glued);
}

static struct slice join_texts(struct recounter *recounter, struct slice left,
                               struct slice right, bool glued)
{
    return arena_printf(recounter->arena, "%.*s%s%.*s", SLICE_ARG(left),
                        glued ? "" : " ", SLICE_ARG(right));
}

/* Its text goes behind that of the segment before. */
static void join_wordless(struct recounter *recounter,
                          const struct stored_segment *stored, bool glued)
{
    struct recounted *out = recounter->out;
    struct segment_record *last = &out->segments[out->axis.segment_count - 1];

    last->text = join_texts(recounter, last->text, stored->record.text, glued);
    if (stored->record.end_ms != TIME_NONE)
        last->end_ms = stored->record.end_ms;
}

/* What has been added so far has no word: it goes before this segment. */
static void take_wordless(struct recounter *recounter,
                          const struct stored_segment *stored, bool glued)
{
    struct recounted *out = recounter->out;
    struct stored_segment joined = *stored;

    joined.record.text = join_texts(recounter, out->segments[0].text,
                                    stored->record.text, glued);
    if (out->segments[0].start_ms != TIME_NONE)
        joined.record.start_ms = out->segments[0].start_ms;
    out->axis.segment_count = 0;
    out->axis.speaker_count = 0;
    numbering_init(&recounter->speakers, recounter->arena);
    token_list_clear(recounter->tokens);
    tokenize(recounter->tokens, joined.record.text, 0);
    add_parts(recounter, &joined, 0, false);
}

static void place_segment(struct recounter *recounter,
                          const struct stored_segment *stored, bool glued)
{
    uint32_t first = (uint32_t)recounter->tokens->count;
    size_t before = recounter->out->axis.segment_count;

    tokenize(recounter->tokens, stored->record.text, 0);
    if (recounter->tokens->count == first && before)
        join_wordless(recounter, stored, glued);
    else if (first == 0 && before)
        take_wordless(recounter, stored, glued);
    else
        add_parts(recounter, stored, first, glued);
}

/* ---- what is attached to tokens ---- */

uint32_t recount_carry(const struct recounted *recounted, uint32_t before,
                       bool *estimated)
{
    size_t index = last_not_above(recounted->places, sizeof(*recounted->places),
                                  offsetof(struct recount_place, before),
                                  recounted->place_count, before);
    const struct recount_place *place = &recounted->places[index];
    uint64_t share, length_before, length_now;

    if (index + 1 == recounted->place_count || before <= place->before)
        return place->now;
    share = before - place->before;
    length_before = place[1].before - place->before;
    length_now = place[1].now - place->now;
    if (length_before == length_now)
        return place->now + (uint32_t)share;
    *estimated = true;
    return place->now + (uint32_t)(share * length_now / length_before);
}

/* Two at one token: the later one is what the token has. */
static void add_anchor(struct axis *axis, struct axis_anchor anchor)
{
    if (anchor.token >= axis->token_count)
        return;
    if (axis->anchor_count &&
        axis->anchors[axis->anchor_count - 1].token == anchor.token)
        axis->anchor_count--;
    axis->anchors[axis->anchor_count++] = anchor;
}

static void carry_anchors(struct recounter *recounter, const struct axis *from)
{
    struct recounted *out = recounter->out;

    out->axis.anchors = arena_array(recounter->arena, from->anchor_count,
                                    sizeof(*out->axis.anchors));
    for (size_t i = 0; i < from->anchor_count; i++) {
        struct axis_anchor anchor = from->anchors[i];

        anchor.token = recount_carry(out, anchor.token, &out->estimated);
        add_anchor(&out->axis, anchor);
    }
}

/* The axis is lost, but the segments' own times are not. */
static void make_anchors(struct recounter *recounter,
                         const struct stored_segment *stored, size_t count)
{
    struct recounted *out = recounter->out;

    out->estimated = true;
    out->axis.anchors =
        arena_array(recounter->arena, count, sizeof(*out->axis.anchors));
    for (size_t i = 0; i < count; i++) {
        const struct segment_record *record = &stored[i].record;
        int64_t start_ms = record->start_ms, end_ms = record->end_ms;

        if (start_ms == TIME_NONE)
            continue;
        if (i + 1 < count && stored[i + 1].record.start_ms != TIME_NONE &&
            stored[i + 1].record.start_ms < end_ms)
            end_ms = stored[i + 1].record.start_ms;
        add_anchor(&out->axis, (struct axis_anchor){
                                   out->places[i].now, false, start_ms,
                                   end_ms > start_ms ? end_ms : start_ms });
    }
}

/* The parts of a segment that was cut last as long as their words do. */
static void set_times(struct recounted *out)
{
    const struct axis *axis = &out->axis;

    for (size_t i = 0; i < axis->segment_count && axis->anchor_count; i++) {
        uint32_t end = i + 1 < axis->segment_count ? axis->segments[i + 1].token
                                                   : axis->token_count;

        out->segments[i].start_ms =
            axis_time_of(axis, axis->segments[i].token).start_ms;
        out->segments[i].end_ms = axis_time_of(axis, end ? end - 1 : 0).end_ms;
    }
}

/* ---- the whole ---- */

/* Whether segments and axis are where they are stored. */
static bool is_in_place(const struct recounted *out,
                        const struct stored_segment *stored, size_t count,
                        const struct axis *axis)
{
    bool same = axis && out->axis.segment_count == count &&
                out->axis.token_count == axis->token_count;

    for (size_t i = 0; i < count && same; i++)
        same = stored[i].token == out->axis.segments[i].token &&
               axis->segments[i].token == out->axis.segments[i].token;
    return same;
}

void recount(const struct stored_segment *stored, size_t count,
             const struct axis *axis, struct arena *arena,
             struct token_list *tokens, struct recounted *ret_recounted)
{
    struct recounted *out = ret_recounted;
    struct recounter recounter = { .arena = arena,
                                   .tokens = tokens,
                                   .out = out };
    uint32_t end_before;

    numbering_init(&recounter.speakers, arena);
    if (axis && axis->segment_count != count)
        axis = NULL;
    *out = (struct recounted){
        .places = arena_array(arena, count + 1, sizeof(*out->places)),
        .place_count = count + 1,
    };
    for (size_t i = 0; i < count; i++) {
        out->places[i].before =
            axis ? axis->segments[i].token : stored[i].token;
        out->places[i].now = (uint32_t)tokens->count;
        place_segment(&recounter, &stored[i], axis && axis->segments[i].glued);
    }
    out->axis.token_count = (uint32_t)tokens->count;
    /* How many words the last segment had is known by the axis alone. */
    end_before = axis ? axis->token_count : out->axis.token_count;
    if (count && end_before <= out->places[count - 1].before)
        end_before = out->places[count - 1].before + 1;
    out->places[count] =
        (struct recount_place){ end_before, out->axis.token_count };
    if (axis)
        carry_anchors(&recounter, axis);
    else
        make_anchors(&recounter, stored, count);
    if (recounter.cut)
        set_times(out);
    out->crowding = recounter.crowding.most;
    out->moved = !is_in_place(out, stored, count, axis);
}
