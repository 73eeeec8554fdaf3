#ifndef QUOTH_STYLED_H
#define QUOTH_STYLED_H

/*
 * Text in bold, quiet and so on, in a terminal; as it is where there is none.
 */

#include "present.h"

/* Escape sequences (ECMA-48 SGR). No colour of the ground, and of letters only
 * one that is read on light and on dark. */
#define SGR_HEADING "\033[1m"
#define SGR_MATCH   "\033[1;31m"
#define SGR_QUIET   "\033[2m"
#define SGR_OFF     "\033[0m"

/* Appends the text, made harmless. */
void styled_put(struct buf *out, const struct present_style *style,
                const char *sgr, struct slice text);

/*
 * The same as a line or, in a terminal, as many as it needs, all but the first
 * indented. `sgr` is NULL for plain text.
 */
void styled_line(struct buf *out, const struct present_style *style,
                 const char *sgr, size_t indent, struct slice text);

#endif
