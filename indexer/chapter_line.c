#include "chapter_line.h"

#include "base/utf8.h"
#include "line_scan.h"
#include "markdown.h"

enum {
    MARK_BYTES = 24,   /* of bullets and the like before a time, at most */
    TITLE_BYTES = 200, /* what is longer is prose */
    CODE_EMOJI_STYLE = 0xFE0F,
};

/* What a time of day or an amount has around it, and an offset has not. */
static const struct slice clock_words[] = {
    SLICE_INIT("am"),      SLICE_INIT("pm"),  SLICE_INIT("a.m"),
    SLICE_INIT("p.m"),     SLICE_INIT("uhr"), SLICE_INIT("o'clock"),
    SLICE_INIT("o’clock"), SLICE_INIT("utc"), SLICE_INIT("gmt"),
    SLICE_INIT("est"),     SLICE_INIT("edt"), SLICE_INIT("pst"),
    SLICE_INIT("pdt"),     SLICE_INIT("cet"), SLICE_INIT("cest"),
    SLICE_INIT("ist"),
};

static bool is_amount_mark(int32_t code)
{
    return code == '$' || code == '+' || code == '=' || code == 0xA3 ||
           code == 0x20AC || code == 0xA5;
}

/* Bullets, brackets, emoji, emphasis: all that is no word. */
static bool skip_marks(struct slice *text)
{
    struct slice rest = *text;

    while (rest.len && text->len - rest.len < MARK_BYTES) {
        int32_t code;
        size_t bytes = utf8_decode(rest, &code);

        if (is_amount_mark(code))
            return false;
        if (utf8_is_word(code) && code != CODE_EMOJI_STYLE)
            break;
        rest = slice_from(rest, bytes);
    }
    *text = rest;
    return true;
}

/* "3. 00:12:30 Title": the number of an item, with a time behind it. */
static void skip_item_number(struct slice *text)
{
    struct slice rest = *text;
    int64_t number;

    if (!slice_take_number(&rest, 999, &number))
        return;
    if (!slice_take_char(&rest, '.'))
        slice_take_char(&rest, ')');
    if (rest.len && ascii_is_space(rest.ptr[0]) && skip_marks(&rest) &&
        line_starts_with_digit(rest))
        *text = rest;
}

static bool is_word_at(struct slice text)
{
    int32_t code;

    return text.len && utf8_decode(text, &code) && utf8_is_word(code);
}

/* "10:30 am" */
static bool is_clock(struct slice behind)
{
    line_skip_blanks(&behind);
    if (behind.len == 0 || !ascii_is_alpha(behind.ptr[0]))
        return false;
    for (size_t i = 0; i < LINE_COUNT(clock_words); i++)
        if (slice_starts_with_nocase(behind, clock_words[i]) &&
            !is_word_at(slice_from(behind, clock_words[i].len)))
            return true;
    return false;
}

/* A time that is neither part of something longer nor a time of day. */
static bool take_time(struct slice *text, int64_t *ret_ms)
{
    struct slice rest = *text;

    if (!timecode_take_stamp(&rest, 0, ret_ms) || is_clock(rest))
        return false;
    if (rest.len &&
        (ascii_is_digit(rest.ptr[0]) ||
         slice_find_char(SLICE(":/%"), rest.ptr[0]) != SLICE_NOT_FOUND)) {
        /* "12:30: Title" */
        if (rest.ptr[0] != ':' || line_starts_with_digit(slice_from(rest, 1)))
            return false;
    }
    *text = rest;
    return true;
}

/* Speech recognisers print captions so: "[00:00.000 --> 00:07.600] Text". */
static bool is_caption(struct slice behind)
{
    static const struct slice arrows[] = {
        SLICE_INIT("-->"),
        SLICE_INIT("->"),
        SLICE_INIT("→"),
    };

    line_skip_blanks(&behind);
    return line_take_any(&behind, arrows, LINE_COUNT(arrows)) <
           LINE_COUNT(arrows);
}

/* " - 01:10" or "–01:10)" behind the first time of a range. */
static int64_t take_end(struct slice *text, int64_t start_ms)
{
    static const struct slice links[] = {
        SLICE_INIT("-"), SLICE_INIT("–"),   SLICE_INIT("—"),
        SLICE_INIT("~"), SLICE_INIT("to "),
    };
    struct slice rest = *text;
    int64_t end_ms;

    line_skip_blanks(&rest);
    if (line_take_any(&rest, links, LINE_COUNT(links)) == LINE_COUNT(links))
        return TIME_NONE;
    line_skip_blanks(&rest);
    if (!take_time(&rest, &end_ms) || end_ms <= start_ms)
        return TIME_NONE;
    *text = rest;
    return end_ms;
}

/* What may stand between a time and a title. */
static size_t separator_at(struct slice text)
{
    static const struct slice list[] = {
        SLICE_INIT("–"),        SLICE_INIT("—"), SLICE_INIT("»"),
        SLICE_INIT("•"),        SLICE_INIT("·"), SLICE_INIT("→"),
        SLICE_INIT("\xC2\xA0"), SLICE_INIT("…"), SLICE_INIT("："),
    };
    struct slice rest = text;

    if (slice_find_char(SLICE(" \t)]*_`>:-|.,;~=\\/"), text.ptr[0]) !=
        SLICE_NOT_FOUND)
        return 1;
    if ((unsigned char)text.ptr[0] < 0x80)
        return 0;
    line_take_any(&rest, list, LINE_COUNT(list));
    return text.len - rest.len;
}

static struct slice skip_separators(struct slice text)
{
    size_t bytes;

    while (text.len) {
        bytes = separator_at(text);
        if (bytes == 0)
            break;
        text = slice_from(text, bytes);
        /* the time was a link: "[12:30](https://…) Title" */
        if (bytes == 1)
            markdown_take_target(&text);
    }
    return text;
}

struct slice chapter_line_trim_title(struct slice text)
{
    static const struct slice tails[] = {
        SLICE_INIT("*"), SLICE_INIT("_"), SLICE_INIT("|"), SLICE_INIT("-"),
        SLICE_INIT("–"), SLICE_INIT("—"), SLICE_INIT(","), SLICE_INIT(";"),
        SLICE_INIT(":"), SLICE_INIT("("), SLICE_INIT("["), SLICE_INIT("•"),
    };
    size_t before;

    text = slice_trim(skip_separators(text));
    do {
        before = text.len;
        for (size_t i = 0; i < LINE_COUNT(tails); i++)
            if (slice_ends_with(text, tails[i]))
                text =
                    slice_trim(slice_range(text, 0, text.len - tails[i].len));
    } while (text.len < before);
    return text;
}

static bool has_word(struct slice text)
{
    while (text.len) {
        int32_t code;
        size_t bytes = utf8_decode(text, &code);

        if (utf8_is_word(code))
            return true;
        text = slice_from(text, bytes);
    }
    return false;
}

bool chapter_line_is_title(struct slice text)
{
    return text.len <= TITLE_BYTES && has_word(text);
}

static bool read_time_first(struct slice line, struct chapter_entry *ret)
{
    if (!skip_marks(&line))
        return false;
    skip_item_number(&line);
    if (!take_time(&line, &ret->start_ms) || is_caption(line))
        return false;
    ret->end_ms = take_end(&line, ret->start_ms);
    ret->title = chapter_line_trim_title(line);
    ret->time_last = false;
    return chapter_line_is_title(ret->title);
}

/* "Title 12:30", "Title - (12:30)" */
static bool read_time_last(struct slice line, struct chapter_entry *ret)
{
    size_t end = line.len, from;
    struct slice time;

    while (end && slice_find_char(SLICE(" )]*_"), line.ptr[end - 1]) !=
                      SLICE_NOT_FOUND)
        end--;
    from = end;
    while (from && (ascii_is_digit(line.ptr[from - 1]) ||
                    line.ptr[from - 1] == ':' || line.ptr[from - 1] == '.'))
        from--;
    if (from == 0 ||
        slice_find_char(SLICE(" \t(["), line.ptr[from - 1]) == SLICE_NOT_FOUND)
        return false;
    time = slice_range(line, from, end);
    if (!take_time(&time, &ret->start_ms) || time.len)
        return false;
    line = slice_range(line, 0, from);
    skip_marks(&line);
    ret->end_ms = TIME_NONE;
    ret->title = chapter_line_trim_title(line);
    ret->time_last = true;
    return chapter_line_is_title(ret->title);
}

bool chapter_line_read(struct slice line, struct chapter_entry *ret_entry)
{
    return read_time_first(line, ret_entry) || read_time_last(line, ret_entry);
}

bool chapter_line_lone_time(struct slice line, int64_t *ret_ms)
{
    return skip_marks(&line) && take_time(&line, ret_ms) && !has_word(line);
}

/* Where the digits before `at` begin. */
static size_t digits_before(struct slice line, size_t at)
{
    while (at && ascii_is_digit(line.ptr[at - 1]))
        at--;
    return at;
}

bool chapter_line_next_time(struct slice *line, struct slice *ret_before,
                            int64_t *ret_ms, bool *ret_in_brackets)
{
    size_t colon = 0, step;

    /* Every time has a colon, and in prose there are few. */
    while ((step = slice_find_char(slice_from(*line, colon), ':')) !=
           SLICE_NOT_FOUND) {
        size_t at = digits_before(*line, colon + step);
        char before = at ? line->ptr[at - 1] : ' ';
        struct slice rest = slice_from(*line, at);

        colon += step + 1;
        if (slice_find_char(SLICE(" \t(["), before) == SLICE_NOT_FOUND ||
            !take_time(&rest, ret_ms))
            continue;
        *ret_in_brackets = before == '(' || before == '[';
        if (*ret_in_brackets && !slice_take_char(&rest, ')') &&
            !slice_take_char(&rest, ']'))
            continue;
        if (is_word_at(rest))
            continue;
        *ret_before = slice_range(*line, 0, at - (*ret_in_brackets ? 1 : 0));
        *line = rest;
        return true;
    }
    return false;
}
