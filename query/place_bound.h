#ifndef QUOTH_PLACE_BOUND_H
#define QUOTH_PLACE_BOUND_H

/*
 * What no place of a transcript can score more than (parts.h), known before any
 * of them is scored. The row is cut into cells: of a part that is not said in a
 * cell, all places of the cell are at least as far off as its edge, and what
 * lies around any of them lies around the cell.
 */

#include "neighbourhood.h"
#include "rank.h"

enum {
    PLACE_CELL_TOKENS = 64,
    /* Cells on either side that may have what lies around a place. */
    PLACE_CELLS_AROUND =
        (RANK_NEIGHBOURHOOD + PLACE_CELL_TOKENS - 1) / PLACE_CELL_TOKENS,
    PLACE_COUNTS = 128, /* so many times, or oftener */
};

struct place_bound {
    double *bounds; /* by cell */
    size_t cell_count, cell_capacity;
    uint32_t *starts; /* of the part at hand, by cell from so many before the
                         first to so many behind the last: intervals before it */
    size_t start_capacity;
    double close[RANK_NEIGHBOURHOOD + 2]; /* by tokens between */
    double around[PLACE_COUNTS + 1];      /* by number of times */
};

/* It begins as { 0 }. */
void place_bound_init(struct place_bound *bound, const struct spread *spread);
void place_bound_release(struct place_bound *bound);

/*
 * Another row is at hand: places before token `end`, to whose scores parts that
 * are not added add `rest` at most.
 */
void place_bound_clear(struct place_bound *bound, uint32_t end, double rest);

/* Adds what a part, which is where `list` says, adds to scores at most. */
void place_bound_add(struct place_bound *bound, double worth,
                     const struct interval_list *list);

/* The place, which is before `end`, scores no more. */
double place_bound_at(const struct place_bound *bound, uint32_t place);

#endif
