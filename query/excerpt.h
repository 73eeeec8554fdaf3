#ifndef QUOTH_EXCERPT_H
#define QUOTH_EXCERPT_H

/*
 * Which parts of a passage's text are shown where there is no room for all of
 * it: the neighbourhood of its hits, in whole words.
 */

#include "passage.h"

/* Bytes of passage.text, [from, to). */
struct excerpt {
    size_t from, to;
};

/* More hits than this are not each given a neighbourhood. */
enum { EXCERPT_MAX = 4 };

/*
 * Fills `pieces`, in text order, not touching, about `columns` wide in all, and
 * returns how many there are: one, the whole text, if it fits.
 */
size_t excerpt_choose(const struct passage *passage, size_t columns,
                      struct excerpt pieces[EXCERPT_MAX]);

#endif
