#include "cue_write.h"

#include "charref.h"

#include <json-c/json.h>

enum {
    MS_PER_WORD = 400,    /* of speech, where nothing says how long it lasts */
    STEP_BACK_MS = 60000, /* a longer one is a mistyped time, here or before */
};

/* When to show a cue in a format that cannot leave it open. */
struct span {
    int64_t start_ms, end_ms;
};

static int64_t words_in(struct slice text)
{
    struct slice word;
    int64_t count = 0;

    while (slice_next_part(&text, ' ', &word))
        count++;
    return count;
}

/*
 * A cue without a start stands at `before_ms`, where the one above began. So
 * does one that steps back a little, as people's stamps do: captions must not
 * begin before the one above, and readers sort them.
 */
static struct span span_of(const struct cue *cue, int64_t before_ms)
{
    struct span span = { cue->start_ms, cue->end_ms };

    if (span.start_ms == TIME_NONE ||
        (span.start_ms < before_ms &&
         before_ms - span.start_ms <= STEP_BACK_MS))
        span.start_ms = before_ms;
    if (span.end_ms == TIME_NONE || span.end_ms < span.start_ms)
        span.end_ms = span.start_ms + MS_PER_WORD * words_in(cue->text);
    return span;
}

/* Until when a word lasts: the next one, or the end of its cue. */
static int64_t word_end(const struct cue *cue, uint32_t index)
{
    if (cue->words[index].end_ms != TIME_NONE)
        return cue->words[index].end_ms;
    if (index + 1 < cue->word_count)
        return cue->words[index + 1].start_ms;
    return cue->end_ms;
}

/* WebVTT */

static void vtt_escape(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            buf_string(out, "&amp;");
            break;
        case '<':
            buf_string(out, "&lt;");
            break;
        case '>':
            buf_string(out, "&gt;");
            break;
        default:
            buf_char(out, text.ptr[i]);
            break;
        }
    }
}

/* The text with a stamp before each word but one that starts with the cue. */
static void vtt_words(struct buf *out, const struct cue *cue)
{
    size_t done = 0;

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];

        vtt_escape(out, slice_range(cue->text, done, word->from_byte));
        if (i > 0 || word->start_ms > cue->start_ms) {
            buf_char(out, '<');
            timecode_print_vtt(out, word->start_ms);
            buf_char(out, '>');
        }
        done = word->from_byte;
    }
    vtt_escape(out, slice_from(cue->text, done));
}

static void write_vtt(const struct cue_list *list, bool words, struct buf *out)
{
    struct span span = { 0, 0 };

    buf_string(out, "WEBVTT\n");
    if (list->meta.language.len)
        buf_printf(out, "Language: %.*s\n", SLICE_ARG(list->meta.language));
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        span = span_of(cue, span.start_ms);
        buf_char(out, '\n');
        timecode_print_vtt(out, span.start_ms);
        buf_string(out, " --> ");
        timecode_print_vtt(out, span.end_ms);
        buf_char(out, '\n');
        if (cue->speaker.len) {
            buf_string(out, "<v ");
            vtt_escape(out, cue->speaker);
            buf_char(out, '>');
        }
        if (words)
            vtt_words(out, cue);
        else
            vtt_escape(out, cue->text);
        buf_string(out, cue->speaker.len ? "</v>\n" : "\n");
    }
}

/* SubRip */

/*
 * Players show references as they stand, but readers like ours decode them. So
 * an ampersand is escaped only where it would be taken for the start of one.
 */
static void srt_escape(struct buf *out, struct slice text)
{
    struct buf decoded = BUF_INIT;

    while (text.len) {
        size_t plain = slice_find_char(text, '&');

        buf_slice(out, slice_range(text, 0, plain));
        text = slice_from(text, plain);
        if (text.len == 0)
            break;
        buf_string(out, charref_append(&decoded, text) ? "&amp;" : "&");
        text = slice_from(text, 1);
    }
    buf_release(&decoded);
}

static void write_srt(const struct cue_list *list, bool words, struct buf *out)
{
    struct span span = { 0, 0 };

    (void)words;
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        span = span_of(cue, span.start_ms);
        buf_printf(out, "%s%zu\n", i ? "\n" : "", i + 1);
        timecode_print_srt(out, span.start_ms);
        buf_string(out, " --> ");
        timecode_print_srt(out, span.end_ms);
        buf_char(out, '\n');
        if (cue->speaker.len)
            buf_printf(out, "%.*s: ", SLICE_ARG(cue->speaker));
        srt_escape(out, cue->text);
        buf_char(out, '\n');
    }
}

/* Text */

/* "[00:11:15] ": to the second, and with hours, so that the columns stand. */
static void write_stamp(struct buf *out, int64_t ms)
{
    struct buf stamp = BUF_INIT;

    if (ms == TIME_NONE)
        return;
    timecode_print_vtt(&stamp, ms);
    buf_printf(out, "[%.*s] ",
               SLICE_ARG(slice_range(buf_view(&stamp), 0,
                                     stamp.len - sizeof(".000") + 1)));
    buf_release(&stamp);
}

static void write_txt(const struct cue_list *list, bool words, struct buf *out)
{
    size_t chapter = 0;

    (void)words;
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        for (; chapter < list->chapter_count &&
               list->chapters[chapter].first_cue <= i;
             chapter++)
            buf_printf(out, "%s## %.*s\n\n", i ? "\n" : "",
                       SLICE_ARG(list->chapters[chapter].title));
        write_stamp(out, cue->start_ms);
        if (cue->speaker.len)
            buf_printf(out, "%.*s: ", SLICE_ARG(cue->speaker));
        buf_slice(out, cue->text);
        buf_char(out, '\n');
    }
}

/* JSON, a line each */

static void add_time(struct json_object *object, const char *key, int64_t ms)
{
    json_object_object_add(object, key,
                           ms == TIME_NONE ? NULL : json_object_new_int64(ms));
}

static void add_text(struct json_object *object, const char *key,
                     struct slice text)
{
    json_object_object_add(
        object, key,
        json_object_new_string_len(text.ptr ? text.ptr : "", (int)text.len));
}

/* Appends the object as a line, and frees it. */
static void write_object(struct buf *out, struct json_object *object)
{
    buf_string(out, json_object_to_json_string_ext(
                        object, JSON_C_TO_STRING_PLAIN |
                                    JSON_C_TO_STRING_NOSLASHESCAPE));
    buf_char(out, '\n');
    json_object_put(object);
}

static struct json_object *json_words(const struct cue *cue)
{
    struct json_object *words = json_object_new_array();

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];
        struct json_object *object = json_object_new_object();

        add_time(object, "start_ms", word->start_ms);
        add_time(object, "end_ms", word_end(cue, i));
        add_text(object, "text",
                 slice_range(cue->text, word->from_byte, word->to_byte));
        json_object_array_add(words, object);
    }
    return words;
}

static void write_json_cue(struct buf *out, const struct cue *cue, bool words)
{
    struct json_object *object = json_object_new_object();

    add_time(object, "start_ms", cue->start_ms);
    add_time(object, "end_ms", cue->end_ms);
    if (cue->speaker.len)
        add_text(object, "speaker", cue->speaker);
    else
        json_object_object_add(object, "speaker", NULL);
    add_text(object, "text", cue->text);
    if (words && cue->word_count)
        json_object_object_add(object, "words", json_words(cue));
    write_object(out, object);
}

static void write_json_chapter(struct buf *out,
                               const struct cue_chapter *chapter)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "chapter", json_object_new_boolean(true));
    add_time(object, "start_ms", chapter->start_ms);
    add_time(object, "end_ms", chapter->end_ms);
    add_text(object, "title", chapter->title);
    write_object(out, object);
}

static void write_jsonl(const struct cue_list *list, bool words,
                        struct buf *out)
{
    size_t chapter = 0;

    for (size_t i = 0; i <= list->count; i++) {
        for (; chapter < list->chapter_count &&
               (i == list->count || list->chapters[chapter].first_cue <= i);
             chapter++)
            write_json_chapter(out, &list->chapters[chapter]);
        if (i < list->count)
            write_json_cue(out, &list->cues[i], words);
    }
}

const struct cue_writer cue_writers[] = {
    {
        .name = "vtt",
        .extension = "vtt",
        .summary = "WebVTT captions",
        .words = true,
        .speakers = true,
        .write = write_vtt,
    },
    {
        .name = "srt",
        .extension = "srt",
        .summary = "SubRip captions",
        .speakers = true,
        .write = write_srt,
    },
    {
        .name = "txt",
        .extension = "txt",
        .summary = "text, a line with time and speaker for each cue",
        .speakers = true,
        .write = write_txt,
    },
    {
        .name = "jsonl",
        .extension = "jsonl",
        .summary = "JSON, an object on a line for each cue",
        .words = true,
        .speakers = true,
        .write = write_jsonl,
    },
    { .name = NULL },
};

const struct cue_writer *cue_writer_by_name(struct slice name)
{
    for (const struct cue_writer *writer = cue_writers; writer->name; writer++)
        if (slice_equal(name, slice_of(writer->name)))
            return writer;
    return NULL;
}

const struct cue_writer *cue_writer_by_extension(struct slice path)
{
    size_t from = path.len;

    while (from > 0 && path.ptr[from - 1] != '.' && path.ptr[from - 1] != '/')
        from--;
    if (from == 0 || path.ptr[from - 1] != '.')
        return NULL;
    for (const struct cue_writer *writer = cue_writers; writer->name; writer++)
        if (slice_equal_nocase(slice_from(path, from),
                               slice_of(writer->extension)))
            return writer;
    return NULL;
}
