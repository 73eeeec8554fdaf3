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

size_t neighbourhood_nearest(const struct neighbourhood *around, uint32_t place)
{
    const struct interval *items = around->list->items;
    size_t behind = around->cursor;

    if (behind == around->begin)
        return behind;
    if (behind < around->end &&
        items[behind].first - place < place - items[behind - 1].first)
        return behind;
    return behind - 1;
}

double closeness_value(uint32_t gap)
{
    return RANK_GAP_HALF / (RANK_GAP_HALF + gap);
}

double spread_value(const struct spread *spread, size_t count)
{
    return spread->most * (double)count / ((double)count + spread->half);
}

double neighbourhood_spread(const struct neighbourhood *around,
                            const struct spread *spread)
{
    return spread_value(spread, around->end - around->begin);
}
