/*
 * Text for people, plain and Markdown, in layouts that our reader of prose
 * knows: a line or a paragraph for each cue, chapters as headings.
 */
#include "cue_write.h"
#include "markdown.h"

/* "00:11:15": to the second, and with hours, so that the columns stand. */
static void put_clock(struct buf *out, int64_t ms)
{
    struct buf stamp = BUF_INIT;

    timecode_print_vtt(&stamp, ms);
    buf_slice(out,
              slice_range(buf_view(&stamp), 0, stamp.len - sizeof(".000") + 1));
    buf_release(&stamp);
}

static void put_bracketed_clock(struct buf *out, int64_t ms)
{
    if (ms == TIME_NONE)
        return;
    buf_char(out, '[');
    put_clock(out, ms);
    buf_string(out, "] ");
}

typedef void put_text(struct buf *out, struct slice text);
typedef void put_cue(struct buf *out, const struct cue *cue,
                     const struct cue *above);

/* A paragraph of its own begins here. */
static void put_blank_line(struct buf *out)
{
    if (out->len > 1 && out->ptr[out->len - 2] != '\n')
        buf_char(out, '\n');
}

static void put_chapter(struct buf *out, const struct cue_chapter *chapter,
                        put_text *text)
{
    put_blank_line(out);
    buf_string(out, "## ");
    put_bracketed_clock(out, chapter->start_ms);
    text(out, chapter->title);
    buf_string(out, "\n\n");
}

/* All cues in their order, each chapter before its first one. */
static void put_all(struct buf *out, const struct cue_list *list,
                    put_text *text, put_cue *cue)
{
    size_t chapter = 0;

    for (size_t i = 0; i <= list->count; i++) {
        for (; chapter < list->chapter_count &&
               (i == list->count || list->chapters[chapter].first_cue <= i);
             chapter++)
            put_chapter(out, &list->chapters[chapter], text);
        if (i < list->count)
            cue(out, &list->cues[i], i ? &list->cues[i - 1] : NULL);
    }
}

/* The speaker above does not go on, though this one is not known. */
static bool leaves_speaker(const struct cue *cue, const struct cue *above)
{
    return above && above->speaker.len && cue->speaker.len == 0;
}

/* ---- plain ---- */

static void put_line(struct buf *out, const struct cue *cue,
                     const struct cue *above)
{
    if (cue->start_ms == TIME_NONE && cue->speaker.len == 0)
        put_blank_line(out);
    put_bracketed_clock(out, cue->start_ms);
    if (cue->speaker.len)
        buf_printf(out, "%.*s: ", SLICE_ARG(cue->speaker));
    else if (leaves_speaker(cue, above))
        buf_string(out, CUE_OTHER_SPEAKER);
    buf_slice(out, cue->text);
    buf_char(out, '\n');
}

static void write_txt(const struct cue_list *list, bool words, struct buf *out)
{
    (void)words;
    put_all(out, list, buf_slice, put_line);
}

/* ---- Markdown ---- */

/* Whether the text reads the same as Markdown. */
static bool is_literal(struct slice text)
{
    struct buf read = BUF_INIT;
    bool same;

    if (markdown_is_plain(text))
        return true;
    markdown_append_plain(&read, text);
    same = slice_equal(buf_view(&read), text);
    buf_release(&read);
    return same;
}

/* CommonMark lets a backslash stand before any ASCII punctuation. */
static void put_literal(struct buf *out, struct slice text)
{
    bool literal = is_literal(text);

    for (size_t i = 0; i < text.len; i++) {
        if (!literal && slice_find_char(SLICE("\\`*_[]<&~"), text.ptr[i]) !=
                            SLICE_NOT_FOUND)
            buf_char(out, '\\');
        buf_char(out, text.ptr[i]);
    }
}

/* Marks that make a line a heading, an item or a quote. */
static bool opens_block(struct slice text)
{
    return text.len &&
           slice_find_char(SLICE("#>-+="), text.ptr[0]) != SLICE_NOT_FOUND;
}

static void put_paragraph(struct buf *out, const struct cue *cue,
                          const struct cue *above)
{
    put_blank_line(out);
    if (cue->speaker.len) {
        buf_string(out, "**");
        put_literal(out, cue->speaker);
        buf_string(out, ":** ");
        if (cue->start_ms != TIME_NONE) {
            buf_char(out, '(');
            put_clock(out, cue->start_ms);
            buf_string(out, ") ");
        }
    } else {
        put_bracketed_clock(out, cue->start_ms);
        if (cue->start_ms == TIME_NONE && opens_block(cue->text))
            buf_char(out, '\\');
        else if (cue->start_ms != TIME_NONE && leaves_speaker(cue, above))
            buf_string(out, CUE_OTHER_SPEAKER);
    }
    put_literal(out, cue->text);
    buf_char(out, '\n');
}

static void write_md(const struct cue_list *list, bool words, struct buf *out)
{
    (void)words;
    if (list->meta.title.len) {
        buf_string(out, "# ");
        put_literal(out, list->meta.title);
        buf_char(out, '\n');
    }
    put_all(out, list, put_literal, put_paragraph);
}

const struct cue_writer writer_txt = {
    .name = "txt",
    .extension = "txt",
    .summary = "text, a line with time and speaker for each cue",
    .holds = HOLDS_SPEAKERS | HOLDS_CHAPTERS | HOLDS_UNTIMED,
    .write = write_txt,
};

const struct cue_writer writer_md = {
    .name = "md",
    .extension = "md",
    .summary = "Markdown, a paragraph with speaker and time for each cue",
    .holds = HOLDS_SPEAKERS | HOLDS_CHAPTERS | HOLDS_UNTIMED,
    .write = write_md,
};
