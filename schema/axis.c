#include "axis.h"

#include "base/bisect.h"
#include "base/varint.h"

enum { AXIS_FORMAT = 1 };

const char *timing_name(enum timing timing)
{
    static const char *const names[] = { "none", "cue", "word" };

    return names[timing];
}

enum timing timing_by_name(struct slice name)
{
    if (slice_equal(name, SLICE("word")))
        return TIMING_WORD;
    return slice_equal(name, SLICE("cue")) ? TIMING_CUE : TIMING_NONE;
}

/* Small numbers of either sign become small numbers. */
static uint64_t zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t value)
{
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/*
 * An anchor: tokens since the one before, shifted by two flags (word; an end
 * that is not the next start), its start since the one before, and if flagged
 * how far its end lies from the next start. The last anchor always has its
 * length.
 */
static void pack_anchors(const struct axis *axis, struct buf *out)
{
    struct axis_anchor before = { 0 };

    varint_put(out, axis->anchor_count);
    for (size_t i = 0; i < axis->anchor_count; i++) {
        const struct axis_anchor *anchor = &axis->anchors[i];
        bool last = i + 1 == axis->anchor_count;
        int64_t end = last ? anchor->start_ms : anchor[1].start_ms;
        bool gap = last || anchor->end_ms != end;

        varint_put(out, (uint64_t)(anchor->token - before.token) << 2 |
                            (anchor->word ? 2 : 0) | (gap ? 1 : 0));
        varint_put(out, zigzag(anchor->start_ms - before.start_ms));
        if (gap)
            varint_put(out, zigzag(anchor->end_ms - end));
        before = *anchor;
    }
}

void axis_pack(const struct axis *axis, struct buf *out)
{
    uint32_t before = 0;

    varint_put(out, AXIS_FORMAT);
    varint_put(out, axis->token_count);
    varint_put(out, axis->speaker_count);
    for (size_t i = 0; i < axis->speaker_count; i++)
        varint_put(out, (uint64_t)axis->speakers[i]);
    varint_put(out, axis->segment_count);
    for (size_t i = 0; i < axis->segment_count; i++) {
        const struct axis_segment *segment = &axis->segments[i];

        varint_put(out, (uint64_t)(segment->token - before) << 1 |
                            (segment->glued ? 1 : 0));
        if (axis->speaker_count)
            varint_put(out, segment->speaker == AXIS_NO_SPEAKER
                                ? 0
                                : (uint64_t)segment->speaker + 1);
        before = segment->token;
    }
    pack_anchors(axis, out);
}

/* A difference of two times that can be. */
static int64_t take_ms(struct varint_reader *reader)
{
    int64_t ms = unzigzag(varint_take(reader));

    if (ms < -2 * TIME_MAX || ms > 2 * TIME_MAX) {
        reader->bad = true;
        return 0;
    }
    return ms;
}

/* A count of things that take at least one byte each in the packed form. */
static size_t take_count(struct varint_reader *reader)
{
    uint64_t count = varint_take(reader);

    if (count > (uint64_t)(reader->end - reader->at)) {
        reader->bad = true;
        return 0;
    }
    return (size_t)count;
}

static enum status damaged(struct error *err)
{
    return error_set(
        err, STATUS_STORE,
        "the index is damaged (time axis); quoth check tells more");
}

static void take_header(struct varint_reader *reader, struct arena *arena,
                        struct axis *axis)
{
    if (varint_take(reader) != AXIS_FORMAT)
        reader->bad = true;
    axis->token_count = (uint32_t)varint_take(reader);
    axis->speaker_count = take_count(reader);
    axis->speakers =
        arena_array(arena, axis->speaker_count, sizeof(*axis->speakers));
    for (size_t i = 0; i < axis->speaker_count; i++)
        axis->speakers[i] = (int64_t)varint_take(reader);
}

static inline void take_segment(struct varint_reader *reader,
                                const struct axis *axis, uint32_t before,
                                struct axis_segment *ret)
{
    uint64_t code = varint_take(reader);
    uint64_t speaker = axis->speaker_count ? varint_take(reader) : 0;

    ret->token = before + (uint32_t)(code >> 1);
    ret->glued = code & 1;
    ret->speaker = speaker ? (uint32_t)(speaker - 1) : AXIS_NO_SPEAKER;
    if (speaker > axis->speaker_count || ret->token < before)
        reader->bad = true;
}

static void take_anchor(struct varint_reader *reader,
                        const struct axis_anchor *before,
                        struct axis_anchor *ret)
{
    uint64_t code = varint_take(reader);

    ret->token = before->token + (uint32_t)(code >> 2);
    ret->word = code & 2;
    ret->start_ms = before->start_ms + take_ms(reader);
    /* Counted from the next start, which is not known yet. */
    ret->end_ms = code & 1 ? take_ms(reader) : 0;
    if (ret->token < before->token || ret->start_ms > TIME_MAX ||
        ret->start_ms < -TIME_MAX)
        reader->bad = true;
}

static void take_segments(struct varint_reader *reader, struct arena *arena,
                          struct axis *axis)
{
    uint32_t before = 0;

    axis->segment_count = take_count(reader);
    axis->segments =
        arena_array(arena, axis->segment_count, sizeof(*axis->segments));
    for (size_t i = 0; i < axis->segment_count && !reader->bad; i++) {
        take_segment(reader, axis, before, &axis->segments[i]);
        before = axis->segments[i].token;
    }
}

static void take_anchors(struct varint_reader *reader, struct arena *arena,
                         struct axis *axis)
{
    struct axis_anchor before = { 0 };

    axis->anchor_count = take_count(reader);
    axis->anchors =
        arena_array(arena, axis->anchor_count, sizeof(*axis->anchors));
    for (size_t i = 0; i < axis->anchor_count && !reader->bad; i++) {
        struct axis_anchor *anchor = &axis->anchors[i];

        take_anchor(reader, &before, anchor);
        if (i > 0)
            anchor[-1].end_ms += anchor->start_ms;
        before = *anchor;
    }
    if (axis->anchor_count)
        axis->anchors[axis->anchor_count - 1].end_ms += before.start_ms;
    for (size_t i = 0; i < axis->anchor_count; i++)
        if (axis->anchors[i].end_ms < axis->anchors[i].start_ms)
            reader->bad = true;
}

enum status axis_unpack(struct slice packed, struct arena *arena,
                        struct axis *ret_axis, struct error *err)
{
    struct varint_reader reader = { (const unsigned char *)packed.ptr,
                                    (const unsigned char *)packed.ptr +
                                        packed.len,
                                    false };
    struct axis axis = { 0 };

    take_header(&reader, arena, &axis);
    take_segments(&reader, arena, &axis);
    take_anchors(&reader, arena, &axis);
    if (reader.bad)
        return damaged(err);
    *ret_axis = axis;
    return STATUS_OK;
}

enum status axis_unpack_segments(struct slice packed, struct arena *arena,
                                 uint32_t **ret_starts, size_t *ret_count,
                                 int64_t **ret_speaker_ids, struct error *err)
{
    struct varint_reader reader = { (const unsigned char *)packed.ptr,
                                    (const unsigned char *)packed.ptr +
                                        packed.len,
                                    false };
    struct axis axis = { 0 };
    struct axis_segment segment = { 0 };
    int64_t *speakers = NULL;
    uint32_t *starts;
    size_t count;

    take_header(&reader, arena, &axis);
    count = take_count(&reader);
    starts = arena_room(arena, count * sizeof(*starts));
    if (ret_speaker_ids)
        speakers = arena_array(arena, count, sizeof(*speakers));
    for (size_t i = 0; i < count && !reader.bad; i++) {
        take_segment(&reader, &axis, segment.token, &segment);
        starts[i] = segment.token;
        if (speakers && !reader.bad && segment.speaker != AXIS_NO_SPEAKER)
            speakers[i] = axis.speakers[segment.speaker];
    }
    if (reader.bad)
        return damaged(err);
    *ret_starts = starts;
    *ret_count = count;
    if (ret_speaker_ids)
        *ret_speaker_ids = speakers;
    return STATUS_OK;
}

enum status axis_unpack_joints(struct slice packed, struct arena *arena,
                               struct axis_segment **ret_segments,
                               size_t *ret_count, struct error *err)
{
    struct varint_reader reader = { (const unsigned char *)packed.ptr,
                                    (const unsigned char *)packed.ptr +
                                        packed.len,
                                    false };
    struct axis axis = { 0 };

    take_header(&reader, arena, &axis);
    take_segments(&reader, arena, &axis);
    if (reader.bad)
        return damaged(err);
    *ret_segments = axis.segments;
    *ret_count = axis.segment_count;
    return STATUS_OK;
}

size_t axis_anchor_of(const struct axis *axis, uint32_t token)
{
    return last_not_above(axis->anchors, sizeof(*axis->anchors),
                          offsetof(struct axis_anchor, token),
                          axis->anchor_count, token);
}

static struct axis_time untimed(uint32_t token)
{
    int64_t start = (int64_t)token * AXIS_MS_PER_TOKEN;

    return (struct axis_time){ start, start + AXIS_MS_PER_TOKEN, TIMING_NONE,
                               TIME_NONE };
}

static inline struct axis_time time_in_anchor(const struct axis *axis,
                                              size_t index, uint32_t token)
{
    const struct axis_anchor *anchor = &axis->anchors[index];
    uint32_t end =
        index + 1 < axis->anchor_count ? anchor[1].token : axis->token_count;
    int64_t tokens = end > anchor->token ? end - anchor->token : 1;
    int64_t nth = token > anchor->token ? token - anchor->token : 0;
    int64_t length = anchor->end_ms - anchor->start_ms;

    return (struct axis_time){
        .start_ms = anchor->start_ms + length * nth / tokens,
        .end_ms = anchor->start_ms + length * (nth + 1) / tokens,
        .timing = anchor->word ? TIMING_WORD : TIMING_CUE,
        .within_ms = anchor->word ? 0 : length,
    };
}

/* What is behind the last token is taken for it. */
static uint32_t token_within(const struct axis *axis, uint32_t token)
{
    return axis->token_count && token >= axis->token_count
               ? axis->token_count - 1
               : token;
}

struct axis_time axis_time_of(const struct axis *axis, uint32_t token)
{
    token = token_within(axis, token);
    if (axis->anchor_count == 0)
        return untimed(token);
    return time_in_anchor(axis, axis_anchor_of(axis, token), token);
}

int64_t axis_span_ms(const struct axis *axis, uint32_t first, uint32_t last)
{
    const struct axis_anchor *anchors = axis->anchors;
    size_t from, to;
    int64_t ms;

    if (axis->anchor_count == 0)
        return untimed(last).start_ms - untimed(first).start_ms;
    from = axis_anchor_of(axis, first);
    to = axis_anchor_of(axis, last);
    ms = time_in_anchor(axis, to, last).start_ms -
         time_in_anchor(axis, from, first).start_ms;
    for (size_t i = from; i < to; i++)
        if (anchors[i + 1].start_ms < anchors[i].start_ms)
            ms += anchors[i].start_ms - anchors[i + 1].start_ms;
    return ms;
}

size_t axis_segment_of(const struct axis *axis, uint32_t token)
{
    return last_not_above(axis->segments, sizeof(*axis->segments),
                          offsetof(struct axis_segment, token),
                          axis->segment_count, token);
}

size_t axis_segment_at(const struct axis *axis, int64_t ms)
{
    size_t found = 0;

    /* Prose may step back in time, so the first that is later ends the search
     * only if none behind it is earlier: look at all, they are few. */
    for (size_t i = 0; i < axis->segment_count; i++)
        if (axis_time_of(axis, axis->segments[i].token).start_ms <= ms)
            found = i;
    return found;
}

int64_t axis_grain_ms(const struct axis *axis)
{
    int64_t sum = 0;

    if (axis->anchor_count == 0)
        return TIME_NONE;
    for (size_t i = 0; i < axis->anchor_count; i++)
        sum += axis->anchors[i].end_ms - axis->anchors[i].start_ms;
    return sum / (int64_t)axis->anchor_count;
}

int64_t *axis_token_starts(const struct axis *axis, struct arena *arena)
{
    int64_t *starts = arena_array(arena, axis->token_count, sizeof(*starts));
    size_t count = axis->anchor_count;

    if (count == 0)
        for (uint32_t token = 0; token < axis->token_count; token++)
            starts[token] = untimed(token).start_ms;
    /* As time_in_anchor has it, with one division a token. */
    for (size_t i = 0; i < count; i++) {
        const struct axis_anchor *anchor = &axis->anchors[i];
        uint32_t first = i == 0 ? 0 : anchor->token;
        uint32_t end = i + 1 < count ? anchor[1].token : axis->token_count;
        int64_t tokens = end > anchor->token ? end - anchor->token : 1;
        int64_t length = anchor->end_ms - anchor->start_ms;

        for (uint32_t token = first; token < end; token++) {
            int64_t nth = token > anchor->token ? token - anchor->token : 0;

            starts[token] = anchor->start_ms + length * nth / tokens;
        }
    }
    return starts;
}

int64_t *axis_segment_starts(const struct axis *axis, struct arena *arena)
{
    int64_t *starts = arena_array(arena, axis->segment_count, sizeof(*starts));
    size_t anchor = 0;

    for (size_t i = 0; i < axis->segment_count; i++) {
        uint32_t token = token_within(axis, axis->segments[i].token);

        while (anchor + 1 < axis->anchor_count &&
               axis->anchors[anchor + 1].token <= token)
            anchor++;
        starts[i] = axis->anchor_count
                        ? time_in_anchor(axis, anchor, token).start_ms
                        : untimed(token).start_ms;
    }
    return starts;
}

/* How much later than `token` the next one starts; 0 where time steps back. */
static int64_t step_ms(const int64_t *starts, uint32_t token)
{
    int64_t step = starts[token + 1] - starts[token];

    return step > 0 ? step : 0;
}

void axis_closeness_bounds(const struct axis *axis, const int64_t *starts,
                           uint32_t *ret_surely, uint32_t *ret_maybe)
{
    uint32_t surely = UINT32_MAX, maybe = 0, last = 0;
    int64_t span_ms = 0; /* from first to last, the furthest that is close */

    for (uint32_t first = 0; first < axis->token_count; first++) {
        while (last + 1 < axis->token_count &&
               span_ms + step_ms(starts, last) <= AXIS_CLOSE_MS)
            span_ms += step_ms(starts, last++);
        if (last - first > maybe)
            maybe = last - first;
        if (last + 1 < axis->token_count && last - first < surely)
            surely = last - first;
        if (last > first)
            span_ms -= step_ms(starts, first);
        else
            last = first + 1;
    }
    *ret_surely = surely;
    *ret_maybe = maybe;
}
