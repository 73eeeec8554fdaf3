#include "vtt_text.h"

#include "base/alloc.h"
#include "charref.h"

#include <stdlib.h>

void vtt_text_init(struct vtt_text *text, struct cue_list *list,
                   const struct caption_markup *markup,
                   struct caption_marks *marks)
{
    *text = (struct vtt_text){
        .list = list,
        .marks = marks,
        .markup = markup,
    };
}

void vtt_text_release(struct vtt_text *text)
{
    buf_release(&text->text);
    free(text->words);
}

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
static void end_piece(struct vtt_text *text)
{
    struct arena *arena = text->list->arena;
    struct cue *cue = cue_list_append(text->list);

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
static void add_text(struct vtt_text *text, struct slice run)
{
    /* As in the rules for titles, what glosses the ruby is left out. */
    if (text->in_rt)
        return;
    if (!slice_equal(text->voice, text->cue.speaker) && slice_trim(run).len) {
        if (slice_trim(buf_view(&text->text)).len)
            end_piece(text);
        text->cue.speaker = text->voice;
    }
    if (text->markup->refs)
        charref_decode(&text->text, run);
    else
        buf_slice(&text->text, run);
}

/* "<v.loud  Mary&nbsp;Ann>": the annotation, decoded, white space single. */
static struct slice voice_name(struct vtt_text *text, struct slice name)
{
    struct buf decoded = BUF_INIT, squeezed = BUF_INIT;

    name = slice_trim(name);
    charref_decode(&decoded, name);
    cue_text_squeeze(&squeezed, buf_view(&decoded));
    if (!slice_equal(name, buf_view(&squeezed)))
        name = arena_copy(text->list->arena, buf_view(&squeezed));
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
    ms += text->shift_ms;
    if (ms < text->span_ms || (cue->end_ms > cue->start_ms && ms > cue->end_ms))
        return;
    end_span(text);
    text->span_ms = ms;
    text->stamped = true;
}

static void highlight(struct vtt_text *text, bool starts)
{
    uint32_t at = (uint32_t)text->text.len;

    if (starts) {
        text->highlights++;
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

/*
 * Unknown tags have no effect. Neither have those that only style the text.
 * "<br>" is none of WebVTT's, but means what it does everywhere.
 */
static void apply_tag(struct vtt_text *text, struct slice tag)
{
    bool starts = !tag.len || tag.ptr[0] != '/';
    struct slice name = tag_name(tag);

    if (tag.len && ascii_is_digit(tag.ptr[0])) {
        add_stamp(text, tag);
    } else if (slice_equal(name, SLICE("v"))) {
        text->voice = starts ? voice_name(text, tag_annotation(tag))
                             : (struct slice){ NULL, 0 };
    } else if (slice_equal(name, SLICE("ruby"))) {
        text->in_ruby = starts;
        text->in_rt = false;
    } else if (slice_equal(name, SLICE("rt"))) {
        text->in_rt = starts && text->in_ruby;
    } else if (slice_starts_with_nocase(name, SLICE("br"))) {
        buf_char(&text->text, '\n');
    } else if (caption_is_highlight(name)) {
        highlight(text, starts);
    }
}

/*
 * Takes a tag off the front of *rest, which starts with '<'. The standard ends
 * it at '>' or at the end of the text, whatever is inside; where that would eat
 * speech ("x < y", "<3"), '<' is text and this returns false.
 */
static bool take_tag(struct slice *rest, struct slice *ret_tag)
{
    struct slice inside = slice_from(*rest, 1), shortest;
    size_t len = 0, end;

    while (len < inside.len && inside.ptr[len] != '<' && inside.ptr[len] != '>')
        len++;
    shortest = slice_range(inside, 0, len);
    end = len < inside.len && inside.ptr[len] == '>' ? len : SLICE_NOT_FOUND;
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

/* Makes `text` ready for another cue; its memory is used again. */
static void begin(struct vtt_text *text, const struct cue *cue)
{
    *text = (struct vtt_text){
        .list = text->list,
        .marks = text->marks,
        .markup = text->markup,
        .shift_ms = text->shift_ms,
        .cue = *cue,
        .text = text->text,
        .words = text->words,
        .word_capacity = text->word_capacity,
        .span_ms = cue->start_ms,
    };
    buf_clear(&text->text);
}

static size_t find_markup(const struct vtt_text *text, struct slice rest)
{
    size_t at = 0;

    if (!text->markup->ass)
        return slice_find_char(rest, '<');
    while (at < rest.len && rest.ptr[at] != '<' && rest.ptr[at] != '{' &&
           rest.ptr[at] != '\\')
        at++;
    return at;
}

void vtt_text_append(struct vtt_text *text, const struct cue *cue,
                     struct slice markup)
{
    struct slice rest = markup, tag;

    begin(text, cue);
    while (rest.len) {
        size_t plain = find_markup(text, rest);

        add_text(text, slice_range(rest, 0, plain));
        rest = slice_from(rest, plain);
        if (rest.len == 0)
            break;
        if (rest.ptr[0] == '<' && take_tag(&rest, &tag)) {
            apply_tag(text, tag);
        } else if (!caption_take_ass(&text->text, &rest)) {
            add_text(text, slice_range(rest, 0, 1));
            rest = slice_from(rest, 1);
        }
    }
    if (text->text.len || text->pieces == 0)
        end_piece(text);
    if (text->highlights == 1 && text->pieces == 1)
        caption_mark_last(text->marks, text->list, text->mark);
}
