/*
 * Chapters as files for players and publishers.
 */
#include "chapter_form.h"
#include "escape.h"
#include "json_build.h"
#include "json_write.h"
#include "markup.h"

#include <inttypes.h>

/* ---- Podcasting 2.0, JSON Chapters 1.2 ---- */

static void write_json(const struct chapter_output *chapters, struct buf *out)
{
    struct json_object *object = json_object_new_object();
    struct json_object *array = json_object_new_array();

    json_object_object_add(object, "version", json_object_new_string("1.2.0"));
    if (chapters->title.len)
        json_add_text(object, "title", chapters->title);
    if (chapters->show.len)
        json_add_text(object, "podcastName", chapters->show);
    for (size_t i = 0; i < chapters->count; i++) {
        struct json_object *chapter = json_object_new_object();
        int64_t end = chapter_end_ms(chapters, i);

        json_add_seconds(chapter, "startTime", chapters->list[i].start_ms);
        if (end != TIME_NONE)
            json_add_seconds(chapter, "endTime", end);
        json_add_text(chapter, "title", chapters->list[i].title);
        json_object_array_add(array, chapter);
    }
    json_object_object_add(object, "chapters", array);
    json_put(out, object);
    buf_char(out, '\n');
}

/* ---- Podlove Simple Chapters 1.2 ---- */

static void write_podlove(const struct chapter_output *chapters,
                          struct buf *out)
{
    buf_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<psc:chapters version=\"1.2\" "
                    "xmlns:psc=\"http://podlove.org/simple-chapters\">\n");
    for (size_t i = 0; i < chapters->count; i++) {
        buf_string(out, "<psc:chapter start=\"");
        timecode_print_vtt(out, chapters->list[i].start_ms);
        buf_string(out, "\" title=\"");
        escape_xml(out, chapters->list[i].title);
        buf_string(out, "\"/>\n");
    }
    buf_string(out, "</psc:chapters>\n");
}

/* ---- WebVTT ---- */

/* Where a last chapter ends of which nothing tells: a cue must. */
enum { LAST_MS = 60000 };

static void write_vtt(const struct chapter_output *chapters, struct buf *out)
{
    buf_string(out, "WEBVTT\n");
    for (size_t i = 0; i < chapters->count; i++) {
        int64_t start = chapters->list[i].start_ms;
        int64_t end = chapter_end_ms(chapters, i);
        struct buf title = BUF_INIT;

        if (end == TIME_NONE || end <= start)
            end = start + (i + 1 < chapters->count ? 1 : LAST_MS);
        buf_char(out, '\n');
        timecode_print_vtt(out, start);
        buf_string(out, " --> ");
        timecode_print_vtt(out, end);
        buf_char(out, '\n');
        escape_line(&title, chapters->list[i].title);
        markup_escape(out, buf_view(&title));
        buf_char(out, '\n');
        buf_release(&title);
    }
}

/* ---- ffmpeg's metadata ---- */

/* = ; # \ and ends of lines take a backslash (ffmpeg-formats, "Metadata"). */
static void put_value(struct buf *out, const char *key, struct slice value)
{
    struct buf line = BUF_INIT;

    if (value.len == 0)
        return;
    escape_line(&line, value);
    buf_printf(out, "%s=", key);
    for (size_t i = 0; i < line.len; i++) {
        if (slice_find_char(SLICE("=;#\\"), line.ptr[i]) != SLICE_NOT_FOUND)
            buf_char(out, '\\');
        buf_char(out, line.ptr[i]);
    }
    buf_char(out, '\n');
    buf_release(&line);
}

static void write_ffmetadata(const struct chapter_output *chapters,
                             struct buf *out)
{
    buf_string(out, ";FFMETADATA1\n");
    put_value(out, "title", chapters->title);
    put_value(out, "album", chapters->show);
    for (size_t i = 0; i < chapters->count; i++) {
        int64_t start = chapters->list[i].start_ms;
        int64_t end = chapter_end_ms(chapters, i);

        buf_printf(out,
                   "[CHAPTER]\nTIMEBASE=1/1000\nSTART=%" PRId64 "\nEND=%" PRId64
                   "\n",
                   start, end == TIME_NONE ? start + LAST_MS : end);
        put_value(out, "title", chapters->list[i].title);
    }
}

const struct chapter_form chapters_json = {
    .name = "json",
    .extension = "json",
    .summary = "JSON chapters of Podcasting 2.0",
    .write = write_json,
};

const struct chapter_form chapters_podlove = {
    .name = "podlove",
    .extension = "xml",
    .summary = "Podlove Simple Chapters",
    .write = write_podlove,
};

const struct chapter_form chapters_vtt = {
    .name = "vtt",
    .extension = "vtt",
    .summary = "WebVTT chapters",
    .write = write_vtt,
};

const struct chapter_form chapters_ffmetadata = {
    .name = "ffmetadata",
    .extension = "ffmetadata",
    .summary = "metadata that ffmpeg puts into a file",
    .write = write_ffmetadata,
};
