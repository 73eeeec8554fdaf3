#include "row_bound.h"

#include "base/limits.h"
#include "dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum {
    LEAVES = 3,
    ROUNDS = 500,
    TOKENS = 700,
    PHRASE = 1, /* a leaf whose hits may contain others, of more tokens */
    MORE_TOKENS = 5,
};

static const double worth[LEAVES] = { 1, 2.5, 0.5 };

static double gain(const void *context, size_t leaf, uint32_t hits)
{
    (void)context;
    return worth[leaf] * hits / (hits + 1.0);
}

/* Hits of one leaf, of one token or two, somewhere in a row. */
static void invent(struct interval_list *hits, struct dice *dice)
{
    uint32_t at = dice_below(dice, TOKENS), step = 1 + dice_below(dice, 40);

    hits->count = 0;
    while (at < TOKENS) {
        interval_list_append(hits, at, at + dice_below(dice, 2));
        at += 2 + dice_below(dice, step);
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
    struct dice dice = { 11 };

    (void)state;
    row_bound_init(&bound, LEAVES, gain, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        row_bound_clear(&bound);
        for (size_t leaf = 0; leaf < LEAVES; leaf++) {
            invent(&lists[leaf], &dice);
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

/* Whether a list has the same of [from, end) as another. */
static bool same_between(const struct interval_list *a,
                         const struct interval_list *b, uint32_t from,
                         uint32_t end)
{
    size_t i = 0, j = 0;

    for (uint32_t at = from; at < end; at++) {
        while (i < a->count && a->items[i].first < at)
            i++;
        while (j < b->count && b->items[j].first < at)
            j++;
        if ((i < a->count && a->items[i].first == at) !=
            (j < b->count && b->items[j].first == at))
            return false;
    }
    return true;
}

static void keep(const struct row_bound *bound, const struct interval_list *all,
                 struct interval_list *kept)
{
    uint32_t weights[TOKENS];

    kept->count = 0;
    for (size_t i = 0; i < all->count; i++) {
        interval_list_append(kept, all->items[i].first, all->items[i].last);
        weights[i] = all->items[i].first + 1;
    }
    row_bound_keep(bound, kept, weights);
    for (size_t i = 0; i < kept->count; i++)
        assert_int_equal(weights[i], kept->items[i].first + 1);
}

static void lengthen(struct interval_list *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        hits->items[i].last += MORE_TOKENS;
}

/* What scores enough keeps all hits that it has, and what those may contain. */
static void test_keeps_what_counts(void **state)
{
    struct interval_list lists[LEAVES] = { { 0 } }, kept[LEAVES] = { { 0 } };
    struct row_bound bound;
    struct dice dice = { 3 };
    size_t all_count = 0, kept_count = 0;

    (void)state;
    row_bound_init(&bound, LEAVES, gain, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        double least;

        row_bound_clear(&bound);
        for (size_t leaf = 0; leaf < LEAVES; leaf++) {
            invent(&lists[leaf], &dice);
            if (leaf == PHRASE)
                lengthen(&lists[leaf]);
            row_bound_add(&bound, leaf, &lists[leaf]);
        }
        least = row_bound_most(&bound) * (20 + dice_below(&dice, 81)) / 100;
        row_bound_narrow(&bound, least);
        for (size_t leaf = 0; leaf < LEAVES; leaf++) {
            keep(&bound, &lists[leaf], &kept[leaf]);
            all_count += lists[leaf].count;
            kept_count += kept[leaf].count;
        }
        for (uint32_t from = 0; from < TOKENS; from++)
            for (size_t leaf = 0; leaf < LEAVES; leaf++)
                if (score_at(lists, from) >= least &&
                    !same_between(&lists[leaf], &kept[leaf], from,
                                  from + LIMIT_SEGMENT_TOKENS + MORE_TOKENS))
                    fail_msg("round %d: not all of %u is kept", round, from);
    }
    assert_true(kept_count < all_count * 9 / 10);
    for (size_t leaf = 0; leaf < LEAVES; leaf++) {
        interval_list_release(&lists[leaf]);
        interval_list_release(&kept[leaf]);
    }
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
        cmocka_unit_test(test_keeps_what_counts),
        cmocka_unit_test(test_stays_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
