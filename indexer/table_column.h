#ifndef QUOTH_TABLE_COLUMN_H
#define QUOTH_TABLE_COLUMN_H

/*
 * What the columns of a table of speech hold, by their names: "Start Time",
 * "end_ms", "Speaker", "text". Programs and people name them in many ways.
 */

#include "base/slice.h"

enum column {
    COLUMN_START,
    COLUMN_END,
    COLUMN_DURATION,
    COLUMN_SPEAKER,
    COLUMN_TEXT,
    COLUMN_COUNT
};

/* The unit that a column's name says. */
enum column_unit { UNIT_UNKNOWN, UNIT_SECONDS, UNIT_MILLISECONDS };

#define COLUMN_ABSENT ((size_t)-1)

struct table_columns {
    size_t at[COLUMN_COUNT]; /* index of the field, or COLUMN_ABSENT */
    enum column_unit unit;
    bool words; /* the text is one word a row */
};

/*
 * Reads a header. Returns false if it is none: it must name a text and, beside
 * it, a start or a speaker.
 */
bool table_columns_read(const struct slice *names, size_t count,
                        struct table_columns *ret);

#endif
