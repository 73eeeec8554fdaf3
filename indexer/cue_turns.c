#include "cue_internal.h"
#include "speaker.h"

/* Which marks begin a turn in the middle of a line, too. */
struct turn_marks {
    bool arrows, dashes;
};

static struct slice first_line(struct slice text)
{
    struct slice line = { NULL, 0 };

    slice_next_line(&text, &line);
    return slice_trim(line);
}

static bool has_arrows(struct slice line)
{
    return slice_starts_with(line, SLICE(">>"));
}

static bool has_dash(struct slice line)
{
    return slice_starts_with(line, SLICE("- "));
}

static bool has_label(struct slice line)
{
    struct slice name, rest;

    return (slice_starts_with(line, SLICE("[")) ||
            slice_find_char(line, ':') != SLICE_NOT_FOUND) &&
           speaker_take_label(line, &name, &rest);
}

/* A mark with which several cues of a file begin is one inside lines, too. */
static struct turn_marks find_turn_marks(const struct cue_list *list)
{
    size_t arrows = 0, dashes = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (has_arrows(list->cues[i].text))
            arrows++;
        else if (has_dash(list->cues[i].text))
            dashes++;
    }
    return (struct turn_marks){ arrows > 1, dashes > 1 };
}

/* "How are you? >> Good.", "How are you? - Good." and "But-- - Good." */
static bool turns_in_line(struct slice text, size_t at,
                          const struct turn_marks *marks)
{
    struct slice rest = slice_from(text, at);

    if (at < 2 || text.ptr[at - 1] != ' ')
        return false;
    if (marks->arrows && has_arrows(rest))
        return true;
    return marks->dashes && has_dash(rest) &&
           slice_find_char(SLICE(".?!-"), text.ptr[at - 2]) != SLICE_NOT_FOUND;
}

/*
 * A label counts only in a cue that begins with one, for "Remember: …" in the
 * middle of a sentence looks the same.
 */
static bool turns_at_line(struct slice line, bool labelled)
{
    return has_arrows(line) || has_dash(line) || (labelled && has_label(line));
}

/* Where behind `at` the text changes to another turn, or its length. */
static size_t next_turn(struct slice text, size_t at,
                        const struct turn_marks *marks, bool labelled)
{
    bool begun = false, line_start = false;

    for (; at < text.len; at++) {
        char c = text.ptr[at];

        if (c == '\n')
            line_start = true;
        if (ascii_is_space(c))
            continue;
        if (begun && line_start &&
            turns_at_line(first_line(slice_from(text, at)), labelled))
            return at;
        if (begun && (c == '>' || c == '-') && turns_in_line(text, at, marks))
            return at;
        begun = true;
        line_start = false;
    }
    return at;
}

/* Most cues have one turn, and nothing in them that could begin another. */
static bool may_turn(struct slice text, const struct turn_marks *marks)
{
    return slice_find_char(text, '\n') != SLICE_NOT_FOUND ||
           (marks->arrows && slice_find_char(text, '>') != SLICE_NOT_FOUND) ||
           (marks->dashes && slice_find_char(text, '-') != SLICE_NOT_FOUND);
}

/* Appends the turns of a cue as cues of their own, with the same times. */
static void append_turns(struct cue_list *out, const struct cue *cue,
                         const struct turn_marks *marks)
{
    bool labelled = has_label(first_line(cue->text));
    size_t from = 0;

    do {
        size_t to = next_turn(cue->text, from, marks, labelled);
        struct cue *turn = cue_list_append(out);

        *turn = *cue;
        turn->paragraph = turn->paragraph || from > 0;
        turn->words =
            arena_array(out->arena, cue->word_count, sizeof(*cue->words));
        for (uint32_t i = 0; i < cue->word_count; i++)
            turn->words[i] = cue->words[i];
        cue_cut(turn, from, to);
        from = to;
    } while (from < cue->text.len);
}

static bool has_turns(const struct cue *cue, const struct turn_marks *marks)
{
    bool labelled;

    if (!may_turn(cue->text, marks))
        return false;
    labelled = has_label(first_line(cue->text));
    return next_turn(cue->text, 0, marks, labelled) < cue->text.len;
}

void cue_list_split_turns(struct cue_list *list)
{
    struct turn_marks marks = find_turn_marks(list);
    size_t *moved = cue_moved_new(list);
    struct cue_list out = *list;
    size_t first = 0;

    while (first < list->count && !has_turns(&list->cues[first], &marks))
        first++;
    if (first == list->count)
        return;
    out.cues = NULL;
    out.count = out.capacity = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (moved)
            moved[i] = out.count;
        if (i >= first && has_turns(&list->cues[i], &marks))
            append_turns(&out, &list->cues[i], &marks);
        else
            *cue_list_append(&out) = list->cues[i];
    }
    cue_moved_apply(&out, moved, list->count);
    *list = out;
}
