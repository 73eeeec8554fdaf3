#include "lex.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *line;
    const char *lexemes;
} cases[] = {
    { "", "end" },
    { " \t\n\r ", "end" },
    { "a b", "word:\"a\" word:\"b\" end" },
    { "a\u00A0b\u3000c", "word:\"a\" word:\"b\" word:\"c\" end" },
    { "a\tb\nc", "word:\"a\" word:\"b\" word:\"c\" end" },
    { "\"a b\" c", "phrase:\"a b\" word:\"c\" end" },
    { "“a b”c", "phrase:\"a b\" word:\"c\" end" },
    { "\"a b", "phrase:\"a b\" end" },
    { "a\"", "word:\"a\" phrase:\"\" end" },
    { "AND OR NOT and", "and or not word:\"and\" end" },
    { "ANDa", "word:\"ANDa\" end" },
    { "AND:x", "word:\"AND:x\" end" },
    { "(a)", "open word:\"a\" close end" },
    { "（a）", "open word:\"a\" close end" },
    { "-a", "not word:\"a\" end" },
    { "a-b", "word:\"a-b\" end" },
    { "a -b", "word:\"a\" not word:\"b\" end" },
    { "(-b", "open not word:\"b\" end" },
    { "(a)-b", "open word:\"a\" close word:\"-b\" end" },
    { "\"a\"-b", "phrase:\"a\" word:\"-b\" end" },
    { "-\"a b\"", "not phrase:\"a b\" end" },
    { "-(a", "not open word:\"a\" end" },
    { "-)", "word:\"-\" close end" },
    { "- a", "word:\"-\" word:\"a\" end" },
    { "--a", "word:\"--a\" end" },
    { "a -", "word:\"a\" word:\"-\" end" },
    { "ab*", "prefix:\"ab\" end" },
    { "ab**", "prefix:\"ab\" end" },
    { "ab＊", "prefix:\"ab\" end" },
    { "*", "word:\"*\" end" },
    { "ab*,", "prefix:\"ab\" end" },
    { "ab~", "fuzzy:\"ab\" end" },
    { "~ab", "fuzzy:\"ab\" end" },
    { "~ab~~", "fuzzy:\"ab\" end" },
    { "ab～", "fuzzy:\"ab\" end" },
    { "ab~2", "fuzzy:\"ab\" end" },
    { "-~ab", "not fuzzy:\"ab\" end" },
    { "(ab~)", "open fuzzy:\"ab\" close end" },
    { "~", "word:\"~\" end" },
    { "~5", "word:\"~5\" end" },
    { "a~b", "word:\"a~b\" end" },
    { "x.y/~ab", "word:\"x.y/~ab\" end" },
    { "\"a b\"~", "phrase:\"a b\" word:\"~\" end" },
    { "~\"a b\"", "word:\"~\" phrase:\"a b\" end" },
    { "speaker:dana x", "filter:speaker:\"dana\" word:\"x\" end" },
    { "SHOW:x", "filter:show:\"x\" end" },
    { "show：x", "filter:show:\"x\" end" },
    { "show:\" a b \"c", "filter:show:\"a b\" word:\"c\" end" },
    { "show:\"a", "filter:show:\"a\" end" },
    { "-show:x", "not filter:show:\"x\" end" },
    { "show:a:b", "filter:show:\"a:b\" end" },
    { "12:30", "word:\"12:30\" end" },
    { "http://x.y", "word:\"http://x.y\" end" },
    { ":x", "word:\":x\" end" },
};

static void splits_into_lexemes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena arena;
        struct lexeme *lexemes;
        struct buf printed = BUF_INIT;
        struct error err = { 0 };
        size_t count;

        arena_init(&arena);
        if (query_lex(slice_of(cases[i].line), &arena, &lexemes, &count, &err))
            fail_msg("%s: %s", cases[i].line, err.text);
        assert_int_equal(lexemes[count - 1].kind, LEX_END);
        lexemes_print(&printed, lexemes);
        if (strcmp(printed.ptr, cases[i].lexemes) != 0)
            fail_msg("%s: %s", cases[i].line, printed.ptr);
        buf_release(&printed);
        arena_release(&arena);
    }
}

static void ranges_cover_what_was_typed(void **state)
{
    static const char line[] = "a \"b c\" -show:\"x y\" (d*)";
    static const long ranges[][2] = {
        { 0, 1 },   { 2, 7 },   { 8, 9 },   { 9, 19 },
        { 20, 21 }, { 21, 23 }, { 23, 24 }, { 24, 24 },
    };
    struct arena arena;
    struct lexeme *lexemes;
    struct error err = { 0 };
    size_t count;

    (void)state;
    arena_init(&arena);
    assert_int_equal(query_lex(slice_of(line), &arena, &lexemes, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, sizeof(ranges) / sizeof(ranges[0]));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(lexemes[i].from, ranges[i][0]);
        assert_int_equal(lexemes[i].to, ranges[i][1]);
    }
    assert_true(lexemes[3].quoted);
    arena_release(&arena);
}

static const struct {
    struct slice line;
    enum status status;
    long from, to;
} faults[] = {
    { { "a\0b", 3 }, STATUS_BAD_QUERY, 1, 2 },
    { { "a \xFF", 3 }, STATUS_BAD_QUERY, 2, 3 },
    { { "a \xE2\x82", 4 }, STATUS_BAD_QUERY, 2, 3 },
    { { "a show:", 7 }, STATUS_BAD_QUERY, 2, 7 },
    { { "a show:\"\"", 9 }, STATUS_BAD_QUERY, 2, 9 },
    { { "a shwo:x", 8 }, STATUS_BAD_QUERY, 2, 6 },
    { { "a x\xEF\xBC\x8Ay", 7 }, STATUS_BAD_QUERY, 3, 6 },
};

static void points_at_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct arena arena;
        struct lexeme *lexemes;
        struct error err = { 0 };
        size_t count;

        arena_init(&arena);
        assert_int_equal(
            query_lex(faults[i].line, &arena, &lexemes, &count, &err),
            faults[i].status);
        assert_int_equal(err.from, faults[i].from);
        assert_int_equal(err.to, faults[i].to);
        arena_release(&arena);
    }
}

static void refuses_a_line_above_the_limit(void **state)
{
    struct arena arena;
    struct lexeme *lexemes;
    struct error err = { 0 };
    size_t count;
    char *line = malloc(LIMIT_QUERY_BYTES + 1);

    (void)state;
    assert_non_null(line);
    memset(line, 'a', LIMIT_QUERY_BYTES + 1);
    arena_init(&arena);
    assert_int_equal(query_lex((struct slice){ line, LIMIT_QUERY_BYTES },
                               &arena, &lexemes, &count, &err),
                     STATUS_OK);
    assert_int_equal(query_lex((struct slice){ line, LIMIT_QUERY_BYTES + 1 },
                               &arena, &lexemes, &count, &err),
                     STATUS_LIMIT);
    assert_int_equal(err.from, LIMIT_QUERY_BYTES);
    arena_release(&arena);
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_into_lexemes),
        cmocka_unit_test(ranges_cover_what_was_typed),
        cmocka_unit_test(points_at_faults),
        cmocka_unit_test(refuses_a_line_above_the_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
