#ifndef QUOTH_INTERVAL_H
#define QUOTH_INTERVAL_H

/*
 * Minimal intervals on the token axis: the algebra behind AND, OR and NOT
 * (Clarke, Cormack and Burkowski, "An algebra for structured text search",
 * 1995). Every list is sorted by first token and holds no interval that
 * contains another, so it is sorted by last token as well. All operations are
 * linear merges, and take no memory but that of `out`, which is kept.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tokens first to last, both included. */
struct interval {
    uint32_t first, last;
};

struct interval_list {
    struct interval *items;
    size_t count, capacity;
};

/*
 * Whether two intervals are close enough to be of one answer. Of two on the
 * same side of a third, in order of their first and of their last tokens, the
 * nearer one is close to it if the other is. An interval may be asked about
 * with itself.
 */
struct closeness {
    bool (*close)(void *context, struct interval a, struct interval b);
    void *context;
};

/* The shortest interval around both. */
struct interval interval_hull(struct interval a, struct interval b);

/* Frees the list, which begins as { 0 }. */
void interval_list_release(struct interval_list *list);
/* Adds [first, last] at the end; the caller sees to the order. */
void interval_list_append(struct interval_list *list, uint32_t first,
                          uint32_t last);

/* The first interval that starts at `token` or behind it; list->count if none
 * does. */
size_t interval_list_from(const struct interval_list *list, uint32_t token);

/*
 * The union of `count` lists, minimal again. `out` is overwritten and must not
 * be among the parts.
 */
void interval_or(const struct interval_list *const *parts, size_t count,
                 struct interval_list *out);

/*
 * The hulls of one interval of `left` and one of `right` that are close,
 * minimal. `out` is overwritten; it may be `left`, but not `right`.
 */
void interval_and(const struct interval_list *left,
                  const struct interval_list *right,
                  const struct closeness *closeness, struct interval_list *out);

/*
 * Those of `keep` that no interval of `avoid` is close to. `out` is overwritten
 * and must be neither of them.
 */
void interval_not(const struct interval_list *keep,
                  const struct interval_list *avoid,
                  const struct closeness *closeness, struct interval_list *out);

#endif
