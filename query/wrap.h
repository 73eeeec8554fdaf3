#ifndef QUOTH_WRAP_H
#define QUOTH_WRAP_H

/*
 * Running text broken into the lines of a terminal, words kept whole where
 * they fit.
 */

#include "base/buf.h"

/*
 * Marks around the words that matched, in text that holds no other control
 * characters. They take no room.
 */
enum { WRAP_MARK_ON = '\x01', WRAP_MARK_OFF = '\x02' };

struct wrap {
    struct buf *out;
    size_t width;                   /* columns of a line; 0 = all on one line */
    size_t indent;                  /* of lines after the first */
    size_t column;                  /* where the next character goes */
    const char *mark_on, *mark_off; /* what is written for the marks */
};

/* Appends `text`, whose words are separated by single blanks. */
void wrap_text(struct wrap *wrap, struct slice text);

/* Starts a new line. */
void wrap_break(struct wrap *wrap);

#endif
