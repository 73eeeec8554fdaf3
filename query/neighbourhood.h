#ifndef QUOTH_NEIGHBOURHOOD_H
#define QUOTH_NEIGHBOURHOOD_H

/*
 * What lies around a place: those intervals of a list that start at most
 * RANK_NEIGHBOURHOOD tokens before or behind it. Moves along with places that
 * are asked about in ascending order, so that all of them together cost one
 * pass over the list.
 */

#include "interval.h"

/* What being said around there adds to a score. */
struct spread {
    double most; /* however often */
    double half; /* so many times, and it is half of that */
};

struct neighbourhood {
    const struct interval_list *list;
    size_t begin, end; /* of those around the place */
    size_t cursor;     /* the first in the list that is not before the place */
};

/* Of no place yet; `list` must stay. */
struct neighbourhood neighbourhood_of(const struct interval_list *list);

/* Moves on to `place`, which is not before the last one. */
void neighbourhood_move(struct neighbourhood *around, uint32_t place);

/* Index in the list of the interval that starts nearest to `place`, to which it
 * was moved. There must be one around. */
size_t neighbourhood_nearest(const struct neighbourhood *around,
                             uint32_t place);

/* What is left of the worth of what is so many tokens off. */
double closeness_value(uint32_t gap);

/* What it adds that so many lie around; and the same of these. */
double spread_value(const struct spread *spread, size_t count);
double neighbourhood_spread(const struct neighbourhood *around,
                            const struct spread *spread);

#endif
