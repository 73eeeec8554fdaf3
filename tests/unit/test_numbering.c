#include "base/numbering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { NAMES = 5000 };

static uint32_t number_of(struct numbering *numbering, const char *name)
{
    return numbering_of(numbering, slice_of(name));
}

static void numbers_in_the_order_of_coming(void **state)
{
    struct arena arena;
    struct numbering numbering;

    (void)state;
    arena_init(&arena);
    numbering_init(&numbering, &arena);
    assert_int_equal(number_of(&numbering, "Sam"), 0);
    assert_int_equal(number_of(&numbering, "Dana"), 1);
    assert_int_equal(number_of(&numbering, "Sam"), 0);
    assert_int_equal(number_of(&numbering, ""), 2);
    assert_int_equal(numbering_of(&numbering, SLICE("Sam\0a")), 3);
    assert_int_equal(number_of(&numbering, ""), 2);
    assert_int_equal(numbering.count, 4);
    assert_true(slice_equal(numbering.names[1], SLICE("Dana")));
    arena_release(&arena);
}

/* The table grows many times, and the names' memory is another's. */
static void numbers_very_many(void **state)
{
    struct arena arena;
    struct numbering numbering;

    (void)state;
    arena_init(&arena);
    numbering_init(&numbering, &arena);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < NAMES; i++) {
            const struct slice name = { (const char *)&i, sizeof(i) };

            assert_int_equal(numbering_of(&numbering, name), i);
        }
    assert_int_equal(numbering.count, NAMES);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_the_order_of_coming),
        cmocka_unit_test(numbers_very_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
