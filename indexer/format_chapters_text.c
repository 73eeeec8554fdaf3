/*
 * A text that is a list of chapters and little else: "00:00 Intro", one a line,
 * as mp4chaps keeps them ("00:00:00.000 Intro") and as people write them.
 */

#include "chapter_list.h"
#include "format.h"
#include "text_line.h"

enum {
    LOOK_BYTES = 65536, /* for the probe */
    OTHER_LINES = 3,    /* a heading, a link, a note … */
    OTHER_DIVISOR = 5,  /* … or one line in five */
};

/* By its name a file of chapters may have fewer. */
static size_t least(const struct format_input *input)
{
    return input->chapters ? 1 : CHAPTER_LIST_LEAST;
}

/* Turns, with what is said behind the time or on the line below it. */
static bool is_speech(const struct format_input *input,
                      const struct chapter_list *found, size_t other)
{
    return !input->chapters &&
           (found->spoken * 2 >= found->entries || other >= found->entries);
}

/* Lines that are no entries: too many for a list? */
static bool is_too_much(size_t other, size_t lines)
{
    return other > OTHER_LINES && other * OTHER_DIVISOR > lines;
}

static bool is_in_time(char c)
{
    return ascii_is_digit(c) || c == ':';
}

/* "1:02", "00:01:02" */
static size_t count_times(struct slice line)
{
    size_t count = 0, step;

    for (size_t at = 0;
         (step = slice_find_char(slice_from(line, at), ':')) != SLICE_NOT_FOUND;
         at++) {
        at += step;
        if (!at || at + 1 >= line.len || !ascii_is_digit(line.ptr[at - 1]) ||
            !ascii_is_digit(line.ptr[at + 1]))
            continue;
        count++;
        while (at + 1 < line.len && is_in_time(line.ptr[at + 1]))
            at++;
    }
    return count;
}

/* What a text has, counted without reading its times. */
struct tally {
    size_t lines, times;
    size_t sentences; /* lines of one time that end in a full stop */
};

static struct tally tally_text(struct slice text)
{
    struct tally tally = { .lines = 0 };
    struct text_lines lines;
    struct text_line line;

    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        size_t times;

        if (line.block == TEXT_BLANK)
            continue;
        times = count_times(line.text);
        tally.lines++;
        tally.times += times;
        tally.sentences +=
            times == 1 && line.text.ptr[line.text.len - 1] == '.';
    }
    return tally;
}

/*
 * Most texts are told by a tally. No entry is without a time; and of lines of a
 * time and a sentence, all but so few as may stand outside of a list would be
 * entries that were said.
 */
static bool is_no_list(const struct format_input *input, struct slice text)
{
    struct tally tally = tally_text(text);
    size_t outside = tally.lines / OTHER_DIVISOR;

    if (outside < OTHER_LINES)
        outside = OTHER_LINES;
    return (tally.times < tally.lines &&
            is_too_much(tally.lines - tally.times, tally.lines)) ||
           (!input->chapters && tally.sentences > outside &&
            (tally.sentences - outside) * 2 >= tally.times);
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice head = slice_range(input->text, 0, LOOK_BYTES);
    struct chapter_list found;
    size_t other;

    if (is_no_list(input, head))
        return PROBE_NO;
    found = chapter_list_read(head, least(input), NULL);
    other = found.lines > found.entries ? found.lines - found.entries : 0;
    if (found.entries == 0 || is_speech(input, &found, other) ||
        is_too_much(other, found.lines))
        return PROBE_NO;
    *ret_why = "a list of titles with the times at which they begin";
    return PROBE_LIKELY;
}

static enum status read_chapters(const struct format_input *input,
                                 struct cue_list *list, struct diag *diag,
                                 struct error *err)
{
    (void)diag;
    if (chapter_list_read(input->text, 1, list).entries)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT, "no list of chapters in it");
}

const struct format format_chapters_text = {
    .name = "chapters-text",
    .summary = "chapters: lines of a time and a title, mp4chaps too",
    .probe = probe,
    .read = read_chapters,
};
