#include "best.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void best_release(struct best *best)
{
    free(best->list);
}

/* Better first; ties by transcript and token, so that an answer is the same
 * whenever it is asked for. */
static int compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    return (a->first_token > b->first_token) -
           (a->first_token < b->first_token);
}

static void sift_up(struct best *best, size_t at)
{
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        struct ranked moved = best->list[at];

        if (compare(&best->list[parent], &moved) >= 0)
            return;
        best->list[at] = best->list[parent];
        best->list[parent] = moved;
        at = parent;
    }
}

static void sift_down(struct best *best)
{
    size_t at = 0;

    for (;;) {
        size_t child = 2 * at + 1;
        struct ranked moved = best->list[at];

        if (child >= best->count)
            return;
        if (child + 1 < best->count &&
            compare(&best->list[child + 1], &best->list[child]) > 0)
            child++;
        if (compare(&best->list[child], &moved) <= 0)
            return;
        best->list[at] = best->list[child];
        best->list[child] = moved;
        at = child;
    }
}

double best_least(const struct best *best)
{
    if (best->limit == 0)
        return INFINITY;
    return best->count < best->limit ? -INFINITY : best->list[0].score;
}

bool best_wants(const struct best *best, double score)
{
    return score > best_least(best);
}

void best_add(struct best *best, const struct ranked *ranked)
{
    if (best->limit == 0)
        return;
    if (best->count < best->limit) {
        best->list = mem_grow(best->list, &best->capacity, best->count + 1,
                              sizeof(*best->list));
        best->list[best->count] = *ranked;
        sift_up(best, best->count++);
    } else if (compare(ranked, &best->list[0]) < 0) {
        best->list[0] = *ranked;
        sift_down(best);
    }
}

void best_take(struct best *best, struct arena *arena,
               struct ranking *ret_ranking)
{
    if (best->count)
        qsort(best->list, best->count, sizeof(*best->list), compare);
    *ret_ranking = (struct ranking){
        .list = arena_array(arena, best->count, sizeof(*best->list)),
        .count = best->count,
        .total = best->count,
        .total_exact = true,
    };
    if (best->count)
        memcpy(ret_ranking->list, best->list,
               best->count * sizeof(*best->list));
}
