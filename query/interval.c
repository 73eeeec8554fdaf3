/*
 * What is nearer is close if what is farther is: it is why AND and NOT need to
 * look at the two neighbours of an interval only. A span of time is close if
 * one that contains it is, too; so there AND may be done two parts at a time,
 * in any order.
 */

#include "interval.h"

#include "base/alloc.h"
#include "base/bisect.h"

#include <stdlib.h>
#include <string.h>

void interval_list_release(struct interval_list *list)
{
    free(list->items);
    *list = (struct interval_list){ 0 };
}

static void reserve(struct interval_list *list, size_t count)
{
    list->items =
        mem_grow(list->items, &list->capacity, count, sizeof(*list->items));
}

void interval_list_append(struct interval_list *list, uint32_t first,
                          uint32_t last)
{
    reserve(list, list->count + 1);
    list->items[list->count++] = (struct interval){ first, last };
}

size_t interval_list_from(const struct interval_list *list, uint32_t token)
{
    size_t at =
        last_not_above(list->items, sizeof(*list->items),
                       offsetof(struct interval, first), list->count, token);

    return at < list->count && list->items[at].first < token ? at + 1 : at;
}

/* By first token, the shorter one in front. */
static bool comes_before(struct interval a, struct interval b)
{
    return a.first != b.first ? a.first < b.first : a.last < b.last;
}

/*
 * Appends an interval to the minimal ones from `begin` on, unless it contains
 * one; those that contain it go. None of them comes after it.
 */
static void append_minimal(struct interval_list *list, size_t begin,
                           struct interval next)
{
    if (list->count > begin && list->items[list->count - 1].first == next.first)
        return;
    while (list->count > begin &&
           list->items[list->count - 1].last >= next.last)
        list->count--;
    interval_list_append(list, next.first, next.last);
}

/* Where the run ends that starts at `from` and in which nothing descends. */
static size_t run_end(const struct interval *items, size_t count, size_t from)
{
    size_t at = from;

    while (at < count &&
           (at == from || !comes_before(items[at], items[at - 1])))
        at++;
    return at;
}

/* Merges from[0, middle) and from[middle, count), both ascending, into `to`. */
static void merge_runs(const struct interval *from, size_t middle, size_t count,
                       struct interval *to)
{
    size_t left = 0, right = middle;

    for (size_t i = 0; i < count; i++) {
        bool take_left =
            right == count ||
            (left < middle && comes_before(from[left], from[right]));

        to[i] = from[take_left ? left++ : right++];
    }
}

/*
 * Merges neighbouring runs of `from` two by two into `to`. Returns how many
 * runs there were.
 */
static size_t merge_pass(const struct interval *from, struct interval *to,
                         size_t count)
{
    size_t runs = 0;

    for (size_t at = 0; at < count;) {
        size_t middle = run_end(from, count, at);
        size_t end = run_end(from, count, middle);

        runs += end > middle ? 2 : 1;
        merge_runs(from + at, middle - at, end - at, to + at);
        at = end;
    }
    return runs;
}

/*
 * A merge sort that starts from the runs that are there, one a part, so that a
 * union of many parts costs log2 of their number a member. The other half of
 * the list's own memory is its scratch space.
 */
static void sort_runs(struct interval_list *list)
{
    size_t count = list->count;
    size_t runs;

    reserve(list, 2 * count);
    do {
        runs = merge_pass(list->items, list->items + count, count);
        memcpy(list->items, list->items + count, count * sizeof(*list->items));
    } while (runs > 2);
}

static void append_list(struct interval_list *out,
                        const struct interval_list *part)
{
    if (!part->count)
        return;
    reserve(out, out->count + part->count);
    memcpy(out->items + out->count, part->items,
           part->count * sizeof(*part->items));
    out->count += part->count;
}

/* Of any length, by sorting. */
static void or_sorted(const struct interval_list *const *parts, size_t count,
                      struct interval_list *out)
{
    size_t total;

    for (size_t i = 0; i < count; i++)
        append_list(out, parts[i]);
    total = out->count;
    sort_runs(out);
    out->count = 0;
    for (size_t i = 0; i < total; i++)
        append_minimal(out, 0, out->items[i]);
}

/*
 * Tokens of a transcript as marks, which an interval has room for as many of as
 * its two numbers have bits.
 */
enum { MARKS = 64 };

static void mark(struct interval *marks, uint32_t token)
{
    struct interval *item = &marks[token / MARKS];
    uint32_t bit = (uint32_t)1 << token % 32;

    if (token % MARKS < 32)
        item->first |= bit;
    else
        item->last |= bit;
}

/* Appends what is marked of 32 tokens. */
static void take_marked(struct interval_list *out, uint32_t token,
                        uint32_t marked)
{
    for (; marked; marked &= marked - 1) {
        uint32_t at = token + (uint32_t)__builtin_ctz(marked);

        out->items[out->count++] = (struct interval){ at, at };
    }
}

/* Marks what all parts have; false if something is longer than a token. */
static bool mark_all(const struct interval_list *const *parts, size_t count,
                     struct interval *marks)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < parts[i]->count; k++) {
            struct interval item = parts[i]->items[k];

            if (item.first != item.last)
                return false;
            mark(marks, item.first);
        }
    return true;
}

/*
 * If all are single tokens and there are many, marks them behind where the
 * union will be, which costs the same however many parts there are.
 */
static bool or_marked(const struct interval_list *const *parts, size_t count,
                      size_t total, struct interval_list *out)
{
    uint32_t last = 0;
    size_t words;
    struct interval *marks;

    for (size_t i = 0; i < count; i++)
        if (parts[i]->count && parts[i]->items[parts[i]->count - 1].last > last)
            last = parts[i]->items[parts[i]->count - 1].last;
    words = last / MARKS + 1;
    if (total < words)
        return false;
    reserve(out, total + words);
    marks = out->items + total;
    memset(marks, 0, words * sizeof(*marks));
    if (!mark_all(parts, count, marks))
        return false;
    for (size_t i = 0; i < words; i++) {
        take_marked(out, (uint32_t)i * MARKS, marks[i].first);
        take_marked(out, (uint32_t)i * MARKS + 32, marks[i].last);
    }
    return true;
}

void interval_or(const struct interval_list *const *parts, size_t count,
                 struct interval_list *out)
{
    size_t total = 0;

    out->count = 0;
    for (size_t i = 0; i < count; i++)
        total += parts[i]->count;
    if (total && !or_marked(parts, count, total, out))
        or_sorted(parts, count, out);
}

struct interval interval_hull(struct interval a, struct interval b)
{
    return (struct interval){ a.first < b.first ? a.first : b.first,
                              a.last > b.last ? a.last : b.last };
}

static bool is_close(const struct closeness *closeness, struct interval a,
                     struct interval b)
{
    return closeness->close(closeness->context, a, b);
}

/*
 * The last of those from `at` on that ends no later than `other`, or else `at`:
 * its hull with that is within the hulls of those before it, so if one of these
 * is close, so is it.
 */
static size_t nearest_before(const struct interval *items, size_t count,
                             size_t at, struct interval other)
{
    while (at + 1 < count && items[at + 1].last <= other.last)
        at++;
    return at;
}

/*
 * For each first token that a hull may have, the shortest one takes the next
 * interval of the other side. In place, hulls are gathered behind the list and
 * then moved to its front.
 */
void interval_and(const struct interval_list *left,
                  const struct interval_list *right,
                  const struct closeness *closeness, struct interval_list *out)
{
    size_t left_count = left->count, begin = out == left ? left_count : 0;
    size_t i = 0, j = 0;

    out->count = begin;
    while (i < left_count && j < right->count) {
        if (left->items[i].first <= right->items[j].first)
            i = nearest_before(left->items, left_count, i, right->items[j]);
        else
            j = nearest_before(right->items, right->count, j, left->items[i]);
        if (is_close(closeness, left->items[i], right->items[j]))
            append_minimal(out, begin,
                           interval_hull(left->items[i], right->items[j]));
        if (left->items[i].first <= right->items[j].first)
            i++;
        else
            j++;
    }
    out->count -= begin;
    if (begin && out->count)
        memmove(out->items, out->items + begin,
                out->count * sizeof(*out->items));
}

/*
 * Of those in `avoid` that are close themselves (no hull with the others can
 * be), the nearest to an interval are the last that starts before it and the
 * first that does not.
 */
void interval_not(const struct interval_list *keep,
                  const struct interval_list *avoid,
                  const struct closeness *closeness, struct interval_list *out)
{
    const struct interval *before = NULL;
    size_t after = 0;

    out->count = 0;
    for (size_t i = 0; i < keep->count; i++) {
        struct interval item = keep->items[i];

        for (; after < avoid->count; after++) {
            const struct interval *next = &avoid->items[after];

            if (!is_close(closeness, *next, *next))
                continue;
            if (next->first >= item.first)
                break;
            before = next;
        }
        if (before && is_close(closeness, item, *before))
            continue;
        if (after < avoid->count &&
            is_close(closeness, item, avoid->items[after]))
            continue;
        interval_list_append(out, item.first, item.last);
    }
}
