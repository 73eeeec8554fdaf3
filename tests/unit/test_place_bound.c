#include "place_bound.h"

#include "dice.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { PARTS = 3, ROUNDS = 200, TOKENS = 4000 };

static const double worth[PARTS] = { 1, 2.5, 0.5 };
static const struct spread spread = { RANK_SPREAD, RANK_SPREAD_HALF };

/* Where a part is: often, seldom, or nowhere in a stretch. */
static void invent(struct interval_list *list, struct dice *dice)
{
    uint32_t at = dice_below(dice, TOKENS), step = 1 + dice_below(dice, 1500);

    list->count = 0;
    while (at < TOKENS) {
        interval_list_append(list, at, at + dice_below(dice, 2));
        at += 2 + dice_below(dice, step);
    }
}

/* What a part adds to the score of a place. */
static double value_at(const struct interval_list *list, uint32_t place)
{
    struct neighbourhood around = neighbourhood_of(list);
    uint32_t first, gap;

    neighbourhood_move(&around, place);
    if (around.begin == around.end)
        return 0;
    first = list->items[neighbourhood_nearest(&around, place)].first;
    gap = first > place ? first - place : place - first;
    return closeness_value(gap) + neighbourhood_spread(&around, &spread);
}

static void assert_near(double a, double b)
{
    assert_true(fabs(a - b) < 1e-9);
}

static void test_no_place_beats_it(void **state)
{
    struct interval_list lists[PARTS] = { { 0 } };
    struct place_bound bound = { 0 };
    struct dice dice = { 5 };

    (void)state;
    place_bound_init(&bound, &spread);
    for (int round = 0; round < ROUNDS; round++) {
        place_bound_clear(&bound, TOKENS, 0.25);
        for (size_t i = 0; i < PARTS; i++) {
            invent(&lists[i], &dice);
            place_bound_add(&bound, worth[i], &lists[i]);
        }
        for (uint32_t place = 0; place < TOKENS; place++) {
            double score = 0.25;

            for (size_t i = 0; i < PARTS; i++)
                score += worth[i] * value_at(&lists[i], place);
            assert_true(score <= place_bound_at(&bound, place));
        }
    }
    for (size_t i = 0; i < PARTS; i++)
        interval_list_release(&lists[i]);
    place_bound_release(&bound);
}

/* It is of use only if it is not much more than what can be. */
static void test_stays_near(void **state)
{
    const uint32_t cell = TOKENS / PLACE_CELL_TOKENS / 2;
    const uint32_t first = cell * PLACE_CELL_TOKENS;
    struct interval_list once = { 0 }, none = { 0 };
    struct place_bound bound = { 0 };

    (void)state;
    place_bound_init(&bound, &spread);
    place_bound_clear(&bound, TOKENS, 0);
    place_bound_add(&bound, 1, &none);
    assert_true(place_bound_at(&bound, first) == 0);
    interval_list_append(&once, first, first);
    place_bound_add(&bound, 1, &once);
    assert_near(place_bound_at(&bound, first), value_at(&once, first));
    assert_near(place_bound_at(&bound, first - 1), value_at(&once, first - 1));
    assert_near(place_bound_at(&bound, first + PLACE_CELL_TOKENS),
                value_at(&once, first + PLACE_CELL_TOKENS));
    assert_true(place_bound_at(&bound, 0) == 0);
    assert_true(place_bound_at(&bound, TOKENS - 1) == 0);
    place_bound_clear(&bound, TOKENS, 0);
    assert_true(place_bound_at(&bound, first) == 0);
    interval_list_release(&once);
    place_bound_release(&bound);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_place_beats_it),
        cmocka_unit_test(test_stays_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
