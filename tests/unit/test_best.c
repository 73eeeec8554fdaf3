#include "best.h"

#include "dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { OFFERED = 300 };

/* By transcript, as a scan meets them; few scores, so that many are the same. */
static void make_offers(struct ranked list[OFFERED], struct dice *dice)
{
    for (uint32_t i = 0; i < OFFERED; i++)
        list[i] = (struct ranked){ .transcript = 1 + i / 7,
                                   .first_token = 10 * (i % 7),
                                   .score = dice_below(dice, 12) };
}

static int better_first(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    return a->first_token < b->first_token ? -1 : 1;
}

/* With `ask`, only what is wanted is offered, as one who saves work does. */
static void assert_best(const struct ranked offers[OFFERED], size_t limit,
                        bool ask)
{
    struct best best = { .limit = limit };
    struct ranked sorted[OFFERED];
    struct ranking ranking;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    for (size_t i = 0; i < OFFERED; i++) {
        sorted[i] = offers[i];
        if (!ask || best_wants(&best, offers[i].transcript, offers[i].score))
            best_add(&best, &offers[i]);
    }
    qsort(sorted, OFFERED, sizeof(*sorted), better_first);
    assert_int_equal(best_take(&best, &arena, &ranking, &err), STATUS_OK);
    assert_int_equal(ranking.count, limit < OFFERED ? limit : OFFERED);
    for (size_t i = 0; i < ranking.count; i++) {
        assert_int_equal(ranking.list[i].transcript, sorted[i].transcript);
        assert_int_equal(ranking.list[i].first_token, sorted[i].first_token);
        assert_true(ranking.list[i].score == sorted[i].score);
    }
    best_release(&best);
    arena_release(&arena);
}

static void test_keeps_the_best(void **state)
{
    static const size_t limits[] = { 0, 1, 2, 3, 10, 100, OFFERED, SIZE_MAX };

    struct ranked offers[OFFERED];
    struct dice dice = { 20240517 };

    (void)state;
    for (int round = 0; round < 20; round++) {
        make_offers(offers, &dice);
        for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
            assert_best(offers, limits[i], false);
            assert_best(offers, limits[i], true);
        }
    }
}

static void test_wants(void **state)
{
    struct best none = { .limit = 0 }, two = { .limit = 2 };
    const struct ranked first = { .transcript = 1, .score = 5 };
    const struct ranked second = { .transcript = 2, .score = 3 };

    (void)state;
    assert_false(best_wants(&none, 3, 100));
    assert_true(best_wants(&two, 3, 0));
    best_add(&two, &first);
    assert_true(best_wants(&two, 3, 0));
    best_add(&two, &second);
    assert_true(best_wants(&two, 3, 3.5));
    /* What comes later loses ties. */
    assert_false(best_wants(&two, 3, 3));
    best_release(&two);
}

/* Another thread may see a transcript that is newer than the turns. */
static void test_no_turn(void **state)
{
    static const uint32_t of[] = { 0, 1, 0 };

    const struct turns turns = { .of = of, .count = 3 };
    struct best best = { .limit = 2, .turns = &turns };
    struct ranking ranking;
    struct arena arena;
    struct error err;

    (void)state;
    arena_init(&arena);
    for (int64_t transcript = 1; transcript <= 3; transcript++)
        best_add(&best, &(struct ranked){ .transcript = transcript });
    assert_false(best_wants(&best, 1000000, 5));
    assert_int_equal(best_take(&best, &arena, &ranking, &err), STATUS_OK);
    assert_int_equal(ranking.list[0].transcript, 2);
    assert_int_equal(ranking.list[1].transcript, 1);
    best_release(&best);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps_the_best),
        cmocka_unit_test(test_wants),
        cmocka_unit_test(test_no_turn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
