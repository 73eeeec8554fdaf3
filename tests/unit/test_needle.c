/*
 * A string that much text is searched for, and regular expressions that are
 * matched only near one.
 */
#include "needle.h"
#include "regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *needle, *hay;
    size_t from, expected;
} places[] = {
    { "ing ", "sing a song, bring it", 0, 1 },
    { "ing ", "sing a song, bring it", 2, 15 },
    { "ing ", "sing a song, bring it", 16, SLICE_NOT_FOUND },
    { "ing ", "bring", 0, SLICE_NOT_FOUND },
    { "tt", "ttt", 1, 1 },
    { "aza", "zazaz aza", 0, 1 },
    { "aza", "zazaz aza", 2, 6 },
    { "abc", "ab", 0, SLICE_NOT_FOUND },
    { "abc", "abc", 4, SLICE_NOT_FOUND },
    { "x", "ax", 1, 1 },
    { "zza", "zzza", 0, 1 },
    { "\u4f1a", "\u8b70\u4f1a", 0, 3 },
};

static void finds_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        struct needle needle = needle_of(slice_of(places[i].needle));

        assert_int_equal(
            needle_find(&needle, slice_of(places[i].hay), places[i].from),
            places[i].expected);
    }
}

static const struct {
    const char *source, *needed;
    uint32_t reach;
    const char *text;
    size_t from, to; /* of the first match; none: from = to */
} matches[] = {
    { "\\w+ing the", "ing the", 1, "the sing the", 4, 12 },
    { "\\w+ing the", "ing the", 1, "ing the, bring the", 9, 18 },
    { "a\\s+the", "the", 1, "a \u180e the", 0, 9 },
    { "a \\w+ \\w+ the", " the", 3, "the a b the a b c the", 12, 21 },
    { "\\w+ the", " the", 1, "a\u00a0b c  the d the", 12, 17 },
    { "(?<=a )b+the", "the", 0, "bthe a bbthe", 7, 12 },
    { "the \\w+", "the ", 2, "bathe the end", 2, 9 },
    { "\\bthe \\w+", "the ", 2, "bathe the end", 6, 13 },
    { "the$", "the", 0, "the other", 0, 0 },
    { "the", "the", 0, "", 0, 0 },
};

static void matches_near_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(matches) / sizeof(*matches); i++) {
        struct slice text = slice_of(matches[i].text);
        struct regex_match match = { 0, 0 };
        struct regex_matcher *matcher;
        struct regex *regex;
        struct error err;

        assert_int_equal(
            regex_compile(slice_of(matches[i].source), 0, 0, &regex, &err),
            STATUS_OK);
        regex_expect(regex, slice_of(matches[i].needed), matches[i].reach);
        assert_int_equal(regex_matcher_new(regex, &matcher, &err), STATUS_OK);
        regex_begin_text(matcher);
        assert_int_equal(regex_next(matcher, text, 0, &match, &err),
                         matches[i].to ? STATUS_OK : STATUS_NOT_FOUND);
        assert_int_equal(match.from, matches[i].from);
        assert_int_equal(match.to, matches[i].to);
        regex_matcher_free(matcher);
        regex_free(regex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_it),
        cmocka_unit_test(matches_near_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
