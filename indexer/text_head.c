#include "text_head.h"

#include <string.h>

#include "line_scan.h"
#include "markdown.h"
#include "speaker.h"
#include "speaker_name.h"

enum {
    HEAD_BYTES = 120, /* how far into a line a time beside a name may begin */
    BARE_NAME_BYTES = 40,
};

/* Marks that stand between the parts of a head. */
static const struct slice separators[] = {
    { ":", 1 },
    { "-", 1 },
    { "|", 1 },
    { ",", 1 },
    { "\xE2\x80\x93", 3 }, /* en dash */
    { "\xE2\x80\x94", 3 }, /* em dash */
    { "\xEF\xBC\x9A", 3 }, /* full-width colon */
};

/* A run of emphasis marks at the front of *text. */
static struct slice take_emphasis(struct slice *text)
{
    size_t len = 0;
    struct slice mark;

    while (len < text->len && (text->ptr[len] == '*' || text->ptr[len] == '_'))
        len++;
    mark = slice_range(*text, 0, len);
    *text = slice_from(*text, len);
    return mark;
}

/* `text` without marks, separators and blanks at its end. */
static struct slice trim_name_end(struct slice text)
{
    const struct slice nbsp = SLICE("\xC2\xA0");

    for (bool again = true; again;) {
        again = false;
        text = slice_trim(text);
        while (text.len && strchr("*_@", text.ptr[text.len - 1])) {
            text.len--;
            again = true;
        }
        if (slice_ends_with(text, nbsp)) {
            text.len -= nbsp.len;
            again = true;
        }
        for (size_t i = 0; i < LINE_COUNT(separators); i++) {
            if (slice_ends_with(text, separators[i])) {
                text.len -= separators[i].len;
                again = true;
            }
        }
    }
    return text;
}

/*
 * Marks, colons, a dash and blanks behind a time that stands behind a name.
 * Returns true if a colon was among them.
 */
static bool skip_header_end(struct slice *text)
{
    bool colon = false;

    take_emphasis(text);
    line_skip_blanks(text);
    while (slice_take_char(text, ':') ||
           line_take_any(text, &separators[LINE_COUNT(separators) - 1], 1) == 0)
        colon = true;
    take_emphasis(text);
    line_skip_blanks(text);
    if (slice_starts_with(*text, SLICE("- ")))
        *text = slice_trim_left(slice_from(*text, 1));
    return colon;
}

/* Whether a time may begin at `at`: a bracket, or a word's first digit. */
static bool may_start_stamp(struct slice line, size_t at)
{
    char c = line.ptr[at];

    if (strchr("([", c) || (unsigned char)c >= 0xE3)
        return true;
    if (c == '\\')
        return line.ptr[at - 1] != '\\';
    return ascii_is_digit(c) &&
           (strchr(" :@\t", line.ptr[at - 1]) || line.ptr[at - 1] == '\xA0');
}

/* "Speaker 2: 00:17:01": a number at `at` that ends the name. */
static bool is_number_of_name(struct slice line, size_t at)
{
    struct slice rest = slice_from(line, at);

    if (!line_starts_with_digit(rest))
        return false;
    while (line_starts_with_digit(rest))
        rest = slice_from(rest, 1);
    return slice_starts_with(rest, SLICE(": "));
}

/* Where, within the head of the line, a time follows something else. */
static bool find_stamp(struct slice line, int frames_per_second,
                       struct text_stamp *ret, size_t *ret_at,
                       struct slice *ret_rest)
{
    size_t end = line.len < HEAD_BYTES ? line.len : HEAD_BYTES;

    for (size_t at = 1; at < end; at++) {
        struct slice rest = slice_from(line, at);

        if (may_start_stamp(line, at) && !is_number_of_name(line, at) &&
            text_take_stamp(&rest, frames_per_second, ret)) {
            *ret_at = at;
            *ret_rest = rest;
            return true;
        }
    }
    return false;
}

/* Whether the head of the line has a colon between two digits at all. */
static bool has_time_colon(struct slice line)
{
    size_t end = line.len < HEAD_BYTES ? line.len : HEAD_BYTES;

    for (size_t at = 1; at + 1 < end; at++)
        if (ascii_is_digit(line.ptr[at + 1]) &&
            (line.ptr[at] == ':' || (unsigned char)line.ptr[at] >= 0x80))
            return true;
    return false;
}

/* "[Audience]: 00:12" : the brackets of a name, taken off. */
static struct slice without_brackets(struct slice name)
{
    if (name.len > 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']')
        return slice_trim(slice_range(name, 1, name.len - 1));
    return name;
}

/* A tab, or two blanks as between columns, before and behind the time. */
static bool is_column(struct slice line, size_t at, struct slice behind)
{
    struct slice before = slice_range(line, 0, at);

    return (slice_ends_with(before, SLICE("\t")) ||
            slice_ends_with(before, SLICE("  "))) &&
           (slice_starts_with(behind, SLICE("\t")) ||
            slice_starts_with(behind, SLICE("  ")));
}

/*
 * "Name (00:12:34):", "Name: 00:12:34", "**Name** [12:34]: text", and Rev.ai's
 * "Name    00:12:34    text".
 */
static bool read_name_first(struct slice line, int frames_per_second,
                            struct text_head *ret)
{
    struct slice rest, name;
    size_t at;
    bool colon, parted;

    if (!has_time_colon(line) ||
        !find_stamp(line, frames_per_second, &ret->stamp, &at, &rest))
        return false;
    name = slice_trim(slice_range(line, 0, at));
    colon = slice_find_char(name, ':') != SLICE_NOT_FOUND ||
            slice_find(name, SLICE("\xEF\xBC\x9A")) != SLICE_NOT_FOUND;
    ret->bold = take_emphasis(&name).len > 0;
    parted = (ret->bold && slice_ends_with(name, SLICE("*"))) ||
             is_column(line, at, rest);
    name = trim_name_end(name);
    ret->clock = !colon && name.len && name.ptr[0] == '[' &&
                 ret->stamp.bracket == TEXT_BARE;
    ret->name = without_brackets(name);
    colon |= skip_header_end(&rest);
    ret->text = ret->behind_time = slice_trim(rest);
    ret->clock = ret->clock && ret->text.len == 0;
    /* in "We met at 10:30 in Oslo" nothing parts name, time and words */
    return speaker_is_stamped_name(ret->name) &&
           (colon || parted || ret->text.len == 0 ||
            ret->stamp.bracket == TEXT_SQUARE);
}

/* Turn marks behind a time. */
static bool skip_turn_mark(struct slice *text)
{
    size_t len = 0;

    while (len < text->len && text->ptr[len] == '>')
        len++;
    if (len < 2)
        return false;
    *text = slice_from(*text, len);
    line_skip_blanks(text);
    return true;
}

/* A line that may be nothing but a name: "Ana Lima". */
static bool is_bare_name(struct slice text)
{
    return text.len && text.len <= BARE_NAME_BYTES &&
           !strchr(".,", text.ptr[text.len - 1]) &&
           speaker_is_proper_name(text);
}

/* "| Name | text" */
static bool take_column(struct slice text, struct text_head *ret)
{
    size_t end = slice_find_char(slice_range(text, 0, HEAD_BYTES), '|');
    struct slice name;

    if (end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(text, 0, end));
    if (!speaker_is_name(name))
        return false;
    ret->name = name;
    ret->text = slice_trim(slice_from(text, end + 1));
    return true;
}

/* "<Name> text", with or without the blank that IRC puts there. */
static bool take_nick(struct slice text, struct text_head *ret)
{
    size_t end = slice_find_char(slice_range(text, 0, HEAD_BYTES), '>');
    struct slice name;

    if (text.len == 0 || text.ptr[0] != '<' || end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(text, 1, end));
    while (name.len && strchr("@+~&%", name.ptr[0])) /* ranks in a channel */
        name = slice_from(name, 1);
    if (!speaker_is_stamped_name(name) || markdown_is_tag(name))
        return false;
    ret->name = name;
    ret->text = slice_trim(slice_from(text, end + 1));
    return true;
}

/* "[Name] text" behind a time; "[laughter]" is no name. */
static bool take_bracketed_name(struct slice text, struct text_head *ret)
{
    size_t end = slice_find_char(slice_range(text, 0, HEAD_BYTES), ']');
    struct slice name;

    if (text.len == 0 || text.ptr[0] != '[' || end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(text, 1, end));
    if (!speaker_is_stamped_name(name) || speaker_is_sound(name))
        return false;
    ret->name = name;
    ret->text = slice_trim(slice_from(text, end + 1));
    return ret->text.len > 0;
}

/* "roo_42: text" or "**roo_42:** text", one word without a capital. */
static bool take_handle(struct slice text, struct text_head *ret)
{
    struct slice mark = take_emphasis(&text), name, rest;
    size_t end = slice_find_char(slice_range(text, 0, HEAD_BYTES), ':');

    if (end == SLICE_NOT_FOUND)
        return false;
    name = slice_range(text, 0, end);
    if (mark.len && slice_ends_with(name, mark))
        name.len -= mark.len;
    rest = slice_from(text, end + 1);
    if (mark.len && slice_starts_with(rest, mark))
        rest = slice_from(rest, mark.len);
    if (name.len < 2 || !ascii_is_alpha(name.ptr[0]) ||
        line_count_char(name, ' ') || !speaker_is_stamped_name(name) ||
        rest.len == 0 || rest.ptr[0] != ' ')
        return false;
    ret->name = name;
    ret->handle = true;
    ret->text = slice_trim(rest);
    return true;
}

/* What is behind a time at the front of the line. */
static void read_behind_time(struct slice text, struct slice mark,
                             struct text_head *ret)
{
    size_t separator;
    struct slice rest;

    if (slice_starts_with(text, mark))
        text = slice_from(text, mark.len);
    line_skip_blanks(&text);
    if (take_nick(text, ret)) { /* "17:30 < nick>": the clock of a chat */
        ret->clock = ret->stamp.bracket == TEXT_BARE;
        ret->behind_time = text;
        return;
    }
    separator = line_take_any(&text, separators, LINE_COUNT(separators));
    if (slice_starts_with(text, mark))
        text = slice_from(text, mark.len);
    line_skip_blanks(&text);
    ret->turn = skip_turn_mark(&text) || separator == 1;
    ret->text = ret->behind_time = slice_trim(text);
    rest = ret->text;
    if ((separator == 2 && take_column(text, ret)) ||
        take_bracketed_name(text, ret))
        return;
    ret->bold = mark.len || slice_starts_with(rest, SLICE("**"));
    if (speaker_take_label(rest, &ret->name, &ret->text))
        return;
    if (is_bare_name(rest)) { /* "0:00 - Sam Okafor (Harbour)", or a remark */
        ret->name = rest;
        ret->bare_name = true;
        ret->parted = separator < LINE_COUNT(separators) &&
                      line_count_char(rest, ' ') > 0;
        ret->text = (struct slice){ 0 };
    }
}

/* "(Ana Lima)" and nothing else. */
static bool take_enclosed_name(struct slice line, struct text_head *ret)
{
    struct slice name;

    if (line.len < 3 || line.ptr[0] != '(' || line.ptr[line.len - 1] != ')')
        return false;
    name = slice_trim(slice_range(line, 1, line.len - 1));
    if (!is_bare_name(name) || speaker_is_sound(name))
        return false;
    ret->name = name;
    ret->bare_name = ret->enclosed = true;
    ret->text = (struct slice){ 0 };
    return true;
}

bool text_head_read_label(struct slice line, struct text_head *ret)
{
    *ret = (struct text_head){ .text = line, .behind_time = line };
    ret->bold = slice_starts_with(line, SLICE("**")) ||
                slice_starts_with(line, SLICE("__"));
    if (speaker_take_label(line, &ret->name, &ret->text) ||
        take_nick(line, ret) || take_handle(line, ret) ||
        take_enclosed_name(line, ret))
        return true;
    if (!is_bare_name(line))
        return false;
    ret->name = line;
    ret->bare_name = true;
    ret->text = (struct slice){ 0 };
    return true;
}

/* "Ana Lima 12 minutes 34 seconds" */
static bool read_spelled(struct slice line, struct text_head *ret)
{
    return text_split_spelled(line, &ret->name, &ret->stamp) &&
           (speaker_is_proper_name(ret->name) ||
            speaker_is_numbered(ret->name));
}

bool text_head_read(struct slice line, int frames_per_second,
                    struct text_head *ret)
{
    struct slice rest = line, mark = take_emphasis(&rest);
    bool addressed;

    *ret = (struct text_head){ 0 };
    if (read_spelled(line, ret))
        return true;
    *ret = (struct text_head){ 0 };
    addressed = slice_take_char(&rest, '@'); /* "@0:00 - Name" */
    if (text_take_stamp(&rest, frames_per_second, &ret->stamp)) {
        ret->time_first = true;
        read_behind_time(rest, mark, ret);
        ret->addressed = addressed;
        ret->parted |= addressed && ret->bare_name;
        return true;
    }
    *ret = (struct text_head){ 0 };
    if (read_name_first(line, frames_per_second, ret))
        return true;
    return text_head_read_label(line, ret);
}
