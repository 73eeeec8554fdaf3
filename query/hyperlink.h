#ifndef QUOTH_HYPERLINK_H
#define QUOTH_HYPERLINK_H

/*
 * Links in documents that people read.
 */

#include "base/buf.h"

/* Appends an HTML link to `url`; the label alone if that is empty. */
void hyperlink_html(struct buf *out, struct slice label, struct slice url);

/*
 * The same in Markdown, where `label` is Markdown already: times, which are
 * labels most often, would be escaped for nothing.
 */
void hyperlink_markdown(struct buf *out, struct slice label, struct slice url);

#endif
