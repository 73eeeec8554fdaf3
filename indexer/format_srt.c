/*
 * SubRip. There is no specification, only SubRip's own habit; so nothing is
 * taken for granted but the timing lines. All else is text of the cue above,
 * except the index before a timing: an integer on the last line before it that
 * has a blank line before it or is one more than the last index. Text may be a
 * number, and may hold blank lines.
 */

#include "caption.h"
#include "charref.h"
#include "format.h"
#include "vtt_text.h"

#include "base/limits.h"

enum {
    PROBE_LINES = 200,
    CUE_LINES = 20,     /* with fewer timings it is a text about subtitles */
    WARNING_BYTES = 80, /* of a line quoted in a complaint */
    STAMP_BYTES = 16,   /* "100:00:01.500" and a little */
};

/* The last line that is not blank, on which an index may stand. */
struct srt_line {
    struct slice text;
    uint32_t number;      /* in the file */
    const char *text_end; /* where the cue's text ends without it */
    bool blank_before;    /* a blank line, or the start of the file */
    bool blank_behind;
};

struct srt_reader {
    struct cue_list *list;
    struct diag *diag;
    struct cue cue;        /* the cue whose text is being collected */
    bool pending;          /* there is one */
    const char *text;      /* where its text begins: behind its timing */
    struct srt_line last;  /* in it; no text if there is none */
    struct srt_line prose; /* the first line, if it is before all timings */
    bool has_blank_lines;  /* the file has */
    bool indexed;          /* the last timing had an index */
    int64_t index;         /* the last one met */
    bool fenced;           /* it all stands in a code fence of Markdown */
    struct caption_markup markup;
    struct buf plain;         /* a text with markup, without it */
    struct caption_mark mark; /* the highlighted span in `plain` */
    size_t highlights;
    struct vtt_text vtt; /* for texts with the markup of WebVTT */
    struct caption_marks marks;
};

/* ---- markup ---- */

static bool is_style(struct slice name)
{
    static const char *const names[] = { "i",  "b",    "u",  "s",     "font",
                                         "br", "span", "em", "strong" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_equal_nocase(name, slice_of(names[i])))
            return true;
    return false;
}

/*
 * Takes a tag that SubRip knows off the front of *rest: "<i>", "</font>",
 * "<font color=…>". Any other "<" is text, as is "<B key>", spoken code.
 */
static bool take_tag(struct slice *rest, struct slice *ret_tag)
{
    struct slice behind = *rest, tag, name;
    size_t len = 0;

    if (!caption_take_bracketed(&behind, '>', &tag))
        return false;
    name = tag;
    slice_take_char(&name, '/');
    while (len < name.len && ascii_is_alpha(name.ptr[len]))
        len++;
    if (len < name.len && name.ptr[len] != ' ' && name.ptr[len] != '/')
        return false;
    if (!is_style(slice_range(name, 0, len)))
        return false;
    name = slice_trim(slice_from(name, len));
    if (name.len && !slice_equal(name, SLICE("/")) &&
        slice_find_char(name, '=') == SLICE_NOT_FOUND)
        return false;
    *ret_tag = tag;
    *rest = behind;
    return true;
}

static size_t find_markup(struct slice text)
{
    size_t at = 0;

    while (at < text.len && text.ptr[at] != '<' && text.ptr[at] != '{' &&
           text.ptr[at] != '\\')
        at++;
    return at;
}

static void apply_tag(struct srt_reader *reader, struct slice tag)
{
    uint32_t at = (uint32_t)reader->plain.len;
    bool starts = !slice_take_char(&tag, '/');
    struct slice name;

    slice_next_part(&tag, ' ', &name);
    if (slice_starts_with_nocase(name, SLICE("br"))) {
        buf_char(&reader->plain, '\n');
    } else if (caption_is_highlight(name)) {
        if (starts) {
            reader->highlights++;
            reader->mark.from = at;
        }
        reader->mark.to = at;
    }
}

/* Takes one piece of markup off the front of *rest, or a character of text. */
static void read_markup(struct srt_reader *reader, struct slice *rest)
{
    struct slice tag;

    if (rest->ptr[0] == '<' && take_tag(rest, &tag)) {
        apply_tag(reader, tag);
    } else if (!caption_take_ass(&reader->plain, rest)) {
        buf_append(&reader->plain, rest->ptr, 1);
        *rest = slice_from(*rest, 1);
    }
}

static void append_marked_cue(struct srt_reader *reader, struct slice rest)
{
    struct cue_list *list = reader->list;

    buf_clear(&reader->plain);
    reader->mark = (struct caption_mark){ 0, 0 };
    reader->highlights = 0;
    while (rest.len) {
        size_t plain = find_markup(rest);

        charref_decode(&reader->plain, slice_range(rest, 0, plain));
        rest = slice_from(rest, plain);
        if (rest.len)
            read_markup(reader, &rest);
    }
    reader->cue.text = arena_copy(list->arena, buf_view(&reader->plain));
    *cue_list_append(list) = reader->cue;
    if (reader->highlights == 1)
        caption_mark_last(&reader->marks, list, reader->mark);
}

/* "<v Name>", "<c.class>" and "<00:01.500>", left from WebVTT. */
static bool has_vtt_tag(struct slice text)
{
    struct slice tag;

    for (size_t at; (at = slice_find_char(text, '<')) != SLICE_NOT_FOUND;) {
        text = slice_from(text, at);
        if (slice_starts_with(text, SLICE("<v ")) ||
            slice_starts_with(text, SLICE("<c.")) ||
            slice_starts_with(text, SLICE("<c>")))
            return true;
        text = slice_from(text, 1);
        tag = slice_range(text, 0, STAMP_BYTES);
        tag = slice_range(tag, 0, slice_find_char(tag, '>'));
        if (timecode_take_vtt(&tag, &(int64_t){ 0 }) && tag.len == 0)
            return true;
    }
    return false;
}

/* ---- cues ---- */

/* Appends the cue whose text ends at `end`. */
static void flush_cue(struct srt_reader *reader, const char *end)
{
    struct slice text;

    if (!reader->pending)
        return;
    reader->pending = false;
    text = (struct slice){ reader->text, (size_t)(end - reader->text) };
    while (text.len && ascii_is_space(text.ptr[text.len - 1]))
        text.len--;
    if (!caption_has_markup(&reader->markup, text)) {
        reader->cue.text = text;
        *cue_list_append(reader->list) = reader->cue;
    } else if (has_vtt_tag(text)) {
        vtt_text_append(&reader->vtt, &reader->cue, text);
    } else {
        append_marked_cue(reader, text);
    }
}

static bool is_index(const struct srt_reader *reader, int64_t number)
{
    const struct srt_line *last = &reader->last;

    if (number == reader->index + 1)
        return last->blank_before || !last->blank_behind;
    if (last->blank_behind)
        return false;
    return last->blank_before || (!reader->has_blank_lines && reader->indexed);
}

/* Is the timing that comes the first, with nothing but one line before it? */
static bool is_first(const struct srt_reader *reader)
{
    return !reader->pending && reader->list->count == 0 &&
           reader->prose.number == reader->last.number;
}

/*
 * Whether the last line before a timing is its index. In a file with indexes
 * anything is one that stands where they do.
 */
static bool take_index(struct srt_reader *reader)
{
    const struct srt_line *last = &reader->last;
    struct slice digits = slice_trim(last->text);
    int64_t number;

    if (slice_take_number(&digits, INT32_MAX, &number) && digits.len == 0) {
        if (!is_index(reader, number))
            return false;
        reader->index = number;
        return true;
    }
    return last->text.len && last->blank_before && !last->blank_behind &&
           (reader->indexed || is_first(reader));
}

/* A file cut off behind an index: the number is not what was said. */
static bool ends_in_index(const struct srt_reader *reader)
{
    struct slice digits = slice_trim(reader->last.text);
    int64_t number;

    return reader->indexed && reader->last.blank_before &&
           slice_take_number(&digits, INT32_MAX, &number) && digits.len == 0 &&
           number == reader->index + 1;
}

/* Ends the cue above a timing line, without the index of the one below. */
static void end_cue(struct srt_reader *reader, const char *end)
{
    const struct srt_line *last = &reader->last, *prose = &reader->prose;

    reader->indexed = take_index(reader);
    if (!reader->pending && reader->list->count == 0 && prose->text.len &&
        !(reader->indexed && prose->number == last->number))
        diag_add(reader->diag, DIAG_NOTE, prose->number,
                 "text before the first time: %.*s",
                 SLICE_ARG(slice_range(prose->text, 0, WARNING_BYTES)));
    flush_cue(reader, reader->indexed ? last->text_end : end);
}

/* Begins a cue with a timing line, behind which `rest` follows. */
static void begin_cue(struct srt_reader *reader, struct slice rest,
                      uint32_t number, int64_t start_ms, int64_t end_ms)
{
    reader->cue = (struct cue){
        .start_ms = start_ms,
        .end_ms = end_ms,
        .line = number,
    };
    reader->pending = true;
    reader->text = rest.ptr;
    reader->last = (struct srt_line){ .text_end = rest.ptr };
}

/* A line that would be a timing if its times could be read. */
static bool is_spoiled_timing(struct slice line)
{
    return line.len && ascii_is_digit(line.ptr[0]) &&
           slice_find(line, SLICE("-->")) != SLICE_NOT_FOUND;
}

/* Is it worth a closer look? Most lines are text, and begin with a letter. */
static bool may_be_timing(struct slice line)
{
    return line.len && (ascii_is_digit(line.ptr[0]) || line.ptr[0] == '-') &&
           (slice_find_char(line, '>') != SLICE_NOT_FOUND ||
            slice_find(line, SLICE("\xE2\x86\x92")) != SLICE_NOT_FOUND);
}

/* "X1:40 X2:600 Y1:20 Y2:50", "align:start": where a cue is shown. */
static bool is_setting(struct slice word)
{
    size_t colon = slice_find_char(word, ':');

    return colon > 0 && colon < word.len && colon + 1 < word.len;
}

static bool has_letter(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Is something said on the timing line, behind the times? */
static bool is_said(struct slice text)
{
    struct slice word;
    bool said = false;

    while (slice_next_part(&text, ' ', &word))
        said = said || (has_letter(word) && !is_setting(word));
    return said;
}

/* Reads a line, behind which `rest` follows, if it is a timing. */
static bool read_timing(struct srt_reader *reader, struct slice line,
                        struct slice rest, uint32_t number)
{
    struct slice trimmed = slice_trim(line), behind = trimmed;
    int64_t start_ms = TIME_NONE, end_ms = TIME_NONE;

    if (!may_be_timing(trimmed))
        return false;
    if (caption_take_timing(&behind, &start_ms, &end_ms)) {
        if (is_said(behind))
            rest.ptr = behind.ptr;
    } else {
        if (!is_spoiled_timing(trimmed))
            return false;
        diag_add(reader->diag, DIAG_WARNING, number, "not a time: %.*s",
                 SLICE_ARG(slice_range(trimmed, 0, WARNING_BYTES)));
    }
    end_cue(reader, line.ptr);
    begin_cue(reader, rest, number, start_ms, end_ms);
    return true;
}

static void read_text_line(struct srt_reader *reader, struct slice line,
                           bool after_blank, uint32_t number)
{
    struct srt_line *last = &reader->last;

    *last = (struct srt_line){
        .text = line,
        .number = number,
        .text_end = line.ptr,
        .blank_before = after_blank,
    };
    if (!reader->pending && reader->prose.text.len == 0)
        reader->prose = *last;
}

/* In Markdown, captions may stand in a code fence: nothing behind it is said. */
static bool read_fence(struct srt_reader *reader, struct slice line)
{
    if (!slice_starts_with(slice_trim_left(line), SLICE("```")) ||
        (!reader->fenced && reader->pending))
        return false;
    flush_cue(reader, line.ptr);
    reader->fenced = !reader->fenced;
    return true;
}

static bool has_blank_lines(struct slice text)
{
    struct slice line;

    while (slice_next_line(&text, &line))
        if (slice_trim(line).len == 0)
            return true;
    return false;
}

static enum status read_srt(const struct format_input *input,
                            struct cue_list *list, struct diag *diag,
                            struct error *err)
{
    struct slice rest = input->text, line;
    struct srt_reader reader = {
        .list = list,
        .diag = diag,
        .markup = caption_find_markup(input->text),
        .has_blank_lines = has_blank_lines(slice_trim(input->text)),
    };
    bool after_blank = true;

    (void)err;
    list->order = CUE_ORDER_TIME;
    vtt_text_init(&reader.vtt, list, &reader.markup, &reader.marks);
    for (uint32_t number = input->first_line;
         list->count <= LIMIT_CUES && slice_next_line(&rest, &line); number++) {
        bool blank = slice_trim_left(line).len == 0;

        if (blank)
            reader.last.blank_behind = true;
        else if (!read_timing(&reader, line, rest, number) &&
                 !read_fence(&reader, line))
            read_text_line(&reader, line, after_blank, number);
        after_blank = blank;
    }
    flush_cue(&reader,
              ends_in_index(&reader) ? reader.last.text_end : rest.ptr);
    caption_fold_karaoke(list, &reader.marks);
    buf_release(&reader.plain);
    vtt_text_release(&reader.vtt);
    return STATUS_OK;
}

static int probe_srt(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line, before = { NULL, 0 };
    int64_t start_ms, end_ms, index;
    int lines = 0, timings = 0, indexes = 0;

    while (lines++ < PROBE_LINES && slice_next_line(&rest, &line)) {
        line = slice_trim(line);
        if (may_be_timing(line) &&
            caption_read_timing(line, &start_ms, &end_ms)) {
            timings++;
            if (slice_take_number(&before, INT32_MAX, &index) &&
                before.len == 0)
                indexes++;
        }
        before = line;
    }
    if (timings == 0)
        return PROBE_NO;
    if (timings * CUE_LINES < lines) {
        *ret_why = "some timing lines as in SubRip";
        return PROBE_WEAK;
    }
    *ret_why = indexes ? "timing lines with an index above, as in SubRip"
                       : "timing lines as in SubRip";
    return indexes ? PROBE_CERTAIN : PROBE_LIKELY;
}

const struct format format_srt = {
    .name = "srt",
    .summary = "SubRip captions, however carelessly written",
    .probe = probe_srt,
    .read = read_srt,
};
