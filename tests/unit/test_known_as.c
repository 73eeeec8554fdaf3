#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "known_as.h"

static const struct {
    int64_t episode;
    const char *name;
} heard[] = {
    { 1, "Dana Reyes" },
    { 2, "Dana" },
    { 2, "DANA REYES" },
    { 1, "Sam Okafor" },
    { 3, "Sam Vale" },
    { 1, "Sam" },
    { 3, "Sam" },
    { 4, "Sam" },
    { 4, "Kim Ode (they/them)" },
    { 4, "Kim" },
    { 5, "Ludo van der Aa" },
    { 5, "Jo & Max" },
    { 5, "Jo" },
    { 5, "ivy" },
    { 6, "Ivy" },
    { 6, "Ana" },
    { 6, "Ana and Bo" },
    { 6, "Ludo" },
    { 7, "Cy (Harbour)" },
};

static void test_who_is_who(void **state)
{
    static const struct {
        int64_t episode;
        const char *name;
        const char *known_as; /* "" = itself */
        const char *how;
    } cases[] = {
        { 2, "Dana", "Dana Reyes", "first name" },
        { 9, "dana", "Dana Reyes", "first name" },
        { 2, "DANA REYES", "Dana Reyes", "spelling" },
        { 1, "Dana Reyes", "", NULL },
        /* Two in the show: only the episode can tell. */
        { 1, "Sam", "Sam Okafor", "first name" },
        { 3, "Sam", "Sam Vale", "first name" },
        { 4, "Sam", "", NULL },
        { 4, "Kim Ode (they/them)", "Kim Ode", "spelling" },
        { 4, "Kim", "Kim Ode", "first name" },
        { 6, "Ludo", "Ludo van der Aa", "first name" },
        /* Two people have no first name. */
        { 5, "Jo", "", NULL },
        { 6, "Ana", "", NULL },
        { 5, "ivy", "Ivy", "spelling" },
        { 7, "Cy (Harbour)", "", NULL },
        { 7, "Nobody", "", NULL },
        { 7, "?", "", NULL },
        { 7, "", "", NULL },
    };
    struct known_names names;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    known_names_init(&names, &arena);
    for (size_t i = 0; i < sizeof(heard) / sizeof(*heard); i++)
        known_names_add(&names, heard[i].episode, slice_of(heard[i].name));
    known_names_sort(&names);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const char *how = NULL;
        struct slice found = known_names_find(&names, cases[i].episode,
                                              slice_of(cases[i].name), &how);

        if (!slice_equal(found, slice_of(cases[i].known_as)))
            fail_msg("%s in %d: %.*s", cases[i].name, (int)cases[i].episode,
                     SLICE_ARG(found));
        if (cases[i].how)
            assert_string_equal(how, cases[i].how);
    }
    arena_release(&arena);
}

static void test_nobody_heard(void **state)
{
    struct known_names names;
    struct arena arena;
    const char *how;

    (void)state;
    arena_init(&arena);
    known_names_init(&names, &arena);
    known_names_sort(&names);
    assert_int_equal(known_names_find(&names, 1, SLICE("Dana"), &how).len, 0);
    arena_release(&arena);
}

static void test_personal(void **state)
{
    static const char *const others[] = { "Speaker 1", "SPEAKER_00", "Host",
                                          "Q",         "them",       "Audience",
                                          "A",         "Woman" };

    (void)state;
    assert_true(name_is_personal(SLICE("Dana")));
    assert_true(name_is_personal(SLICE("Narrator")));
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (name_is_personal(slice_of(others[i])))
            fail_msg("%s", others[i]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_who),
        cmocka_unit_test(test_nobody_heard),
        cmocka_unit_test(test_personal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
