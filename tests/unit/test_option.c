#include "option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct values {
    bool strict;
    const char *format;
    int64_t limit;
    struct option_list exclude;
    const char *wait;
};

static const struct option options[] = {
    { .kind = OPTION_FLAG,
      .letter = 's',
      .name = "strict",
      .summary = "leave no word out",
      .offset = offsetof(struct values, strict) },
    { .kind = OPTION_TEXT,
      .name = "format",
      .value = "NAME",
      .summary = "output format",
      .offset = offsetof(struct values, format) },
    { .kind = OPTION_NUMBER,
      .letter = 'n',
      .name = "limit",
      .value = "N",
      .summary = "at most N",
      .offset = offsetof(struct values, limit) },
    { .kind = OPTION_LIST,
      .letter = 'x',
      .name = "exclude",
      .value = "GLOB",
      .summary = "leave out what it names",
      .offset = offsetof(struct values, exclude) },
    { .kind = OPTION_OPTIONAL,
      .letter = 'w',
      .name = "wait",
      .value = "S",
      .summary = "wait",
      .offset = offsetof(struct values, wait) },
    { .kind = OPTION_FLAG,
      .name = "hidden",
      .offset = offsetof(struct values, strict) },
    { .name = NULL },
};

enum { ARGUMENTS = 12 };

/* Splits "quoth a b" into argv; a '_' stands for a blank inside. */
static int split(char *line, char **argv)
{
    int argc = 0;
    char *at = line;

    while (*at && argc < ARGUMENTS) {
        argv[argc++] = at;
        for (; *at && *at != ' '; at++)
            if (*at == '_')
                *at = ' ';
        if (*at)
            *at++ = '\0';
    }
    return argc;
}

static void join(char *line, size_t size, int argc, char **argv)
{
    line[0] = '\0';
    for (int i = 1; i < argc; i++) {
        strncat(line, argv[i], size - strlen(line) - 1);
        strncat(line, i + 1 < argc ? "," : "", size - strlen(line) - 1);
    }
}

static const struct {
    const char *line;
    const char *rest; /* arguments that are left */
    bool strict;
    const char *format;
    int64_t limit;
    size_t excluded;
    const char *wait;
} good[] = {
    { "q", "", false, NULL, 0, 0, NULL },
    { "q a b", "a,b", false, NULL, 0, 0, NULL },
    { "q a --strict b", "a,b", true, NULL, 0, 0, NULL },
    { "q -s a", "a", true, NULL, 0, 0, NULL },
    { "q --format json a", "a", false, "json", 0, 0, NULL },
    { "q --format=json", "", false, "json", 0, 0, NULL },
    { "q --format=", "", false, "", 0, 0, NULL },
    { "q --format=a=b", "", false, "a=b", 0, 0, NULL },
    { "q --format --strict", "", false, "--strict", 0, 0, NULL },
    { "q -n5", "", false, NULL, 5, 0, NULL },
    { "q -n 5 a", "a", false, NULL, 5, 0, NULL },
    { "q --limit=0 -n 7", "", false, NULL, 7, 0, NULL },
    { "q -sn5 a", "a", true, NULL, 5, 0, NULL },
    { "q -x a -xb --exclude c", "", false, NULL, 0, 3, NULL },
    { "q --wait a", "a", false, NULL, 0, 0, "" },
    { "q --wait=5 a", "a", false, NULL, 0, 0, "5" },
    { "q -ws", "", true, NULL, 0, 0, "" },
    { "q a -- --strict -n", "a,--strict,-n", false, NULL, 0, 0, NULL },
    { "q -- -- a", "--,a", false, NULL, 0, 0, NULL },
    { "q -", "-", false, NULL, 0, 0, NULL },
    { "q -n 9223372036854775807", "", false, NULL, INT64_MAX, 0, NULL },
};

static void assert_same(const char *is, const char *expected)
{
    assert_int_equal(is == NULL, expected == NULL);
    if (expected)
        assert_string_equal(is, expected);
}

static void reads_options_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct values values = { 0 };
        struct error err = { 0 };
        char line[100], rest[100], *argv[ARGUMENTS];
        int argc;

        strcpy(line, good[i].line);
        argc = split(line, argv);
        if (options_parse(options, &values, argc, argv, &argc, &err))
            fail_msg("%s: %s", good[i].line, err.text);
        join(rest, sizeof(rest), argc, argv);
        assert_string_equal(rest, good[i].rest);
        assert_int_equal(values.strict, good[i].strict);
        assert_same(values.format, good[i].format);
        assert_int_equal(values.limit, good[i].limit);
        assert_int_equal(values.exclude.count, good[i].excluded);
        assert_same(values.wait, good[i].wait);
        options_release(options, &values);
    }
}

static const struct {
    const char *line;
    const char *message;
} bad[] = {
    { "q --limt 3", "unknown option --limt; did you mean --limit?" },
    { "q --limt=3", "unknown option --limt=3; did you mean --limit?" },
    { "q -limit 3", "unknown option -limit; did you mean --limit?" },
    { "q --lim 3", "unknown option --lim; put -- before it if it is none" },
    { "q -z", "unknown option -z; put -- before it if it is none" },
    { "q --limit", "--limit needs a value: --limit N" },
    { "q -n", "--limit needs a value: --limit N" },
    { "q -n x", "--limit needs a whole number, not \"x\"" },
    { "q -n -1", "--limit needs a whole number, not \"-1\"" },
    { "q -n 5x", "--limit needs a whole number, not \"5x\"" },
    { "q -n=5", "--limit needs a whole number, not \"=5\"" },
    { "q --limit=", "--limit needs a whole number, not \"\"" },
    { "q -n 9223372036854775808",
      "--limit needs a whole number, not \"9223372036854775808\"" },
    { "q --strict=yes", "--strict takes no value" },
};

static void explains_wrong_options(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct values values = { 0 };
        struct error err = { 0 };
        char line[100], *argv[ARGUMENTS];
        int argc;

        strcpy(line, bad[i].line);
        argc = split(line, argv);
        assert_int_equal(
            options_parse(options, &values, argc, argv, &argc, &err),
            STATUS_USAGE);
        assert_string_equal(err.text, bad[i].message);
        options_release(options, &values);
    }
}

static void leading_options_end_at_the_first_argument(void **state)
{
    struct values values = { 0 };
    struct error err = { 0 };
    char line[] = "q -n 5 search --frobnicate -s", rest[100], *argv[ARGUMENTS];
    int argc = split(line, argv);

    (void)state;
    assert_int_equal(
        options_parse_leading(options, &values, argc, argv, &argc, &err),
        STATUS_OK);
    join(rest, sizeof(rest), argc, argv);
    assert_string_equal(rest, "search,--frobnicate,-s");
    assert_int_equal(values.limit, 5);
    assert_false(values.strict);
}

static void help_lines_are_aligned(void **state)
{
    struct buf out = BUF_INIT;

    (void)state;
    options_print(&out, options, options_width(options));
    assert_string_equal(out.ptr, "  -s, --strict        leave no word out\n"
                                 "      --format NAME   output format\n"
                                 "  -n, --limit N       at most N\n"
                                 "  -x, --exclude GLOB  leave out what it "
                                 "names\n"
                                 "  -w, --wait[=S]      wait\n");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_options_anywhere),
        cmocka_unit_test(explains_wrong_options),
        cmocka_unit_test(leading_options_end_at_the_first_argument),
        cmocka_unit_test(help_lines_are_aligned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
