#ifndef QUOTH_NEEDLE_H
#define QUOTH_NEEDLE_H

/* A string that is looked for in much text: by the byte of it that is rarest. */

#include "base/slice.h"

struct needle {
    struct slice text; /* borrowed; empty: none is looked for */
    size_t rarest;     /* the offset of that byte */
};

/* The needle of a string, which may be empty. */
struct needle needle_of(struct slice text);

/*
 * Where it stands first in `hay`, beginning at byte `from` or behind it;
 * SLICE_NOT_FOUND if it does not. It is not empty.
 */
size_t needle_find(const struct needle *needle, struct slice hay, size_t from);

#endif
