#ifndef QUOTH_RECOUNT_H
#define QUOTH_RECOUNT_H

/*
 * A stored transcript, its words counted anew. Under other rules for words a
 * text has other tokens, and all that is attached to a token's number has to
 * move along. What is left of the file are the segments' texts and the axis: so
 * a number is carried over exactly at a segment's start, and inside a segment
 * that has as many words as before; elsewhere by its share of the segment.
 */

#include "base/arena.h"
#include "store.h"

/* A segment as it is stored. */
struct stored_segment {
    uint32_t token;               /* its first */
    int64_t speaker;              /* id; 0 = not known */
    struct segment_record record; /* without the speaker's name */
};

/* Where a stored segment began, and where it begins now. */
struct recount_place {
    uint32_t before, now;
};

struct recounted {
    struct axis axis;
    struct segment_record *segments; /* axis.segment_count of them */
    struct recount_place *places;    /* by stored segment, and the end of all */
    size_t place_count;
    bool moved;        /* the segments or the axis are not what is stored */
    uint32_t crowding; /* crowding.h */
    bool estimated;    /* a time was carried over by its share of a segment */
};

/*
 * Counts the words of `stored`, in its order, into `tokens`, which is empty.
 * Without an axis that fits (NULL = none can be read), one is made of the
 * segments' times. A segment that has no word any more joins its neighbour; one
 * that has too many is cut. Everything lives in `arena`, and borrows the texts.
 */
void recount(const struct stored_segment *stored, size_t count,
             const struct axis *axis, struct arena *arena,
             struct token_list *tokens, struct recounted *ret_recounted);

/*
 * The number now of what was token `before`, which may be the end of all. Sets
 * *estimated if it is a share; else leaves it.
 */
uint32_t recount_carry(const struct recounted *recounted, uint32_t before,
                       bool *estimated);

#endif
