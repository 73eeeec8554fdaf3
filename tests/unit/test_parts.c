#include "parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { SEGMENTS = 4, NEAR = RANK_ECHO_TOKENS - 1 };

static void test_what_a_better_one_is_near_is_an_echo(void **state)
{
    static const struct {
        struct ranked list[SEGMENTS];
        bool echo[SEGMENTS];
    } cases[] = {
        /* Before it and behind it, however far the next one is. */
        { { { .from = 10, .place = 12, .score = 2 },
            { .from = 60, .place = 60, .score = 3 },
            { .from = 110, .place = 110, .score = 1 },
            { .from = 900, .place = 900, .score = 1 } },
          { true, false, true, false } },
        /* Near is less than so far. */
        { { { .from = 10, .place = 10, .score = 3 },
            { .from = 10 + NEAR, .place = 10 + NEAR, .score = 2 },
            { .from = 2000, .place = 2000, .score = 3 },
            { .from = 2001 + NEAR, .place = 2001 + NEAR, .score = 2 } },
          { false, true, false, false } },
        /* As good as each other, at places of their own. */
        { { { .from = 10, .place = 12, .score = 2 },
            { .from = 60, .place = 62, .score = 2 },
            { .from = 900, .place = 900, .score = 4 },
            { .from = 1200, .place = 1200, .score = 2 } },
          { false, false, false, false } },
        /* At the same place: the last begins where that is. */
        { { { .from = 10, .place = 130, .score = 2 },
            { .from = 60, .place = 130, .score = 2 },
            { .from = 120, .place = 130, .score = 2 },
            { .from = 170, .place = 180, .score = 2 } },
          { true, true, false, false } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct ranked list[SEGMENTS];

        for (size_t k = 0; k < SEGMENTS; k++)
            list[k] = cases[i].list[k];
        parts_damp_echoes(list, SEGMENTS);
        for (size_t k = 0; k < SEGMENTS; k++) {
            double share = cases[i].echo[k] ? RANK_ECHO : 1;

            if (list[k].echo != cases[i].echo[k] ||
                list[k].score != share * cases[i].list[k].score)
                fail_msg("case %zu, segment %zu: %s", i, k,
                         list[k].echo ? "an echo" : "no echo");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_better_one_is_near_is_an_echo),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
