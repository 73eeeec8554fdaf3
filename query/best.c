#include "best.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct best best_of(struct store *store, const struct rank_options *options)
{
    return (struct best){
        .limit = options->limit,
        .recency = { .store = store },
        .turns = options->turns,
        .few = options->few,
        .lists_answers = options->lists_answers,
    };
}

void best_release(struct best *best)
{
    free(best->list);
    free(best->answers);
    recency_release(&best->recency);
}

static int64_t day_of(struct best *best, const struct ranked *ranked)
{
    return recency_day(&best->recency, ranked->transcript);
}

static bool scores_more(struct best *best, const struct ranked *a,
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

/* What has come since the turns were taken has none. */
static uint32_t turn_of(const struct turns *turns, int64_t transcript)
{
    return (size_t)transcript < turns->count ? turns->of[transcript]
                                             : UINT32_MAX;
}

static bool comes_before(const struct turns *turns, const struct ranked *a,
                         const struct ranked *b)
{
    if (a->transcript != b->transcript)
        return turn_of(turns, a->transcript) < turn_of(turns, b->transcript);
    return turns->last_first ? a->first_token > b->first_token
                             : a->first_token < b->first_token;
}

/* Whether `a` is better than `b`. */
static bool is_better(struct best *best, const struct ranked *a,
                      const struct ranked *b)
{
    if (!best->turns)
        return scores_more(best, a, b);
    return best->turns->of ? comes_before(best->turns, a, b)
                           : scores_more(best, b, a);
}

static void sift_up(struct best *best, struct ranked *heap, size_t at)
{
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        struct ranked moved = heap[at];

        if (!is_better(best, &heap[parent], &moved))
            return;
        heap[at] = heap[parent];
        heap[parent] = moved;
        at = parent;
    }
}

static void sift_down(struct best *best, struct ranked *heap, size_t count,
                      size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        struct ranked moved = heap[at];

        if (child >= count)
            return;
        if (child + 1 < count &&
            is_better(best, &heap[child], &heap[child + 1]))
            child++;
        if (!is_better(best, &moved, &heap[child]))
            return;
        heap[at] = heap[child];
        heap[child] = moved;
        at = child;
    }
}

double best_least(const struct best *best)
{
    if (best->limit == 0)
        return INFINITY;
    return best->count < best->limit || best->turns ? -INFINITY
                                                    : best->list[0].score;
}

static bool has_turn(const struct best *best, int64_t transcript)
{
    const struct turns *turns = best->turns;

    return best->count < best->limit || !turns->of ||
           turn_of(turns, transcript) <=
               turn_of(turns, best->list[0].transcript);
}

bool best_wants(struct best *best, int64_t transcript, double score)
{
    double least = best_least(best);

    if (best->limit && best->turns)
        return has_turn(best, transcript);
    if (score != least || best->limit == 0)
        return score > least;
    return is_better(
        best, &(struct ranked){ .score = score, .transcript = transcript },
        &best->list[0]);
}

void best_see(struct best *best, const struct ranked *ranked)
{
    if (!best->lists_answers)
        return;
    best->answers = mem_grow(best->answers, &best->answer_capacity,
                             best->answer_count + 1, sizeof(*best->answers));
    best->answers[best->answer_count++] =
        (struct answer_place){ ranked->transcript, ranked->first_token };
}

/* Where the heap begins that has to be kept below a limit: that of the
 * transcript, which comes last, or of all. */
static size_t heap_begin(struct best *best, int64_t transcript)
{
    if (!best->few)
        return 0;
    if (best->count == 0 ||
        best->list[best->count - 1].transcript != transcript)
        best->begin = best->count;
    return best->begin;
}

void best_add(struct best *best, const struct ranked *ranked)
{
    size_t begin = heap_begin(best, ranked->transcript);
    size_t limit = best->few ? best->few : best->limit;
    size_t count = best->count - begin;

    if (count < limit) {
        best->list = mem_grow(best->list, &best->capacity, best->count + 1,
                              sizeof(*best->list));
        best->list[best->count++] = *ranked;
        sift_up(best, best->list + begin, count);
    } else if (count && is_better(best, ranked, &best->list[begin])) {
        best->list[begin] = *ranked;
        sift_down(best, best->list + begin, count, 0);
    }
}

/* The worst goes behind the others, until all are in order. */
static void order_all(struct best *best)
{
    struct ranked *list = best->list;

    for (size_t at = best->few ? best->count / 2 : 0; at > 0; at--)
        sift_down(best, list, best->count, at - 1);
    for (size_t count = best->count; count > 1; count--) {
        struct ranked worst = list[0];

        list[0] = list[count - 1];
        sift_down(best, list, count - 1, 0);
        list[count - 1] = worst;
    }
}

static void *copy(struct arena *arena, const void *list, size_t count,
                  size_t size)
{
    void *all = arena_array(arena, count, size);

    if (count)
        memcpy(all, list, count * size);
    return all;
}

enum status best_take(struct best *best, struct arena *arena,
                      struct ranking *ret_ranking, struct error *err)
{
    order_all(best);
    *ret_ranking = (struct ranking){
        .list = copy(arena, best->list, best->count, sizeof(*best->list)),
        .count = best->count,
        .total = best->count,
        .total_exact = true,
        .answers = copy(arena, best->answers, best->answer_count,
                        sizeof(*best->answers)),
        .answer_count = best->answer_count,
    };
    if (best->recency.status)
        *err = best->recency.error;
    return best->recency.status;
}

static struct answer_place *both_answers(const struct ranking *a,
                                         const struct ranking *b,
                                         struct arena *arena)
{
    struct answer_place *all =
        arena_array(arena, a->answer_count + b->answer_count, sizeof(*all));

    if (a->answer_count)
        memcpy(all, a->answers, a->answer_count * sizeof(*all));
    if (b->answer_count)
        memcpy(all + a->answer_count, b->answers,
               b->answer_count * sizeof(*all));
    return all;
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
        .answers = both_answers(a, b, arena),
        .answer_count = a->answer_count + b->answer_count,
        .total_exact = a->total_exact && b->total_exact,
    };
    if (best->recency.status)
        *err = best->recency.error;
    return best->recency.status;
}
