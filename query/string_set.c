#include "string_set.h"

enum { STRING_BYTES_MAX = 96 }; /* of one that is put together */

struct string_set string_set_of(struct arena *arena, struct slice string)
{
    struct string_set set = { arena_alloc(arena, sizeof(*set.items)), 1 };

    set.items[0] = string;
    return set;
}

size_t string_set_shortest(const struct string_set *set)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].len < least)
            least = set->items[i].len;
    return least;
}

static size_t longest(const struct string_set *set)
{
    size_t most = 0;

    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].len > most)
            most = set->items[i].len;
    return most;
}

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static struct slice shared_end(const struct string_set *set)
{
    struct slice end = set->items[0];

    for (size_t i = 1; i < set->count; i++)
        while (!slice_ends_with(set->items[i], end))
            end = slice_from(end, 1);
    while (end.len && continues_character(end.ptr[0]))
        end = slice_from(end, 1);
    return end;
}

static struct slice shared_start(const struct string_set *set)
{
    struct slice start = set->items[0];

    for (size_t i = 1; i < set->count; i++)
        while (!slice_starts_with(set->items[i], start))
            start.len--;
    while (start.len < set->items[0].len && start.len &&
           continues_character(start.ptr[start.len]))
        start.len--;
    return start;
}

struct slice string_set_shared(const struct string_set *set)
{
    struct slice end, start;

    if (set->count == 0)
        return SLICE("");
    end = shared_end(set);
    start = shared_start(set);
    return start.len > end.len ? start : end;
}

struct string_set string_set_product(struct arena *arena,
                                     const struct string_set *a,
                                     const struct string_set *b)
{
    struct string_set set = {
        arena_array(arena, a->count * b->count, sizeof(*set.items)), 0
    };

    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            set.items[set.count++] =
                arena_printf(arena, "%.*s%.*s", SLICE_ARG(a->items[i]),
                             SLICE_ARG(b->items[k]));
    return set;
}

struct string_set string_set_join(struct arena *arena,
                                  const struct string_set *a,
                                  const struct string_set *b)
{
    struct string_set set = {
        arena_array(arena, a->count + b->count, sizeof(*set.items)), 0
    };

    for (size_t i = 0; i < a->count; i++)
        set.items[set.count++] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        set.items[set.count++] = b->items[i];
    return set;
}

bool string_set_product_fits(const struct string_set *a,
                             const struct string_set *b)
{
    return a->count * b->count <= STRING_SET_MAX &&
           longest(a) + longest(b) <= STRING_BYTES_MAX;
}

struct string_set string_set_power(struct arena *arena,
                                   const struct string_set *strings,
                                   int64_t times)
{
    struct string_set out = *strings;

    for (int64_t i = 1; i < times; i++) {
        if (!string_set_product_fits(&out, strings))
            return (struct string_set){ NULL, 0 };
        out = string_set_product(arena, &out, strings);
    }
    return out;
}
