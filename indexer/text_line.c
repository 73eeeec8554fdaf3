#include "text_line.h"

#include <string.h>

enum { HEADING_LEVELS = 6, ITEM_DIGITS = 3, RULE_MARKS = 3, FENCE_MARKS = 3 };

void text_lines_init(struct text_lines *lines, struct slice text,
                     uint32_t first_line)
{
    *lines = (struct text_lines){ .rest = text, .number = first_line };
}

void text_lines_break(struct text_lines *lines)
{
    lines->in_paragraph = false;
}

/*
 * The run of three or more ` or ~ that opens or closes code, or empty. With a
 * backtick behind it, it is a code span.
 */
static struct slice fence_of(struct slice line)
{
    size_t len = 0;

    while (len < line.len && (line.ptr[len] == '`' || line.ptr[len] == '~') &&
           line.ptr[len] == line.ptr[0])
        len++;
    if (slice_find_char(slice_from(line, len), '`') != SLICE_NOT_FOUND)
        len = 0;
    return slice_range(line, 0, len >= FENCE_MARKS ? len : 0);
}

static bool closes_fence(struct slice line, struct slice fence)
{
    struct slice run = fence_of(line);

    return slice_starts_with(run, fence) && run.len == line.len;
}

/*
 * Whether an end for `fence` is still to come. A fence without one would turn
 * the rest of the transcript into code, so it opens nothing; nor does any
 * later one, which keeps this linear.
 */
static bool fence_is_closed(struct text_lines *lines, struct slice fence)
{
    struct slice rest = lines->rest, line;

    if (lines->no_more_fences)
        return false;
    while (slice_next_line(&rest, &line))
        if (closes_fence(slice_trim(line), fence))
            return true;
    lines->no_more_fences = true;
    return false;
}

/* Takes ">" marks off *line. */
static bool take_quote_marks(struct slice *line)
{
    bool quoted = false;

    while (slice_take_char(line, '>')) {
        quoted = true;
        *line = slice_trim_left(*line);
    }
    return quoted;
}

/*
 * Takes the ">>" off *line with which captioners mark a change of speaker.
 * Quotes within quotes are written so, too, but hardly in transcripts.
 */
static bool take_turn_mark(struct slice *line)
{
    if (!slice_starts_with(*line, SLICE(">>")))
        return false;
    while (slice_take_char(line, '>'))
        ;
    *line = slice_trim_left(*line);
    return true;
}

/* A line of rules and nothing else: ---, * * *, =====, |:---|---| */
static bool is_rule(struct slice line)
{
    size_t marks = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == ' ')
            continue;
        if (!strchr("-*_=|:", line.ptr[i]))
            return false;
        marks++;
    }
    return marks >= RULE_MARKS;
}

/* Without the "{#id}" with which Markdown names a heading. */
static struct slice without_attributes(struct slice title)
{
    size_t at = slice_find(title, SLICE("{#"));

    if (at == SLICE_NOT_FOUND || !slice_ends_with(title, SLICE("}")) ||
        slice_find_char(slice_from(title, at), ' ') != SLICE_NOT_FOUND)
        return title;
    return slice_trim(slice_range(title, 0, at));
}

/* Takes "## " off a heading, and closing marks. Returns its level, or 0. */
static int take_heading(struct slice *line)
{
    size_t level = 0;
    struct slice title;

    while (level < line->len && line->ptr[level] == '#')
        level++;
    if (level == 0 || level > HEADING_LEVELS ||
        (level < line->len && line->ptr[level] != ' '))
        return 0;
    title = without_attributes(slice_trim(slice_from(*line, level)));
    while (title.len && title.ptr[title.len - 1] == '#')
        title.len--;
    *line = slice_trim(title);
    return (int)level;
}

/* Takes a bullet off *line; an item's number is left, for it may be said. */
static bool take_bullet(struct slice *line)
{
    struct slice rest = *line;
    size_t digits = 0;

    if (line->len > 1 && strchr("-*+", line->ptr[0]) && line->ptr[1] == ' ') {
        *line = slice_trim_left(slice_from(*line, 1));
        return true;
    }
    if (slice_starts_with(*line, SLICE("\xE2\x80\xA2"))) {
        *line = slice_trim_left(slice_from(*line, 3));
        return true;
    }
    while (digits < rest.len && ascii_is_digit(rest.ptr[digits]))
        digits++;
    rest = slice_from(rest, digits);
    return digits && digits <= ITEM_DIGITS && rest.len > 1 &&
           strchr(".)", rest.ptr[0]) && rest.ptr[1] == ' ';
}

/* The block of a line outside code; takes its marks off line->text. */
static enum text_block classify(struct text_lines *lines,
                                struct text_line *line)
{
    bool quoted;

    line->turn = take_turn_mark(&line->text);
    if (line->turn)
        lines->in_paragraph = false;
    quoted = take_quote_marks(&line->text);
    if (quoted && !lines->quoted)
        lines->in_paragraph = false;
    lines->quoted = quoted;
    if (line->text.len == 0 || is_rule(line->text))
        return TEXT_BLANK;
    line->level = take_heading(&line->text);
    if (line->level)
        return line->text.len ? TEXT_HEADING : TEXT_BLANK;
    return take_bullet(&line->text) ? TEXT_ITEM : TEXT_PLAIN;
}

bool text_lines_next(struct text_lines *lines, struct text_line *ret)
{
    struct slice line, fence;

    if (!slice_next_line(&lines->rest, &line))
        return false;
    *ret = (struct text_line){ .number = lines->number++,
                               .text = slice_trim(line) };
    if (lines->fence.len) {
        ret->block = TEXT_CODE;
        if (closes_fence(ret->text, lines->fence)) {
            lines->fence = (struct slice){ 0 };
            ret->block = TEXT_BLANK;
        }
        return true;
    }
    fence = fence_of(ret->text);
    if (fence.len && fence_is_closed(lines, fence)) {
        lines->fence = fence;
        ret->block = TEXT_BLANK;
    } else if (fence.len && fence.len == ret->text.len) {
        ret->block = TEXT_BLANK;
    } else {
        ret->block = classify(lines, ret);
    }
    ret->starts_paragraph = ret->block == TEXT_ITEM || !lines->in_paragraph;
    lines->in_paragraph = ret->block == TEXT_ITEM || ret->block == TEXT_PLAIN;
    return true;
}
