#include "report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *line;
    long from, to;
    const char *shown; /* behind the message */
} cases[] = {
    { "agents OR", 7, 9, "  agents OR\n         ^^\n" },
    { "日本 (a", 7, 8, "  日本 (a\n       ^\n" },
    { "a\tb)", 3, 4, "  a b)\n     ^\n" },
    { "a\033)", 2, 3, "  a\uFFFD)\n    ^\n" },
    { "x", 1, 1, "  x\n   ^\n" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)", 40, 41,
      "  …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)\n"
      "                                       ^\n" },
    { "", 0, 1, "" },
    { "x", -1, -1, "" },
};

static void marks_the_place_in_the_query(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out = BUF_INIT;
        struct error err = { STATUS_BAD_QUERY, "no\033", cases[i].from,
                             cases[i].to };

        report_error(&out, &err, slice_of(cases[i].line));
        assert_true(
            slice_starts_with(buf_view(&out), SLICE("quoth: no\uFFFD\n")));
        assert_string_equal(strchr(out.ptr, '\n') + 1, cases[i].shown);
        buf_release(&out);
    }
}

static void a_long_line_stays_on_a_line(void **state)
{
    char line[4096];
    struct error err = { STATUS_BAD_QUERY, "no", 0, 4096 };
    struct buf out = BUF_INIT;
    struct slice rest, shown;

    (void)state;
    memset(line, 'a', sizeof(line));
    report_error(&out, &err, (struct slice){ line, sizeof(line) });
    rest = buf_view(&out);
    while (slice_next_line(&rest, &shown))
        assert_true(shown.len < 80);
    buf_release(&out);
}

static const struct {
    enum status status;
    long from;
    enum exit_code code;
} codes[] = {
    { STATUS_OK, -1, EXIT_FOUND },
    { STATUS_NOT_FOUND, -1, EXIT_NOT_FOUND },
    { STATUS_USAGE, -1, EXIT_WRONG_USE },
    { STATUS_BAD_QUERY, 3, EXIT_WRONG_USE },
    { STATUS_BAD_INPUT, -1, EXIT_INPUT_FAILED },
    { STATUS_NOT_OURS, -1, EXIT_INPUT_FAILED },
    { STATUS_LIMIT, 3, EXIT_WRONG_USE }, /* of a query */
    { STATUS_LIMIT, -1, EXIT_INPUT_FAILED },
    { STATUS_IO, -1, EXIT_FATAL },
    { STATUS_STORE, -1, EXIT_FATAL },
    { STATUS_BUSY, -1, EXIT_BUSY },
    { STATUS_INTERRUPTED, -1, EXIT_INTERRUPTED },
};

static void gives_exit_codes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        struct error err = { .status = codes[i].status, .from = codes[i].from };

        assert_int_equal(exit_code_of(&err), codes[i].code);
    }
}

static void says_nothing_without_words(void **state)
{
    struct error err = { STATUS_IO, "", -1, -1 };
    struct buf out = BUF_INIT;

    (void)state;
    report_error(&out, &err, SLICE("x"));
    assert_int_equal(out.len, 0);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_the_place_in_the_query),
        cmocka_unit_test(a_long_line_stays_on_a_line),
        cmocka_unit_test(gives_exit_codes),
        cmocka_unit_test(says_nothing_without_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
