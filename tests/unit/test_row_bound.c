#include "row_bound.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { LEAVES = 3, ROUNDS = 500, TOKENS = 700 };

static const double worth[LEAVES] = { 1, 2.5, 0.5 };

static double gain(const void *context, size_t leaf, uint32_t hits)
{
    (void)context;
    return worth[leaf] * hits / (hits + 1.0);
}

static uint32_t below(uint64_t *seed, uint32_t bound)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % bound);
}

/* Hits of one leaf, of one token or two, somewhere in a row. */
static void invent(struct interval_list *hits, uint64_t *seed)
{
    uint32_t at = below(seed, TOKENS), step = 1 + below(seed, 40);

    hits->count = 0;
    while (at < TOKENS) {
        interval_list_append(hits, at, at + below(seed, 2));
        at += 2 + below(seed, step);
    }
}

/* The score of the segment of most tokens that begins at `from`. */
static double score_at(const struct interval_list lists[LEAVES], uint32_t from)
{
    double score = 0;

    for (size_t leaf = 0; leaf < LEAVES; leaf++) {
        uint32_t hits = 0;

        for (size_t i = 0; i < lists[leaf].count; i++)
            hits += lists[leaf].items[i].first >= from &&
                    lists[leaf].items[i].first < from + LIMIT_SEGMENT_TOKENS;
        if (hits)
            score += gain(NULL, leaf, hits);
    }
    return score;
}

/* Segments with hits that contain no other, all of them as long as they may
 * be, from `offset` on. */
static size_t count_segments(const struct interval_list lists[LEAVES],
                             uint32_t offset)
{
    const struct interval_list *parts[LEAVES];
    struct interval_list all = { 0 };
    size_t count = 0;
    int64_t segment = -1;

    for (size_t leaf = 0; leaf < LEAVES; leaf++)
        parts[leaf] = &lists[leaf];
    interval_or(parts, LEAVES, &all);
    for (size_t i = 0; i < all.count; i++) {
        int64_t own = (all.items[i].first + offset) / LIMIT_SEGMENT_TOKENS;

        count += own != segment;
        segment = own;
    }
    interval_list_release(&all);
    return count;
}

static void test_no_segment_beats_it(void **state)
{
    struct interval_list lists[LEAVES] = { { 0 } };
    struct row_bound bound;
    uint64_t seed = 11;

    (void)state;
    row_bound_init(&bound, LEAVES, gain, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        row_bound_clear(&bound);
        for (size_t leaf = 0; leaf < LEAVES; leaf++) {
            invent(&lists[leaf], &seed);
            row_bound_add(&bound, leaf, &lists[leaf]);
        }
        for (uint32_t from = 0; from < TOKENS; from++)
            assert_true(score_at(lists, from) <=
                        row_bound_most(&bound) * (1 + 1e-12));
        for (uint32_t i = 0; i < LIMIT_SEGMENT_TOKENS; i++)
            assert_true(count_segments(lists, i) >=
                        row_bound_least_segments(&bound));
    }
    for (size_t leaf = 0; leaf < LEAVES; leaf++)
        interval_list_release(&lists[leaf]);
    row_bound_release(&bound);
}

/* It is of use only if it is not much more than what can be. */
static void test_stays_near(void **state)
{
    struct interval_list sparse = { 0 }, none = { 0 };
    struct row_bound bound;

    (void)state;
    row_bound_init(&bound, LEAVES, gain, NULL);
    for (uint32_t i = 0; i < 10; i++)
        interval_list_append(&sparse, 1000 * i, 1000 * i);
    row_bound_clear(&bound);
    row_bound_add(&bound, 0, &none);
    assert_true(row_bound_most(&bound) == 0);
    assert_int_equal(row_bound_least_segments(&bound), 0);
    row_bound_add(&bound, 1, &sparse);
    assert_true(row_bound_most(&bound) == gain(NULL, 1, 1));
    assert_int_equal(row_bound_least_segments(&bound), 10);
    row_bound_clear(&bound);
    assert_true(row_bound_most(&bound) == 0);
    interval_list_release(&sparse);
    row_bound_release(&bound);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_segment_beats_it),
        cmocka_unit_test(test_stays_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
