#ifndef QUOTH_TEXT_HEAD_H
#define QUOTH_TEXT_HEAD_H

/*
 * What may stand in front of the words on a line of a prose transcript: a time
 * and who speaks, in whatever order and dress. Reading is generous and looks
 * at one line alone; whether a head is one is decided over the whole file (see
 * text_survey.h), so the text behind each part is kept as well.
 */

#include "text_stamp.h"

struct text_head {
    struct text_stamp stamp;
    bool time_first;   /* the time stands before the name */
    bool bold;         /* the name is emphasised */
    bool clock;        /* the stamp is a time of day */
    bool turn;         /* a mark, ">>" or "- ", says that the speaker changes */
    struct slice name; /* as written, without marks; empty = none */
    bool bare_name;    /* nothing but capitals makes it a name */
    bool parted;       /* and a mark, between it and a time before it */
    bool addressed;    /* an @ before the time says that somebody speaks */
    bool enclosed;     /* so are parentheses: "(Ana Lima)" */
    bool handle;       /* it has no capital: "roo: text" */
    struct slice text; /* behind all of the head */
    struct slice behind_time; /* the text if only the time counts */
};

/* Reads the head of one line. Returns false if it has none. */
bool text_head_read(struct slice line, int frames_per_second,
                    struct text_head *ret);

/* The same, when a time is out of the question: a label alone. */
bool text_head_read_label(struct slice line, struct text_head *ret);

#endif
