#ifndef QUOTH_SHAPE_H
#define QUOTH_SHAPE_H

/* What a query's form lets one tell of a row before its answers are known. */

#include "tree.h"

enum shape {
    SHAPE_OTHER, /* nothing; or a single leaf, whose hits are the answers */
    SHAPE_UNION, /* any leaf: every hit is an answer, or contains one */
    SHAPE_CLOSE, /* an AND of unions, as close as usual, and of filters: the
                    more is taken to be close, the more answers there are */
};

enum shape shape_of(const struct node *root);

#endif
