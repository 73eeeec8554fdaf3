#include "ties.h"

#include <stdlib.h>
#include <string.h>

void ties_init(struct ties *ties)
{
    *ties = (struct ties){ .score = 0 };
    arena_init(&ties->arena);
}

void ties_release(struct ties *ties)
{
    arena_release(&ties->arena);
}

static void forget(struct ties *ties)
{
    arena_clear(&ties->arena);
    ties->list = NULL;
    ties->count = ties->capacity = 0;
}

static void *copy(struct ties *ties, const void *items, size_t count,
                  size_t size)
{
    void *copied = arena_array(&ties->arena, count, size);

    if (count)
        memcpy(copied, items, count * size);
    return copied;
}

void ties_add(struct ties *ties, double score, const struct tie *tie,
              size_t leaves)
{
    size_t count = tie->answer.count;
    struct tie *kept;

    if (score != ties->score)
        forget(ties);
    ties->score = score;
    ties->list = arena_grow(&ties->arena, ties->list, &ties->capacity,
                            ties->count + 1, sizeof(*ties->list));
    kept = &ties->list[ties->count++];
    *kept = *tie;
    kept->answer.items =
        copy(ties, tie->answer.items, count, sizeof(*tie->answer.items));
    kept->uses = copy(ties, tie->uses, count * leaves, sizeof(*tie->uses));
    kept->closeness =
        copy(ties, tie->closeness, count, sizeof(*tie->closeness));
}

static int newest_first(const void *left, const void *right)
{
    const struct tie *a = left, *b = right;

    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->transcript > b->transcript) - (a->transcript < b->transcript);
}

void ties_sort(struct ties *ties, struct recency *recency)
{
    for (size_t i = 0; i < ties->count; i++)
        ties->list[i].day = recency_day(recency, ties->list[i].transcript);
    if (ties->count)
        qsort(ties->list, ties->count, sizeof(*ties->list), newest_first);
}
