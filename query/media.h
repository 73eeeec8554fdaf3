#ifndef QUOTH_MEDIA_H
#define QUOTH_MEDIA_H

/*
 * The recording of an episode, for programs that play or cut it.
 */

#include "passage.h"

/*
 * Where the recording of a passage is: in `given` (a file, or a folder with
 * files named as transcripts are; empty = not given), else beside the
 * transcript under its name, else at the address that is known of it. Empty if
 * there is none. In `arena`.
 */
struct slice media_find(const struct passage *passage, struct slice given,
                        struct arena *arena);

/* Does the name of a file say that there are pictures in it? */
bool media_is_video(struct slice name);

#endif
