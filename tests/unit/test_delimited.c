#include "delimited.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct delimited_case {
    const char *name;
    const char *text;
    size_t columns;
    const char *rows; /* "LINE:FIELD|FIELD;" for each */
};

static const struct delimited_case cases[] = {
    { "nothing", "", 0, "" },
    { "blank lines", "\n \n\t\n", 0, "" },
    { "plain", "a,b\nc,d\n", 0, "1:a|b;2:c|d;" },
    { "no line end", "a,b", 0, "1:a|b;" },
    { "empty fields", ",\n,,\n", 0, "1:|;2:||;" },
    { "quotes", "\"a,b\",\"c\"\n", 0, "1:a,b|c;" },
    { "doubled", "\"say \"\"no\"\"\",x\n", 0, "1:say \"no\"|x;" },
    { "empty quotes", "\"\",\"\"\n", 0, "1:|;" },
    { "lines inside", "\"a\nb\",c\nd,e\n", 0, "1:a\nb|c;3:d|e;" },
    { "blanks round quotes", " \"a\" , \"b\" \n", 0, "1:a|b;" },
    { "a quote inside a bare field", "5\" pipe,x\n", 0, "1:5\" pipe|x;" },
    { "undoubled", "\"say \"no\" twice\",x\n", 0, "1:say \"no\" twice|x;" },
    { "escaped", "\"say \\\"no\\\"\",x\n", 0, "1:say \"no\"|x;" },
    { "escaped escape", "\"\\\"c:\\\\d\\\"\",x\n", 0, "1:\"c:\\d\"|x;" },
    { "a backslash is one", "\"c:\\d\",x\n", 0, "1:c:\\d|x;" },
    { "the last takes what is left", "a,b,c,d\n", 2, "1:a|b,c,d;" },
    { "also in quotes", "a,\"b\",c\"\nd,e\n", 2, "1:a|b\",c;2:d|e;" },
    { "never closed", "\"a,b\nc,d\n", 0, "1:\"a|b;2:c|d;" },
    { "closed by another's", "\"a,b\nc,\"d\"\n", 0, "1:\"a|b;2:c|d;" },
};

static void print_rows(struct buf *out, struct delimited *text)
{
    struct delimited_row row;

    while (delimited_next(text, &row)) {
        buf_printf(out, "%u:", (unsigned)row.line);
        for (size_t i = 0; i < row.count; i++) {
            buf_string(out, i ? "|" : "");
            buf_slice(out, row.fields[i]);
        }
        buf_char(out, ';');
    }
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena arena;
        struct buf out = BUF_INIT;
        struct delimited text = { .rest = slice_of(cases[i].text),
                                  .arena = &arena,
                                  .separator = ',',
                                  .columns = cases[i].columns,
                                  .line = 1 };

        arena_init(&arena);
        print_rows(&out, &text);
        if (!slice_equal(buf_view(&out), slice_of(cases[i].rows)))
            fail_msg("%s: %s", cases[i].name, out.ptr);
        buf_release(&out);
        arena_release(&arena);
    }
}

/* More fields than there is room for: the last holds the rest. */
static void test_many_fields(void **state)
{
    struct arena arena;
    struct buf line = BUF_INIT;
    struct delimited_row row;
    struct delimited text = { .arena = &arena, .separator = ',', .line = 1 };

    (void)state;
    arena_init(&arena);
    for (int i = 0; i < DELIMITED_FIELDS_MAX + 3; i++)
        buf_string(&line, "\"x\",");
    text.rest = buf_view(&line);
    assert_true(delimited_next(&text, &row));
    assert_int_equal(row.count, DELIMITED_FIELDS_MAX);
    assert_false(delimited_next(&text, &row));
    buf_release(&line);
    arena_release(&arena);
}

/* Whisper's TSV has no quoting: what it looks like is text. */
static void test_verbatim(void **state)
{
    struct arena arena;
    struct delimited_row row;
    struct delimited text = { .rest = SLICE("0\t\"Why\"\n\"a\tb\n"),
                              .arena = &arena,
                              .separator = '\t',
                              .verbatim = true,
                              .line = 1 };

    (void)state;
    arena_init(&arena);
    assert_true(delimited_next(&text, &row));
    assert_true(slice_equal(row.fields[1], SLICE("\"Why\"")));
    assert_true(delimited_next(&text, &row));
    assert_true(slice_equal(row.fields[0], SLICE("\"a")));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_many_fields),
        cmocka_unit_test(test_verbatim),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
