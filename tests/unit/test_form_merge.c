#include "form_merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { LONGEST = 6 };

struct form {
    uint32_t positions[LONGEST];
    size_t count;
};

static void add(struct form_merge *merge, const struct form *forms,
                size_t count)
{
    for (size_t i = 0; i < count; i++)
        form_merge_add(merge, forms[i].positions, forms[i].count, (uint32_t)i);
}

static void assert_next(struct form_merge *merge, uint32_t position,
                        uint32_t form)
{
    uint32_t found, of;

    assert_true(form_merge_take(merge, &found, &of));
    assert_int_equal(found, position);
    assert_int_equal(of, form);
}

static void assert_empty(struct form_merge *merge)
{
    uint32_t found, of;

    assert_int_equal(merge->count, 0);
    assert_false(form_merge_take(merge, &found, &of));
}

static void test_merges(void **state)
{
    /* On both sides of where a word of marks ends. */
    static const struct form forms[] = {
        { { 63, 128, 4000 }, 3 },
        { { 0 }, 0 },
        { { 0, 64, 65, 127 }, 4 },
        { { 5000 }, 1 },
    };

    struct form_merge merge = { 0 };
    uint32_t position, form;

    (void)state;
    add(&merge, forms, sizeof(forms) / sizeof(*forms));
    assert_int_equal(merge.count, 8);
    assert_next(&merge, 0, 2);
    assert_next(&merge, 63, 0);
    assert_next(&merge, 64, 2);
    assert_next(&merge, 65, 2);
    assert_next(&merge, 127, 2);
    assert_next(&merge, 128, 0);
    assert_next(&merge, 4000, 0);
    assert_next(&merge, 5000, 3);
    assert_false(form_merge_take(&merge, &position, &form));
    assert_empty(&merge);
    form_merge_release(&merge);
}

/* The next merge sees nothing of the last one, though its range is another. */
static void test_starts_anew(void **state)
{
    static const struct form first = { { 10, 900 }, 2 };
    static const struct form then[] = { { { 200, 300 }, 2 }, { { 70 }, 1 } };

    struct form_merge merge = { 0 };
    uint32_t position, form;

    (void)state;
    assert_empty(&merge);
    add(&merge, &first, 1);
    while (form_merge_take(&merge, &position, &form))
        continue;
    add(&merge, then, 2);
    assert_next(&merge, 70, 1);
    assert_next(&merge, 200, 0);
    assert_next(&merge, 300, 0);
    assert_false(form_merge_take(&merge, &position, &form));
    form_merge_release(&merge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merges),
        cmocka_unit_test(test_starts_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
