#include "order.h"

#include "nearest.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [SORT_RANK] = "rank",
    [SORT_DATE] = "date",
    [SORT_TIME] = "time",
    NULL,
};

enum status order_parse(const char *name, enum sort_key *ret_key,
                        struct error *err)
{
    for (size_t i = 0; names[i]; i++)
        if (!strcmp(names[i], name)) {
            *ret_key = (enum sort_key)i;
            return STATUS_OK;
        }
    return nearest_refuse("--sort", name, names, err);
}

bool order_is_ranking(const struct order *order)
{
    return order->key == SORT_RANK && !order->reverse && !order->per_episode;
}

/* An answer and what it is sorted by. */
struct placed {
    const struct ranked *ranked;
    const struct transcript_place *place;
    size_t rank; /* from 0 */
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* As it was said; undated episodes, which come last in any order, aside. */
static int by_speech(const struct placed *a, const struct placed *b)
{
    int order = compare_numbers(a->place->episode, b->place->episode);

    if (!order)
        order = compare_numbers(a->ranked->transcript, b->ranked->transcript);
    if (!order)
        order = compare_numbers(a->ranked->first_token, b->ranked->first_token);
    return order;
}

static int by_rank(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    return compare_numbers((int64_t)a->rank, (int64_t)b->rank);
}

static int worst_first(const void *left, const void *right)
{
    return by_rank(right, left);
}

/* Compares by date in the direction given; what has none is last in both. */
static int by_date(const struct placed *a, const struct placed *b,
                   bool newest_first)
{
    struct slice left = a->place->date, right = b->place->date;
    int order = slice_compare(left, right);

    if (!left.len || !right.len)
        return (left.len == 0) - (right.len == 0);
    return newest_first ? -order : order;
}

static int newest_first(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = by_date(a, b, true);

    return order ? order : by_speech(a, b);
}

static int oldest_first(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = by_date(a, b, false);

    return order ? order : by_speech(a, b);
}

/* The same, but in each episode the last words first. */
static int oldest_last(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = by_date(a, b, true);

    return order ? order : by_speech(b, a);
}

typedef int comparison(const void *, const void *);

static comparison *comparison_of(const struct order *order)
{
    static comparison *const comparisons[][2] = {
        [SORT_RANK] = { by_rank, worst_first },
        [SORT_DATE] = { newest_first, oldest_first },
        [SORT_TIME] = { oldest_first, oldest_last },
    };

    return comparisons[order->key][order->reverse];
}

static const struct transcript_place *
find_place(const struct transcript_place *places, size_t count,
           int64_t transcript)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (places[middle].transcript < transcript)
            low = middle + 1;
        else
            high = middle;
    }
    return &places[low];
}

/* Keeps the first `most` of each episode; `list` has the best first. */
static size_t keep_few(struct placed *list, size_t count, size_t most,
                       int64_t last_episode, struct arena *arena)
{
    size_t *seen = arena_array(arena, (size_t)last_episode + 1, sizeof(*seen));
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (seen[list[i].place->episode]++ < most)
            list[kept++] = list[i];
    return kept;
}

enum status order_apply(const struct order *order, const struct plan *plan,
                        struct ranking *ranking, struct error *err)
{
    struct transcript_place *places;
    struct placed *list;
    struct ranked *sorted;
    int64_t last_episode = 0;
    size_t count;
    enum status status =
        store_transcript_places(plan->store, plan->arena, &places, &count, err);

    if (status || ranking->count == 0)
        return status;
    list = arena_array(plan->arena, ranking->count, sizeof(*list));
    for (size_t i = 0; i < ranking->count; i++) {
        const struct ranked *ranked = &ranking->list[i];
        const struct transcript_place *place =
            find_place(places, count, ranked->transcript);

        list[i] = (struct placed){ ranked, place, i };
        if (place->episode > last_episode)
            last_episode = place->episode;
    }
    count = ranking->count;
    if (order->per_episode)
        count = keep_few(list, count, order->per_episode, last_episode,
                         plan->arena);
    qsort(list, count, sizeof(*list), comparison_of(order));
    sorted = arena_array(plan->arena, count, sizeof(*sorted));
    for (size_t i = 0; i < count; i++)
        sorted[i] = *list[i].ranked;
    ranking->list = sorted;
    ranking->count = count;
    return STATUS_OK;
}
