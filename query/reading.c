#include "reading.h"

#include "styled.h"
#include "url.h"
#include "wrap.h"

#include <inttypes.h>

/* ---- loading ---- */

/* Makes [first, end) of the place wider by what is around it. */
static void widen(const struct place *place,
                  const struct reading_context *around, size_t *first,
                  size_t *end)
{
    const struct axis *axis = place->axis;
    const int64_t *starts = place->clock.starts_ms;
    size_t count = axis->segment_count;
    int64_t from_ms = starts[*first] - around->ms;
    uint32_t last = *end < count ? axis->segments[*end].token - 1 : UINT32_MAX;
    int64_t to_ms = axis_time_of(axis, last).end_ms + around->ms;

    if (around->segments >= 0) {
        size_t more = (size_t)around->segments;

        *first = more < *first ? *first - more : 0;
        *end = more < count - *end ? *end + more : count;
        return;
    }
    while (*first > 0 && starts[*first - 1] >= from_ms)
        --*first;
    while (*end < count && starts[*end] < to_ms)
        ++*end;
}

enum status reading_load(struct store *store, const struct ref *ref,
                         int64_t transcript,
                         const struct reading_context *around,
                         struct arena *arena, struct reading *ret_reading,
                         struct error *err)
{
    struct reading reading = { 0 };
    struct place *place = &reading.place;
    struct slice key;
    size_t end = 0;
    enum status status = ref_resolve(store, ref, transcript, arena, place, err);

    if (!status)
        status = store_get_episode(store, place->episode, arena, &reading.meta,
                                   &key, err);
    /* The titles of a file of chapters are its text. */
    if (!status && slice_equal(place->transcript.kind, SLICE(KIND_SPEECH)))
        status =
            store_get_chapters(store, place->transcript.id, arena,
                               &reading.chapters, &reading.chapter_count, err);
    if (status)
        return status;
    reading.link = url_public(reading.meta.link, arena);
    reading.first = place->first;
    end = place->end;
    if (!place->whole)
        widen(place, around, &reading.first, &end);
    status = store_get_segments(
        store, place->transcript.id, place->axis->segments[reading.first].token,
        end < place->axis->segment_count ? place->axis->segments[end].token
                                         : place->axis->token_count,
        arena, &reading.segments, &reading.count, err);
    if (!status && reading.count != end - reading.first)
        status = error_set(err, STATUS_STORE,
                           "the index is damaged (segments of transcript "
                           "%" PRId64 "); quoth check tells more",
                           place->transcript.id);
    if (!status)
        *ret_reading = reading;
    return status;
}

/* ---- looking at it ---- */

static const struct axis_segment *segment_place(const struct reading *reading,
                                                size_t index)
{
    return &reading->place.axis->segments[reading->first + index];
}

const struct chapter_record *reading_chapter(const struct reading *reading,
                                             size_t index)
{
    uint32_t token = segment_place(reading, index)->token;
    const struct chapter_record *found = NULL;

    for (size_t i = 0; i < reading->chapter_count; i++)
        if (reading->chapters[i].token <= token)
            found = &reading->chapters[i];
    return found;
}

/* ---- text ---- */

enum {
    PARAGRAPH_BYTES = 600, /* a speaker who goes on gets another paragraph */
    WRAPPED_INDENT = 2,    /* of the lines of a paragraph but the first */
};

static void put_people(struct buf *out, const struct present_style *style,
                       const struct people *people)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < people->count; i++) {
        buf_string(&line, i ? ", " : "");
        buf_slice(&line, people->list[i].name);
    }
    if (people->count)
        styled_line(out, style, NULL, WRAPPED_INDENT, buf_view(&line));
    buf_release(&line);
}

/* Which of several transcripts this is, and who made it, where that is known. */
static void put_version(struct buf *out, const struct reading *reading)
{
    const struct transcript_info *info = &reading->place.transcript;

    if (info->versions < 2 && info->made_by.len == 0)
        return;
    buf_printf(out, "transcript %" PRId64, info->id);
    if (info->versions > 1)
        buf_printf(out, ", one of %" PRId64, info->versions);
    buf_printf(out, ": %.*s", SLICE_ARG(info->format));
    if (info->language.len)
        buf_printf(out, ", %.*s", SLICE_ARG(info->language));
    if (info->made_by.len)
        buf_printf(out, ", made by a %.*s", SLICE_ARG(info->made_by));
    buf_char(out, '\n');
}

void reading_print_heading(const struct reading *reading,
                           const struct present_style *style, struct buf *out)
{
    const struct episode_meta *meta = &reading->meta;
    struct buf line = BUF_INIT;

    buf_printf(&line, "%" PRId64 "  %.*s", reading->place.episode,
               SLICE_ARG(meta->show));
    if (meta->show.len && meta->title.len)
        buf_string(&line, " · ");
    buf_slice(&line, meta->title);
    if (meta->date.len)
        buf_printf(&line, " (%.*s)", SLICE_ARG(meta->date));
    styled_line(out, style, SGR_HEADING, WRAPPED_INDENT, buf_view(&line));
    put_people(out, style, &meta->people);
    if (meta->link.len) {
        present_safe(out, reading->link);
        buf_char(out, '\n');
    }
    put_version(out, reading);
    buf_release(&line);
}

static void put_chapter(const struct chapter_record *chapter,
                        const struct present_style *style, struct buf *out)
{
    struct buf line = BUF_INIT;

    buf_string(&line, "## ");
    buf_slice(&line, chapter->title);
    buf_char(out, '\n');
    styled_line(out, style, SGR_HEADING, WRAPPED_INDENT, buf_view(&line));
    buf_release(&line);
}

/* Is it somebody else than in the segment before? */
static bool speaks_first(const struct reading *reading, size_t index)
{
    return index == 0 || !slice_equal(reading->segments[index].speaker,
                                      reading->segments[index - 1].speaker);
}

/* Does something new begin with this segment that readers want to see? */
static bool begins_paragraph(const struct reading *reading, size_t index,
                             size_t paragraph_bytes)
{
    const struct place *place = &reading->place;
    bool is_asked_for = !place->whole && reading->first + index == place->first;
    bool is_title = !slice_equal(place->transcript.kind, SLICE(KIND_SPEECH));

    return is_asked_for || is_title || paragraph_bytes > PARAGRAPH_BYTES ||
           speaks_first(reading, index) ||
           reading_chapter(reading, index) !=
               reading_chapter(reading, index - 1);
}

/* "[~11:15] Dana Reyes: "; nothing where neither is known. */
static void append_stamp(const struct reading *reading, size_t index,
                         bool with_speaker, struct buf *text)
{
    struct axis_time time =
        axis_time_of(reading->place.axis, segment_place(reading, index)->token);
    struct slice speaker = reading->segments[index].speaker;

    if (time.timing != TIMING_NONE) {
        buf_char(text, '[');
        if (time.within_ms > WITHIN_APPROXIMATE_MS)
            buf_char(text, '~');
        timecode_print_clock(text, time.start_ms);
        buf_string(text, "] ");
    }
    if (with_speaker && speaker.len)
        buf_printf(text, "%.*s: ", SLICE_ARG(speaker));
}

/* The last paragraph's text, wrapped for a terminal. */
static void put_paragraph(const struct present_style *style, struct buf *text,
                          struct buf *out)
{
    struct wrap wrap = { .out = out,
                         .width = style->width,
                         .indent = WRAPPED_INDENT };
    struct buf safe = BUF_INIT;

    if (text->len == 0)
        return;
    present_safe(&safe, buf_view(text));
    buf_char(out, '\n');
    wrap_text(&wrap, buf_view(&safe));
    buf_char(out, '\n');
    buf_clear(text);
    buf_release(&safe);
}

void reading_print(const struct reading *reading,
                   const struct present_style *style, struct buf *out)
{
    const struct chapter_record *chapter = NULL;
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < reading->count; i++) {
        const struct chapter_record *own = reading_chapter(reading, i);

        if (begins_paragraph(reading, i, text.len)) {
            put_paragraph(style, &text, out);
            if (own && own != chapter && own->title.len)
                put_chapter(own, style, out);
            chapter = own;
            append_stamp(reading, i, speaks_first(reading, i), &text);
        } else if (!segment_place(reading, i)->glued) {
            buf_char(&text, ' ');
        }
        buf_slice(&text, reading->segments[i].text);
    }
    put_paragraph(style, &text, out);
    buf_release(&text);
}
