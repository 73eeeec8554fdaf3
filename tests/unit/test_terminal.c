#include "terminal.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* ---- columns ---- */

static const struct {
    const char *text;
    size_t columns;
} widths[] = {
    { "", 0 },
    { "heron", 5 },
    { "e\u0301", 1 },            /* a mark that combines */
    { "\u0928\u0926\u0940", 3 }, /* a mark that takes a place of its own */
    { "漢字", 4 },               /* wide */
    { "한", 2 },                 /* one syllable */
    { "\u1112\u1161\u11ab", 2 }, /* the same of three letters */
    { "👍", 2 },
    { "👍🏽", 2 },        /* with a skin tone */
    { "👩\u200d👩\u200d👧", 2 }, /* three joined to one */
    { "👩\u200d🔬 in a lab", 11 },
    { "👍👍", 4 },
    { "\u0915\u094d\u200d\u0937", 2 }, /* a joiner between letters */
    { "🏽", 2 },                     /* a skin tone of nobody */
    { "\xff", 1 },
};

static void a_terminal_needs_so_many_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
        if (utf8_width(slice_of(widths[i].text)) != widths[i].columns)
            fail_msg("%s is %zu wide, not %zu", widths[i].text,
                     utf8_width(slice_of(widths[i].text)), widths[i].columns);
}

static void no_character_is_split(void **state)
{
    const struct slice family = SLICE("👩\u200d👩\u200d👧!");

    (void)state;
    assert_int_equal(utf8_fit(family, 1).len, 0);
    assert_int_equal(utf8_fit(family, 2).len, family.len - 1);
    assert_int_equal(utf8_fit(family, 3).len, family.len);
    assert_int_equal(utf8_fit(SLICE("e\u0301x"), 1).len, 3);
}

/* ---- rows ---- */

static const struct {
    const char *text;
    size_t rows; /* of 10 columns */
} heights[] = {
    { "", 0 },
    { "one\n", 1 },
    { "one\ntwo", 2 },
    { "\n\n", 2 },
    { "1234567890\n", 1 },
    { "12345678901\n", 2 },
    { "漢字漢字漢字\n", 2 },
    { "\033[1;31m1234567890\033[0m\n", 1 },
    { "\033]8;;https://example.org/a/long/address\033\\11:15\033]8;;\033\\\n",
      1 },
    { "\033", 1 }, /* cut off, as we never write it */
    { "\033[1", 1 },
    { "\033]8;;x", 1 },
};

static void text_takes_so_many_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(heights) / sizeof(*heights); i++) {
        size_t rows = terminal_rows(slice_of(heights[i].text), 10, 100);

        if (rows != heights[i].rows)
            fail_msg("case %zu takes %zu rows, not %zu", i, rows,
                     heights[i].rows);
    }
    assert_int_equal(terminal_rows(SLICE("1\n2\n3\n4\n"), 10, 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_needs_so_many_columns),
        cmocka_unit_test(no_character_is_split),
        cmocka_unit_test(text_takes_so_many_rows),
    };

    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
