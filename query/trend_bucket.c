#include "trend_bucket.h"

#include "nearest.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [TREND_MONTH] = "month",     [TREND_YEAR] = "year",
    [TREND_EPISODE] = "episode", [TREND_SPEAKER] = "speaker",
    [TREND_SHOW] = "show",       NULL,
};

enum status trend_by_parse(const char *name, enum trend_by *ret_by,
                           struct error *err)
{
    for (size_t i = 0; names[i]; i++)
        if (!strcmp(names[i], name)) {
            *ret_by = (enum trend_by)i;
            return STATUS_OK;
        }
    return nearest_refuse("--by", name, names, err);
}

const char *trend_by_name(enum trend_by by)
{
    return names[by];
}

/* ---- making ---- */

/* In byte order, what is not known last. */
static int compare_known(struct slice a, struct slice b)
{
    if (!a.len || !b.len)
        return (a.len == 0) - (b.len == 0);
    return slice_compare(a, b);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_keys(const struct trend_bucket *a,
                        const struct trend_bucket *b)
{
    int order = compare_known(a->date, b->date);

    if (!order)
        order = compare_numbers(a->episode, b->episode);
    if (!order)
        order = compare_known(a->show, b->show);
    if (!order)
        order = compare_known(a->name, b->name);
    return order;
}

/* A key while keys are sorted. */
struct sorted_key {
    const struct trend_bucket *key;
    size_t index;
};

static int by_key(const void *left, const void *right)
{
    const struct sorted_key *a = left, *b = right;

    return compare_keys(a->key, b->key);
}

void trend_buckets_make(const struct trend_bucket *keys, size_t key_count,
                        struct arena *arena, struct trend_buckets *ret_buckets)
{
    struct sorted_key *sorted = arena_array(arena, key_count, sizeof(*sorted));
    struct trend_buckets buckets = {
        .list = arena_array(arena, key_count, sizeof(*buckets.list)),
        .of_key = arena_array(arena, key_count, sizeof(*buckets.of_key)),
    };

    for (size_t i = 0; i < key_count; i++)
        sorted[i] = (struct sorted_key){ &keys[i], i };
    qsort(sorted, key_count, sizeof(*sorted), by_key);
    for (size_t i = 0; i < key_count; i++) {
        if (i == 0 || compare_keys(sorted[i - 1].key, sorted[i].key))
            buckets.list[buckets.count++] = *sorted[i].key;
        buckets.of_key[sorted[i].index] = buckets.count - 1;
    }
    *ret_buckets = buckets;
}

/* ---- arranging ---- */

static int most_first(const void *left, const void *right)
{
    const struct trend_bucket *a = left, *b = right;
    int order = compare_numbers(b->mentions, a->mentions);

    return order ? order : compare_keys(a, b);
}

static void drop_unmentioned(struct trend_buckets *buckets)
{
    size_t kept = 0;

    for (size_t i = 0; i < buckets->count; i++)
        if (buckets->list[i].mentions)
            buckets->list[kept++] = buckets->list[i];
    buckets->count = kept;
}

enum { MONTHS = 12 };

/* Months, or years, since the year 0 of "2025-11" or "2025". */
static int64_t number_of(struct slice date, enum trend_by by)
{
    int64_t year = 0, month = 1;

    slice_take_number(&date, INT16_MAX, &year);
    if (by == TREND_YEAR)
        return year;
    slice_take_char(&date, '-');
    slice_take_number(&date, MONTHS, &month);
    return year * MONTHS + month - 1;
}

static struct slice date_of(int64_t number, enum trend_by by,
                            struct arena *arena)
{
    if (by == TREND_YEAR)
        return arena_printf(arena, "%04d", (int)number);
    return arena_printf(arena, "%04d-%02d", (int)(number / MONTHS),
                        (int)(number % MONTHS) + 1);
}

/* Buckets sorted by date, with empty ones where the calendar goes on. */
static void fill_gaps(struct trend_buckets *buckets, enum trend_by by,
                      struct arena *arena)
{
    struct trend_bucket *list = NULL;
    size_t count = 0, capacity = 0;
    int64_t next = 0;

    for (size_t i = 0; i < buckets->count; i++) {
        const struct trend_bucket *bucket = &buckets->list[i];
        int64_t number = number_of(bucket->date, by);

        for (; i > 0 && bucket->date.len && next < number; next++) {
            list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
            list[count++] =
                (struct trend_bucket){ .date = date_of(next, by, arena) };
        }
        list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
        list[count++] = *bucket;
        next = number + 1;
    }
    buckets->list = list;
    buckets->count = count;
}

void trend_buckets_arrange(struct trend_buckets *buckets, enum trend_by by,
                           struct arena *arena)
{
    buckets->of_key = NULL;
    if (by == TREND_MONTH || by == TREND_YEAR) {
        fill_gaps(buckets, by, arena);
        return;
    }
    drop_unmentioned(buckets);
    if (by != TREND_EPISODE && buckets->count)
        qsort(buckets->list, buckets->count, sizeof(*buckets->list),
              most_first);
}

double trend_rate(int64_t mentions, int64_t words)
{
    enum { PER_WORDS = 10000 };

    return words > 0 ? (double)mentions * PER_WORDS / (double)words : -1;
}
