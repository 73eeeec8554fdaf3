/*
 * How close words stand: counted in known texts, and as a bound that holds for
 * any two words of random ones.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "crowding.h"
#include "made_up.h"
#include "tokenizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

/* ---- known ones ---- */

static const struct {
    const char *text;
    uint32_t crowding;
} known[] = {
    { "", 0 },
    { "\u2026 - \u2026", 0 },
    { "one", 0 },
    { "one two three", 0 },
    { "twenty-one", 1 },
    { "twenty-one, twenty-two", 2 },
    { "a - b \u2026 c", 0 },
    { "one\ttwo\nthree\u00a0four\u3000five", 0 },
    /* It vanishes from words, and is no blank between them. */
    { "one,\u180e,two", 1 },
    { "www.example.com/a/b", 4 },
    { "\u4f1a\u8b70 \u4f1a\u8b70", 2 },
    /* Eight chunks in a row, no more. */
    { "a-b c d e f g h a-b", 2 },
    { "a-b c d e f g h i a-b", 1 },
    { "a-b - c - d - e - f - g - h - a-b", 2 },
    { "a b c d e f g h i j k l m n o p-q-r s t u v w x y z", 2 },
};

static uint32_t crowding_of(const char *text)
{
    struct crowding crowding = { 0 };
    struct token_list tokens;

    token_list_init(&tokens);
    tokenize(&tokens, slice_of(text), 0);
    crowding_add(&crowding, tokens.tokens, tokens.count, text, true);
    token_list_release(&tokens);
    return crowding.most;
}

static void counts_known_ones(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (crowding_of(known[i].text) != known[i].crowding)
            fail_msg("'%s' has %u, not %u", known[i].text,
                     crowding_of(known[i].text), known[i].crowding);
}

/* ---- in parts ---- */

static uint32_t crowding_of_parts(const char *first, const char *second,
                                  bool parted)
{
    struct crowding crowding = { 0 };
    struct token_list tokens;

    token_list_init(&tokens);
    tokenize(&tokens, slice_of(first), 0);
    crowding_add(&crowding, tokens.tokens, tokens.count, first, true);
    token_list_clear(&tokens);
    tokenize(&tokens, slice_of(second), 0);
    crowding_add(&crowding, tokens.tokens, tokens.count, second, parted);
    token_list_release(&tokens);
    return crowding.most;
}

static void goes_on_from_part_to_part(void **state)
{
    (void)state;
    assert_int_equal(crowding_of_parts("a b", "c d", true), 0);
    assert_int_equal(crowding_of_parts("a b", "c d", false), 1);
    assert_int_equal(crowding_of_parts("", "c d", false), 0);
    assert_int_equal(crowding_of_parts("a-b c d e", "f g h i-j", true), 2);
    assert_int_equal(crowding_of_parts("a-b c d e", "f g h i j-k", true), 1);
}

/* ---- spans ---- */

static void knows_how_far(void **state)
{
    (void)state;
    assert_int_equal(crowding_span(0, 0), 0);
    assert_int_equal(crowding_span(0, 5), 5);
    assert_int_equal(crowding_span(3, 0), 3);
    assert_int_equal(crowding_span(3, 7), 10);
    assert_int_equal(crowding_span(3, 8), 14);
    assert_int_equal(crowding_span(3, 16), 25);
    assert_int_equal(crowding_span(CROWDING_UNKNOWN, 1), CROWDING_UNKNOWN);
    assert_int_equal(crowding_span(2000000000, 249), CROWDING_UNKNOWN);
}

enum { TEXTS = 200, CHUNKS = 60, ROUNDS = 400 };

/* Chunks of up to three words each; *ret_chunk is the chunk of each token. */
static void make_text(struct dice *dice, struct buf *out, uint32_t *ret_chunk,
                      uint32_t *ret_count)
{
    uint32_t busy = 1 + dice_below(dice, 8);

    *ret_count = 0;
    for (uint32_t i = 0; i < CHUNKS; i++) {
        uint32_t words = dice_below(dice, busy) ? 1 : 1 + dice_below(dice, 3);

        buf_string(out, i ? " " : "");
        for (uint32_t k = 0; k < words; k++) {
            buf_string(out, k ? "-w" : "w");
            ret_chunk[(*ret_count)++] = i;
        }
    }
}

/* The bound holds, and for some pair of tokens it is met. */
static void bounds_every_pair(void **state)
{
    struct dice dice = { 7 };

    (void)state;
    for (size_t text = 0; text < TEXTS; text++) {
        uint32_t chunk[CHUNKS * 3], count, most = 0, crowding;
        struct buf out = BUF_INIT;

        make_text(&dice, &out, chunk, &count);
        crowding = crowding_of(out.ptr);
        for (size_t i = 0; i < ROUNDS; i++) {
            uint32_t a = dice_below(&dice, count);
            uint32_t b = a + dice_below(&dice, count - a);

            assert_true(b - a <= crowding_span(crowding, chunk[b] - chunk[a]));
        }
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t b = a; b < count; b++)
                if (chunk[b] - chunk[a] == CROWDING_CHUNKS - 1 && b - a > most)
                    most = b - a;
        assert_int_equal(most, crowding_span(crowding, CROWDING_CHUNKS - 1));
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_known_ones),
        cmocka_unit_test(goes_on_from_part_to_part),
        cmocka_unit_test(knows_how_far),
        cmocka_unit_test(bounds_every_pair),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
