#ifndef QUOTH_TEXT_STAMP_H
#define QUOTH_TEXT_STAMP_H

/*
 * Times as they are written into prose transcripts: alone or two of a range,
 * bare or in brackets, as the label of a link.
 */

#include "base/slice.h"
#include "base/timecode.h"

/* What is around a time. */
enum text_bracket {
    TEXT_NO_TIME,
    TEXT_BARE,    /* 00:12:34 */
    TEXT_ROUND,   /* (00:12:34) */
    TEXT_SQUARE,  /* [00:12:34], also escaped: \[00:12:34\] */
    TEXT_SPELLED, /* 12 minutes, 34 seconds */
    TEXT_BRACKET_COUNT
};

struct text_stamp {
    enum text_bracket bracket;
    bool has_hours; /* three fields: hardly a ratio or a verse */
    int fraction;   /* two digits behind a dot, else -1: maybe frames */
    int64_t start_ms;
    int64_t end_ms; /* of a range, else TIME_NONE */
};

/*
 * Advances past a time, or a range of two, with its brackets and a link that
 * is on it; false, and *text stays, if there is none. With `frames_per_second`
 * above 0, two digits behind a dot are frames.
 */
bool text_take_stamp(struct slice *text, int frames_per_second,
                     struct text_stamp *ret);

/*
 * Splits "Ana Lima 1 hour 2 minutes 5 seconds", as screen readers say a time,
 * into what stands before it and the time. Returns false if `line` does not end
 * in one, or has nothing else.
 */
bool text_split_spelled(struct slice line, struct slice *ret_before,
                        struct text_stamp *ret);

/* Advances *text past `time_ms` in words; the next word may adjoin. */
bool text_take_spelled(struct slice *text, int64_t time_ms);

/* Whether `text` is `time_ms` in words and nothing else. */
bool text_is_spelled(struct slice text, int64_t time_ms);

/*
 * Advances *text to the next time in square brackets; false, and *text stays,
 * if none is left.
 */
bool text_find_square_stamp(struct slice *text);

#endif
