#ifndef QUOTH_DATE_H
#define QUOTH_DATE_H

/*
 * Calendar dates as numbers of days (Gregorian, since 1970-01-01), and the
 * partial dates that archives have: "2025-11-02", "2025-11", "2025".
 */

#include "base/slice.h"

/* A date as written spans these days: both ends included. */
struct date_span {
    int64_t first, last;
};

/* True for a day that the calendar has: not for February 30. */
bool date_exists(int64_t year, int64_t month, int64_t day);

/* Reads a full or partial date; false if it is none. */
bool date_parse(struct slice text, struct date_span *ret_span);

/* Writes "2025-11-02" and a NUL into `out`. Years are clamped to 0 … 9999. */
void date_print(int64_t day, char out[static 11]);

/* Today, in the local time zone. */
int64_t date_today(void);

#endif
