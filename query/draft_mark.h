#ifndef QUOTH_DRAFT_MARK_H
#define QUOTH_DRAFT_MARK_H

/* Quotes in a paragraph: what stands between quotation marks. */

#include "base/slice.h"

#include <stdint.h>

/* Byte offsets; `from` to `to` is what is quoted, the rest are the marks. */
struct marked_quote {
    size_t open, from, to, close;
};

/*
 * Finds the next quote of `text` at or behind byte `at`, the outermost where
 * they are nested. One that nothing closes goes on to the end of the
 * paragraph, as in quotes of several paragraphs. Returns false if none is left.
 */
bool marked_quote_next(struct slice text, size_t at,
                       struct marked_quote *ret_quote);

#endif
