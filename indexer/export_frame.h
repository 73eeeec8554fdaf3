#ifndef QUOTH_EXPORT_FRAME_H
#define QUOTH_EXPORT_FRAME_H

/*
 * What the tools that export transcripts of meetings write around them: above,
 * what the meeting was, when, and who came; below, that it is over; anywhere,
 * what they say of themselves. Only in the whole form that a tool is known to
 * write: every other line may have been said.
 */

#include "base/slice.h"

struct export_frame {
    struct slice body;   /* what is inside, in whole lines */
    uint32_t first_line; /* of the body */
    struct slice title;  /* empty = not given */
    struct slice date;   /* as written; empty = not given */
};

/*
 * Finds the frame around `text`, whose first line is `first_line`. A text
 * without one is all body. What it tells is borrowed from `text`.
 */
void export_frame_find(struct slice text, uint32_t first_line,
                       struct export_frame *ret);

/* Is the line, wherever it stands, a tool's word about the export? */
bool export_is_notice(struct slice line);

#endif
