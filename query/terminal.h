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

struct present_style terminal_style(int descriptor, enum color_choice choice);

bool terminal_is(int descriptor);

#endif
