#ifndef QUOTH_TIME_UNIT_H
#define QUOTH_TIME_UNIT_H

/*
 * The unit of times that do not say it: seconds or milliseconds. A fraction
 * anywhere means seconds; whole numbers are milliseconds if they are too large
 * for seconds.
 */

#include <stdbool.h>
#include <stddef.h>

struct json_object;

struct time_unit {
    bool fraction;   /* one was met */
    double last_end; /* in the unknown unit, as the next one is */
    double length_sum;
    size_t count;
};

/* Looks at one span. Initialise with { 0 }. */
void time_unit_add(struct time_unit *unit, double start, double end);

/* Milliseconds in one unit: 1 or 1000. */
double time_unit_ms(const struct time_unit *unit);

/* The same for the spans of a list of JSON objects, under these keys. */
double time_unit_of_objects(struct json_object *list, const char *start_key,
                            const char *end_key);

#endif
