#include "base/date.h"

#include <stdio.h>
#include <time.h>

/* Days from 0000-03-01 to 1970-01-01. */
enum { EPOCH = 719468 };

/*
 * Years that begin in March have their odd day at their end, which makes the
 * lengths of months a linear function (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms").
 */
static int64_t day_of(int64_t year, int64_t month, int64_t day)
{
    year -= month < 3;
    month = (month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 +
           (153 * month + 2) / 5 + day - 1 - EPOCH;
}

/* The first day of the month after. */
static int64_t next_month(int64_t year, int64_t month)
{
    return month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
}

bool date_exists(int64_t year, int64_t month, int64_t day)
{
    return year >= 0 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= next_month(year, month) - day_of(year, month, 1);
}

/* Takes "-" and a number of exactly two digits, at most `max`, off *s. */
static bool take_part(struct slice *s, int64_t max, int64_t *ret_value)
{
    struct slice rest = *s;
    size_t before;

    if (!slice_take_char(&rest, '-'))
        return false;
    before = rest.len;
    if (!slice_take_number(&rest, max, ret_value) || before - rest.len != 2 ||
        *ret_value < 1)
        return false;
    *s = rest;
    return true;
}

bool date_parse(struct slice text, struct date_span *ret_span)
{
    struct slice rest = text;
    int64_t year, month, day;

    if (!slice_take_number(&rest, 9999, &year) || text.len - rest.len != 4)
        return false;
    if (rest.len == 0) {
        *ret_span =
            (struct date_span){ day_of(year, 1, 1), day_of(year, 12, 31) };
        return true;
    }
    if (!take_part(&rest, 12, &month))
        return false;
    if (rest.len == 0) {
        *ret_span = (struct date_span){ day_of(year, month, 1),
                                        next_month(year, month) - 1 };
        return true;
    }
    if (!take_part(&rest, 31, &day) || rest.len ||
        !date_exists(year, month, day))
        return false;
    ret_span->first = ret_span->last = day_of(year, month, day);
    return true;
}

void date_print(int64_t day, char out[static 11])
{
    int64_t days = day + EPOCH;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    int64_t year = year_of_era + era * 400 + (month >= 10);

    if (year < 0)
        year = 0;
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)(year % 10000),
             (unsigned)(month < 10 ? month + 3 : month - 9) % 100,
             (unsigned)(of_year - (153 * month + 2) / 5 + 1) % 100);
}

int64_t date_today(void)
{
    time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    return day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}
