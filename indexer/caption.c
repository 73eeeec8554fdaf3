#include "caption.h"

enum {
    BRACKETED_BYTES = 256, /* a longer "<…>" or "{…}" is text */
};

static bool has_char(struct slice text, char c)
{
    return slice_find_char(text, c) != SLICE_NOT_FOUND;
}

static struct slice skip_blanks(struct slice s)
{
    static const struct slice nbsp = SLICE_INIT("\xC2\xA0");

    for (;;) {
        if (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t' || s.ptr[0] == '\f'))
            s = slice_from(s, 1);
        else if (slice_starts_with(s, nbsp))
            s = slice_from(s, nbsp.len);
        else
            return s;
    }
}

/*
 * What word processors make of an arrow: the character U+2192, or a dash, en or
 * em, before its head.
 */
static bool take_replaced_arrow(struct slice *s)
{
    static const struct slice arrows[] = { SLICE_INIT("\xE2\x86\x92"),
                                           SLICE_INIT("\xE2\x80\x93>"),
                                           SLICE_INIT("\xE2\x80\x94>") };

    for (size_t i = 0; i < sizeof(arrows) / sizeof(*arrows); i++)
        if (slice_starts_with(*s, arrows[i])) {
            *s = slice_from(*s, arrows[i].len);
            return true;
        }
    return false;
}

/*
 * Takes an arrow: "-->" or shorter, "-- >" as scanned subtitles have it, or
 * what stands for one. Returns its characters without blanks, 0 if there is
 * none.
 */
static size_t take_arrow(struct slice *s)
{
    struct slice rest = *s;
    size_t dashes = 0;

    if (take_replaced_arrow(s))
        return 1;
    while (dashes < 3 && slice_take_char(&rest, '-')) {
        rest = skip_blanks(rest);
        dashes++;
    }
    if (dashes == 0 || !slice_take_char(&rest, '>'))
        return 0;
    *s = rest;
    return dashes + 1;
}

/* "00:00:01, -->": the mark of a fraction that is not there. */
static struct slice skip_bare_point(struct slice s)
{
    if (!slice_take_char(&s, ','))
        slice_take_char(&s, '.');
    return skip_blanks(s);
}

/* A written time with minutes in it, not just a number. */
static bool has_colon(struct slice time)
{
    return has_char(time, ':') ||
           slice_find(time, SLICE("\xEF\xBC\x9A")) != SLICE_NOT_FOUND;
}

bool caption_take_timing(struct slice *line, int64_t *ret_start_ms,
                         int64_t *ret_end_ms)
{
    struct slice rest = skip_blanks(*line);
    int64_t start_ms, end_ms;
    size_t arrow;

    if (!timecode_take_loose(&rest, &start_ms))
        start_ms = TIME_NONE;
    rest = skip_bare_point(skip_blanks(rest));
    arrow = take_arrow(&rest);
    if (!arrow)
        return false;
    rest = skip_blanks(rest);
    if (!timecode_take_loose(&rest, &end_ms))
        end_ms = TIME_NONE;
    if ((arrow < 3 || start_ms == TIME_NONE) &&
        !has_colon(slice_range(*line, 0, line->len - rest.len)))
        return false;
    if (start_ms == TIME_NONE && end_ms == TIME_NONE)
        return false;
    *ret_start_ms = start_ms;
    *ret_end_ms = end_ms;
    *line = rest;
    return true;
}

bool caption_read_timing(struct slice line, int64_t *ret_start_ms,
                         int64_t *ret_end_ms)
{
    return caption_take_timing(&line, ret_start_ms, ret_end_ms);
}

/* ---- markup ---- */

struct caption_markup caption_find_markup(struct slice document)
{
    return (struct caption_markup){
        .tags = has_char(document, '<'),
        .refs = has_char(document, '&'),
        .ass = has_char(document, '{') || has_char(document, '\\'),
    };
}

bool caption_has_markup(const struct caption_markup *markup, struct slice text)
{
    return (markup->tags && has_char(text, '<')) ||
           (markup->refs && has_char(text, '&')) ||
           (markup->ass && (has_char(text, '{') || has_char(text, '\\')));
}

bool caption_take_bracketed(struct slice *rest, char close,
                            struct slice *ret_inside)
{
    struct slice near = slice_range(*rest, 1, BRACKETED_BYTES);
    size_t end = slice_find_char(near, close);

    near = slice_range(near, 0, end);
    if (end == SLICE_NOT_FOUND || has_char(near, '\n'))
        return false;
    *ret_inside = near;
    *rest = slice_from(*rest, end + 2);
    return true;
}

/* "{\an8}", "{b}", "{/b}" */
static bool take_override(struct slice *rest)
{
    struct slice behind = *rest, inside;

    if (!caption_take_bracketed(&behind, '}', &inside))
        return false;
    if (!slice_starts_with(inside, SLICE("\\"))) {
        slice_take_char(&inside, '/');
        if (inside.len != 1 ||
            !has_char(SLICE("bius"), ascii_lower(inside.ptr[0])))
            return false;
    }
    *rest = behind;
    return true;
}

bool caption_take_ass(struct buf *out, struct slice *rest)
{
    if (rest->len && rest->ptr[0] == '{')
        return take_override(rest);
    if (slice_starts_with(*rest, SLICE("\\N")))
        buf_char(out, '\n');
    else if (slice_starts_with(*rest, SLICE("\\h")))
        buf_char(out, ' ');
    else
        return false;
    *rest = slice_from(*rest, 2);
    return true;
}

bool caption_is_highlight(struct slice name)
{
    if (name.len == 1)
        return has_char(SLICE("ubc"), ascii_lower(name.ptr[0]));
    return slice_equal_nocase(name, SLICE("font"));
}

/* ---- karaoke ---- */

void caption_drop_last(struct caption_marks *marks, struct cue_list *list)
{
    list->count--;
    if (marks->count > list->count)
        marks->count = list->count;
}

void caption_mark_last(struct caption_marks *marks, const struct cue_list *list,
                       struct caption_mark mark)
{
    marks->list = arena_grow(list->arena, marks->list, &marks->capacity,
                             list->count, sizeof(*marks->list));
    while (marks->count < list->count)
        marks->list[marks->count++] = (struct caption_mark){ 0, 0 };
    marks->list[list->count - 1] = mark;
}

static struct caption_mark mark_of(const struct caption_marks *marks, size_t i)
{
    return i < marks->count ? marks->list[i] : (struct caption_mark){ 0, 0 };
}

static bool is_marked(struct caption_mark mark)
{
    return mark.from < mark.to;
}

/*
 * Where the run of cues that say the same as cue `first` ends: at another text,
 * or where the mark does not move on, for then the sentence was said again.
 * Pauses between words are cues without mark. Counts the marks in *ret_marks.
 */
static size_t run_end(const struct cue_list *list,
                      const struct caption_marks *marks, size_t first,
                      uint32_t *ret_marks)
{
    struct slice text = list->cues[first].text;
    uint32_t beyond = 0;
    size_t i = first;

    *ret_marks = 0;
    for (; i < list->count && slice_equal(list->cues[i].text, text); i++) {
        struct caption_mark mark = mark_of(marks, i);

        if (!is_marked(mark))
            continue;
        if (mark.from < beyond)
            break;
        beyond = mark.to;
        (*ret_marks)++;
    }
    return i;
}

static bool is_karaoke(const struct cue_list *list,
                       const struct caption_marks *marks)
{
    uint32_t in_run = 0;

    if (marks->count < 2)
        return false;
    for (size_t i = 0; i < list->count && in_run < 2;)
        i = run_end(list, marks, i, &in_run);
    return in_run >= 2;
}

/* Makes one cue of the run [first, end), whose marks become words. */
static void fold_run(const struct cue_list *list,
                     const struct caption_marks *marks, size_t first,
                     size_t end, uint32_t mark_count, struct cue *ret_cue)
{
    struct cue cue = list->cues[first];

    if (mark_count) {
        cue.words = arena_array(list->arena, mark_count, sizeof(*cue.words));
        cue.word_count = 0;
    }
    for (size_t i = first; i < end; i++) {
        const struct cue *part = &list->cues[i];
        struct caption_mark mark = mark_of(marks, i);

        if (is_marked(mark))
            cue.words[cue.word_count++] =
                (struct cue_word){ mark.from, mark.to, part->start_ms,
                                   part->end_ms };
        if (part->end_ms > cue.end_ms)
            cue.end_ms = part->end_ms;
    }
    *ret_cue = cue;
}

void caption_fold_karaoke(struct cue_list *list,
                          const struct caption_marks *marks)
{
    size_t kept = 0;

    if (!is_karaoke(list, marks))
        return;
    for (size_t i = 0; i < list->count;) {
        uint32_t mark_count;
        size_t end = run_end(list, marks, i, &mark_count);

        if (mark_count == 0)
            end = i + 1; /* a sentence that really comes twice */
        fold_run(list, marks, i, end, mark_count, &list->cues[kept++]);
        i = end;
    }
    list->count = kept;
}
