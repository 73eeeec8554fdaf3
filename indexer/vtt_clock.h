#ifndef QUOTH_VTT_CLOCK_H
#define QUOTH_VTT_CLOCK_H

/*
 * The media clock of a stream whose WebVTT segments were joined into one file,
 * https://www.rfc-editor.org/rfc/rfc8216#section-3.5. Only the difference to
 * the first segment counts: its cue times are taken as they stand, for what
 * the clock shows at the start of the recording is not known.
 */

#include "base/slice.h"

struct vtt_clock {
    bool known;       /* a map was read */
    int64_t ticks;    /* the first map: so many ticks of the clock … */
    int64_t local_ms; /* … at this time of its cues */
    int64_t shift_ms; /* to be added to the times of the cues now */
};

/*
 * Reads "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000", in either order.
 * Leaves the clock alone if the line is something else.
 */
void vtt_clock_read(struct vtt_clock *clock, struct slice line);

#endif
