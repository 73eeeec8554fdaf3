/* The form that --format, or the extension of -o, chooses. */
#include "output_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { FIRST, EDL, PLAYER, PLAIN };

static struct output_form form_at(size_t index)
{
    static const struct output_form forms[] = {
        [FIRST] = { "resolve", "markers.csv" },
        [EDL] = { "edl", "edl" },
        [PLAYER] = { "mpv", "mpv.edl" },
        [PLAIN] = { "plain", NULL },
        { NULL, NULL },
    };

    return forms[index];
}

struct choice {
    const char *format, *output;
    size_t form;
};

static void test_chosen(void **state)
{
    static const struct choice choices[] = {
        { NULL, NULL, FIRST },
        { "mpv", NULL, PLAYER },
        { "plain", NULL, PLAIN },
        { "plain", "x.edl", PLAIN }, /* what is said goes before */
        { NULL, "x.edl", EDL },
        { NULL, "/a.b/x.EDL", EDL },
        { NULL, "x.mpv.edl", PLAYER },
        { NULL, "mpv.edl", EDL },
        { NULL, "x.csv", FIRST },
        { NULL, "edl", FIRST },
        { NULL, "xedl", FIRST },
        { NULL, ".edl", EDL },
        { NULL, "x.plain", FIRST },
        { NULL, "", FIRST },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
        struct error err;
        size_t form = SIZE_MAX;

        assert_int_equal(output_form_choose(form_at, choices[i].format,
                                            choices[i].output, &form, &err),
                         STATUS_OK);
        if (form != choices[i].form)
            fail_msg("case %zu: %s", i, form_at(form).name);
    }
}

static void test_unknown(void **state)
{
    static const char *const refused[][2] = {
        { "xml", "--format is resolve, edl, mpv or plain, not \"xml\"" },
        { "", "--format is resolve, edl, mpv or plain, not \"\"" },
        { "EDL", "--format is resolve, edl, mpv or plain, not \"EDL\"; did you "
                 "mean edl?" },
        { "resolv", "--format is resolve, edl, mpv or plain, not \"resolv\"; "
                    "did you mean resolve?" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        struct error err;
        size_t form;

        assert_int_equal(
            output_form_choose(form_at, refused[i][0], "x.edl", &form, &err),
            STATUS_USAGE);
        assert_string_equal(err.text, refused[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chosen),
        cmocka_unit_test(test_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
