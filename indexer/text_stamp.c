#include "text_stamp.h"

#include <string.h>

#include "line_scan.h"
#include "markdown.h"

enum {
    ARROW_BYTES = 40,    /* within which one follows its first time */
    BRACKET_DEPTH = 2,   /* "[(00:12:34)](link)" */
    SPELLED_BYTES = 100, /* of a line that is a name and a time in words */
    SPELLED_MAX = 999,   /* hours, minutes or seconds */
};

static const struct slice arrows[] = {
    { "-->", 3 }, { "->", 2 }, { "\xE2\x86\x92", 3 }, /* rightwards arrow */
};

static const struct slice range_words[] = {
    { "to ", 3 },
    { "-", 1 },
    { "\xE2\x80\x93", 3 },
    { "\xE2\x80\x94", 3 },
};

static const struct slice openers[] = {
    { "(", 1 },
    { "\xEF\xBC\x88", 3 }, /* full-width parenthesis */
    { "[", 1 },
    { "\xE3\x80\x90", 3 }, /* black lenticular bracket */
};

static const struct slice closers[] = {
    { ")", 1 },
    { "\xEF\xBC\x89", 3 },
    { "]", 1 },
    { "\xE3\x80\x91", 3 },
};

/* Blanks, and the backslashes that Markdown editors put around brackets. */
static void skip_escapes(struct slice *text)
{
    line_skip_blanks(text);
    while (slice_take_char(text, '\\'))
        line_skip_blanks(text);
}

/* The two digits behind the dot of "01:02:03.04", else -1. */
static int fraction_of(struct slice time)
{
    size_t dot = slice_find_char(time, '.');
    struct slice digits;
    int64_t value;

    if (dot == SLICE_NOT_FOUND || time.len - dot != 3)
        return -1;
    digits = slice_from(time, dot + 1);
    return slice_take_number(&digits, 99, &value) ? (int)value : -1;
}

/*
 * A time as take_stamp reads it, or with the frames that editors write behind
 * a third colon (their rate is not known: dropped), or with a digit missing
 * ("00:27:4"), or with colons that are not ASCII.
 */
static bool take_clock(struct slice *text, int frames_per_second,
                       struct text_stamp *ret, int64_t *ret_ms)
{
    struct slice rest = *text, taken;
    int64_t frames;
    bool strict = timecode_take_stamp(&rest, frames_per_second, ret_ms);
    bool more = strict && rest.len > 1 && rest.ptr[0] == ':' &&
                ascii_is_digit(rest.ptr[1]);

    if (strict) {
        taken = slice_range(*text, 0, text->len - rest.len);
        ret->has_hours = line_count_char(taken, ':') == 2;
        ret->fraction = fraction_of(taken);
    }
    if (more && ret->has_hours) {
        slice_take_char(&rest, ':');
        slice_take_number(&rest, 99, &frames);
        more = false;
    }
    if (!strict || more) {
        rest = *text;
        if (!line_starts_with_digit(rest) ||
            !timecode_take_loose(&rest, ret_ms))
            return false;
        taken = slice_range(*text, 0, text->len - rest.len);
        if (line_count_char(taken, ':') < 2 &&
            slice_find(taken, SLICE("\xEF\xBC\x9A")) == SLICE_NOT_FOUND &&
            slice_find(taken, SLICE("\xE2\x88\xB6")) == SLICE_NOT_FOUND)
            return false;
        ret->has_hours = true;
    }
    *text = rest;
    return true;
}

/* Whether `text` has the last byte of one; most times have none behind them. */
static bool has_arrow(struct slice text)
{
    return slice_find_char(text, '>') != SLICE_NOT_FOUND ||
           slice_find_char(text, '\x92') != SLICE_NOT_FOUND;
}

/* "0.00 --> 4.90": seconds, which nothing but the arrow makes a time. */
static bool take_arrow_range(struct slice *text, struct text_stamp *ret)
{
    struct slice rest = *text;

    if (!line_starts_with_digit(rest) ||
        !has_arrow(slice_range(rest, 0, ARROW_BYTES)) ||
        !timecode_take_loose(&rest, &ret->start_ms))
        return false;
    line_skip_blanks(&rest);
    if (line_take_any(&rest, arrows, LINE_COUNT(arrows)) == LINE_COUNT(arrows))
        return false;
    line_skip_blanks(&rest);
    if (!line_starts_with_digit(rest) ||
        !timecode_take_loose(&rest, &ret->end_ms))
        return false;
    ret->has_hours = true;
    *text = rest;
    return true;
}

/* "10:30 am" is a time of day. */
static bool is_half_day(struct slice behind)
{
    static const struct slice halves[] = {
        { "am", 2 }, { "pm", 2 }, { "a.m", 3 }, { "p.m", 3 }, { "o'clock", 7 },
    };

    behind = slice_trim_left(behind);
    for (size_t i = 0; i < LINE_COUNT(halves); i++)
        if (slice_starts_with_nocase(behind, halves[i]) &&
            (behind.len == halves[i].len ||
             !ascii_is_alpha(behind.ptr[halves[i].len])))
            return true;
    return false;
}

/* Whether what is behind a time without brackets leaves it one. */
static bool may_follow_bare(struct slice behind, bool has_hours)
{
    char next = behind.len ? behind.ptr[0] : ' ';

    if (ascii_is_alpha(next)) /* "00:02:06Matt" is a missing line end */
        return has_hours;
    return !ascii_is_digit(next) && !strchr("%/'", next) &&
           (has_hours || !is_half_day(behind));
}

/* The time or times inside brackets, or without. */
static bool take_times(struct slice *text, int frames_per_second,
                       struct text_stamp *ret)
{
    struct slice rest = *text, end;
    struct text_stamp ignored;

    if (take_arrow_range(&rest, ret)) {
        *text = rest;
        return true;
    }
    if (!take_clock(&rest, frames_per_second, ret, &ret->start_ms))
        return false;
    *text = end = rest;
    line_skip_blanks(&end);
    if (line_take_any(&end, range_words, LINE_COUNT(range_words)) ==
        LINE_COUNT(range_words))
        return true;
    line_skip_blanks(&end);
    if (take_clock(&end, frames_per_second, &ignored, &ret->end_ms))
        *text = end;
    return true;
}

/* Closing brackets for `depth` opened ones, and a link behind the last. */
static bool take_closers(struct slice *text, size_t depth)
{
    while (depth-- > 0) {
        skip_escapes(text);
        if (line_take_any(text, closers, LINE_COUNT(closers)) ==
            LINE_COUNT(closers))
            return false;
        markdown_take_target(text);
    }
    return true;
}

static bool take_one_stamp(struct slice *text, int frames_per_second,
                           struct text_stamp *ret)
{
    struct slice rest = *text;
    size_t depth = 0;

    *ret = (struct text_stamp){ .bracket = TEXT_BARE,
                                .fraction = -1,
                                .end_ms = TIME_NONE };
    for (; depth < BRACKET_DEPTH; depth++) {
        struct slice opened = rest;
        size_t opener;

        skip_escapes(&opened);
        opener = line_take_any(&opened, openers, LINE_COUNT(openers));
        if (opener == LINE_COUNT(openers))
            break;
        if (depth == 0)
            ret->bracket = opener < 2 ? TEXT_ROUND : TEXT_SQUARE;
        skip_escapes(&opened);
        rest = opened;
    }
    if (!take_times(&rest, frames_per_second, ret) ||
        !take_closers(&rest, depth))
        return false;
    if (depth == 0 && !may_follow_bare(rest, ret->has_hours))
        return false;
    *text = rest;
    return true;
}

bool text_take_stamp(struct slice *text, int frames_per_second,
                     struct text_stamp *ret)
{
    struct text_stamp end;
    struct slice rest;

    /* What most lines begin with is no time, and quickly told. */
    if (text->len && ascii_is_alpha(text->ptr[0]))
        return false;
    if (!take_one_stamp(text, frames_per_second, ret))
        return false;
    rest = *text;
    line_skip_blanks(&rest);
    if (ret->bracket != TEXT_BARE && ret->end_ms == TIME_NONE &&
        line_take_any(&rest, range_words, LINE_COUNT(range_words)) <
            LINE_COUNT(range_words)) {
        line_skip_blanks(&rest);
        if (take_one_stamp(&rest, frames_per_second, &end) &&
            end.bracket == ret->bracket) {
            ret->end_ms = end.start_ms;
            *text = rest;
        }
    }
    return true;
}

/* "5 seconds", "1 minute" */
static bool take_unit(struct slice *text, struct slice unit, int64_t unit_ms,
                      int64_t *total_ms)
{
    struct slice rest = *text;
    int64_t number;

    if (!slice_take_number(&rest, SPELLED_MAX, &number) ||
        !slice_take_char(&rest, ' ') || !slice_starts_with(rest, unit))
        return false;
    rest = slice_from(rest, unit.len);
    if (number != 1 && !slice_take_char(&rest, 's'))
        return false;
    slice_take_char(&rest, ',');
    *text = slice_trim_left(rest);
    *total_ms += number * unit_ms;
    return true;
}

/* Advances *text past a time in words. */
static bool take_spelled(struct slice *text, struct text_stamp *ret)
{
    int64_t ms = 0;
    bool hours = take_unit(text, SLICE("hour"), 3600000, &ms);
    bool minutes = take_unit(text, SLICE("minute"), 60000, &ms);
    bool seconds = take_unit(text, SLICE("second"), 1000, &ms);

    *ret = (struct text_stamp){ .bracket = TEXT_SPELLED,
                                .has_hours = hours,
                                .fraction = -1,
                                .start_ms = ms,
                                .end_ms = TIME_NONE };
    return hours || minutes || seconds;
}

bool text_take_spelled(struct slice *text, int64_t time_ms)
{
    struct slice rest = *text;
    struct text_stamp stamp;

    if (!line_starts_with_digit(rest) || !take_spelled(&rest, &stamp) ||
        stamp.start_ms != time_ms)
        return false;
    *text = rest;
    return true;
}

bool text_is_spelled(struct slice text, int64_t time_ms)
{
    return text_take_spelled(&text, time_ms) && text.len == 0;
}

static bool ends_in_unit(struct slice line)
{
    static const struct slice units[] = {
        { "second", 6 },
        { "minute", 6 },
        { "hour", 4 },
    };

    if (line.len && line.ptr[line.len - 1] == 's')
        line.len--;
    for (size_t i = 0; i < LINE_COUNT(units); i++)
        if (slice_ends_with(line, units[i]))
            return true;
    return false;
}

bool text_split_spelled(struct slice line, struct slice *ret_before,
                        struct text_stamp *ret)
{
    if (line.len > SPELLED_BYTES || !ends_in_unit(line))
        return false;
    for (size_t at = 1; at < line.len; at++) {
        struct slice time = slice_from(line, at);

        if (line.ptr[at - 1] == ' ' && line_starts_with_digit(time) &&
            take_spelled(&time, ret) && time.len == 0) {
            *ret_before = slice_trim(slice_range(line, 0, at));
            return ret_before->len > 0;
        }
    }
    return false;
}

bool text_find_square_stamp(struct slice *text)
{
    struct slice rest = *text;

    while (rest.len) {
        size_t at = slice_find_char(rest, '[');
        struct text_stamp stamp;
        struct slice probe;

        if (at == SLICE_NOT_FOUND)
            return false;
        while (at && rest.ptr[at - 1] == '\\')
            at--;
        probe = slice_from(rest, at);
        if (text_take_stamp(&probe, 0, &stamp)) {
            *text = slice_from(rest, at);
            return true;
        }
        rest = slice_from(rest, at);
        rest = slice_from(rest, slice_find_char(rest, '[') + 1);
    }
    return false;
}
