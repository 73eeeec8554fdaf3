#include "neighbourhood.h"

#include "rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { FAR = RANK_NEIGHBOURHOOD };

static struct interval items[] = {
    { 10, 10 }, { FAR, FAR + 2 }, { FAR + 50, FAR + 50 }, { 3 * FAR, 3 * FAR }
};
static const struct interval_list list = { items, 4, 4 };
static const struct spread spread = { .most = 0.5, .half = 4 };

/* How far it is to the nearest. */
static uint32_t gap_of(const struct neighbourhood *around, uint32_t place)
{
    uint32_t first =
        around->list->items[neighbourhood_nearest(around, place)].first;

    return first > place ? first - place : place - first;
}

static void test_counts_what_is_around(void **state)
{
    static const struct {
        uint32_t place;
        size_t count;
        uint32_t gap; /* to the nearest, if there is one */
    } cases[] = {
        { 0, 2, 10 },
        { 10, 2, 0 },
        { 50, 3, 40 },
        { FAR, 3, 0 },
        { FAR + 10, 3, 10 },
        { FAR + 11, 2, 11 },
        { FAR + 26, 2, 24 },
        { 2 * FAR, 3, FAR - 50 },
        { 2 * FAR + 1, 2, FAR - 49 },
        { 2 * FAR + 50, 2, FAR - 50 },
        { 2 * FAR + 51, 1, FAR - 51 },
        { 4 * FAR, 1, FAR },
        { 4 * FAR + 1, 0, 0 },
    };

    struct neighbourhood around = neighbourhood_of(&list);

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        size_t count;

        neighbourhood_move(&around, cases[i].place);
        count = around.end - around.begin;
        if (count != cases[i].count)
            fail_msg("%zu around %u, not %zu", count, (unsigned)cases[i].place,
                     cases[i].count);
        if (count)
            assert_int_equal(gap_of(&around, cases[i].place), cases[i].gap);
    }
}

static void test_value_grows_to_its_limit(void **state)
{
    (void)state;
    assert_true(spread_value(&spread, 0) == 0);
    for (size_t i = 1; i < 1000; i++) {
        assert_true(spread_value(&spread, i) > spread_value(&spread, i - 1));
        assert_true(spread_value(&spread, i) < spread.most);
    }
    assert_true(spread_value(&spread, (size_t)spread.half) == spread.most / 2);
}

static void test_nothing_is_around_in_an_empty_list(void **state)
{
    static const struct interval_list none = { 0 };

    struct neighbourhood around = neighbourhood_of(&none);

    (void)state;
    neighbourhood_move(&around, 7);
    assert_true(neighbourhood_spread(&around, &spread) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_what_is_around),
        cmocka_unit_test(test_value_grows_to_its_limit),
        cmocka_unit_test(test_nothing_is_around_in_an_empty_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
