#ifndef QUOTH_FEED_NOTES_H
#define QUOTH_FEED_NOTES_H

#include "base/arena.h"
#include "base/slice.h"

/*
 * Show notes, HTML or plain text, as lines of plain text, so that a list of
 * chapters in them is one still. In `arena`.
 */
struct slice feed_notes_read(struct slice notes, struct arena *arena);

#endif
