#include "json.h"

#include "base/buf.h"
#include "base/limits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define BYTES(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static struct json_object *parse(struct slice text)
{
    struct json_object *value;
    struct error err;

    if (json_parse(text, &value, &err))
        fail_msg("%.*s: %s", SLICE_ARG(text), err.text);
    return value;
}

struct text_case {
    const char *name;
    struct slice json; /* an object with a member "t" */
    struct slice text;
};

static const struct text_case text_cases[] = {
    { "plain", BYTES("{\"t\":\"word\"}"), BYTES("word") },
    { "BOM", BYTES("\xef\xbb\xbf{\"t\":\"word\"}"), BYTES("word") },
    { "escapes", BYTES("{\"t\":\"caf\\u00e9 \\ud83d\\ude00\"}"),
      BYTES("café 😀") },
    { "normal form C out of escapes", BYTES("{\"t\":\"cafe\\u0301\"}"),
      BYTES("café") },
    { "a lone surrogate", BYTES("{\"t\":\"a\\ud83d b\"}"),
      BYTES("a\xef\xbf\xbd b") },
    { "a NUL", BYTES("{\"t\":\"a\\u0000b\"}"),
      BYTES("a\xef\xbf\xbd"
            "b") },
    { "bytes that are not UTF-8", BYTES("{\"t\":\"a\xe5\x8d b\"}"),
      BYTES("a\xef\xbf\xbd\xef\xbf\xbd b") },
    { "raw control characters", BYTES("{\"t\":\"a\tb\n\x01\"}"),
      BYTES("a\tb\n\x01") },
    { "an integer", BYTES("{\"t\":12}"), BYTES("12") },
    { "null", BYTES("{\"t\":null}"), BYTES("") },
    { "an object", BYTES("{\"t\":{}}"), BYTES("") },
    { "nothing", BYTES("{}"), BYTES("") },
    { "beside NaN and Infinity",
      BYTES("{\"a\":NaN,\"b\":[Infinity,-Infinity],\"t\":\"x\"}"), BYTES("x") },
};

static void test_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(text_cases) / sizeof(text_cases[0]); i++) {
        const struct text_case *c = &text_cases[i];
        struct json_object *root = parse(c->json);
        struct arena arena;
        struct slice text;

        arena_init(&arena);
        text = json_text(json_get(root, "t"), &arena);
        if (!slice_equal(text, c->text))
            fail_msg("%s: got \"%.*s\"", c->name, SLICE_ARG(text));
        arena_release(&arena);
        json_release(root);
    }
}

static void test_line(void **state)
{
    struct json_object *root = parse(SLICE("{\"t\":\"  a\\n\\t b \\u00a0\"}"));
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_true(
        slice_equal(json_line(json_get(root, "t"), &arena), SLICE("a b")));
    arena_release(&arena);
    json_release(root);
}

struct time_case {
    const char *json;
    double unit_ms;
    int64_t ms;
};

static const struct time_case time_cases[] = {
    { "{\"t\":1.5}", JSON_SECONDS, 1500 },
    { "{\"t\":3.3199999332427979}", JSON_SECONDS, 3320 },
    { "{\"t\":0.0625}", JSON_SECONDS, 63 },
    { "{\"t\":-0.5}", JSON_SECONDS, -500 },
    { "{\"t\":\" 12.25 \"}", JSON_SECONDS, 12250 },
    { "{\"t\":7600}", JSON_MILLISECONDS, 7600 },
    { "{\"t\":\"00:01:02,500\"}", JSON_SECONDS, 62500 },
    { "{\"t\":\"12s\"}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":\"one\"}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":\"\"}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":NaN}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":1e300}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":null}", JSON_SECONDS, TIME_NONE },
    { "{\"t\":[1]}", JSON_SECONDS, TIME_NONE },
};

static void test_time(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(time_cases) / sizeof(time_cases[0]); i++) {
        const struct time_case *c = &time_cases[i];
        struct json_object *root = parse(slice_of(c->json));
        int64_t ms = json_time(json_get(root, "t"), c->unit_ms);

        if (ms != c->ms)
            fail_msg("%s: got %lld", c->json, (long long)ms);
        json_release(root);
    }
}

static void test_structure(void **state)
{
    struct json_object *root =
        parse(SLICE("{\"a\":{\"b\":{\"c\":[1,true,null]}},\"n\":null}"));
    struct json_object *list = json_path(root, "a.b.c");
    double number;

    (void)state;
    assert_true(json_is_object(root));
    assert_true(json_is_array(list));
    assert_int_equal(json_count(list), 3);
    assert_true(json_number(json_at(list, 0), &number));
    assert_true(fabs(number - 1) < 1e-9);
    assert_true(json_is_true(json_at(list, 1)));
    assert_null(json_at(list, 2));
    assert_null(json_at(list, 3));
    assert_null(json_get(root, "n"));
    assert_null(json_path(root, "a.x.c"));
    assert_null(json_path(root, "n.x"));
    assert_null(json_get(list, "a"));
    assert_null(json_get(NULL, "a"));
    assert_int_equal(json_count(NULL), 0);
    json_release(root);
}

static void test_json_lines(void **state)
{
    struct json_object *root = parse(SLICE("{\"a\":1}\n{\"a\":2}\r\n\n[3]\n"));

    (void)state;
    assert_true(json_is_array(root));
    assert_int_equal(json_count(root), 3);
    assert_true(json_is_object(json_at(root, 1)));
    json_release(root);
}

struct fault_case {
    struct slice json;
    enum status status;
    const char *text;
};

static const struct fault_case fault_cases[] = {
    { BYTES(""), STATUS_BAD_INPUT, "line 1: not JSON: it ends in the middle" },
    { BYTES("{\n\"a\": [1,\n"), STATUS_BAD_INPUT,
      "line 3: not JSON: it ends in the middle" },
    { BYTES("{\n\"a\" 1}"), STATUS_BAD_INPUT, "line 2: not JSON: " },
    { BYTES("{}\n{\n!}"), STATUS_BAD_INPUT, "line 3: not JSON: " },
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(fault_cases) / sizeof(fault_cases[0]); i++) {
        const struct fault_case *c = &fault_cases[i];
        struct json_object *root;
        struct error err;

        assert_int_equal(json_parse(c->json, &root, &err), c->status);
        assert_null(root);
        if (strncmp(err.text, c->text, strlen(c->text)) != 0)
            fail_msg("case %zu: %s", i, err.text);
    }
}

static enum status parse_status(struct slice text)
{
    struct json_object *root;
    struct error err;
    enum status status = json_parse(text, &root, &err);

    json_release(root);
    return status;
}

static void test_limits(void **state)
{
    struct buf text = BUF_INIT;
    char *big;

    (void)state;
    for (int i = 0; i < LIMIT_NESTING * 4; i++)
        buf_char(&text, '[');
    assert_int_equal(parse_status(buf_view(&text)), STATUS_LIMIT);
    buf_clear(&text);
    for (int i = 0; i < LIMIT_NESTING / 2; i++)
        buf_char(&text, '[');
    for (int i = 0; i < LIMIT_NESTING / 2; i++)
        buf_char(&text, ']');
    assert_int_equal(parse_status(buf_view(&text)), STATUS_OK);
    buf_release(&text);

    big = calloc(1, LIMIT_JSON_BYTES + 1);
    assert_non_null(big);
    assert_int_equal(parse_status((struct slice){ big, LIMIT_JSON_BYTES + 1 }),
                     STATUS_LIMIT);
    free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),       cmocka_unit_test(test_line),
        cmocka_unit_test(test_time),       cmocka_unit_test(test_structure),
        cmocka_unit_test(test_json_lines), cmocka_unit_test(test_faults),
        cmocka_unit_test(test_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
