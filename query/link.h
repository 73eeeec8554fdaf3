#ifndef QUOTH_LINK_H
#define QUOTH_LINK_H

/*
 * Links that play from a moment, by what is known of an episode: YouTube's t=
 * in whole seconds; a media fragment on the audio or video file (W3C Media
 * Fragments URI 1.0, "#t=" in seconds); else the page as it is.
 */

#include "passage.h"

/*
 * Fills in passage->links and passage->link for `start_ms` (TIME_NONE: no
 * moment). Never a negative time. Links live in `arena`.
 */
void links_make(const struct episode_meta *meta, int64_t start_ms,
                struct arena *arena, struct passage *passage);

#endif
