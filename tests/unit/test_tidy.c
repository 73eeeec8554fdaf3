/*
 * What is true of cue_list_tidy whatever the cues are: random lists, and what
 * must come out of them.
 */

#include "cue.h"
#include "made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
    ROUNDS = 500,
    CUES = 20,
    STEP_MS = 1000,
    LINE_WORDS = 5,
};

struct fixture {
    struct arena arena;
    struct cue_list list;
    struct diag diag;
};

static void fixture_init(struct fixture *fixture)
{
    arena_init(&fixture->arena);
    cue_list_init(&fixture->list, &fixture->arena);
    diag_init(&fixture->diag, &fixture->arena);
    fixture->list.order = CUE_ORDER_TIME;
}

static void fixture_release(struct fixture *fixture)
{
    arena_release(&fixture->arena);
}

static void tidy(struct fixture *fixture)
{
    struct error err;

    assert_int_equal(cue_list_tidy(&fixture->list, &fixture->diag, &err),
                     STATUS_OK);
}

static void add(struct fixture *fixture, int64_t start_ms, int64_t end_ms,
                struct slice text)
{
    struct cue *cue = cue_list_append(&fixture->list);

    cue->start_ms = start_ms;
    cue->end_ms = end_ms;
    cue->text = arena_copy(&fixture->arena, text);
}

/* Starts, ends and texts of all cues, for comparison. */
static struct slice describe(struct fixture *fixture)
{
    struct buf out = BUF_INIT;
    struct slice text;

    for (size_t i = 0; i < fixture->list.count; i++) {
        const struct cue *cue = &fixture->list.cues[i];

        buf_printf(&out, "%lld %lld %.*s\n", (long long)cue->start_ms,
                   (long long)cue->end_ms, SLICE_ARG(cue->text));
    }
    text = arena_copy(&fixture->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

static int64_t random_time(struct dice *dice)
{
    switch (dice_below(dice, 5)) {
    case 0:
        return TIME_NONE;
    case 1:
        return -(int64_t)dice_below(dice, 100);
    default:
        return dice_below(dice, 100);
    }
}

/* A word that no other cue has. */
static struct slice own_word(struct fixture *fixture, size_t number)
{
    return arena_printf(&fixture->arena, " word%zux\n", number);
}

static void times_of_all_kinds_lose_no_text(void **state)
{
    struct dice dice = { 1 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct fixture fixture;
        struct slice before;
        int64_t latest = 0;

        fixture_init(&fixture);
        for (size_t i = 0; i < CUES; i++)
            add(&fixture, random_time(&dice), random_time(&dice),
                own_word(&fixture, i));
        tidy(&fixture);
        before = describe(&fixture);
        for (size_t i = 0; i < CUES; i++)
            assert_true(slice_find(before, slice_trim(own_word(&fixture, i))) !=
                        SLICE_NOT_FOUND);
        for (size_t i = 0; i < CUES; i++) {
            const struct cue *cue = &fixture.list.cues[i];

            if (cue->start_ms == TIME_NONE)
                continue;
            assert_true(cue->start_ms >= latest);
            assert_true(cue->end_ms == TIME_NONE ||
                        cue->end_ms >= cue->start_ms);
            latest = cue->start_ms;
        }
        tidy(&fixture);
        assert_string_equal(describe(&fixture).ptr, before.ptr);
        fixture_release(&fixture);
    }
}

/* Puts the cues into another order. */
static void shuffle(struct cue_list *list, struct dice *dice)
{
    for (size_t i = list->count; i > 1; i--) {
        size_t j = dice_below(dice, (uint32_t)i);
        struct cue cue = list->cues[i - 1];

        list->cues[i - 1] = list->cues[j];
        list->cues[j] = cue;
    }
}

static void disorder_and_twins_change_nothing(void **state)
{
    struct dice dice = { 2 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct fixture once, twice;

        fixture_init(&once);
        fixture_init(&twice);
        for (size_t i = 0; i < CUES; i++) {
            int64_t start_ms = (int64_t)i * STEP_MS;
            int64_t end_ms = start_ms + 1 + dice_below(&dice, 3 * STEP_MS);
            struct slice text =
                slice_of(made_words[dice_below(&dice, MADE_WORDS)]);

            add(&once, start_ms, end_ms, text);
            for (uint32_t n = 1 + dice_below(&dice, 30); n > 0; n--)
                add(&twice, start_ms, end_ms, text);
        }
        shuffle(&twice.list, &dice);
        tidy(&once);
        tidy(&twice);
        assert_int_equal(once.list.count, CUES);
        assert_string_equal(describe(&twice).ptr, describe(&once).ptr);
        fixture_release(&once);
        fixture_release(&twice);
    }
}

/* ---- rolling captions ---- */

/* Lines that were said one after the other, `CUES` of them. */
static void make_lines(struct fixture *fixture, struct dice *dice,
                       struct slice lines[CUES])
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < CUES; i++) {
        buf_clear(&line);
        for (uint32_t n = 1 + dice_below(dice, LINE_WORDS); n > 0; n--)
            buf_printf(&line, "%s ", made_words[dice_below(dice, MADE_WORDS)]);
        lines[i] = arena_copy(&fixture->arena, slice_trim(buf_view(&line)));
    }
    buf_release(&line);
}

/* Lines `first` to `last`, below each other. */
static struct slice block_of(struct fixture *fixture,
                             const struct slice lines[CUES], size_t first,
                             size_t last)
{
    struct buf text = BUF_INIT;
    struct slice block;

    for (size_t i = first; i <= last; i++) {
        if (i > first)
            buf_char(&text, '\n');
        buf_slice(&text, lines[i]);
    }
    block = arena_copy(&fixture->arena, buf_view(&text));
    buf_release(&text);
    return block;
}

/* Each cue shows `height` lines, the last of them new. */
static void add_rolling(struct fixture *fixture, const struct slice lines[CUES],
                        size_t height, bool bridges)
{
    for (size_t i = 0; i < CUES; i++) {
        size_t first = i + 1 > height ? i + 1 - height : 0;
        int64_t start_ms = (int64_t)i * STEP_MS, end_ms = start_ms + STEP_MS;

        add(fixture, start_ms, bridges ? end_ms - 10 : end_ms,
            block_of(fixture, lines, first, i));
        if (bridges)
            add(fixture, end_ms - 10, end_ms, block_of(fixture, lines, i, i));
    }
}

static void rolling_captions_give_what_was_said(void **state)
{
    struct dice dice = { 3 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t height = 2 + dice_below(&dice, 3);
        bool bridges = height == 2 && dice_below(&dice, 2);
        struct slice lines[CUES];
        struct fixture fixture;

        fixture_init(&fixture);
        make_lines(&fixture, &dice, lines);
        add_rolling(&fixture, lines, height, bridges);
        tidy(&fixture);
        assert_int_equal(fixture.list.count, CUES);
        for (size_t i = 0; i < CUES; i++) {
            const struct cue *cue = &fixture.list.cues[i];

            assert_int_equal(cue->start_ms, (int64_t)i * STEP_MS);
            assert_true(slice_equal(cue->text, lines[i]));
        }
        fixture_release(&fixture);
    }
}

/* All that was said, in one line. */
static struct slice said(struct fixture *fixture)
{
    struct buf text = BUF_INIT;
    struct slice all;

    for (size_t i = 0; i < fixture->list.count; i++)
        buf_printf(&text, "%.*s ", SLICE_ARG(fixture->list.cues[i].text));
    all = arena_copy(&fixture->arena, slice_trim(buf_view(&text)));
    buf_release(&text);
    return all;
}

static void growing_captions_give_what_was_said(void **state)
{
    struct dice dice = { 4 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct slice lines[CUES], word, rest;
        struct fixture fixture;
        struct buf all = BUF_INIT;
        int64_t ms = 0;

        fixture_init(&fixture);
        make_lines(&fixture, &dice, lines);
        /* a line is shown with each of its words anew */
        for (size_t i = 0; i < CUES; i++) {
            struct slice whole = arena_printf(
                &fixture.arena, "%zuth line is %.*s", i, SLICE_ARG(lines[i]));

            for (rest = whole; slice_next_part(&rest, ' ', &word); ms += 100)
                add(&fixture, ms, ms + 100,
                    slice_range(whole, 0,
                                (size_t)(word.ptr + word.len - whole.ptr)));
            buf_printf(&all, "%.*s ", SLICE_ARG(whole));
        }
        tidy(&fixture);
        assert_true(slice_equal(said(&fixture), slice_trim(buf_view(&all))));
        buf_release(&all);
        fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_all_kinds_lose_no_text),
        cmocka_unit_test(disorder_and_twins_change_nothing),
        cmocka_unit_test(rolling_captions_give_what_was_said),
        cmocka_unit_test(growing_captions_give_what_was_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
