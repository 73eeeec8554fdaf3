#ifndef QUOTH_NUMBERING_H
#define QUOTH_NUMBERING_H

/*
 * Numbers names from 0 in the order in which they come: the speakers of a
 * transcript, who may be as many as its cues.
 */

#include "base/arena.h"

struct numbering {
    struct arena *arena; /* of the table and the names */
    struct slice *names; /* by number */
    size_t count, capacity;
    uint32_t *slots; /* by hash: a number from 1; 0 = free */
    size_t room;     /* slots: a power of two, or 0 */
};

/* Begins without any. */
void numbering_init(struct numbering *numbering, struct arena *arena);

/*
 * The number of `name`, which may hold any bytes. A new one is copied and given
 * the next number. There are at most UINT32_MAX.
 */
uint32_t numbering_of(struct numbering *numbering, struct slice name);

#endif
