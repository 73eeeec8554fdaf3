/*
 * Chapters as lines for people: in show notes, in the description of a video,
 * in Markdown.
 */
#include "chapter_form.h"
#include "escape.h"

/* "04:58", so that the titles of an hour stand below each other. */
static void put_padded(struct buf *out, int64_t ms)
{
    struct buf clock = BUF_INIT;

    timecode_print_clock(&clock, ms);
    if (clock.ptr[1] == ':' && clock.len == sizeof("4:58") - 1)
        buf_char(out, '0');
    buf_slice(out, buf_view(&clock));
    buf_release(&clock);
}

static void write_text(const struct chapter_output *chapters, struct buf *out)
{
    for (size_t i = 0; i < chapters->count; i++) {
        buf_char(out, '(');
        put_padded(out, chapters->list[i].start_ms);
        buf_string(out, ") ");
        escape_line(out, chapters->list[i].title);
        buf_char(out, '\n');
    }
}

/* YouTube takes no description with "<" or ">" in it. */
static void put_without_brackets(struct buf *out, struct slice text)
{
    struct buf line = BUF_INIT;

    escape_line(&line, text);
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '<')
            buf_string(out, "‹");
        else if (line.ptr[i] == '>')
            buf_string(out, "›");
        else
            buf_char(out, line.ptr[i]);
    buf_release(&line);
}

static void write_youtube(const struct chapter_output *chapters,
                          struct buf *out)
{
    for (size_t i = 0; i < chapters->count; i++) {
        timecode_print_clock(out, chapters->list[i].start_ms);
        buf_char(out, ' ');
        put_without_brackets(out, chapters->list[i].title);
        buf_char(out, '\n');
    }
}

static void write_md(const struct chapter_output *chapters, struct buf *out)
{
    for (size_t i = 0; i < chapters->count; i++) {
        buf_string(out, "- (");
        put_padded(out, chapters->list[i].start_ms);
        buf_string(out, ") ");
        escape_markdown(out, chapters->list[i].title);
        buf_char(out, '\n');
    }
}

const struct chapter_form chapters_text = {
    .name = "text",
    .extension = "txt",
    .summary = "lines of \"(04:58) Title\"",
    .write = write_text,
};

const struct chapter_form chapters_youtube = {
    .name = "youtube",
    .summary = "lines for the description of a video",
    .write = write_youtube,
};

const struct chapter_form chapters_md = {
    .name = "md",
    .extension = "md",
    .summary = "a list in Markdown",
    .write = write_md,
};
