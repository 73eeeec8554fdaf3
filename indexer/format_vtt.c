/*
 * WebVTT, https://www.w3.org/TR/webvtt1/ section 6, by the letter, and beyond
 * it where a browser would show nothing though it is clear what was meant:
 * - no signature, or blank lines before it;
 * - times as timecode_take_loose reads them (bare seconds, commas, one or two
 *   digits of fraction): several generators of podcast captions write those;
 * - an arrow too short, a blank line between timing and text or inside the text,
 *   and lines of blanks between cues;
 * - a cue id with no blank line before it, if it counts on;
 * - "<" that begins no tag ("x < y").
 * Files joined from the segments of a stream have the signature several times,
 * each with a clock of its own, and repeat a cue that crosses a border.
 */

#include "format.h"
#include "language.h"
#include "vtt_clock.h"
#include "vtt_text.h"

#include "base/limits.h"

enum {
    PROBE_LINES = 100,
    WARNING_BYTES = 80, /* of a line quoted in a complaint */
    JOINT_CUES = 8,     /* as many may cross the border of two segments */
    NO_ID = -1,         /* not a number */
};

/* A cue block, not yet taken apart. Slices of the input. */
struct vtt_block {
    struct slice id;     /* the line before the timing; empty if none */
    struct slice timing; /* empty: a block without timing */
    struct slice text;   /* the lines below, or all of them */
    uint32_t line;       /* of the timing, or the first */
    bool cut;            /* ended by the next timing, not by a blank line */
};

struct vtt_reader {
    struct cue_list *list;
    struct diag *diag;
    struct slice rest;
    uint32_t line;          /* number of the next line */
    struct vtt_block block; /* of the last cue, until it is appended */
    bool pending;           /* it still is to be */
    bool open;              /* text may still follow it */
    int64_t id;             /* its number, or NO_ID */
    bool chapters;          /* the cues are titles */
    struct vtt_clock clock;
    size_t joint; /* the first cue behind the last signature but the first */
    struct caption_markup markup;
    struct vtt_text text;
    struct caption_marks marks;
};

static const struct slice signature = { "WEBVTT", 6 };

/*
 * A text can hold no arrow, so any line with one is a timing; with a shorter
 * one it is if it can be read.
 */
static bool is_timing(struct slice line)
{
    int64_t start_ms, end_ms;

    if (slice_find_char(line, '>') == SLICE_NOT_FOUND)
        return false;
    return slice_find(line, SLICE("-->")) != SLICE_NOT_FOUND ||
           (ascii_is_digit(line.ptr[0]) &&
            caption_read_timing(line, &start_ms, &end_ms));
}

static bool is_signature(struct slice line)
{
    if (!slice_starts_with(line, signature))
        return false;
    line = slice_from(line, signature.len);
    return line.len == 0 || line.ptr[0] == ' ' || line.ptr[0] == '\t';
}

static bool is_number(struct slice line, int64_t *ret_value)
{
    int64_t value;

    line = slice_trim(line);
    if (!slice_take_number(&line, INT32_MAX, &value) || line.len)
        return false;
    *ret_value = value;
    return true;
}

/* ---- cues ---- */

static void append_chapter(struct vtt_reader *reader, const struct cue *cue,
                           struct slice markup)
{
    struct cue_list *list = reader->list;
    struct cue_chapter *chapter;
    struct buf title = BUF_INIT;
    size_t before = list->count;

    vtt_text_append(&reader->text, cue, markup);
    for (size_t i = before; i < list->count; i++)
        cue_text_squeeze(&title, list->cues[i].text);
    list->count = before;
    chapter = cue_list_append_chapter(list);
    chapter->start_ms = cue->start_ms;
    chapter->end_ms = cue->end_ms;
    chapter->title = arena_copy(list->arena, buf_view(&title));
    buf_release(&title);
}

/*
 * A cue that crosses the border of two segments stands in both: whole, which
 * tidying sees to, too, or cut in two.
 */
static void join_at_border(struct vtt_reader *reader)
{
    struct cue_list *list = reader->list;
    const struct cue *last = &list->cues[list->count - 1];
    size_t behind = list->count - reader->joint;

    if (behind == 0 || behind > JOINT_CUES)
        return;
    for (size_t i = 1; i <= JOINT_CUES && i <= reader->joint; i++) {
        struct cue *cue = &list->cues[reader->joint - i];

        if (last->start_ms < cue->start_ms || last->start_ms > cue->end_ms ||
            !slice_equal(cue->text, last->text) ||
            !slice_equal(cue->speaker, last->speaker))
            continue;
        if (last->end_ms > cue->end_ms)
            cue->end_ms = last->end_ms;
        caption_drop_last(&reader->marks, list);
        return;
    }
}

/* Where the last line of `text` begins. */
static size_t last_line_start(struct slice text)
{
    size_t from = text.len;

    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    return from;
}

/*
 * In files without blank lines, or with blanks in them, the next cue's id is
 * the last line of the text. It is only taken for one if it counts on from the
 * id of this cue, or has a line of blanks before it.
 */
static struct slice without_next_id(struct vtt_reader *reader)
{
    struct slice text = reader->block.text, before;
    int64_t expected = reader->id == NO_ID ? NO_ID : reader->id + 1, id;
    size_t from;

    reader->id = NO_ID;
    if (!reader->block.cut)
        return text;
    from = last_line_start(text);
    if (!is_number(slice_from(text, from), &id))
        return text;
    before = slice_range(text, 0, from ? from - 1 : 0);
    if (id != expected &&
        (from == 0 ||
         slice_trim(slice_from(before, last_line_start(before))).len))
        return text;
    reader->id = id;
    return before;
}

/* Reads the timing. A cue with a spoiled one is kept, if it was one. */
static bool read_timing(struct vtt_reader *reader,
                        const struct vtt_block *block, struct cue *cue)
{
    struct slice line = slice_trim(block->timing);

    if (!caption_read_timing(line, &cue->start_ms, &cue->end_ms)) {
        diag_add(reader->diag, DIAG_WARNING, block->line, "not a time: %.*s",
                 SLICE_ARG(slice_range(line, 0, WARNING_BYTES)));
        return ascii_is_digit(line.ptr[0]);
    }
    if (cue->start_ms != TIME_NONE)
        cue->start_ms += reader->clock.shift_ms;
    if (cue->end_ms != TIME_NONE)
        cue->end_ms += reader->clock.shift_ms;
    return true;
}

static void append_cue(struct vtt_reader *reader, struct cue *cue,
                       struct slice text)
{
    if (caption_has_markup(&reader->markup, text)) {
        reader->text.shift_ms = reader->clock.shift_ms;
        vtt_text_append(&reader->text, cue, text);
    } else {
        cue->text = text;
        *cue_list_append(reader->list) = *cue;
    }
    if (reader->joint)
        join_at_border(reader);
}

/* Webex: the name in an identifier like: 12 "Ana Lima" (1234567) */
static struct slice speaker_of_id(struct slice id)
{
    struct slice name = { 0 }, rest = id;
    int64_t number;

    if (slice_ends_with(rest, SLICE(")")) &&
        slice_take_number(&rest, INT32_MAX, &number) &&
        slice_take_char(&rest, ' ') && slice_take_char(&rest, '"') &&
        slice_next_part(&rest, '"', &name) &&
        slice_starts_with(rest, SLICE(" (")))
        return slice_trim(name);
    return (struct slice){ 0 };
}

/* Appends the cue whose block has come to its end. */
static void flush_cue(struct vtt_reader *reader)
{
    const struct vtt_block *block = &reader->block;
    struct cue cue = {
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .speaker = speaker_of_id(block->id),
        .line = block->line,
    };

    if (!reader->pending)
        return;
    reader->pending = false;
    if (!read_timing(reader, block, &cue))
        return;
    if (reader->chapters)
        append_chapter(reader, &cue, block->text);
    else
        append_cue(reader, &cue, without_next_id(reader));
}

/* Another segment of a stream begins, with its header. */
static void begin_segment(struct vtt_reader *reader, struct slice header)
{
    struct slice line;

    flush_cue(reader);
    reader->open = false;
    reader->joint = reader->list->count;
    while (slice_next_line(&header, &line))
        vtt_clock_read(&reader->clock, line);
}

static void begin_cue(struct vtt_reader *reader, const struct vtt_block *block)
{
    if (is_signature(block->id))
        begin_segment(reader, block->id);
    else
        flush_cue(reader);
    reader->block = *block;
    is_number(block->id, &reader->id);
    reader->pending = reader->open = true;
}

/* ---- blocks without timing ---- */

static void set_language(struct vtt_reader *reader, struct slice value)
{
    struct episode_meta *meta = &reader->list->meta;

    if (meta->language.len == 0)
        meta->language =
            language_normalize(slice_trim(value), reader->list->arena);
}

/* "Kind: captions" and "Language: en"; older files have both on one line. */
static void read_header_line(struct vtt_reader *reader, struct slice line)
{
    struct slice part, name;

    vtt_clock_read(&reader->clock, line);
    while (slice_next_part(&line, ';', &part)) {
        if (!slice_next_part(&part, ':', &name))
            continue;
        name = slice_trim(name);
        if (slice_equal_nocase(name, SLICE("language")))
            set_language(reader, part);
        else if (slice_equal_nocase(name, SLICE("kind")))
            reader->chapters =
                slice_equal_nocase(slice_trim(part), SLICE("chapters"));
    }
}

/* Microsoft Stream: NOTE duration:"00:12:34.5" and NOTE language:en-us. */
static void read_note(struct vtt_reader *reader, struct slice note)
{
    struct episode_meta *meta = &reader->list->meta;
    struct slice name;
    int64_t ms;

    note = slice_trim(note);
    if (!slice_next_part(&note, ':', &name))
        return;
    if (slice_equal(name, SLICE("language"))) {
        set_language(reader, note);
    } else if (slice_equal(name, SLICE("duration"))) {
        slice_take_char(&note, '"');
        if (timecode_take_loose(&note, &ms))
            meta->duration_ms = ms;
    }
}

static bool is_word(struct slice line, struct slice word)
{
    return slice_starts_with(line, word) &&
           (line.len == word.len || ascii_is_space(line.ptr[word.len]));
}

/*
 * A block without timing is nothing by the standard. Behind a cue it is text
 * with a blank line before it, unless it is a comment, a style or the like.
 */
static void read_other_block(struct vtt_reader *reader,
                             const struct vtt_block *block)
{
    struct slice rest = block->text, line;
    int64_t id;

    slice_next_line(&rest, &line);
    if (is_word(line, SLICE("NOTE"))) {
        read_note(reader, slice_from(block->text, SLICE("NOTE").len));
        reader->open = false;
    } else if (is_word(line, SLICE("STYLE")) ||
               is_word(line, SLICE("REGION"))) {
        reader->open = false;
    } else if (is_signature(line)) {
        begin_segment(reader, block->text);
    } else if (!reader->open) {
        diag_add(reader->diag, DIAG_WARNING, block->line,
                 "text without a time: %.*s",
                 SLICE_ARG(slice_range(line, 0, WARNING_BYTES)));
    } else if (reader->block.text.len == 0) {
        reader->block.text = block->text;
    } else if (!is_number(block->text, &id)) {
        struct slice *text = &reader->block.text;

        text->len = (size_t)(block->text.ptr + block->text.len - text->ptr);
    }
}

/* ---- blocks, section 6.1 ---- */

static void skip_blank_lines(struct vtt_reader *reader)
{
    struct slice rest = reader->rest;

    for (; rest.len && ascii_is_space(rest.ptr[0]); rest = slice_from(rest, 1))
        if (rest.ptr[0] == '\n') {
            reader->rest = slice_from(rest, 1);
            reader->line++;
        }
}

/*
 * Collects a block: up to an empty line, or to a line with an arrow that is not
 * the timing of this block, for a text can hold none; nor is the signature
 * text.
 */
static void collect_block(struct vtt_reader *reader, struct vtt_block *block)
{
    const char *text = reader->rest.ptr;
    struct slice rest = reader->rest, line;

    *block = (struct vtt_block){ .text = { text, 0 }, .line = reader->line };
    for (uint32_t count = 1; slice_next_line(&rest, &line); count++) {
        if (is_timing(line)) {
            block->cut = count > 2 || block->timing.len;
            if (block->cut)
                return;
            block->id = block->text;
            block->timing = line;
            block->line = reader->line;
            text = rest.ptr;
            block->text = (struct slice){ text, 0 };
        } else if (block->timing.len && slice_equal(line, signature)) {
            return;
        } else if (line.len) {
            block->text.len = (size_t)(line.ptr + line.len - text);
        }
        reader->rest = rest;
        reader->line++;
        if (line.len == 0)
            return;
    }
}

/* Reads the signature and the header behind it, if they are there. */
static void read_header(struct vtt_reader *reader)
{
    struct slice rest, line;

    skip_blank_lines(reader);
    rest = reader->rest;
    if (!slice_next_line(&rest, &line) || !is_signature(line))
        return;
    line = slice_from(line, signature.len);
    do {
        read_header_line(reader, line);
        reader->rest = rest;
        reader->line++;
    } while (slice_next_line(&rest, &line) && slice_trim_left(line).len &&
             !is_timing(line));
}

static enum status read_vtt(const struct format_input *input,
                            struct cue_list *list, struct diag *diag,
                            struct error *err)
{
    struct vtt_reader reader = {
        .list = list,
        .diag = diag,
        .rest = input->text,
        .line = input->first_line,
        .id = NO_ID,
        .markup = caption_find_markup(input->text),
    };

    (void)err;
    list->order = CUE_ORDER_TIME;
    vtt_text_init(&reader.text, list, &reader.markup, &reader.marks);
    read_header(&reader);
    skip_blank_lines(&reader);
    while (reader.rest.len && list->count <= LIMIT_CUES) {
        struct vtt_block block;

        collect_block(&reader, &block);
        if (block.timing.len)
            begin_cue(&reader, &block);
        else
            read_other_block(&reader, &block);
        skip_blank_lines(&reader);
    }
    flush_cue(&reader);
    caption_fold_karaoke(list, &reader.marks);
    vtt_text_release(&reader.text);
    return STATUS_OK;
}

/* Without a signature: cues with a dot in their times, or with voices. */
static int probe_headless(const struct format_input *input)
{
    struct slice rest = input->text, line;
    int64_t start_ms, end_ms;
    bool extension = slice_equal(input->extension, SLICE("vtt"));
    bool timed = false;

    for (int i = 0; i < PROBE_LINES && slice_next_line(&rest, &line); i++) {
        if (is_timing(line) && caption_read_timing(line, &start_ms, &end_ms) &&
            slice_find_char(line, ',') == SLICE_NOT_FOUND)
            timed = true;
        else if (timed && (extension || slice_starts_with(line, SLICE("<v "))))
            return PROBE_LIKELY;
    }
    return PROBE_NO;
}

static int probe_vtt(const struct format_input *input, const char **ret_why)
{
    struct slice text = slice_trim_left(input->text);
    struct slice line = { NULL, 0 };
    int answer;

    slice_next_line(&text, &line);
    if (is_signature(line)) {
        *ret_why = "it begins with WEBVTT";
        return PROBE_CERTAIN;
    }
    answer = probe_headless(input);
    if (answer)
        *ret_why = "timings as in WebVTT, without its signature";
    return answer;
}

const struct format format_vtt = {
    .name = "vtt",
    .summary = "WebVTT captions, with voices, word times and rolling captions",
    .probe = probe_vtt,
    .read = read_vtt,
};
