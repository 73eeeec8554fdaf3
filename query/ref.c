#define _XOPEN_SOURCE 700 /* realpath */

#include "ref.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static bool is_number(struct slice text)
{
    int64_t number;

    return slice_take_number(&text, INT64_MAX, &number) && text.len == 0;
}

/* A number names its episode alone, not another with the number in its title:
 * what is removed by it must not depend on what was removed before. */
static bool is_number_of(struct slice text, int64_t episode)
{
    int64_t number;

    return slice_take_number(&text, INT64_MAX, &number) && number == episode;
}

/* What a time of so many decimals can tell apart. */
static int64_t precision_of(struct slice time)
{
    size_t point = slice_find_char(time, '.');
    int64_t precision = 1000;

    if (point == SLICE_NOT_FOUND)
        return precision;
    for (size_t at = point + 1;
         at < time.len && ascii_is_digit(time.ptr[at]) && precision > 1; at++)
        precision /= 10;
    return precision;
}

/* "w4310" or a time; the whole of `text`. */
static bool parse_moment(struct slice text, enum ref_kind *ret_kind,
                         int64_t *ret_value)
{
    struct slice word = text;

    if (slice_take_char(&word, 'w')) {
        *ret_kind = REF_WORD;
        return slice_take_number(&word, UINT32_MAX, ret_value) && word.len == 0;
    }
    *ret_kind = REF_TIME;
    return timecode_parse_user(text, ret_value);
}

/* The parts of "11:15-11:40". */
struct span {
    struct slice from, to;
    bool has_to;
};

static struct span split_span(struct slice text)
{
    size_t dash = slice_find_char(text, '-');
    struct span span = { .from = text };

    if (dash != SLICE_NOT_FOUND) {
        span.from = slice_range(text, 0, dash);
        span.to = slice_from(text, dash + 1);
        span.has_to = true;
    }
    return span;
}

static enum status bad_moment(struct slice text, struct slice moment,
                              struct error *err)
{
    long from = (long)(moment.ptr - text.ptr);

    if (moment.len == 0)
        return error_at(err, from, from,
                        "here a time is missing: 11:15, 90s or w4310");
    return error_at(
        err, from, from + (long)moment.len,
        "\"%.*s\" is no time such as 11:15, 1:02:03.5, 90s or w4310",
        SLICE_ARG(moment));
}

/* Reads `moments`, the part of `text` that says when. */
static enum status parse_span(struct slice text, struct slice moments,
                              struct ref *ref, struct error *err)
{
    struct span span = split_span(moments);
    enum ref_kind kind;

    ref->to = -1;
    if (!parse_moment(span.from, &ref->kind, &ref->from))
        return bad_moment(text, span.from, err);
    ref->precision_ms = precision_of(span.from);
    if (!span.has_to)
        return STATUS_OK;
    if (!parse_moment(span.to, &kind, &ref->to) || kind != ref->kind)
        return bad_moment(text, span.to, err);
    if (ref->to < ref->from)
        return error_at(err, (long)(span.from.ptr - text.ptr), (long)text.len,
                        "this ends before it begins");
    return STATUS_OK;
}

static bool is_link(struct slice text)
{
    return slice_starts_with_nocase(text, SLICE("https://")) ||
           slice_starts_with_nocase(text, SLICE("http://")) ||
           youtube_id(text).len > 0;
}

/* The "675" of "…?v=ID&t=675", "…?t=675&si=X" or "…#t=675"; empty if none. */
static struct slice link_time(struct slice url)
{
    while (url.len) {
        size_t end = 0;
        struct slice part;

        while (end < url.len && !memchr("?&#", url.ptr[end], 3))
            end++;
        part = slice_range(url, 0, end);
        url = slice_from(url, end + 1);
        if (slice_starts_with(part, SLICE("t=")))
            return slice_from(part, 2);
        if (slice_starts_with(part, SLICE("start=")))
            return slice_from(part, 6);
    }
    return (struct slice){ NULL, 0 };
}

/* Is `text` a link that says when? */
static bool parse_link(struct slice text, struct ref *ref)
{
    struct slice time = link_time(text);
    size_t fragment = slice_find_char(text, '#');

    if (!is_link(text) || !timecode_parse_user(time, &ref->from))
        return false;
    ref->kind = REF_TIME;
    ref->to = -1;
    ref->precision_ms = precision_of(time);
    /* The fragment is no part of what the link is stored as. */
    ref->episode = slice_range(text, 0, fragment);
    return true;
}

static size_t find_last_at(struct slice text)
{
    size_t at = text.len;

    while (at > 0 && text.ptr[at - 1] != '@')
        at--;
    return at ? at - 1 : SLICE_NOT_FOUND;
}

enum status ref_parse(struct slice text, struct ref *ret_ref, struct error *err)
{
    size_t at = find_last_at(text);
    struct ref ref = { .kind = REF_EPISODE, .episode = text, .to = -1 };
    struct slice episode;

    if (!parse_link(text, &ref) && at != SLICE_NOT_FOUND) {
        episode = slice_range(text, 0, at);
        /* Guids and addresses have an @ of their own; numbers have none. */
        if (!parse_span(text, slice_from(text, at + 1), &ref, err))
            ref.episode = episode;
        else if (is_number(episode) || slice_equal(episode, SLICE("latest")))
            return err->status;
        else
            ref = (struct ref){ .episode = text, .to = -1 };
    }
    *ret_ref = ref;
    return STATUS_OK;
}

/* ---- which episode ---- */

/* As many are shown of those that fit; titles are cut to so many columns. */
enum { FITTING_SHOWN = 5, FITTING_TITLE_COLUMNS = 40 };

static enum status several_fit(struct store *store, struct slice text,
                               const int64_t *ids, size_t count,
                               struct arena *arena, struct error *err)
{
    struct buf list = BUF_INIT;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && i < FITTING_SHOWN && !status; i++) {
        struct episode_meta meta;
        struct slice key;

        status = store_get_episode(store, ids[i], arena, &meta, &key, err);
        if (status)
            break;
        buf_printf(&list, "%s%" PRId64 " %.*s", i ? ", " : "", ids[i],
                   SLICE_ARG(utf8_fit(meta.title, FITTING_TITLE_COLUMNS)));
    }
    if (!status)
        status = error_set(err, STATUS_USAGE,
                           "\"%.*s\" fits several episodes: %s%s; say which by "
                           "its number",
                           SLICE_ARG(text), buf_view(&list).ptr,
                           count > FITTING_SHOWN ? ", …" : "");
    buf_release(&list);
    return status;
}

/* Finds the episodes that `text` names; one of a file by any name of it. */
static enum status match_episodes(struct store *store, struct slice text,
                                  struct arena *arena, int64_t **ret_ids,
                                  size_t *ret_count, struct error *err)
{
    char *path = realpath(arena_string(arena, text), NULL);
    enum status status = STATUS_OK;

    *ret_count = 0;
    if (path && !is_number(text))
        status = store_match_episodes(store, slice_of(path), FITTING_SHOWN + 1,
                                      arena, ret_ids, ret_count, err);
    free(path);
    if (status || *ret_count)
        return status;
    status = store_match_episodes(store, text, FITTING_SHOWN + 1, arena,
                                  ret_ids, ret_count, err);
    if (!status && is_number(text) && *ret_count &&
        !is_number_of(text, (*ret_ids)[0]))
        *ret_count = 0;
    return status;
}

enum status ref_episode(struct store *store, struct slice text,
                        int64_t *ret_episode, struct error *err)
{
    struct arena arena;
    int64_t *ids;
    size_t count;
    enum status status;

    arena_init(&arena);
    text = slice_trim(text);
    status = match_episodes(store, text, &arena, &ids, &count, err);
    if (!status && count == 0)
        status = error_set(err, STATUS_NOT_FOUND,
                           "no episode is called \"%.*s\"; quoth list episodes "
                           "shows them all",
                           SLICE_ARG(text));
    if (!status && count > 1)
        status = several_fit(store, text, ids, count, &arena, err);
    if (!status)
        *ret_episode = ids[0];
    arena_release(&arena);
    return status;
}

/* ---- which transcript ---- */

/* Is `a` a better place for the ref than `b`? The earlier one wins a tie. */
static bool is_better(const struct ref *ref, const struct transcript_info *a,
                      const struct transcript_info *b)
{
    bool a_speech = slice_equal(a->kind, SLICE("speech"));
    bool b_speech = slice_equal(b->kind, SLICE("speech"));

    if (a_speech != b_speech)
        return a_speech;
    return ref->kind == REF_TIME && b->timing == TIMING_NONE &&
           a->timing != TIMING_NONE;
}

static enum status choose_transcript(struct store *store, const struct ref *ref,
                                     int64_t episode, struct arena *arena,
                                     struct transcript_info *ret_info,
                                     struct error *err)
{
    int64_t *ids;
    size_t count;
    enum status status =
        store_episode_transcripts(store, episode, arena, &ids, &count, err);

    if (!status && count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "episode %" PRId64 " has no transcript yet: its feed "
                         "has only announced it. quoth update looks for one "
                         "again; quoth help config tells how to have one made",
                         episode);
    for (size_t i = 0; i < count && !status; i++) {
        struct transcript_info info;

        status = store_get_transcript(store, ids[i], arena, &info, err);
        if (!status && (i == 0 || is_better(ref, &info, ret_info)))
            *ret_info = info;
    }
    return status;
}

static enum status named_transcript(struct store *store, int64_t transcript,
                                    int64_t episode, struct arena *arena,
                                    struct transcript_info *ret_info,
                                    struct error *err)
{
    enum status status =
        store_get_transcript(store, transcript, arena, ret_info, err);

    if (!status && ret_info->episode != episode)
        return error_set(err, STATUS_NOT_FOUND,
                         "transcript %" PRId64 " is of episode %" PRId64
                         ", not of %" PRId64,
                         transcript, ret_info->episode, episode);
    return status;
}

/* ---- which segments ---- */

void ref_clock_init(struct ref_clock *clock, const struct axis *axis,
                    struct arena *arena)
{
    int64_t *starts = axis_segment_starts(axis, arena);

    *clock = (struct ref_clock){ axis, starts, false };
    for (size_t i = 1; i < axis->segment_count; i++)
        if (starts[i] < starts[i - 1])
            clock->steps_back = true;
}

/* Milliseconds, down to a multiple of `precision_ms`. */
static int64_t rounded(int64_t ms, int64_t precision_ms)
{
    return ms - ms % precision_ms;
}

static size_t segment_at_time(const struct ref_clock *clock, int64_t ms,
                              int64_t precision_ms)
{
    for (size_t i = 0; i < clock->axis->segment_count; i++)
        if (rounded(clock->starts_ms[i], precision_ms) == ms)
            return i;
    return axis_segment_at(clock->axis, ms);
}

/* When the last of it has been said. */
static int64_t axis_end(const struct axis *axis)
{
    int64_t end = 0;

    for (size_t i = 0; i < axis->anchor_count; i++)
        if (axis->anchors[i].end_ms > end)
            end = axis->anchors[i].end_ms;
    return end;
}

static enum status resolve_time(const struct ref *ref, struct place *place,
                                struct error *err)
{
    const struct axis *axis = place->axis;
    int64_t end = axis_end(axis);

    if (axis->anchor_count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "the transcript of episode %" PRId64 " has no times; "
                         "its places are words: %" PRId64 "@w0",
                         place->episode, place->episode);
    if (ref->from > end) {
        struct buf clock = BUF_INIT;

        timecode_print_clock(&clock, end);
        error_set(err, STATUS_NOT_FOUND,
                  "the transcript of episode %" PRId64 " ends at %s",
                  place->episode, clock.ptr);
        buf_release(&clock);
        return err->status;
    }
    place->first = segment_at_time(&place->clock, ref->from, ref->precision_ms);
    place->end = place->first + 1;
    while (ref->to >= 0 && place->end < axis->segment_count &&
           place->clock.starts_ms[place->end] < ref->to)
        place->end++;
    return STATUS_OK;
}

static enum status resolve_word(const struct ref *ref, struct place *place,
                                struct error *err)
{
    const struct axis *axis = place->axis;

    if (ref->from >= axis->token_count)
        return error_set(err, STATUS_NOT_FOUND,
                         "the transcript of episode %" PRId64 " has only "
                         "%" PRIu32 " words",
                         place->episode, axis->token_count);
    place->first = axis_segment_of(axis, (uint32_t)ref->from);
    place->end = place->first + 1;
    if (ref->to > ref->from)
        place->end = axis_segment_of(axis, (uint32_t)(ref->to - 1)) + 1;
    return STATUS_OK;
}

static enum status resolve_segments(const struct ref *ref, struct place *place,
                                    struct error *err)
{
    if (place->axis->segment_count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "nothing is said in episode %" PRId64, place->episode);
    switch (ref->kind) {
    case REF_TIME:
        return resolve_time(ref, place, err);
    case REF_WORD:
        return resolve_word(ref, place, err);
    case REF_EPISODE:
        break;
    }
    place->whole = true;
    place->first = 0;
    place->end = place->axis->segment_count;
    return STATUS_OK;
}

enum status ref_resolve(struct store *store, const struct ref *ref,
                        int64_t transcript, struct arena *arena,
                        struct place *ret_place, struct error *err)
{
    struct place place = { .axis = arena_alloc(arena, sizeof(*place.axis)) };
    struct slice packed;
    enum status status = ref_episode(store, ref->episode, &place.episode, err);

    if (!status)
        status = transcript ? named_transcript(store, transcript, place.episode,
                                               arena, &place.transcript, err)
                            : choose_transcript(store, ref, place.episode,
                                                arena, &place.transcript, err);
    if (!status)
        status =
            store_get_axis(store, place.transcript.id, arena, &packed, err);
    if (!status)
        status = axis_unpack(packed, arena, place.axis, err);
    if (!status)
        ref_clock_init(&place.clock, place.axis, arena);
    if (!status)
        status = resolve_segments(ref, &place, err);
    if (!status)
        *ret_place = place;
    return status;
}

/* ---- printing ---- */

/* Does another segment before this one start in the same second (or tenth)? */
static bool is_shadowed(const struct ref_clock *clock, size_t segment,
                        int64_t precision_ms)
{
    int64_t start = rounded(clock->starts_ms[segment], precision_ms);

    for (size_t i = segment; i-- > 0;) {
        if (rounded(clock->starts_ms[i], precision_ms) == start)
            return true;
        if (!clock->steps_back)
            return false;
    }
    return false;
}

void ref_print(struct buf *out, int64_t episode, const struct ref_clock *clock,
               size_t segment)
{
    bool timed = clock->axis->anchor_count > 0;
    int64_t start = clock->starts_ms[segment];

    buf_printf(out, "%" PRId64 "@", episode);
    if (timed && !is_shadowed(clock, segment, 1000))
        timecode_print_clock(out, start);
    else if (timed && start % 1000 >= 100 && !is_shadowed(clock, segment, 100))
        timecode_print_tenths(out, start);
    else
        buf_printf(out, "w%" PRIu32, clock->axis->segments[segment].token);
}
