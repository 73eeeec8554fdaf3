#ifndef QUOTH_LINE_SCAN_H
#define QUOTH_LINE_SCAN_H

/*
 * Small steps along a line that a person wrote.
 */

#include "base/slice.h"

/* How many members a table has. */
#define LINE_COUNT(table) (sizeof(table) / sizeof *(table))

/*
 * Advances past one of the table's texts: the first in the table's order that
 * stands there. Returns its index; `count`, and *text stays, if none does.
 */
size_t line_take_any(struct slice *text, const struct slice *table,
                     size_t count);

/* Advances past white space, the no-break space included. */
void line_skip_blanks(struct slice *text);

/* Is the first byte an ASCII digit? */
bool line_starts_with_digit(struct slice text);

/* How often the byte `c` is in `text`. */
size_t line_count_char(struct slice text, char c);

#endif
