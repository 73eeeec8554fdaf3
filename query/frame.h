#ifndef QUOTH_FRAME_H
#define QUOTH_FRAME_H

/*
 * Times as editors count them: in frames, written as SMPTE timecode.
 */

#include "base/buf.h"

/* 29.97 is a timebase of 30, `ntsc`: 30 * 1000 / 1001 frames a second. */
struct frame_rate {
    int timebase;
    bool ntsc;
    bool drop; /* drop-frame timecode: numbers are left out, to keep step with
                  the clock. For 29.97 and 59.94 */
};

/* What --fps takes, for help and messages. */
#define FRAME_RATES \
    "24, 25, 30, 50, 60, 23.976, 29.97, 59.94, 29.97ndf, 59.94ndf"

/* Reads a rate; "ndf" behind it: no drop-frame timecode. */
bool frame_rate_parse(struct slice text, struct frame_rate *ret_rate);

/* The last frame that begins at or before `ms`, and the first one at or after
 * it. `ms` is not negative. */
int64_t frame_before(const struct frame_rate *rate, int64_t ms);
int64_t frame_behind(const struct frame_rate *rate, int64_t ms);

/* Appends HH:MM:SS:FF, drop-frame HH:MM:SS;FF. It begins anew after a day. */
void frame_put_timecode(struct buf *out, const struct frame_rate *rate,
                        int64_t frame);

/* Reads a timecode, ":" or ";" before the frames. */
bool frame_parse_timecode(struct slice text, const struct frame_rate *rate,
                          int64_t *ret_frame);

#endif
