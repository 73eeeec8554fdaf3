#ifndef QUOTH_HEADING_H
#define QUOTH_HEADING_H

/* Headings of prose: chapters without times. */

#include "cue.h"

/* Does a heading say what the file is, not what its part is about? */
bool heading_is_transcript(struct slice title);

/* Drops the last chapters of the list if they have nothing below them. */
void heading_drop_empty_chapters(struct cue_list *list);

#endif
