#ifndef QUOTH_TEXT_HEAD_H
#define QUOTH_TEXT_HEAD_H

/*
 * What may stand in front of the words on a line of a prose transcript: a time
 * and who speaks, in whatever order and dress. Reading is generous and looks
 * at one line alone; whether a head is one is decided over the whole file (see
 * text_survey.h), so the text behind each part is kept as well.
 */

#include "base/slice.h"
#include "base/timecode.h"

/* What is around a time. */
enum text_bracket {
    TEXT_NO_TIME,
    TEXT_BARE,   /* 00:12:34 */
    TEXT_ROUND,  /* (00:12:34) */
    TEXT_SQUARE, /* [00:12:34], also escaped: \[00:12:34\] */
    TEXT_BRACKET_COUNT
};

struct text_stamp {
    enum text_bracket bracket;
    bool has_hours; /* three fields: hardly a ratio or a verse */
    int fraction;   /* two digits behind a dot, else -1: maybe frames */
    int64_t start_ms;
    int64_t end_ms; /* of a range, else TIME_NONE */
};

struct text_head {
    struct text_stamp stamp;
    bool time_first;   /* the time stands before the name */
    bool bold;         /* the name is emphasised */
    bool clock;        /* the stamp is a time of day */
    bool turn;         /* a mark, ">>" or "- ", says that the speaker changes */
    struct slice name; /* as written, without marks; empty = none */
    bool bare_name;    /* nothing but capitals makes it a name */
    bool enclosed;     /* so are parentheses: "(Ana Lima)" */
    bool handle;       /* it has no capital: "roo: text" */
    struct slice text; /* behind all of the head */
    struct slice behind_time; /* the text if only the time counts */
};

/*
 * Advances past a time, or a range of two, with its brackets and a link that
 * is on it. With `frames_per_second`, two digits behind a dot are frames.
 */
bool text_take_stamp(struct slice *text, int frames_per_second,
                     struct text_stamp *ret);

/* Advances *text to the next time in square brackets; false if none is left. */
bool text_find_square_stamp(struct slice *text);

/* Reads the head of one line. Returns false if it has none. */
bool text_head_read(struct slice line, int frames_per_second,
                    struct text_head *ret);

/* The same, when a time is out of the question: a label alone. */
bool text_head_read_label(struct slice line, struct text_head *ret);

#endif
