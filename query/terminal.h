#ifndef QUOTH_TERMINAL_H
#define QUOTH_TERMINAL_H

/*
 * What stands behind a file descriptor, and so how to write to it.
 */

#include "present.h"

enum color_choice {
    COLOR_AUTO, /* in a terminal, unless NO_COLOR is set */
    COLOR_ALWAYS,
    COLOR_NEVER,
};

/* How to write there: colours, links, Unicode, and how wide it is. */
struct present_style terminal_style(int descriptor, enum color_choice choice);

/* Is it a terminal? */
bool terminal_is(int descriptor);

/* Whether TERM says that the terminal can do nothing but print. */
bool terminal_is_dumb(void);

/* Rows of the screen. */
size_t terminal_height(int descriptor);

/*
 * How many rows `text` takes on a screen so wide; counting ends at `most`.
 * Escape sequences, as we write them, take no room.
 */
size_t terminal_rows(struct slice text, size_t columns, size_t most);

#endif
