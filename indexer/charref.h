#ifndef QUOTH_CHARREF_H
#define QUOTH_CHARREF_H

/*
 * HTML character references: "&amp;", "&#8217;", "&#x2019;", "&eacute".
 */

#include "base/buf.h"

/*
 * Decodes the reference at the front of `text`, which starts with '&', as the
 * HTML standard does outside attributes, and appends what it stands for.
 * Returns the number of bytes that it takes; 0, and appends nothing, if the
 * ampersand is just one. The names are those that libxml2 knows.
 */
size_t charref_append(struct buf *out, struct slice text);

/* Appends `text` with the references in it decoded, once. */
void charref_decode(struct buf *out, struct slice text);

#endif
