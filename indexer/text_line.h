#ifndef QUOTH_TEXT_LINE_H
#define QUOTH_TEXT_LINE_H

/*
 * The lines of a text or Markdown document, each with what block it belongs
 * to and without its block marks.
 */

#include "base/slice.h"

enum text_block {
    TEXT_BLANK,   /* nothing, a rule, a table's separator, a code fence */
    TEXT_CODE,    /* inside a code fence, as it stands */
    TEXT_HEADING, /* # to ###### */
    TEXT_ITEM,    /* of a list: without its bullet, with its number */
    TEXT_PLAIN,
};

struct text_line {
    enum text_block block;
    int level;       /* of a heading, from 1 */
    uint32_t number; /* in the file, from 1 */
    bool starts_paragraph;
    bool turn;         /* ">>" stood in front: the speaker changes */
    struct slice text; /* trimmed, without block marks */
};

struct text_lines {
    struct slice rest;
    uint32_t number;     /* of the next line */
    struct slice fence;  /* the open code fence; empty = none */
    bool no_more_fences; /* an opened fence found no end */
    bool quoted;         /* the last line was in a block quote */
    bool in_paragraph;   /* the next plain line goes on with a paragraph */
};

/* Begins with `text`, whose first line is number `first_line` of its file. */
void text_lines_init(struct text_lines *lines, struct slice text,
                     uint32_t first_line);
/* Reads the next line; false at the end. */
bool text_lines_next(struct text_lines *lines, struct text_line *ret);
/* The next plain line starts a paragraph: the last one was a header. */
void text_lines_break(struct text_lines *lines);

#endif
