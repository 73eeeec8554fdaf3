#ifndef QUOTH_AROUND_H
#define QUOTH_AROUND_H

/*
 * How much is shown on either side of what was asked for: -C 2, -C 30s.
 */

#include "axis.h"
#include "base/error.h"

struct around {
    int64_t segments; /* -1: `ms` counts */
    int64_t ms;
};

/*
 * Reads what -C was given: a number of segments, or a time as in "30s".
 * STATUS_USAGE if it is neither.
 */
enum status around_parse(const char *text, struct around *ret_around,
                         struct error *err);

/*
 * Makes segments [*first, *end) wider by what is around them. `starts_ms` holds
 * the start of each segment (struct ref_clock).
 */
void around_widen(const struct around *around, const struct axis *axis,
                  const int64_t *starts_ms, size_t *first, size_t *end);

#endif
