/*
 * Rolling captions: each cue shows the line or lines before again, and adds to
 * them. YouTube's automatic captions show two lines, the one before and the one
 * now spoken, and between two such cues a bridge with the finished line alone;
 * converters make SubRip of it that rolls, too. Captions typed live may roll
 * over more lines, or grow on the last one word by word. In all of them what
 * was shown goes; what the cue adds stays, with the cue's start. Bridges add
 * nothing.
 */

#include "cue_internal.h"

enum {
    BRIDGE_MAX_MS = 20, /* YouTube's bridges between two captions last 10 ms */
    LINES_MAX = 4,      /* more do not roll */
};

/* How a file repeats what was shown. */
enum manner {
    BY_LINES,   /* only whole lines */
    BY_GROWING, /* the last line may go on, too */
    MANNERS
};

/* The last lines that were shown, in order. */
struct shown {
    struct slice lines[LINES_MAX];
    size_t count;
};

static void show(struct shown *shown, struct slice text)
{
    struct slice line;

    shown->count = 0;
    text = slice_trim(text);
    while (slice_next_line(&text, &line)) {
        if (shown->count == LINES_MAX) {
            for (size_t i = 1; i < LINES_MAX; i++)
                shown->lines[i - 1] = shown->lines[i];
            shown->count--;
        }
        shown->lines[shown->count++] = slice_trim(line);
    }
}

/* A repeat with times of its own in it is being said, not left standing. */
static bool is_timed(const struct cue *cue, size_t end)
{
    for (uint32_t i = 0; i < cue->word_count; i++)
        if (cue->words[i].start_ms > cue->start_ms)
            return cue->words[i].from_byte < end;
    return false;
}

/* Where in `text` its `line` goes on behind what was shown of it, or 0. */
static size_t grown_from(struct slice text, struct slice line,
                         struct slice shown)
{
    line = slice_trim_left(line);
    if (!slice_starts_with(line, shown) || line.len == shown.len ||
        line.ptr[shown.len] != ' ')
        return 0;
    return (size_t)(line.ptr - text.ptr) + shown.len;
}

/*
 * Bytes at the front of `text` that are the lines shown from `first` on, or 0.
 * If they may grow, the last of them may be followed by more.
 */
static size_t match_lines(struct slice text, const struct shown *shown,
                          size_t first, enum manner manner)
{
    struct slice rest = text, line;

    for (size_t i = first; i < shown->count; i++) {
        if (!slice_next_line(&rest, &line))
            return 0;
        if (slice_equal(slice_trim(line), shown->lines[i]))
            continue;
        if (manner == BY_LINES || i + 1 < shown->count)
            return 0;
        return grown_from(text, line, shown->lines[i]);
    }
    return text.len - rest.len;
}

/* Bytes at the front of the cue's text that repeat what was shown. */
static size_t repeated(const struct cue *cue, const struct shown *shown,
                       enum manner manner)
{
    for (size_t first = 0; first < shown->count; first++) {
        size_t end = match_lines(cue->text, shown, first, manner);

        if (end && !is_timed(cue, end))
            return end;
    }
    return 0;
}

/*
 * Whether a cue that repeats what `before` showed does so as rolling captions
 * do, and not because somebody said a thing twice.
 */
static bool rolls(const struct cue *cue, const struct cue *before, size_t end)
{
    bool adds = slice_trim(slice_from(cue->text, end)).len > 0;
    bool lost_times = before->word_count && !cue->word_count;
    bool bridge = cue->start_ms >= 0 && cue->start_ms == before->end_ms &&
                  cue->end_ms >= cue->start_ms &&
                  cue->end_ms - cue->start_ms <= BRIDGE_MAX_MS;

    return adds || lost_times || bridge;
}

/* Whether a line of `before` begins as `text` does: a quick look. */
static bool may_repeat(struct slice text, struct slice before)
{
    struct slice line;

    text = slice_trim_left(text);
    while (text.len && slice_next_line(&before, &line)) {
        line = slice_trim_left(line);
        if (line.len && line.ptr[0] == text.ptr[0])
            return true;
    }
    return false;
}

/* How many cues repeat the one before, and how many of them plainly roll. */
struct evidence {
    size_t repeats, rolling;
};

/* What repeats by whole lines is evidence for both manners. */
static void weigh(const struct cue *cue, const struct cue *before,
                  struct evidence evidence[MANNERS])
{
    enum manner manner = BY_LINES;
    struct shown shown;
    size_t end;

    show(&shown, before->text);
    end = repeated(cue, &shown, manner);
    if (!end)
        end = repeated(cue, &shown, manner = BY_GROWING);
    if (!end)
        return;
    for (bool plainly = rolls(cue, before, end); manner < MANNERS; manner++) {
        evidence[manner].repeats++;
        evidence[manner].rolling += plainly;
    }
}

/* Rolling captions show themselves by most cues repeating the one before. */
static bool is_rolling(const struct cue_list *list, enum manner *ret_manner)
{
    struct evidence evidence[MANNERS] = { 0 };
    size_t needed = 2;

    for (size_t i = 1; i < list->count; i++) {
        const struct cue *cue = &list->cues[i], *before = cue - 1;

        if (before->word_count)
            needed = 1;
        if (may_repeat(cue->text, before->text))
            weigh(cue, before, evidence);
    }
    for (enum manner manner = BY_LINES; manner < MANNERS; manner++) {
        *ret_manner = manner;
        if (2 * evidence[manner].repeats + 1 > list->count &&
            evidence[manner].rolling >= needed)
            return true;
    }
    return false;
}

size_t cue_list_unroll(struct cue_list *list, struct diag *diag)
{
    struct shown shown = { .count = 0 };
    enum manner manner;
    size_t cut = 0, emptied = 0;

    if (!is_rolling(list, &manner))
        return 0;
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];
        size_t end = repeated(cue, &shown, manner);

        if (slice_trim(cue->text).len)
            show(&shown, cue->text);
        if (!end)
            continue;
        cue_cut(cue, end, cue->text.len);
        cut++;
        if (slice_trim(cue->text).len == 0)
            emptied++;
    }
    diag_add(diag, DIAG_NOTE, 0, "rolling captions: %zu repeated lines dropped",
             cut);
    return emptied;
}
