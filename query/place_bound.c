#include "place_bound.h"

#include "base/alloc.h"
#include "score.h"

#include <stdlib.h>
#include <string.h>

void place_bound_init(struct place_bound *bound, const struct spread *spread)
{
    for (uint32_t gap = 0; gap <= RANK_NEIGHBOURHOOD; gap++)
        bound->close[gap] = closeness_value(gap);
    for (size_t count = 0; count < PLACE_COUNTS; count++)
        bound->around[count] = spread_value(spread, count);
    bound->around[PLACE_COUNTS] = spread->most;
}

void place_bound_release(struct place_bound *bound)
{
    free(bound->bounds);
    free(bound->starts);
}

void place_bound_clear(struct place_bound *bound, uint32_t end, double rest)
{
    size_t count = end / PLACE_CELL_TOKENS + 1;

    bound->bounds = mem_grow(bound->bounds, &bound->cell_capacity, count,
                             sizeof(*bound->bounds));
    bound->starts =
        mem_grow(bound->starts, &bound->start_capacity,
                 count + 2 * PLACE_CELLS_AROUND + 1, sizeof(*bound->starts));
    bound->cell_count = count;
    for (size_t i = 0; i < count; i++)
        bound->bounds[i] = rest;
}

/* Those behind the last cell are of no place. */
static void set_starts(struct place_bound *bound,
                       const struct interval_list *list)
{
    size_t count = bound->cell_count + 2 * PLACE_CELLS_AROUND;
    uint32_t *behind = bound->starts + PLACE_CELLS_AROUND + 1;

    memset(bound->starts, 0, (count + 1) * sizeof(*bound->starts));
    for (size_t i = 0; i < list->count; i++) {
        size_t cell = list->items[i].first / PLACE_CELL_TOKENS;

        if (cell < bound->cell_count + PLACE_CELLS_AROUND)
            behind[cell]++;
    }
    for (size_t i = 1; i <= count; i++)
        bound->starts[i] += bound->starts[i - 1];
}

/* Tokens from a cell that has none of the intervals to the nearest one;
 * `before` so many are before it. */
static uint32_t gap_of(const struct interval_list *list, size_t before,
                       size_t cell)
{
    uint32_t first = (uint32_t)cell * PLACE_CELL_TOKENS;
    uint32_t last = first + PLACE_CELL_TOKENS - 1;
    uint32_t gap = RANK_NEIGHBOURHOOD + 1;

    if (before > 0 && first - list->items[before - 1].first < gap)
        gap = first - list->items[before - 1].first;
    if (before < list->count && list->items[before].first - last < gap)
        gap = list->items[before].first - last;
    return gap;
}

void place_bound_add(struct place_bound *bound, double worth,
                     const struct interval_list *list)
{
    if (!list->count)
        return;
    set_starts(bound, list);
    for (size_t i = 0; i < bound->cell_count; i++) {
        const uint32_t *starts = bound->starts + i;
        uint32_t around = starts[2 * PLACE_CELLS_AROUND + 1] - starts[0];
        uint32_t before = starts[PLACE_CELLS_AROUND];
        bool is_in = starts[PLACE_CELLS_AROUND + 1] > before;
        uint32_t gap = is_in ? 0 : gap_of(list, before, i);

        bound->bounds[i] +=
            worth *
            (bound->close[gap] +
             bound->around[around < PLACE_COUNTS ? around : PLACE_COUNTS]);
    }
}

double place_bound_at(const struct place_bound *bound, uint32_t place)
{
    return score_at_most(bound->bounds[place / PLACE_CELL_TOKENS]);
}
