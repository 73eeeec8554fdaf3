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

/* "1:02" */
static size_t count_times(struct slice line)
{
    size_t count = 0, step;

    for (size_t at = 0;
         (step = slice_find_char(slice_from(line, at), ':')) != SLICE_NOT_FOUND;
         at++) {
        at += step;
        count += at && at + 1 < line.len && ascii_is_digit(line.ptr[at - 1]) &&
                 ascii_is_digit(line.ptr[at + 1]);
    }
    return count;
}

/* No entry is without a time: where there are few, nothing has to be read. */
static bool has_few_times(struct slice text)
{
    struct text_lines lines;
    struct text_line line;
    size_t count = 0, times = 0;

    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK)
            continue;
        count++;
        times += count_times(line.text);
    }
    return times < count && is_too_much(count - times, count);
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice head = slice_range(input->text, 0, LOOK_BYTES);
    struct chapter_list found;
    size_t other;

    if (has_few_times(head))
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
