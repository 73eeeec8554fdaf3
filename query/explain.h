#ifndef QUOTH_EXPLAIN_H
#define QUOTH_EXPLAIN_H

/*
 * How a document was read, for people: what was found at each step from its
 * bytes to its cues, and why.
 */

#include "document.h"

/*
 * Appends a line for each step that `document` reached, also of one that could
 * not be read. What was not understood is not in it: that is the document's
 * diag. Text is made safe for terminals.
 */
void explain_document(struct buf *out, const char *path,
                      const struct document *document);

#endif
