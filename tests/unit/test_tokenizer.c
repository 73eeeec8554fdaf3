#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "dice.h"
#include "tokenizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct slice view(const char *string)
{
    return slice_of(string);
}

/* The tokens with a | between them. */
static void print_tokens(struct buf *out, const struct token_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_char(out, '|');
        buf_slice(out, token_text(list, i));
    }
    buf_char(out, '\0');
}

static void assert_tokens(const char *text, const char *expected)
{
    struct token_list list;
    struct buf got = BUF_INIT;

    token_list_init(&list);
    tokenize(&list, view(text), 0);
    print_tokens(&got, &list);
    if (strcmp(got.ptr, expected) != 0)
        fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, got.ptr, expected);
    buf_release(&got);
    token_list_release(&list);
}

struct row {
    const char *text, *tokens;
};

static void assert_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_tokens(rows[i].text, rows[i].tokens);
}

#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof((rows)[0]))

static void test_ascii(void **state)
{
    static const struct row rows[] = {
        { "", "" },
        { " \t\n", "" },
        { "--- ... !", "" },
        { "Hello, World", "hello|world" },
        { "one-way", "one|way" },
        { "foo_bar", "foo|bar" },
        { "20.04", "20|04" },
        { "1,000", "1|000" },
        { "AT&T", "at|t" },
        { "GB/s", "gb|s" },
        { "U.S.", "u|s" },
        { "mp3 3D", "mp3|3d" },
        { "x@y.example", "x|y|example" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_apostrophes(void **state)
{
    static const struct row rows[] = {
        { "don't", "don't" },
        { "don\u2019t", "don't" },
        { "don\u2018t", "don't" },
        { "don\u02BCt", "don't" },
        { "don\uFF07t", "don't" },
        { "dogs'", "dogs" },
        { "dogs\u2019 day", "dogs|day" },
        { "'tis", "tis" },
        { "\u2018tis", "tis" },
        { "rock'n'roll", "rock'n'roll" },
        { "rock\u2019n'roll", "rock'n'roll" },
        { "a''b", "a|b" },
        { "a'\u2019b", "a|b" },
        { "1960's", "1960|s" },
        { "rock'60", "rock|60" },
        { "\u00E9t\u00E9's", "ete's" },
        { "l'\u00E9t\u00E9", "l'ete" },
        { "cafe\u0301's", "cafe's" },
        { "l'\u0301a", "l|a" },
        { "\u043E\u0431'\u0454\u043A\u0442",
          "\u043E\u0431'\u0454\u043A\u0442" },
        { "\u65E5'\u672C", "\u65E5|\u672C" },
        { "a'\u672C", "a|\u672C" },
        { "\uD574'\u1161", "\uD574|\u1161" },
        { "\u201Cdon\u2019t\u201D", "don't" },
        { "'", "" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_signs(void **state)
{
    static const struct row rows[] = {
        { "C++", "c++" },
        { "C# and F#", "c#|and|f#" },
        { "g++", "g++" },
        { "c++20", "c++|20" },
        { "C++'s", "c++|s" },
        { "C+", "c" },
        { "C+ +", "c" },
        { "C+#", "c" },
        { "C+++", "c++" },
        { "C##", "c#" },
        { "abc++ abc#", "abc|abc" },
        { "1++ 1#", "1|1" },
        { "+C #C", "c|c" },
        { "\uFF23\uFF0B\uFF0B \uFF23\uFF03", "c++|c#" },
        { "C\u200B+\u200B+", "c++" },
        { "C+\u200B+", "c++" },
        { "C\u200B#", "c#" },
        { "C\u200B+#", "c" },
        { "C\u200B'+", "c" },
        { "\u65E5++", "\u65E5" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_folding(void **state)
{
    static const struct row rows[] = {
        { "Stra\u00DFe STRASSE \u1E9E", "strasse|strasse|ss" },
        { "\u0130stanbul istanbul ISTANBUL \u0131", "istanbul|istanbul|istanbul"
                                                    "|i" },
        { "\u00C9cole e\u0301cole", "ecole|ecole" },
        { "Z\u0351\u036B\u0343al\u0321go", "zalgo" },
        { "\u039F\u0394\u039F\u03A3 \u1F41\u03B4\u03CC\u03C2",
          "\u03BF\u03B4\u03BF\u03C3|\u03BF\u03B4\u03BF\u03C3" },
        { "\u05E9\u05B8\u05C1\u05DC\u05D5\u05B9\u05DD",
          "\u05E9\u05DC\u05D5\u05DD" },
        { "\u0645\u064F\u062D\u0645\u0640\u0640\u062F",
          "\u0645\u062D\u0645\u062F" },
        { "\u0419 \u0438\u0306 \u0457", "\u0439|\u0439|\u0457" },
        { "\u0451\u043B\u043A\u0430 \u0401 \u0435\u0308",
          "\u0435\u043B\u043A\u0430|\u0435|\u0435" },
        { "\u092B\u093C\u094B\u0928 \u095E\u094B\u0928",
          "\u092B\u094B\u0928|\u092B\u094B\u0928" },
        { "\u0A2B\u0A3C \u0A5E", "\u0A2B|\u0A2B" },
        { "\uFB01\uFF21\u2167\u00B2", "fiaviii2" },
        { "\u0661\u0662\u0663 \u0967\u0968 \uFF11\uFF12 \u0E51\u0E52",
          "123|12|12|12" },
        { "\U0001D7D8\U0001D7E1\U0001D7FF", "099" },
        { "1\u00BD", "1\u00BD" },
        { "1\uFE0F\u20E3", "1" },
        { "\u0939\u093F\u0928\u094D\u0926\u0940",
          "\u0939\u093F\u0928\u094D\u0926\u0940" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_solo_characters(void **state)
{
    static const struct row rows[] = {
        { "\u65E5\u672C\u8A9E", "\u65E5|\u672C|\u8A9E" },
        { "GPT\u306F4\u3064", "gpt|\u306F|4|\u3064" },
        { "\u30B3\u30FC\u30C9", "\u30B3|\u30FC|\u30C9" },
        { "\uFF8A\uFF9F\uFF9D", "\u30D1|\u30F3" },
        { "\u304B\u3099", "\u304C" },
        { "\uD55C\uAE00", "\uD55C|\uAE00" },
        { "\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C|\uAE00" },
        { "\uD574\u3160\u3160", "\uD574|\u3160|\u3160" },
        { "\u0E19\u0E49\u0E33", "\u0E19\u0E49|\u0E33" },
        { "\u0EAA\u0EB0", "\u0EAA|\u0EB0" },
        { "\u1780\u17D2\u1798", "\u1780\u17D2|\u1798" },
        { "\u1019\u103C\u1014\u103A", "\u1019\u103C|\u1014\u103A" },
        { "\u0F56\u0F7C\u0F51", "\u0F56\u0F7C|\u0F51" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_what_vanishes_and_what_separates(void **state)
{
    static const struct row rows[] = {
        { "co\u00ADoperate", "cooperate" },
        { "zero\u200Bwidth\u200Djoined\uFEFF", "zerowidthjoined" },
        { "\u202Aleft\u202C \u2066iso\u2069late", "left|isolate" },
        { "\u00AD\u200B", "" },
        { "\u0301", "" },
        { "\u0301a", "a" },
        { "ok\U0001F44Dok", "ok|ok" },
        { "5\u20AC \u2122", "5" },
        { "em\u2014dash\u2026", "em|dash" },
        { "no\u00A0break", "no|break" },
        { "a\xFFz", "a|z" },
        { "a\xE2\x80", "a" },
        { "a\xED\xA0\x80z", "a|z" },
    };

    (void)state;
    ASSERT_ROWS(rows);
}

static void test_offsets(void **state)
{
    struct token_list list;
    static const uint32_t expected[][2] = {
        { 101, 107 },
        { 111, 117 },
        { 118, 121 },
        { 121, 124 },
    };

    (void)state;
    token_list_init(&list);
    tokenize(&list, view("\"cafe\u0301\u00AD, \u00FCb\u00ADr-\u65E5\u672C"),
             100);
    /* A soft hyphen inside a word is part of it, one behind it is not. */
    assert_int_equal(list.count, 4);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.tokens[i].from_byte, expected[i][0]);
        assert_int_equal(list.tokens[i].to_byte, expected[i][1]);
    }
    token_list_release(&list);
}

/* `count` times `unit`. */
static struct buf repeated(const char *unit, size_t count)
{
    struct buf text = BUF_INIT;

    while (count--)
        buf_string(&text, unit);
    return text;
}

static void test_long_words(void **state)
{
    static const struct row rows[] = {
        { "x", "x" },
        { "\u0436", "\u0436" },
        { "\u0939\u093F", "\u0939\u093F" },
        { "\uFB01", "fi" },
        { "o\u2019x", "o'x" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct buf source = repeated(rows[i].text, 100000);
        struct buf folded = repeated(rows[i].tokens, 100000);
        struct token_list list;
        size_t lost;

        token_list_init(&list);
        tokenize(&list, buf_view(&source), 0);
        for (size_t t = 0; t < list.count; t++)
            assert_in_range(token_text(&list, t).len, 1, LIMIT_TOKEN_BYTES);
        /* Nothing is lost, but an apostrophe where a cut falls. */
        lost = folded.len - list.text_len;
        assert_in_range(lost, 0, strchr(rows[i].tokens, '\'') ? list.count : 0);
        assert_in_range(list.count, list.text_len / LIMIT_TOKEN_BYTES,
                        list.text_len / (LIMIT_TOKEN_BYTES - 8));
        token_list_release(&list);
        buf_release(&source);
        buf_release(&folded);
    }
}

static void test_marks_beyond_the_limit(void **state)
{
    struct buf source = repeated("\u0300", 1000);
    struct buf text = BUF_INIT;
    struct token_list list;

    (void)state;
    buf_string(&text, "\u0436");
    buf_slice(&text, buf_view(&source));
    buf_string(&text, "\u0436");
    token_list_init(&list);
    tokenize(&list, buf_view(&text), 0);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.tokens[0].text_len, LIMIT_TOKEN_BYTES);
    assert_int_equal(list.tokens[1].text_len, 2);
    token_list_release(&list);
    buf_release(&source);
    buf_release(&text);
}

/* Fails unless `text` gives the one token that is expected. */
static void assert_single(struct token_list *scratch, struct slice text,
                          struct slice expected, const char *what)
{
    token_list_clear(scratch);
    tokenize(scratch, text, 0);
    if (scratch->count != 1 || !slice_equal(token_text(scratch, 0), expected))
        fail_msg("%s: \"%.*s\" gives %zu tokens, the first \"%.*s\"", what,
                 SLICE_ARG(expected), scratch->count,
                 scratch->count ? (int)scratch->tokens[0].text_len : 0,
                 scratch->text);
}

/* What must hold of the tokens of any text. */
static void assert_sound(const struct token_list *list, struct slice text,
                         struct token_list *scratch)
{
    uint32_t end = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct token *token = &list->tokens[i];
        struct slice folded = token_text(list, i);
        struct slice source =
            slice_range(text, token->from_byte, token->to_byte);

        assert_in_range(folded.len, 1, LIMIT_TOKEN_BYTES);
        assert_int_equal(utf8_valid_prefix(folded), folded.len);
        assert_in_range(token->from_byte, end, text.len);
        assert_in_range(token->to_byte, token->from_byte + 1, text.len);
        end = token->to_byte;
        assert_int_equal(utf8_valid_prefix(source), source.len);
        assert_single(scratch, folded, folded, "not idempotent");
        assert_single(scratch, source, folded, "not the same by itself");
    }
}

/* The tokens of `left`, a blank and `right` are those of the two. */
static void assert_blank_separates(struct slice left, struct slice right,
                                   struct token_list *scratch)
{
    struct token_list apart;
    struct buf both = BUF_INIT;

    token_list_init(&apart);
    tokenize(&apart, left, 0);
    tokenize(&apart, right, (uint32_t)left.len + 1);
    buf_slice(&both, left);
    buf_char(&both, ' ');
    buf_slice(&both, right);
    token_list_clear(scratch);
    tokenize(scratch, buf_view(&both), 0);
    assert_int_equal(scratch->count, apart.count);
    assert_int_equal(scratch->text_len, apart.text_len);
    if (apart.count) {
        assert_memory_equal(scratch->text, apart.text, apart.text_len);
        assert_memory_equal(scratch->tokens, apart.tokens,
                            apart.count * sizeof(*apart.tokens));
    }
    buf_release(&both);
    token_list_release(&apart);
}

static void test_every_code_point(void **state)
{
    struct token_list list, scratch;
    struct buf text = BUF_INIT;

    (void)state;
    token_list_init(&list);
    token_list_init(&scratch);
    for (int32_t code = 0; code < 0x110000; code++) {
        buf_clear(&text);
        token_list_clear(&list);
        utf8_append(&text, code);
        tokenize(&list, buf_view(&text), 0);
        assert_in_range(list.count, 0, 1);
        assert_sound(&list, buf_view(&text), &scratch);
        /* Between letters, where marks have something to sit on. */
        buf_clear(&text);
        token_list_clear(&list);
        buf_string(&text, "\u0436'");
        utf8_append(&text, code);
        buf_string(&text, "\u0306x");
        tokenize(&list, buf_view(&text), 0);
        assert_sound(&list, buf_view(&text), &scratch);
    }
    buf_release(&text);
    token_list_release(&list);
    token_list_release(&scratch);
}

/* Pieces that meet in the rules; in between, any code point at all. */
static void append_random(struct buf *text, struct dice *dice)
{
    static const char *const pieces[] = {
        "a",          "B",      "c",      "x1",     "7",      " ",
        "'",          "\u2019", "\u02BC", "+",      "++",     "#",
        "\uFF0B",     "-",      "\u0301", "\u0306", "\u0345", "\u00AD",
        "\u200D",     "\u0640", "\u00E9", "\u00DF", "\u0130", "\u0131",
        "\u0438",     "\u0439", "\u03B1", "\u0645", "\u064B", "\u05D0",
        "\u05B8",     "\u0928", "\u093C", "\u094D", "\u09C7", "\u09BE",
        "\u0D46",     "\u0D3E", "\u0E19", "\u0E49", "\u0E33", "\u0F56",
        "\u0F7C",     "\u1025", "\u102E", "\u1780", "\u17D2", "\u1112",
        "\u1161",     "\u11AB", "\uAC00", "\u3160", "\u304B", "\u3099",
        "\uFF76",     "\uFF9E", "\u30FC", "\u65E5", "\u302A", "\u1B05",
        "\u1B35",     "\u0967", "\u00BD", "\uFDF2", "\u0149", "\u20E3",
        "\U0001F44D",
    };

    switch (dice_below(dice, 8)) {
    case 0:
        utf8_append(text, (int32_t)dice_below(dice, 0x3200));
        break;
    case 1:
        utf8_append(text, (int32_t)dice_below(dice, 0x20000));
        break;
    default:
        buf_string(
            text, pieces[dice_below(dice, sizeof(pieces) / sizeof(pieces[0]))]);
    }
}

static void test_random_texts(void **state)
{
    struct token_list list, scratch;
    struct dice dice = { 1 };

    (void)state;
    token_list_init(&list);
    token_list_init(&scratch);
    for (int round = 0; round < 60000; round++) {
        struct buf text = BUF_INIT;
        size_t pieces = dice_below(&dice, round % 50 ? 12 : 300);
        struct slice all;

        while (pieces--)
            append_random(&text, &dice);
        all = buf_view(&text);
        token_list_clear(&list);
        tokenize(&list, all, 0);
        assert_sound(&list, all, &scratch);
        if (list.count) {
            size_t cut = list.tokens[list.count / 2].from_byte;

            assert_blank_separates(slice_range(all, 0, cut),
                                   slice_from(all, cut), &scratch);
        }
        buf_release(&text);
    }
    token_list_release(&list);
    token_list_release(&scratch);
}

/* Copied to the heap's end, so that a sanitizer sees a read beyond it. */
static void test_random_bytes(void **state)
{
    struct token_list list, scratch;
    struct dice dice = { 2 };

    (void)state;
    token_list_init(&list);
    token_list_init(&scratch);
    for (int round = 0; round < 60000; round++) {
        size_t len = dice_below(&dice, 24);
        char *bytes = malloc(len ? len : 1);

        assert_non_null(bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)dice_below(&dice, round % 2 ? 256 : 128);
        token_list_clear(&list);
        tokenize(&list, (struct slice){ bytes, len }, 0);
        assert_sound(&list, (struct slice){ bytes, len }, &scratch);
        free(bytes);
    }
    token_list_release(&list);
    token_list_release(&scratch);
}

/*
 * A soft hyphen anywhere sends a word down the way of all characters; it must
 * give what the ASCII way gives.
 */
static void test_both_ways_agree(void **state)
{
    static const char alphabet[] = "aBz09'+#- ";
    struct token_list fast, slow;
    struct dice dice = { 3 };

    (void)state;
    token_list_init(&fast);
    token_list_init(&slow);
    for (int round = 0; round < 60000; round++) {
        struct buf plain = BUF_INIT, hyphened = BUF_INIT;
        size_t len = 1 + dice_below(&dice, round % 50 ? 12 : 400);
        uint32_t kinds = round % 50 ? sizeof(alphabet) - 1 : 6;

        for (size_t i = 0; i < len; i++) {
            char c = alphabet[dice_below(&dice, kinds)];

            buf_char(&plain, c);
            buf_char(&hyphened, c);
            buf_string(&hyphened, "\u00AD");
        }
        token_list_clear(&fast);
        token_list_clear(&slow);
        tokenize(&fast, buf_view(&plain), 0);
        tokenize(&slow, buf_view(&hyphened), 0);
        if (token_list_hash(&fast) != token_list_hash(&slow))
            fail_msg("the two ways differ on \"%s\"", plain.ptr);
        buf_release(&plain);
        buf_release(&hyphened);
    }
    token_list_release(&fast);
    token_list_release(&slow);
}

/* Wherever the cut falls, an apostrophe never ends or begins a token. */
static void test_apostrophe_at_the_limit(void **state)
{
    static const char *const letters[] = { "a", "\u00E9", "\u0436" };
    struct token_list list, scratch;

    (void)state;
    token_list_init(&list);
    token_list_init(&scratch);
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        for (size_t before = 1; before < 2 * LIMIT_TOKEN_BYTES; before++) {
            struct buf text = repeated(letters[i], before);

            buf_string(&text, "'bc");
            token_list_clear(&list);
            tokenize(&list, buf_view(&text), 0);
            assert_sound(&list, buf_view(&text), &scratch);
            buf_release(&text);
        }
    }
    token_list_release(&list);
    token_list_release(&scratch);
}

static uint64_t hash_of(const char *text)
{
    struct token_list list;
    uint64_t hash;

    token_list_init(&list);
    tokenize(&list, view(text), 0);
    hash = token_list_hash(&list);
    token_list_release(&list);
    return hash;
}

static void test_hash(void **state)
{
    (void)state;
    assert_true(hash_of("One-way door") == hash_of("one way, DOOR!"));
    assert_true(hash_of("one way") != hash_of("oneway"));
    assert_true(hash_of("on eway") != hash_of("one way"));
    assert_true(hash_of("a b") != hash_of("b a"));
    assert_true(hash_of("a") != hash_of(""));
    /* Kept in stores: it must not change. XXH3 of the texts in one piece, seeded
     * with that of their lengths; the values are those of another program. */
    assert_true(hash_of("") == UINT64_C(0x412f1275e10017f3));
    assert_true(hash_of("a") == UINT64_C(0xc424744085f176ba));
    assert_true(hash_of("one-way door") == UINT64_C(0xbeed1c867f17ffc2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_apostrophes),
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_solo_characters),
        cmocka_unit_test(test_what_vanishes_and_what_separates),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_marks_beyond_the_limit),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_both_ways_agree),
        cmocka_unit_test(test_apostrophe_at_the_limit),
        cmocka_unit_test(test_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
