#ifndef QUOTH_PREFIX_GROUP_H
#define QUOTH_PREFIX_GROUP_H

/*
 * The words that begin like one that was typed, as few forms. Most of them are
 * rare, and to ask of every transcript where each of hundreds is takes longer
 * than to let the index gather those that begin alike, once; of the common ones
 * it would have too much to gather.
 */

#include "plan.h"
#include "term.h"

/*
 * Adds the forms to the leaf: a word, or what rare ones begin with. `terms` are
 * all that begin with the word of the leaf, in order of their bytes; they must
 * live as long as the plan.
 */
void prefix_group_add(struct plan *plan, struct leaf_plan *leaf,
                      struct expansion *terms, size_t count);

#endif
