#include "base/limits.h"
#include "crowding.h"
#include "segment_internal.h"

#include <string.h>

/* ---- text and tokens ---- */

static enum status join_and_tokenize(struct cutter *cutter,
                                     struct token_list *tokens,
                                     struct error *err)
{
    const struct cue_list *list = cutter->list;
    size_t length = 0;
    char *text;

    for (size_t i = 0; i < list->count; i++)
        length += list->cues[i].text.len + 1;
    if (length > UINT32_MAX)
        return error_set(err, STATUS_LIMIT, "the text is over 4 GB long");
    text = arena_alloc(cutter->arena, length + 1);
    cutter->text = (struct slice){ text, 0 };
    for (size_t i = 0; i < list->count; i++) {
        struct slice cue = list->cues[i].text;

        if (i)
            text[cutter->text.len++] = ' ';
        cutter->cue_byte[i] = cutter->text.len;
        cutter->cue_token[i] = (uint32_t)tokens->count;
        memcpy(text + cutter->text.len, cue.ptr, cue.len);
        tokenize(tokens, cue, (uint32_t)cutter->text.len);
        cutter->text.len += cue.len;
        if (tokens->count > LIMIT_TOKENS)
            return error_set(err, STATUS_LIMIT,
                             "it has more than %zu words; split it",
                             LIMIT_TOKENS);
    }
    cutter->cue_byte[list->count] = cutter->text.len;
    cutter->cue_token[list->count] = (uint32_t)tokens->count;
    cutter->axis.token_count = (uint32_t)tokens->count;
    return STATUS_OK;
}

/* ---- chapters ---- */

/* By cue: the latest start of it and of those before it. */
static const int64_t *latest_starts(const struct cutter *cutter)
{
    size_t count = cutter->list->count;
    int64_t *starts_ms = arena_array(cutter->arena, count, sizeof(*starts_ms));
    int64_t latest_ms = TIME_NONE;

    for (size_t i = 0; i < count; i++) {
        if (cutter->list->cues[i].start_ms > latest_ms)
            latest_ms = cutter->list->cues[i].start_ms;
        starts_ms[i] = latest_ms;
    }
    return starts_ms;
}

/* The first of `count` cues that starts at or after `ms`; `count` if none does.
 * There may be as many chapters as cues. */
static size_t cue_at(const int64_t *latest_starts_ms, size_t count, int64_t ms)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (latest_starts_ms[middle] < ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void set_chapters(struct cutter *cutter, struct segmented *out)
{
    const struct cue_list *list = cutter->list;
    uint32_t count = cutter->axis.token_count;
    const int64_t *starts_ms;

    if (list->chapter_count == 0)
        return;
    starts_ms = latest_starts(cutter);
    out->chapter_count = list->chapter_count;
    out->chapters =
        arena_array(cutter->arena, out->chapter_count, sizeof(*out->chapters));
    for (size_t i = 0; i < out->chapter_count; i++) {
        const struct cue_chapter *chapter = &list->chapters[i];
        struct chapter_record *record = &out->chapters[i];
        size_t cue = chapter->start_ms == TIME_NONE
                         ? chapter->first_cue
                         : cue_at(starts_ms, list->count, chapter->start_ms);

        *record = (struct chapter_record){
            .token = cutter->cue_token[cue],
            .start_ms = chapter->start_ms,
            .end_ms = chapter->end_ms,
            .title = chapter->title,
        };
        if (record->start_ms == TIME_NONE && out->timing != TIMING_NONE)
            record->start_ms =
                axis_time_of(&cutter->axis, record->token).start_ms;
        if (i && record[-1].end_ms == TIME_NONE)
            record[-1].end_ms = record->start_ms;
        if (record->token < count)
            cutter->places[record->token].cut = CUT_MUST;
    }
}

static void set_sections(struct cutter *cutter, struct segmented *out)
{
    const struct cue_list *list = cutter->list;

    out->sections =
        arena_array(cutter->arena, list->section_count, sizeof(*out->sections));
    for (size_t i = 0; i < list->section_count; i++) {
        const struct cue_section *section = &list->sections[i];
        uint32_t token = cutter->cue_token[section->first_cue];

        /* One without a word is none. */
        if (out->section_count &&
            out->sections[out->section_count - 1].token == token)
            out->section_count--;
        out->sections[out->section_count++] =
            (struct note_record){ token, slice_of(section->kind),
                                  section->heading };
    }
}

/* ---- cutting ---- */

/* Adds the segment of tokens [start, end), whose cue is `cue`. */
static void add_segment(struct cutter *cutter, const struct cue *cue,
                        uint32_t start, uint32_t end, bool timed)
{
    struct axis *axis = &cutter->axis;
    size_t from = start ? cutter->places[start].byte : 0;
    size_t to =
        end < axis->token_count ? cutter->places[end].byte : cutter->text.len;
    struct axis_segment *place;
    struct segment_record *record;

    axis->segments =
        arena_grow(cutter->arena, axis->segments, &cutter->segment_capacity,
                   axis->segment_count + 1, sizeof(*axis->segments));
    cutter->segments =
        arena_grow(cutter->arena, cutter->segments, &cutter->record_capacity,
                   axis->segment_count + 1, sizeof(*cutter->segments));
    place = &axis->segments[axis->segment_count];
    record = &cutter->segments[axis->segment_count++];
    *place = (struct axis_segment){
        .token = start,
        .speaker = cue->speaker.len
                       ? numbering_of(&cutter->speakers, cue->speaker)
                       : AXIS_NO_SPEAKER,
        .glued = start && cutter->places[start].glued,
    };
    *record = (struct segment_record){
        .text = slice_trim(slice_range(cutter->text, from, to)),
        .speaker = cue->speaker,
        .start_ms = timed ? axis_time_of(axis, start).start_ms : TIME_NONE,
        .end_ms =
            timed ? axis_time_of(axis, end ? end - 1 : 0).end_ms : TIME_NONE,
        .line = cue->line,
    };
}

static void cut_segments(struct cutter *cutter, const int64_t *times,
                         bool timed)
{
    const struct cue_list *list = cutter->list;
    uint32_t count = cutter->axis.token_count;
    size_t cue = 0;

    for (uint32_t start = 0, end; start < count; start = end) {
        end = segment_next_cut(cutter, times, start);
        while (cue + 1 < list->count && cutter->cue_token[cue + 1] <= start)
            cue++;
        add_segment(cutter, &list->cues[cue], start, end, timed);
    }
    /* Cues without a word, only signs: their text is kept all the same. */
    if (count == 0 && cutter->text.len)
        add_segment(cutter, &list->cues[0], 0, 0, timed);
}

enum status segment_cues(const struct cue_list *list, int64_t media_ms,
                         struct arena *arena, struct token_list *tokens,
                         struct segmented *ret_segmented, struct error *err)
{
    struct cutter cutter = {
        .list = list,
        .arena = arena,
        .tokens = tokens,
        .cue_byte = arena_array(arena, list->count + 1, sizeof(size_t)),
        .cue_token = arena_array(arena, list->count + 1, sizeof(uint32_t)),
    };
    struct segmented out = { .duration_ms = media_ms };
    struct crowding crowding = { 0 };
    const int64_t *times;
    enum status status = join_and_tokenize(&cutter, tokens, err);

    if (status)
        return status;
    numbering_init(&cutter.speakers, arena);
    out.timing = segment_set_anchors(&cutter, media_ms);
    times = axis_token_starts(&cutter.axis, arena);
    segment_find_places(&cutter);
    set_chapters(&cutter, &out);
    set_sections(&cutter, &out);
    cut_segments(&cutter, times, out.timing != TIMING_NONE);
    axis_closeness_bounds(&cutter.axis, times, &out.surely_close,
                          &out.maybe_close);
    crowding_add(&crowding, tokens->tokens, tokens->count, cutter.text.ptr,
                 true);
    out.crowding = crowding.most;
    if (cutter.axis.anchor_count)
        out.duration_ms =
            cutter.axis.anchors[cutter.axis.anchor_count - 1].end_ms;
    out.text = cutter.text;
    out.axis = cutter.axis;
    out.segments = cutter.segments;
    out.speaker_names = cutter.speakers.names;
    out.speaker_count = cutter.speakers.count;
    *ret_segmented = out;
    return STATUS_OK;
}
