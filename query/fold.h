#ifndef QUOTH_FOLD_H
#define QUOTH_FOLD_H

/*
 * The same words again in the same episode are one result: shows open with a
 * teaser of what is said an hour later.
 */

#include "passage.h"
#include "tokenizer.h"

struct fold;

struct fold *fold_new(struct arena *arena); /* what passages live in */
void fold_free(struct fold *fold);          /* accepts NULL */

/*
 * Takes the passage into the result; or, if an earlier one of its episode has
 * the same words around the same match, adds its moment to that one's `also`.
 * Returns whether it was the latter. `passage` outlives the fold.
 */
bool fold_add(struct fold *fold, struct passage *passage);

#endif
