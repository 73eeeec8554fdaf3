#include "prefix_group.h"

#include "base/utf8.h"
#include "expand.h"

/* Rare: on average, a term is said no more than once in so many episodes. */
enum { RARE = 4 };

static void add(struct plan *plan, struct leaf_plan *leaf, struct slice *token,
                bool prefix, bool same, int64_t count)
{
    expand_add(plan, leaf,
               (struct alternative){
                   .tokens = token,
                   .token_count = 1,
                   .prefix = prefix,
                   .kind = same ? FORM_TYPED : FORM_PREFIX,
                   .weight = same ? WEIGHT_EXACT : WEIGHT_PREFIX,
                   .count = count,
               });
}

/* How many of them begin with the same `len` bytes as the first. */
static size_t alike(const struct expansion *terms, size_t count, size_t len)
{
    struct slice start = slice_range(terms[0].term, 0, len);
    size_t end = 1;

    while (end < count && slice_starts_with(terms[end].term, start))
        end++;
    return end;
}

/* The longest beginning that all have, in whole characters; `len` bytes are
 * known to be. */
static size_t common_length(const struct expansion *terms, size_t count,
                            size_t len)
{
    struct slice a = terms[0].term, b = terms[count - 1].term;
    size_t end = len;

    while (end < a.len && end < b.len && a.ptr[end] == b.ptr[end])
        end++;
    return len + utf8_valid_prefix(slice_range(a, len, end));
}

static int64_t count_all(const struct expansion *terms, size_t count)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += terms[i].count;
    return sum;
}

/*
 * What begins like these, which have `len` bytes in common, is among them. Each
 * level has fewer terms, so that there are no more of them than terms.
 */
static void add_alike(struct plan *plan, struct leaf_plan *leaf,
                      struct expansion *terms, size_t count, size_t len)
{
    size_t common = common_length(terms, count, len), end;
    int64_t sum = count_all(terms, count);
    struct slice *start;
    int32_t code;

    if (count > 1 && !terms[0].same &&
        sum <= (int64_t)count * (plan->episodes / RARE)) {
        start = arena_alloc(plan->arena, sizeof(*start));
        *start = slice_range(terms[0].term, 0, common);
        add(plan, leaf, start, true, false, sum);
        return;
    }
    for (size_t i = 0; i < count; i += end) {
        struct slice rest = slice_from(terms[i].term, common);
        size_t next = rest.len ? common + utf8_decode(rest, &code) : common;

        end = rest.len ? alike(terms + i, count - i, next) : 1;
        if (end == 1)
            add(plan, leaf, &terms[i].term, false, terms[i].same,
                terms[i].count);
        else
            add_alike(plan, leaf, terms + i, end, next);
    }
}

void prefix_group_add(struct plan *plan, struct leaf_plan *leaf,
                      struct expansion *terms, size_t count)
{
    add_alike(plan, leaf, terms, count, leaf->node->tokens[0].len);
}
