#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/slice.h"
#include "interval.h"

#include <stdlib.h>
#include <string.h>

/* Lists are written "3-5 7-7"; spans of up to 10 tokens are close. */
enum { CLOSE_TOKENS = 10 };

enum { MOST_PARTS = 8 };

static bool few_tokens(void *context, struct interval a, struct interval b)
{
    struct interval hull = interval_hull(a, b);

    (void)context;
    assert_true(hull.first <= hull.last);
    return hull.last - hull.first < CLOSE_TOKENS;
}

static const struct closeness closeness = { few_tokens, NULL };

static uint32_t take_number(struct slice *text)
{
    int64_t value;

    assert_true(slice_take_number(text, UINT32_MAX, &value));
    return (uint32_t)value;
}

static struct interval_list list_of(const char *written)
{
    struct interval_list list = { 0 };
    struct slice rest = slice_trim(slice_of(written));

    while (rest.len) {
        uint32_t first = take_number(&rest);

        assert_true(slice_take_char(&rest, '-'));
        interval_list_append(&list, first, take_number(&rest));
        rest = slice_trim_left(rest);
    }
    return list;
}

/* Splits "1-1 2-2 | 3-3" into its parts; returns how many. */
static size_t lists_of(const char *written, struct interval_list *lists)
{
    struct slice rest = slice_of(written), part;
    size_t count = 0;

    while (slice_next_part(&rest, '|', &part)) {
        char text[128] = "";

        assert_true(count < MOST_PARTS && part.len < sizeof(text));
        memcpy(text, part.ptr, part.len);
        lists[count++] = list_of(text);
    }
    return count;
}

static void assert_list(const struct interval_list *list, const char *expected,
                        const char *what)
{
    struct buf got = BUF_INIT;

    buf_string(&got, "");
    for (size_t i = 0; i < list->count; i++)
        buf_printf(&got, i ? " %u-%u" : "%u-%u", list->items[i].first,
                   list->items[i].last);
    buf_char(&got, '\0');
    if (strcmp(got.ptr, expected) != 0)
        fail_msg("%s gives \"%s\", not \"%s\"", what, got.ptr, expected);
    buf_release(&got);
}

struct row {
    const char *parts, *expected;
};

enum operation {
    OPERATION_OR,
    OPERATION_AND,
    OPERATION_NOT,
};

/* One after the other, the first time not in place. */
static void and_all(const struct interval_list *lists, size_t count,
                    struct interval_list *out)
{
    const struct interval_list *hulls = &lists[0];

    for (size_t i = 1; i < count; i++) {
        interval_and(hulls, &lists[i], &closeness, out);
        hulls = out;
    }
}

static void operate(enum operation operation, struct interval_list *lists,
                    size_t count, struct interval_list *out)
{
    const struct interval_list *parts[MOST_PARTS];

    for (size_t i = 0; i < count; i++)
        parts[i] = &lists[i];
    if (operation == OPERATION_OR)
        interval_or(parts, count, out);
    else if (operation == OPERATION_AND)
        and_all(lists, count, out);
    else
        interval_not(parts[0], parts[1], &closeness, out);
}

static void assert_rows(enum operation operation, const struct row *rows,
                        size_t count)
{
    struct interval_list out = { 0 };

    for (size_t i = 0; i < count; i++) {
        struct interval_list lists[MOST_PARTS] = { 0 };
        size_t part_count = lists_of(rows[i].parts, lists);

        operate(operation, lists, part_count, &out);
        assert_list(&out, rows[i].expected, rows[i].parts);
        while (part_count)
            interval_list_release(&lists[--part_count]);
    }
    interval_list_release(&out);
}

#define ASSERT_ROWS(operation, rows) \
    assert_rows((operation), (rows), sizeof(rows) / sizeof((rows)[0]))

static void test_or(void **state)
{
    static const struct row rows[] = {
        { "", "" },
        { " | ", "" },
        { "1-1 5-5", "1-1 5-5" },
        { "1-1 5-5 | 3-3", "1-1 3-3 5-5" },
        { "1-1 | 1-1 | 1-1", "1-1" },
        { "1-1 2-2 3-3 | 1-1 2-2 3-3 | 1-1 2-2 3-3", "1-1 2-2 3-3" },
        { "1-4 | 2-3", "2-3" },
        { "2-3 | 1-4", "2-3" },
        { "1-4 3-6 5-8 | 5-6", "1-4 5-6" },
        { "1-3 | 1-2", "1-2" },
        { "1-3 | 2-3", "2-3" },
        { "1-3 | 2-4", "1-3 2-4" },
        { "9-9 | 7-7 | 5-5 | 3-3 | 1-1", "1-1 3-3 5-5 7-7 9-9" },
        { "4-4 8-8 | 3-3 7-7 | 2-2 6-6 | 1-1 5-5",
          "1-1 2-2 3-3 4-4 5-5 6-6 7-7 8-8" },
    };

    (void)state;
    ASSERT_ROWS(OPERATION_OR, rows);
}

static void test_and(void **state)
{
    static const struct row rows[] = {
        { "1-1 | ", "" },
        { " | 1-1", "" },
        { "1-1 | 5-5", "1-5" },
        { "5-5 | 1-1", "1-5" },
        { "1-1 | 10-10", "1-10" },
        { "1-1 | 11-11", "" },
        { "1-1 2-2 | 3-3 4-4", "2-3" },
        { "1-1 5-5 | 3-3", "1-3 3-5" },
        { "3-3 | 3-3", "3-3" },
        { "2-6 | 4-4", "2-6" },
        { "1-3 4-9 | 2-2 8-8", "1-3 4-9" },
        { "1-1 20-20 | 5-5 24-24 | 3-3 22-22", "1-5 20-24" },
        { "1-1 | 5-5 | 12-12", "" },
        { "1-1 9-9 | 5-5 | 12-12", "5-12" },
        { "1-30 | 2-2", "" },
    };

    (void)state;
    ASSERT_ROWS(OPERATION_AND, rows);
}

static void test_not(void **state)
{
    static const struct row rows[] = {
        { " | 1-1", "" },
        { "1-1 30-50 | ", "1-1 30-50" },
        { "1-1 20-20 | 5-5", "20-20" },
        { "20-20 | 11-11", "" },
        { "20-20 | 10-10", "20-20" },
        { "20-20 | 29-29", "" },
        { "20-20 | 30-30", "20-20" },
        { "20-20 | 16-24", "" },
        { "20-20 | 15-25", "20-20" },
        /* The nearest one is not close by itself; the next one is. */
        { "20-20 | 14-14 15-25", "" },
        { "20-20 | 15-25 22-26", "" },
        { "1-30 | 5-5", "1-30" },
        { "10-10 20-20 30-30 | 1-1 25-25", "" },
        { "10-10 20-20 40-40 | 30-30", "10-10 20-20 40-40" },
    };

    (void)state;
    ASSERT_ROWS(OPERATION_NOT, rows);
}

/* A union of as many parts as a query may have costs no more per member. */
static void test_many_parts(void **state)
{
    enum {
        PARTS = 2000,
        EACH = 200,
    };

    struct interval_list *lists = calloc(PARTS, sizeof(*lists));
    const struct interval_list **parts = calloc(PARTS, sizeof(*parts));
    struct interval_list out = { 0 };

    (void)state;
    assert_non_null(lists);
    assert_non_null(parts);
    for (uint32_t p = 0; p < PARTS; p++) {
        for (uint32_t i = 0; i < EACH; i++)
            interval_list_append(&lists[p], i * PARTS + p, i * PARTS + p);
        parts[p] = &lists[p];
    }
    interval_or(parts, PARTS, &out);
    assert_int_equal(out.count, PARTS * EACH);
    for (uint32_t i = 0; i < PARTS * EACH; i++)
        assert_int_equal(out.items[i].first, i);
    for (size_t p = 0; p < PARTS; p++)
        interval_list_release(&lists[p]);
    interval_list_release(&out);
    free(parts);
    free(lists);
}

static void test_from(void **state)
{
    static const struct {
        const char *list;
        uint32_t token;
        size_t expected;
    } cases[] = {
        { "", 0, 0 },
        { "3-5", 3, 0 },
        { "3-5", 4, 1 },
        { "3-5 7-7 9-12", 0, 0 },
        { "3-5 7-7 9-12", 6, 1 },
        { "3-5 7-7 9-12", 7, 1 },
        { "3-5 7-7 9-12", 9, 2 },
        { "3-5 7-7 9-12", 10, 3 },
        { "3-5 7-7 9-12", UINT32_MAX, 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct interval_list list = list_of(cases[i].list);

        assert_int_equal(interval_list_from(&list, cases[i].token),
                         cases[i].expected);
        interval_list_release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_or),   cmocka_unit_test(test_and),
        cmocka_unit_test(test_not),  cmocka_unit_test(test_many_parts),
        cmocka_unit_test(test_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
