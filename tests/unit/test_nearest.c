#include "nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const names[] = {
    "search", "read", "list", "set", "remove", "id", NULL,
};

static const struct {
    const char *word;
    const char *nearest; /* NULL = none */
} cases[] = {
    { "search", "search" },
    { "serach", "search" }, /* two letters swapped */
    { "saerhc", "search" }, /* twice */
    { "sarch", "search" },
    { "searchh", "search" },
    { "xxarch", "search" },
    { "xxxrch", NULL },
    { "lsit", "list" },
    { "lits", "list" },
    { "litter", NULL },
    { "rea", "read" },
    { "ra", NULL },
    { "st", "set" },
    { "remvoe", "remove" },
    { "", NULL },
    { "x", NULL },
    { "a-word-much-longer-than-any-name-can-ever-be", NULL },
};

static void finds_what_was_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *nearest = nearest_name(cases[i].word, names);

        if (!cases[i].nearest)
            assert_null(nearest);
        else
            assert_string_equal(nearest ? nearest : "", cases[i].nearest);
    }
}

static void prefers_the_nearer(void **state)
{
    static const char *const close[] = { "chapters", "chapter", NULL };

    (void)state;
    assert_string_equal(nearest_name("chaptr", close), "chapter");
    assert_string_equal(nearest_name("chapter", close), "chapter");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_meant),
        cmocka_unit_test(prefers_the_nearer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
