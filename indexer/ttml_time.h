#ifndef QUOTH_TTML_TIME_H
#define QUOTH_TTML_TIME_H

/*
 * The times of TTML: W3C Timed Text Markup Language 2, sections 7.2 (the
 * parameters on the root) and 12.3 (time expressions).
 */

#include "base/timecode.h"
#include "xml.h"

/* Which labels the clock of a recording leaves out, to keep up with time. */
enum ttml_drop {
    TTML_DROP_NONE,
    TTML_DROP_NTSC, /* two frames a minute, but for every tenth */
    TTML_DROP_PAL,  /* M/PAL: four every second minute, but for every 20th */
};

struct ttml_clock {
    double frames;     /* as labelled, a second: 30 */
    double multiplier; /* times this they are what passes: 1000/1001 */
    double sub_frames; /* of a frame */
    double ticks;      /* a second */
    bool smpte;        /* "01:00:00:00" counts frames, not time */
    enum ttml_drop drop;
};

/* What the attributes of the root element say; else the defaults of TTML. */
struct ttml_clock ttml_clock_of(const struct xml_element *root);

/*
 * Reads a time expression: a clock time, "00:01:02.5" or with frames
 * "00:01:02:15", or an offset, "62.5s". Also what is no TTML but in use:
 * "1:02.5", "62.5", a comma for the point. False if it is none, or one that
 * nobody believes.
 */
bool ttml_time_parse(struct slice text, const struct ttml_clock *clock,
                     int64_t *ret_ms);

#endif
