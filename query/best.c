#include "best.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void best_release(struct best *best)
{
    free(best->list);
    recency_release(&best->recency);
}

static int64_t day_of(struct best *best, const struct ranked *ranked)
{
    return recency_day(&best->recency, ranked->transcript);
}

/* Whether `a` is better than `b`. */
static bool is_better(struct best *best, const struct ranked *a,
                      const struct ranked *b)
{
    int64_t day, other_day;

    if (a->score != b->score)
        return a->score > b->score;
    if (a->transcript == b->transcript)
        return a->first_token < b->first_token;
    day = day_of(best, a);
    other_day = day_of(best, b);
    return day != other_day ? day > other_day : a->transcript < b->transcript;
}

static void sift_up(struct best *best, size_t at)
{
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        struct ranked moved = best->list[at];

        if (!is_better(best, &best->list[parent], &moved))
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
            is_better(best, &best->list[child], &best->list[child + 1]))
            child++;
        if (!is_better(best, &moved, &best->list[child]))
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

bool best_wants(struct best *best, int64_t transcript, double score)
{
    double least = best_least(best);

    if (score != least || best->limit == 0)
        return score > least;
    return is_better(
        best, &(struct ranked){ .score = score, .transcript = transcript },
        &best->list[0]);
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
    } else if (is_better(best, ranked, &best->list[0])) {
        best->list[0] = *ranked;
        sift_down(best);
    }
}

static int by_score(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return ranked_by_place(a, b);
}

static int newest_first(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return ranked_by_place(a, b);
}

/* Puts those of equal score, which are by place, in order of their days. */
static void order_equals(struct best *best, size_t from, size_t end)
{
    struct ranked *list = best->list;

    if (list[from].transcript == list[end - 1].transcript)
        return;
    for (size_t i = from; i < end; i++)
        list[i].day = day_of(best, &list[i]);
    qsort(list + from, end - from, sizeof(*list), newest_first);
}

static void order_all(struct best *best)
{
    const struct ranked *list = best->list;
    size_t end;

    if (best->count)
        qsort(best->list, best->count, sizeof(*list), by_score);
    for (size_t i = 0; i < best->count; i = end) {
        end = i + 1;
        while (end < best->count && list[end].score == list[i].score)
            end++;
        order_equals(best, i, end);
    }
}

enum status best_take(struct best *best, struct arena *arena,
                      struct ranking *ret_ranking, struct error *err)
{
    order_all(best);
    *ret_ranking = (struct ranking){
        .list = arena_array(arena, best->count, sizeof(*best->list)),
        .count = best->count,
        .total = best->count,
        .total_exact = true,
    };
    if (best->count)
        memcpy(ret_ranking->list, best->list,
               best->count * sizeof(*best->list));
    if (best->recency.status)
        *err = best->recency.error;
    return best->recency.status;
}

enum status best_merge(struct best *best, const struct ranking *a,
                       const struct ranking *b, struct arena *arena,
                       struct ranking *ret_ranking, struct error *err)
{
    size_t count = a->count + b->count, i = 0, j = 0;
    struct ranked *list;

    if (count > best->limit)
        count = best->limit;
    list = arena_array(arena, count, sizeof(*list));
    for (size_t at = 0; at < count; at++) {
        bool take_a =
            j == b->count ||
            (i < a->count && is_better(best, &a->list[i], &b->list[j]));

        list[at] = take_a ? a->list[i++] : b->list[j++];
    }
    *ret_ranking = (struct ranking){
        .list = list,
        .count = count,
        .total = a->total + b->total,
        .total_exact = a->total_exact && b->total_exact,
    };
    if (best->recency.status)
        *err = best->recency.error;
    return best->recency.status;
}
