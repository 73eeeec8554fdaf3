#include "date_text.h"

#include "base/date.h"

struct date {
    int64_t year, month, day; /* 0 = not given */
};

static bool is_plausible(const struct date *date)
{
    return date->year >= 1800 && date->year <= 2200 && date->month <= 12 &&
           (!date->day || date_exists(date->year, date->month, date->day));
}

/* Reads exactly `digits` digits at the front of *text. */
static bool take_field(struct slice *text, size_t digits, int64_t *ret_value)
{
    struct slice field = slice_range(*text, 0, digits), rest = field;

    if (!slice_take_number(&rest, 9999, ret_value) || rest.len ||
        field.len < digits)
        return false;
    *text = slice_from(*text, digits);
    return true;
}

/* What may stand behind a date: nothing, or a time. */
static bool is_end(struct slice rest)
{
    return rest.len == 0 || rest.ptr[0] == 'T' || rest.ptr[0] == 't' ||
           ascii_is_space(rest.ptr[0]);
}

/* 2025, 2025-11, 2025-11-02 (also with / or .), 20251102 */
static bool parse_numbers(struct slice text, struct date *date)
{
    char separator;

    *date = (struct date){ 0 };
    if (!take_field(&text, 4, &date->year))
        return false;
    if (take_field(&text, 2, &date->month))
        return take_field(&text, 2, &date->day) && is_end(text);
    if (is_end(text))
        return true;
    separator = text.ptr[0];
    if ((separator != '-' && separator != '/' && separator != '.') ||
        !slice_take_char(&text, separator) ||
        !take_field(&text, 2, &date->month))
        return false;
    if (slice_take_char(&text, separator) && !take_field(&text, 2, &date->day))
        return false;
    return is_end(text);
}

/* 1 to 12 for "May", "Sept" or "September"; 0 for anything else. */
static int64_t month_of(struct slice word)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december",
    };

    if (word.len < 3)
        return 0;
    for (int i = 0; i < 12; i++)
        if (slice_starts_with_nocase(slice_of(months[i]), word))
            return i + 1;
    return 0;
}

/* Takes a run of letters or one of digits off the front of *text. */
static bool take_run(struct slice *text, struct slice *ret_run)
{
    size_t from = 0, to;
    bool digits;

    while (from < text->len && !ascii_is_alpha(text->ptr[from]) &&
           !ascii_is_digit(text->ptr[from]))
        from++;
    if (from == text->len)
        return false;
    digits = ascii_is_digit(text->ptr[from]);
    for (to = from; to < text->len; to++)
        if (digits ? !ascii_is_digit(text->ptr[to])
                   : !ascii_is_alpha(text->ptr[to]))
            break;
    *ret_run = slice_range(*text, from, to);
    *text = slice_from(*text, to);
    return true;
}

static bool starts_time(struct slice rest)
{
    return rest.len && rest.ptr[0] == ':';
}

/* RFC 5322, 4.3: years of two digits, in the dates of RFC 822. */
static int64_t year_of_two(struct slice digits)
{
    int64_t year = 0;

    slice_take_number(&digits, 99, &year);
    return year + (year < 50 ? 2000 : 1900);
}

/* A month by name, a year, and a day if there is one; weekdays are passed. */
static bool parse_words(struct slice text, struct date *date)
{
    struct slice run;

    *date = (struct date){ 0 };
    while (!(date->year && date->month) && take_run(&text, &run)) {
        int64_t number;

        if (!ascii_is_digit(run.ptr[0])) {
            if (!date->month)
                date->month = month_of(run);
        } else if (run.len == 4) {
            slice_take_number(&run, 9999, &date->year);
        } else if (run.len <= 2 && !date->day) {
            slice_take_number(&run, 99, &number);
            date->day = number;
        } else if (run.len == 2 && date->month && !starts_time(text)) {
            date->year = year_of_two(run);
        } else {
            return false;
        }
    }
    return date->year && date->month;
}

struct slice date_normalize(struct slice text, struct arena *arena)
{
    struct date date;

    text = slice_trim(text);
    if (!parse_numbers(text, &date) && !parse_words(text, &date))
        return (struct slice){ 0 };
    if (!is_plausible(&date))
        return (struct slice){ 0 };
    if (date.day)
        return arena_printf(arena, "%04d-%02d-%02d", (int)date.year,
                            (int)date.month, (int)date.day);
    if (date.month)
        return arena_printf(arena, "%04d-%02d", (int)date.year,
                            (int)date.month);
    return arena_printf(arena, "%04d", (int)date.year);
}
