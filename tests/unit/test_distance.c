#include "distance.h"

#include "dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *word, *other;
    size_t edits;
} cases[] = {
    { "harbour", "harbour", 0 },
    { "harbour", "harbor", 1 },
    { "harbour", "harrbour", 1 },
    { "harbour", "harboar", 1 },
    { "harbour", "habrour", 1 }, /* neighbours swapped */
    { "harbour", "ahrbuor", 2 },
    { "harbour", "bour", 3 },
    { "harbour", "", 7 },
    { "a", "b", 1 },
    { "ab", "ba", 1 },
    { "ca", "abc", 3 }, /* a swapped pair is not edited again */
    { "\u0433\u043e\u0440\u043e\u0434", "\u0433\u043e\u0440\u0430\u0434", 1 },
    { "\u0433\u043e\u0440\u043e\u0434", "\u0433\u0440\u043e\u043e\u0434", 1 },
    { "na\u00efve", "naive", 1 },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct distance_word word;
        struct slice other = slice_of(cases[i].other);

        assert_true(distance_prepare(slice_of(cases[i].word), &word));
        for (size_t limit = 0; limit < 9; limit++) {
            size_t expected =
                cases[i].edits <= limit ? cases[i].edits : limit + 1;

            if (distance_between(&word, other, limit) != expected)
                fail_msg("%s, %s, at most %zu: %zu", cases[i].word,
                         cases[i].other, limit,
                         distance_between(&word, other, limit));
        }
    }
}

/* ---- against the table that the definition gives ---- */

enum { LONGEST = 12 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t table_distance(const char *a, const char *b)
{
    size_t table[LONGEST + 1][LONGEST + 1];
    size_t a_len = strlen(a), b_len = strlen(b);

    for (size_t i = 0; i <= a_len; i++)
        for (size_t j = 0; j <= b_len; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            table[i][j] = least(table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
                                least(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[a_len][b_len];
}

static void make_word(struct dice *dice, size_t shortest, char *out)
{
    size_t length =
        shortest + dice_below(dice, (uint32_t)(LONGEST + 1 - shortest));

    for (size_t i = 0; i < length; i++)
        out[i] = (char)('a' + dice_below(dice, 3));
    out[length] = '\0';
}

static void test_random(void **state)
{
    struct dice dice = { 20240611 };

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char a[LONGEST + 1], b[LONGEST + 1];
        struct distance_word word;
        size_t expected;

        make_word(&dice, 1, a);
        make_word(&dice, 0, b);
        expected = table_distance(a, b);
        assert_true(distance_prepare(slice_of(a), &word));
        if (distance_between(&word, slice_of(b), LONGEST) != expected)
            fail_msg("%s, %s: not %zu", a, b, expected);
    }
}

static void test_lengths(void **state)
{
    char letters[DISTANCE_LETTERS + 1];
    struct distance_word word;

    (void)state;
    memset(letters, 'x', sizeof(letters));
    assert_false(distance_prepare(SLICE(""), &word));
    assert_false(distance_prepare(
        (struct slice){ letters, DISTANCE_LETTERS + 1 }, &word));
    assert_true(
        distance_prepare((struct slice){ letters, DISTANCE_LETTERS }, &word));
    letters[DISTANCE_LETTERS - 1] = 'y';
    assert_int_equal(
        distance_between(&word, (struct slice){ letters, DISTANCE_LETTERS }, 2),
        1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_lengths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
