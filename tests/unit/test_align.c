#include "align.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { WORDS = 64 };

/* A word is a letter here. */
static size_t number(const char *text, uint32_t *out)
{
    size_t count = strlen(text);

    for (size_t i = 0; i < count; i++)
        out[i] = (uint32_t)text[i];
    return count;
}

static const struct {
    const char *quote, *said;
    size_t quote_from, quote_to, said_from, said_to;
} finds[] = {
    { "abcdef", "xxabcdefxx", 0, 6, 2, 8 },
    { "abcdef", "abcdef", 0, 6, 0, 6 },
    { "abcdef", "xxabcyefxx", 0, 6, 2, 8 }, /* one changed */
    { "abcdef", "xxabcefxx", 0, 6, 2, 7 },  /* one added */
    { "abcdef", "xabcydefx", 0, 6, 1, 8 },  /* one left out */
    { "abcdef", "abcdxxabcdef", 0, 6, 6, 12 },
    { "abcabc", "xabcx", 0, 3, 1, 4 },                 /* the first of equals */
    { "abcdefgh", "xabcdxxxxxxxxxefghx", 0, 4, 1, 5 }, /* too far apart */
    { "abcdefgh", "defgh", 3, 8, 0, 5 },
};

static void test_find(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(finds) / sizeof(*finds); i++) {
        uint32_t quote[WORDS], said[WORDS];
        size_t quote_count = number(finds[i].quote, quote);
        size_t said_count = number(finds[i].said, said);
        struct aligned found = align_find(quote, quote_count, said, said_count);

        if (found.quote_from != finds[i].quote_from ||
            found.quote_to != finds[i].quote_to ||
            found.said_from != finds[i].said_from ||
            found.said_to != finds[i].said_to)
            fail_msg("%s in %s: %zu-%zu at %zu-%zu", finds[i].quote,
                     finds[i].said, found.quote_from, found.quote_to,
                     found.said_from, found.said_to);
    }
}

static void test_nothing_found(void **state)
{
    uint32_t quote[WORDS], said[WORDS];
    size_t quote_count = number("abc", quote), said_count = number("xyz", said);

    (void)state;
    assert_int_equal(align_find(quote, quote_count, said, said_count).score, 0);
    assert_int_equal(align_find(quote, quote_count, said, 0).score, 0);
    assert_int_equal(align_find(quote, 0, said, said_count).score, 0);
}

/* Steps as letters: = the same, c changed, + added, - missing. */
static const struct {
    const char *quote, *said, *steps;
} traces[] = {
    { "abc", "abc", "===" },   { "abc", "xabcx", "===" },
    { "abc", "ayc", "=c=" },   { "abc", "ac", "=+=" },
    { "abc", "abyc", "==-=" }, { "abc", "abx", "==c" },
    { "abc", "xbc", "c==" },   { "abcd", "acbd", "=cc=" },
    { "abc", "", "+++" },      { "abc", "ab", "==+" },
};

static void test_trace(void **state)
{
    static const char letters[] = { [ALIGN_SAME] = '=',
                                    [ALIGN_CHANGED] = 'c',
                                    [ALIGN_ADDED] = '+',
                                    [ALIGN_MISSING] = '-' };

    (void)state;
    for (size_t i = 0; i < sizeof(traces) / sizeof(*traces); i++) {
        uint32_t quote[WORDS], said[WORDS];
        unsigned char steps[2 * WORDS];
        char text[2 * WORDS] = "";
        struct aligned aligned;
        size_t count =
            align_trace(quote, number(traces[i].quote, quote), said,
                        number(traces[i].said, said), steps, &aligned);

        for (size_t k = 0; k < count; k++)
            text[k] = letters[steps[k]];
        if (strcmp(text, traces[i].steps))
            fail_msg("%s by %s: %s", traces[i].quote, traces[i].said, text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_nothing_found),
        cmocka_unit_test(test_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
