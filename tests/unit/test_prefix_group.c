/*
 * The forms of a prefix, against a vocabulary that is made up: whatever the
 * counts are, each word is one form's, and a form is no other word's.
 */
#include "prefix_group.h"

#include "base/utf8.h"
#include "made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { WORDS = 300, EPISODES = 40 };

static int by_term(const void *left, const void *right)
{
    const struct expansion *a = left, *b = right;

    return slice_compare(a->term, b->term);
}

/* Words that begin with "a", of few letters, so that many begin alike. */
static size_t make_words(struct dice *dice, struct arena *arena,
                         struct expansion *words)
{
    static const char *const letters[] = { "a", "b", "é", "è", "語" };

    size_t kept = 0;

    for (size_t i = 0; i < WORDS; i++) {
        char text[64] = "a";

        for (uint32_t n = dice_below(dice, 6); n > 0; n--)
            strcat(text, letters[dice_below(dice, 5)]);
        words[i] = (struct expansion){
            .term = arena_copy(arena, slice_of(text)),
            .count = dice_below(dice, 30) ? 1 : 1 + dice_below(dice, 500),
            .same = !strcmp(text, "a"),
        };
    }
    qsort(words, WORDS, sizeof(*words), by_term);
    for (size_t i = 0; i < WORDS; i++)
        if (kept == 0 || !slice_equal(words[kept - 1].term, words[i].term))
            words[kept++] = words[i];
    return kept;
}

static bool is_of(const struct expansion *word, const struct alternative *form)
{
    return form->prefix ? slice_starts_with(word->term, form->tokens[0])
                        : slice_equal(word->term, form->tokens[0]);
}

static void check_form(const struct alternative *form,
                       const struct expansion *words, size_t count)
{
    int64_t said = 0, of = 0;

    assert_int_equal(form->token_count, 1);
    assert_int_equal(utf8_valid_prefix(form->tokens[0]), form->tokens[0].len);
    for (size_t i = 0; i < count; i++)
        if (is_of(&words[i], form)) {
            said += words[i].count;
            of++;
            assert_int_equal(form->weight,
                             words[i].same ? WEIGHT_EXACT : WEIGHT_PREFIX);
        }
    assert_int_equal(form->count, said);
    /* What is gathered is many and rare. */
    assert_true(form->prefix ? of > 1 && said <= of * (EPISODES / 4) : of == 1);
}

static void check(const struct leaf_plan *leaf, const struct expansion *words,
                  size_t count)
{
    for (size_t i = 0; i < leaf->alternative_count; i++)
        check_form(&leaf->alternatives[i], words, count);
    for (size_t i = 0; i < count; i++) {
        size_t forms = 0;

        for (size_t k = 0; k < leaf->alternative_count; k++)
            forms += is_of(&words[i], &leaf->alternatives[k]);
        assert_int_equal(forms, 1);
    }
}

static void test_made_up(void **state)
{
    struct dice dice = { 20240517 };
    size_t forms = 0, all = 0;

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct expansion words[WORDS];
        struct slice typed = SLICE("a");
        struct node node = { .kind = NODE_PREFIX,
                             .tokens = &typed,
                             .token_count = 1 };
        struct leaf_plan leaf = { .node = &node };
        struct arena arena;
        struct plan plan = { .arena = &arena, .episodes = EPISODES };
        size_t count;

        arena_init(&arena);
        count = make_words(&dice, &arena, words);
        prefix_group_add(&plan, &leaf, words, count);
        check(&leaf, words, count);
        forms += leaf.alternative_count;
        all += count;
        arena_release(&arena);
    }
    assert_true(forms < all / 2);
}

/* What no tokenizer makes is in an archive that is damaged. */
static void test_invalid(void **state)
{
    struct slice typed = SLICE("a");
    struct node node = { .kind = NODE_PREFIX,
                         .tokens = &typed,
                         .token_count = 1 };
    struct leaf_plan leaf = { .node = &node };
    struct expansion words[] = {
        { SLICE("a\xff"), 100000, false },
        { SLICE("a\xff\xfe"), 100000, false },
        { SLICE("a\xff\xfe\xfe"), 100000, false },
    };
    struct arena arena;
    struct plan plan = { .arena = &arena, .episodes = EPISODES };

    (void)state;
    arena_init(&arena);
    prefix_group_add(&plan, &leaf, words, 3);
    assert_int_equal(leaf.alternative_count, 3);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made_up),
        cmocka_unit_test(test_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
