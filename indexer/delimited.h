#ifndef QUOTH_DELIMITED_H
#define QUOTH_DELIMITED_H

/*
 * Rows of delimited text: CSV as in RFC 4180, with other separators, too, and
 * with the faults of those who write it by hand. A quote ends its field only
 * where the field can end, so that quotes inside that nobody doubled are text;
 * \" is a quote, as older whisper.cpp writes it; one that never ends is text.
 */

#include "base/arena.h"
#include "base/slice.h"

enum { DELIMITED_FIELDS_MAX = 64 };

struct delimited {
    struct slice rest;
    struct arena *arena; /* for fields that had to be changed */
    char separator;
    bool verbatim;  /* quotes have no meaning, as in whisper's TSV */
    size_t columns; /* the last one takes what is left; 0 = not known */
    uint32_t line;  /* of the next row, from 1 */
    bool unclosed;  /* a quote had no end: the others must end on their line */
};

struct delimited_row {
    struct slice
        fields[DELIMITED_FIELDS_MAX]; /* of the text, or in the arena */
    size_t count;
    uint32_t line;
};

/* Reads the next row that is not blank; false at the end. */
bool delimited_next(struct delimited *text, struct delimited_row *ret);

#endif
