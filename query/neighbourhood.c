#include "neighbourhood.h"

#include "rank.h"

struct neighbourhood neighbourhood_of(const struct interval_list *list)
{
    return (struct neighbourhood){ .list = list };
}

/* The first interval from `at` on that starts at `token` or behind it. */
static size_t skip_to(const struct interval_list *list, size_t at,
                      uint32_t token)
{
    while (at < list->count && list->items[at].first < token)
        at++;
    return at;
}

void neighbourhood_move(struct neighbourhood *around, uint32_t place)
{
    const struct interval_list *list = around->list;
    uint32_t from = place > RANK_NEIGHBOURHOOD ? place - RANK_NEIGHBOURHOOD : 0;

    around->begin = skip_to(list, around->begin, from);
    if (around->cursor < around->begin)
        around->cursor = around->begin;
    around->cursor = skip_to(list, around->cursor, place);
    if (around->end < around->cursor)
        around->end = around->cursor;
    around->end = skip_to(list, around->end, place + RANK_NEIGHBOURHOOD + 1);
}

uint32_t neighbourhood_gap(const struct neighbourhood *around, uint32_t place)
{
    const struct interval *items = around->list->items;
    uint32_t gap = UINT32_MAX;

    if (around->cursor > around->begin)
        gap = place - items[around->cursor - 1].first;
    if (around->cursor < around->end &&
        items[around->cursor].first - place < gap)
        gap = items[around->cursor].first - place;
    return gap;
}

double neighbourhood_value(size_t count)
{
    return RANK_SPREAD * (double)count / ((double)count + RANK_SPREAD_HALF);
}

double neighbourhood_spread(const struct neighbourhood *around)
{
    return neighbourhood_value(around->end - around->begin);
}
