#ifndef QUOTH_MARKUP_H
#define QUOTH_MARKUP_H

/*
 * Plain text inside markup: WebVTT, HTML.
 */

#include "base/buf.h"

/* Appends `text` with "&", "<" and ">" as references. */
void markup_escape(struct buf *out, struct slice text);

#endif
