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

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* ---- turns ---- */

/* By date, what has none last. */
static int by_date(const struct transcript_place *a,
                   const struct transcript_place *b, bool newest_first)
{
    int order = slice_compare(a->date, b->date);

    if (!a->date.len || !b->date.len)
        return (a->date.len == 0) - (b->date.len == 0);
    return newest_first ? -order : order;
}

static int by_speech(const struct transcript_place *a,
                     const struct transcript_place *b)
{
    int order = compare_numbers(a->episode, b->episode);

    return order ? order : compare_numbers(a->transcript, b->transcript);
}

static int newest_first(const void *left, const void *right)
{
    const struct transcript_place *const *a = left, *const *b = right;
    int order = by_date(*a, *b, true);

    return order ? order : by_speech(*a, *b);
}

static int oldest_first(const void *left, const void *right)
{
    const struct transcript_place *const *a = left, *const *b = right;
    int order = by_date(*a, *b, false);

    return order ? order : by_speech(*a, *b);
}

/* Oldest first from behind, but for what has no date. */
static int oldest_last(const void *left, const void *right)
{
    const struct transcript_place *const *a = left, *const *b = right;
    int order = by_date(*a, *b, true);

    return order ? order : by_speech(*b, *a);
}

typedef int comparison(const void *, const void *);

static comparison *comparison_of(const struct order *order)
{
    static comparison *const comparisons[][2] = {
        [SORT_DATE] = { newest_first, oldest_first },
        [SORT_TIME] = { oldest_first, oldest_last },
    };

    return comparisons[order->key][order->reverse];
}

/* Turns of transcripts whose places are sorted. */
static struct turns turns_of(const struct order *order,
                             const struct transcript_place *const *sorted,
                             size_t count, int64_t last, struct arena *arena)
{
    uint32_t *of = arena_array(arena, (size_t)last + 1, sizeof(*of));

    for (size_t i = 0; i < count; i++)
        of[sorted[i]->transcript] = (uint32_t)i;
    return (struct turns){
        .of = of,
        .count = (size_t)last + 1,
        .last_first = order->key == SORT_TIME && order->reverse,
    };
}

static void take_turns(struct ordering *ordering, struct arena *arena)
{
    size_t count = ordering->place_count;
    const struct transcript_place **sorted =
        arena_array(arena, count, sizeof(*sorted));

    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &ordering->places[i];
    qsort(sorted, count, sizeof(*sorted), comparison_of(ordering->order));
    ordering->turns = turns_of(ordering->order, sorted, count,
                               ordering->places[count - 1].transcript, arena);
}

enum status order_begin(const struct order *order, const struct plan *plan,
                        struct ordering *ret_ordering, struct error *err)
{
    enum status status;

    *ret_ordering = (struct ordering){ .order = order };
    if (order_is_ranking(order))
        return STATUS_OK;
    status =
        store_transcript_places(plan->store, plan->arena, &ret_ordering->places,
                                &ret_ordering->place_count, err);
    if (!status && order->key != SORT_RANK)
        take_turns(ret_ordering, plan->arena);
    return status;
}

const struct turns *order_turns(const struct ordering *ordering)
{
    const struct order *order = ordering->order;

    return order_is_ranking(order) || order->per_episode ? NULL
                                                         : &ordering->turns;
}

/* ---- what was ranked ---- */

/* An answer and what it is sorted by. */
struct placed {
    const struct ranked *ranked;
    int64_t turn, token;
};

static int by_turn(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = compare_numbers(a->turn, b->turn);

    return order ? order : compare_numbers(a->token, b->token);
}

/* The turn of what is number `rank` among the best. */
static struct placed place(const struct ordering *ordering,
                           const struct ranked *ranked, size_t rank)
{
    const struct turns *turns = &ordering->turns;
    int64_t token = ranked->first_token, turn = (int64_t)rank;

    if (!turns->of)
        return (struct placed){
            .ranked = ranked,
            .turn = ordering->order->reverse ? -turn : turn,
        };
    return (struct placed){
        .ranked = ranked,
        .turn = turns->of[ranked->transcript],
        .token = turns->last_first ? -token : token,
    };
}

static int64_t last_episode(const struct ordering *ordering)
{
    int64_t last = 0;

    for (size_t i = 0; i < ordering->place_count; i++)
        if (ordering->places[i].episode > last)
            last = ordering->places[i].episode;
    return last;
}

/* By episode: how many have been met. */
static size_t *seen_of(const struct ordering *ordering, struct arena *arena)
{
    return arena_array(arena, (size_t)last_episode(ordering) + 1,
                       sizeof(size_t));
}

/* Whether it is among the first `per_episode` of its episode. */
static bool stays(const struct ordering *ordering, size_t *seen,
                  const struct ranked *ranked)
{
    const struct transcript_place *found = transcript_place_find(
        ordering->places, ordering->place_count, ranked->transcript);

    return found && seen[found->episode]++ < ordering->order->per_episode;
}

static size_t count_few(const struct ordering *ordering, size_t *seen,
                        const struct ranking *ranking)
{
    size_t count = 0;

    for (size_t i = 0; i < ranking->count; i++)
        count += stays(ordering, seen, &ranking->list[i]);
    return count;
}

static void keep_few(const struct ordering *ordering, size_t *seen,
                     struct ranking *ranking)
{
    size_t kept = 0;

    for (size_t i = 0; i < ranking->count; i++)
        if (stays(ordering, seen, &ranking->list[i]))
            ranking->list[kept++] = ranking->list[i];
    ranking->count = kept;
}

size_t order_left(const struct ordering *ordering, struct arena *arena,
                  const struct ranking *whole, const struct ranking *relaxed)
{
    size_t *seen;

    if (!ordering->order->per_episode)
        return whole->count + relaxed->count;
    seen = seen_of(ordering, arena);
    return count_few(ordering, seen, whole) +
           count_few(ordering, seen, relaxed);
}

static void sort(const struct ordering *ordering, struct arena *arena,
                 struct ranking *ranking)
{
    struct placed *list = arena_array(arena, ranking->count, sizeof(*list));
    struct ranked *sorted = arena_array(arena, ranking->count, sizeof(*sorted));

    if (ranking->count == 0)
        return;
    for (size_t i = 0; i < ranking->count; i++)
        list[i] = place(ordering, &ranking->list[i], i);
    qsort(list, ranking->count, sizeof(*list), by_turn);
    for (size_t i = 0; i < ranking->count; i++)
        sorted[i] = *list[i].ranked;
    ranking->list = sorted;
}

void order_apply(const struct ordering *ordering, struct arena *arena,
                 struct ranking *whole, struct ranking *relaxed)
{
    size_t *seen;

    if (order_is_ranking(ordering->order))
        return;
    if (ordering->order->per_episode) {
        seen = seen_of(ordering, arena);
        keep_few(ordering, seen, whole);
        keep_few(ordering, seen, relaxed);
    }
    if (!order_turns(ordering))
        sort(ordering, arena, whole);
    sort(ordering, arena, relaxed);
}
