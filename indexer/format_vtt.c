/*
 * WebVTT, https://www.w3.org/TR/webvtt1/ section 6, by the letter, and beyond
 * it where a browser would show nothing though it is clear what was meant:
 * - no signature, or blank lines before it;
 * - times as timecode_take_loose reads them (bare seconds, commas, one or two
 *   digits of fraction): several generators of podcast captions write those;
 * - a blank line between timing and text, or inside the text;
 * - a cue id with no blank line before it, if it counts on;
 * - "<" that begins no tag ("x < y").
 * Files joined from the segments of a stream have the signature several times,
 * and repeat a cue that crosses a border.
 */

#include "caption.h"
#include "charref.h"
#include "format.h"
#include "language.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdlib.h>

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

/* The text of a cue on its way out of its markup. */
struct vtt_text {
    struct cue cue;     /* what all pieces share; speaker = of this piece */
    struct buf text;    /* of the piece so far */
    struct slice voice; /* in whose span we are */
    bool in_ruby, in_rt;
    bool stamped;     /* a time stamp was met */
    size_t span_from; /* where in `text` the span of the last stamp begins */
    int64_t span_ms;  /* that stamp, or the start of the cue */
    struct cue_word *words;
    size_t word_count, word_capacity;
    struct caption_mark mark; /* the underlined span */
    size_t underlines;
    size_t pieces;
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
    bool joined;            /* the signature came again */
    struct vtt_text text;   /* memory for one cue after the other */
    struct caption_marks marks;
};

static const struct slice arrow = { "-->", 3 };
static const struct slice signature = { "WEBVTT", 6 };

static bool has_arrow(struct slice line)
{
    return slice_find(line, arrow) != SLICE_NOT_FOUND;
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

/* Cue text, section 6.4 */

static void end_span(struct vtt_text *text)
{
    if (text->text.len == text->span_from)
        return;
    if (text->word_count == text->word_capacity)
        text->words = mem_grow(text->words, &text->word_capacity,
                               text->word_count + 1, sizeof(*text->words));
    text->words[text->word_count++] = (struct cue_word){
        (uint32_t)text->span_from,
        (uint32_t)text->text.len,
        text->span_ms,
        TIME_NONE,
    };
    text->span_from = text->text.len;
}

/* Appends what has come together to the list as a cue. */
static void end_piece(struct vtt_reader *reader)
{
    struct vtt_text *text = &reader->text;
    struct arena *arena = reader->list->arena;
    struct cue *cue = cue_list_append(reader->list);

    end_span(text);
    *cue = text->cue;
    cue->text = arena_copy(arena, buf_view(&text->text));
    if (text->stamped) {
        cue->words = arena_array(arena, text->word_count, sizeof(*cue->words));
        for (size_t i = 0; i < text->word_count; i++)
            cue->words[i] = text->words[i];
        cue->word_count = (uint32_t)text->word_count;
    }
    text->pieces++;
    buf_clear(&text->text);
    text->word_count = 0;
    text->span_from = 0;
}

/* Text between tags. Another voice than before makes a cue of its own. */
static void add_text(struct vtt_reader *reader, struct slice run)
{
    struct vtt_text *text = &reader->text;

    /* As in the rules for titles, what glosses the ruby is left out. */
    if (text->in_rt)
        return;
    if (slice_trim(run).len && !slice_equal(text->voice, text->cue.speaker)) {
        if (slice_trim(buf_view(&text->text)).len)
            end_piece(reader);
        text->cue.speaker = text->voice;
    }
    charref_decode(&text->text, run);
}

/* "<v.loud  Mary&nbsp;Ann>": the annotation, decoded, white space single. */
static struct slice voice_name(struct vtt_reader *reader, struct slice name)
{
    struct buf decoded = BUF_INIT, squeezed = BUF_INIT;

    name = slice_trim(name);
    charref_decode(&decoded, name);
    cue_text_squeeze(&squeezed, buf_view(&decoded));
    if (!slice_equal(name, buf_view(&squeezed)))
        name = arena_copy(reader->list->arena, buf_view(&squeezed));
    buf_release(&decoded);
    buf_release(&squeezed);
    return name;
}

/* A stamp counts if it lies in its cue and does not go back. */
static void add_stamp(struct vtt_text *text, struct slice tag)
{
    const struct cue *cue = &text->cue;
    int64_t ms;

    if (slice_find_char(tag, ':') == SLICE_NOT_FOUND ||
        !timecode_take_loose(&tag, &ms) || tag.len)
        return;
    if (ms < text->span_ms || (cue->end_ms > cue->start_ms && ms > cue->end_ms))
        return;
    end_span(text);
    text->span_ms = ms;
    text->stamped = true;
}

static void underline(struct vtt_text *text, bool starts)
{
    uint32_t at = (uint32_t)text->text.len;

    if (starts) {
        text->underlines++;
        text->mark.from = at;
    }
    text->mark.to = at;
}

/* The name of a tag: up to its classes, its annotation or its end. */
static struct slice tag_name(struct slice tag)
{
    size_t len = 0;

    if (tag.len && tag.ptr[0] == '/')
        return slice_from(tag, 1);
    while (len < tag.len && tag.ptr[len] != '.' &&
           !ascii_is_space(tag.ptr[len]))
        len++;
    return slice_range(tag, 0, len);
}

/* What stands behind the name and the classes. */
static struct slice tag_annotation(struct slice tag)
{
    size_t at = 0;

    while (at < tag.len && !ascii_is_space(tag.ptr[at]))
        at++;
    return slice_from(tag, at);
}

static bool is_known_tag(struct slice tag)
{
    static const char *const names[] = { "c",    "i",  "b", "u",
                                         "ruby", "rt", "v", "lang" };
    struct slice name = tag_name(tag);
    int64_t ms;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_equal(name, slice_of(names[i])))
            return true;
    return timecode_take_vtt(&tag, &ms);
}

/* Unknown tags have no effect. Neither have those that only style the text. */
static void apply_tag(struct vtt_reader *reader, struct slice tag)
{
    struct vtt_text *text = &reader->text;
    bool starts = !tag.len || tag.ptr[0] != '/';
    struct slice name = tag_name(tag);

    if (tag.len && ascii_is_digit(tag.ptr[0])) {
        add_stamp(text, tag);
    } else if (slice_equal(name, SLICE("v"))) {
        text->voice = starts ? voice_name(reader, tag_annotation(tag))
                             : (struct slice){ NULL, 0 };
    } else if (slice_equal(name, SLICE("ruby"))) {
        text->in_ruby = starts;
        text->in_rt = false;
    } else if (slice_equal(name, SLICE("rt"))) {
        text->in_rt = starts && text->in_ruby;
    } else if (slice_equal(name, SLICE("u"))) {
        underline(text, starts);
    }
}

/*
 * Takes a tag off the front of *rest, which starts with '<'. The standard ends
 * it at '>' or at the end of the text, whatever is inside; where that would eat
 * speech ("x < y", "<3"), '<' is text and this returns false.
 */
static bool take_tag(struct slice *rest, struct slice *ret_tag)
{
    struct slice inside = slice_from(*rest, 1);
    struct slice shortest =
        slice_range(inside, 0, slice_find_char(inside, '<'));
    size_t end = slice_find_char(shortest, '>');

    if (end == SLICE_NOT_FOUND) {
        if (!is_known_tag(shortest))
            return false;
        end = slice_find_char(inside, '>');
    } else if (ascii_is_space(inside.ptr[0])) {
        return false;
    }
    *ret_tag = slice_range(inside, 0, end);
    *rest = end == SLICE_NOT_FOUND ? slice_from(inside, inside.len)
                                   : slice_from(inside, end + 1);
    return true;
}

/* Appends the cues that a text with markup is. */
static void read_marked_text(struct vtt_reader *reader, const struct cue *cue,
                             struct slice rest)
{
    struct vtt_text *text = &reader->text;

    *text = (struct vtt_text){
        .cue = *cue,
        .text = text->text,
        .words = text->words,
        .word_capacity = text->word_capacity,
        .span_ms = cue->start_ms,
    };
    buf_clear(&text->text);
    while (rest.len) {
        size_t plain = slice_find_char(rest, '<');
        struct slice tag;

        add_text(reader, slice_range(rest, 0, plain));
        rest = slice_from(rest, plain);
        if (rest.len == 0)
            break;
        if (take_tag(&rest, &tag)) {
            apply_tag(reader, tag);
        } else {
            add_text(reader, SLICE("<"));
            rest = slice_from(rest, 1);
        }
    }
    if (text->text.len || text->pieces == 0)
        end_piece(reader);
}

/* Cues */

static void append_chapter(struct vtt_reader *reader, const struct cue *cue,
                           struct slice markup)
{
    struct cue_list *list = reader->list;
    struct cue_chapter *chapter;
    struct buf title = BUF_INIT;
    size_t before = list->count;

    read_marked_text(reader, cue, markup);
    for (size_t i = before; i < list->count; i++)
        cue_text_squeeze(&title, list->cues[i].text);
    list->count = before;
    chapter = cue_list_append_chapter(list);
    chapter->start_ms = cue->start_ms;
    chapter->end_ms = cue->end_ms;
    chapter->title = arena_copy(list->arena, buf_view(&title));
    buf_release(&title);
}

/* Where two segments of a stream were joined, a cue may be there twice. */
static void drop_joint_repeat(struct vtt_reader *reader)
{
    struct cue_list *list = reader->list;
    const struct cue *last = &list->cues[list->count - 1];

    for (size_t i = 1; i <= JOINT_CUES && i < list->count; i++) {
        const struct cue *cue = last - i;

        if (cue->start_ms == last->start_ms && cue->end_ms == last->end_ms &&
            slice_equal(cue->text, last->text)) {
            caption_drop_last(&reader->marks, list);
            return;
        }
    }
}

/*
 * In files without blank lines the next cue's id is the last line of the text.
 * It is only taken for one if it counts on from the id of this cue.
 */
static struct slice without_next_id(struct vtt_reader *reader)
{
    struct slice text = reader->block.text;
    int64_t id = reader->id, next;
    size_t from = text.len;

    reader->id = NO_ID;
    if (!reader->block.cut || id == NO_ID)
        return text;
    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    if (!is_number(slice_from(text, from), &next) || next != id + 1)
        return text;
    reader->id = next;
    return slice_range(text, 0, from);
}

/* Reads the timing. A cue with a spoiled one is kept, if it was one. */
static bool read_timing(struct vtt_reader *reader,
                        const struct vtt_block *block, struct cue *cue)
{
    struct slice line = slice_trim(block->timing);

    if (caption_read_timing(line, &cue->start_ms, &cue->end_ms))
        return true;
    diag_add(reader->diag, DIAG_WARNING, block->line, "not a time: %.*s",
             SLICE_ARG(slice_range(line, 0, WARNING_BYTES)));
    return ascii_is_digit(line.ptr[0]);
}

static void read_cue_text(struct vtt_reader *reader, struct cue *cue,
                          struct slice text)
{
    if (slice_find_char(text, '<') == SLICE_NOT_FOUND &&
        slice_find_char(text, '&') == SLICE_NOT_FOUND) {
        cue->text = text;
        *cue_list_append(reader->list) = *cue;
        return;
    }
    read_marked_text(reader, cue, text);
    if (reader->text.underlines == 1 && reader->text.pieces == 1)
        caption_mark_last(&reader->marks, reader->list, reader->text.mark);
}

/* Appends the cue whose block has come to its end. */
static void flush_cue(struct vtt_reader *reader)
{
    const struct vtt_block *block = &reader->block;
    struct cue cue = {
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .line = block->line,
    };

    if (!reader->pending)
        return;
    reader->pending = false;
    if (!read_timing(reader, block, &cue))
        return;
    if (reader->chapters) {
        append_chapter(reader, &cue, block->text);
        return;
    }
    read_cue_text(reader, &cue, without_next_id(reader));
    if (reader->joined)
        drop_joint_repeat(reader);
}

static void begin_cue(struct vtt_reader *reader, const struct vtt_block *block)
{
    flush_cue(reader);
    reader->block = *block;
    is_number(block->id, &reader->id);
    reader->pending = reader->open = true;
}

/* Blocks without timing */

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
        reader->joined = true;
        reader->open = false;
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

/* Blocks, section 6.1 */

static void skip_empty_lines(struct vtt_reader *reader)
{
    while (slice_take_char(&reader->rest, '\n'))
        reader->line++;
}

/*
 * Collects a block: up to an empty line, or to a line with an arrow that is not
 * the timing of this block, for a text can hold none.
 */
static void collect_block(struct vtt_reader *reader, struct vtt_block *block)
{
    const char *text = reader->rest.ptr;
    struct slice rest = reader->rest, line;

    *block = (struct vtt_block){ .text = { text, 0 }, .line = reader->line };
    for (uint32_t count = 1; slice_next_line(&rest, &line); count++) {
        if (has_arrow(line)) {
            block->cut = count > 2 || block->timing.len;
            if (block->cut)
                return;
            block->id = block->text;
            block->timing = line;
            block->line = reader->line;
            text = rest.ptr;
            block->text = (struct slice){ text, 0 };
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

    skip_empty_lines(reader);
    rest = reader->rest;
    if (!slice_next_line(&rest, &line) || !is_signature(line))
        return;
    line = slice_from(line, signature.len);
    do {
        read_header_line(reader, line);
        reader->rest = rest;
        reader->line++;
    } while (slice_next_line(&rest, &line) && line.len && !has_arrow(line));
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
    };

    (void)err;
    list->order = CUE_ORDER_TIME;
    read_header(&reader);
    skip_empty_lines(&reader);
    while (reader.rest.len && list->count <= LIMIT_CUES) {
        struct vtt_block block;

        collect_block(&reader, &block);
        if (block.timing.len)
            begin_cue(&reader, &block);
        else
            read_other_block(&reader, &block);
        skip_empty_lines(&reader);
    }
    flush_cue(&reader);
    caption_fold_karaoke(list, &reader.marks);
    buf_release(&reader.text.text);
    free(reader.text.words);
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
        if (has_arrow(line) && caption_read_timing(line, &start_ms, &end_ms) &&
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
