/*
 * FFmpeg's metadata file: ";FFMETADATA1", then lines of KEY=VALUE, with a
 * section [CHAPTER] for each chapter.
 *
 *   [CHAPTER]
 *   TIMEBASE=1/1000      without one, START and END are in nanoseconds
 *   START=0
 *   END=60000
 *   title=Intro
 *
 * A backslash takes its meaning from = ; # \ and the end of a line; lines that
 * begin with ; or # are comments (ffmpeg-formats, "Metadata").
 */

#include "chapter.h"
#include "format.h"

#define HEADER SLICE(";FFMETADATA")

struct reader {
    struct slice rest;
    uint32_t line; /* number of the next one */
    struct cue_list *list;
    struct diag *diag;
    struct buf key, value; /* of the line at hand, unescaped */
    bool in_chapter;
    uint32_t chapter_line;
    int64_t num, den; /* timebase */
    int64_t start, end;
    bool has_start, has_end;
    struct buf title;
};

static int probe(const struct format_input *input, const char **ret_why)
{
    if (!slice_starts_with(slice_trim_left(input->text), HEADER))
        return PROBE_NO;
    *ret_why = "the signature ;FFMETADATA";
    return PROBE_CERTAIN;
}

/*
 * Reads a line to `key` and `value`, without the backslashes, over the ends of
 * lines that have one before them.
 */
static bool read_line(struct reader *reader)
{
    struct buf *part = &reader->key;
    bool escaped = false;
    size_t at = 0;

    buf_clear(&reader->key);
    buf_clear(&reader->value);
    if (reader->rest.len == 0)
        return false;
    for (; at < reader->rest.len; at++) {
        char c = reader->rest.ptr[at];

        if (c == '\n')
            reader->line++;
        if (c == '\n' && !escaped)
            break;
        if (escaped) {
            buf_char(part, c);
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '=' && part == &reader->key) {
            part = &reader->value;
        } else {
            buf_char(part, c);
        }
    }
    reader->rest = slice_from(reader->rest, at + 1);
    return true;
}

/* "1/1000" */
static void take_timebase(struct reader *reader, struct slice text)
{
    int64_t num, den;

    if (slice_take_number(&text, INT32_MAX, &num) &&
        slice_take_char(&text, '/') &&
        slice_take_number(&text, INT32_MAX, &den) && num && den) {
        reader->num = num;
        reader->den = den;
    } else {
        diag_add(reader->diag, DIAG_WARNING, reader->line - 1,
                 "not a timebase");
    }
}

static bool take_count(struct slice text, int64_t *ret_count)
{
    bool negative = slice_take_char(&text, '-');

    if (!slice_take_number(&text, INT64_MAX, ret_count) || text.len)
        return false;
    if (negative)
        *ret_count = 0;
    return true;
}

/* `count` units of the timebase; TIME_NONE above what we believe. */
static int64_t time_of(const struct reader *reader, int64_t count)
{
    double ms =
        (double)count * (double)reader->num * 1000.0 / (double)reader->den;

    return ms <= (double)TIME_MAX ? (int64_t)(ms + 0.5) : TIME_NONE;
}

static void end_chapter(struct reader *reader)
{
    int64_t start_ms = TIME_NONE;

    if (!reader->in_chapter)
        return;
    if (reader->has_start)
        start_ms = time_of(reader, reader->start);
    if (start_ms == TIME_NONE)
        diag_add(reader->diag, DIAG_WARNING, reader->chapter_line,
                 "a chapter without a time left out");
    else
        chapter_append(reader->list, start_ms,
                       reader->has_end ? time_of(reader, reader->end)
                                       : TIME_NONE,
                       buf_view(&reader->title));
}

static void begin_section(struct reader *reader, struct slice name)
{
    end_chapter(reader);
    reader->in_chapter = slice_equal_nocase(name, SLICE("[CHAPTER]"));
    reader->chapter_line = reader->line - 1;
    reader->num = 1;
    reader->den = 1000000000;
    reader->has_start = reader->has_end = false;
    buf_clear(&reader->title);
}

static void take_field(struct reader *reader, struct slice key,
                       struct slice value)
{
    struct slice number = slice_trim(value);

    if (slice_equal_nocase(key, SLICE("TIMEBASE"))) {
        take_timebase(reader, number);
    } else if (slice_equal_nocase(key, SLICE("START"))) {
        reader->has_start = take_count(number, &reader->start);
    } else if (slice_equal_nocase(key, SLICE("END"))) {
        reader->has_end = take_count(number, &reader->end);
    } else if (slice_equal_nocase(key, SLICE("title"))) {
        buf_clear(&reader->title);
        buf_slice(&reader->title, value);
    }
}

/* What the file says of the recording as a whole. */
static void take_global(struct cue_list *list, struct slice key,
                        struct slice value)
{
    struct episode_meta *meta = &list->meta;

    if (slice_equal_nocase(key, SLICE("title")))
        meta->title = arena_copy(list->arena, slice_trim(value));
}

static void take_line(struct reader *reader)
{
    struct slice key = slice_trim(buf_view(&reader->key));
    struct slice value = buf_view(&reader->value);

    if (key.len == 0 || key.ptr[0] == ';' || key.ptr[0] == '#')
        return;
    if (key.ptr[0] == '[')
        begin_section(reader, key);
    else if (reader->in_chapter)
        take_field(reader, key, value);
    else if (reader->list->chapter_count == 0)
        take_global(reader->list, key, value);
}

static enum status read_chapters(const struct format_input *input,
                                 struct cue_list *list, struct diag *diag,
                                 struct error *err)
{
    struct reader reader = { .rest = input->text,
                             .line = input->first_line,
                             .list = list,
                             .diag = diag };

    while (read_line(&reader))
        take_line(&reader);
    end_chapter(&reader);
    buf_release(&reader.key);
    buf_release(&reader.value);
    buf_release(&reader.title);
    if (list->chapter_count)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT, "FFmpeg metadata without chapters");
}

const struct format format_ffmetadata = {
    .name = "ffmetadata",
    .summary = "chapters: FFmpeg's metadata file",
    .probe = probe,
    .read = read_chapters,
};
