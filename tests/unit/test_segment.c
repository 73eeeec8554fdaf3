#include "segment.h"

#include "base/limits.h"
#include "dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Cues in the making, and what was made of them. */
struct cutting {
    struct arena arena;
    struct cue_list list;
    struct token_list tokens;
    struct segmented out;
    struct dice dice;
};

static void cutting_init(struct cutting *cutting)
{
    *cutting = (struct cutting){ .dice = { 20240517 } };
    arena_init(&cutting->arena);
    token_list_init(&cutting->tokens);
    cue_list_init(&cutting->list, &cutting->arena);
}

static void cutting_clear(struct cutting *cutting)
{
    arena_clear(&cutting->arena);
    token_list_clear(&cutting->tokens);
    cue_list_init(&cutting->list, &cutting->arena);
}

static void cutting_release(struct cutting *cutting)
{
    arena_release(&cutting->arena);
    token_list_release(&cutting->tokens);
}

static void cut(struct cutting *cutting)
{
    struct error err;

    if (segment_cues(&cutting->list, TIME_NONE, &cutting->arena,
                     &cutting->tokens, &cutting->out, &err))
        fail_msg("%s", err.text);
}

/* ---- where cuts fall ---- */

/*
 * `text` in short: a number is so many words, and what stands behind it is
 * written behind the last of them, but for these: | a cue ends, ~ and a pause
 * follows it, / another speaker follows, ^ a paragraph follows, # a chapter
 * follows; M, J, I: the last word is "Mr.", "J." or "I.".
 */
struct cut_case {
    const char *name;
    int64_t ms_per_word; /* 0 = no times */
    const char *text;
    const char *sizes; /* of the segments, in tokens */
};

static const struct cut_case cut_cases[] = {
    { "one short sentence", 0, "5.", "5" },
    { "as many sentences as 60 words have room for", 0, "30. 25. 20.",
      "55 20" },
    { "questions and shouts end sentences", 0, "30? 25! 20.", "55 20" },
    { "a long sentence runs on to its end", 0, "70. 20.", "70 20" },
    { "but not for ever", 0, "120.", "60 60" },
    { "a comma is better than nothing", 0, "50, 60.", "50 60" },
    { "no crumbs", 0, "64.", "64" },
    { "a title ends no sentence", 0, "50M 20.", "70" },
    { "an initial ends no sentence", 0, "50J 20.", "70" },
    { "but it was I", 0, "50I 20.", "50 20" },
    { "speakers part", 0, "5. / 5.", "5 5" },
    { "speakers part in mid-sentence", 0, "5 / 5 / 5", "5 5 5" },
    { "a paragraph in the second half is better than a sentence", 0,
      "40. ^ 15. 20.", "40 35" },
    { "one in the first half is as good as one", 0, "12. ^ 40. 20.", "52 20" },
    { "chapters part", 400, "20. # 20.", "20 20" },
    { "30 s", 1000, "20. 20. 20.", "20 20 20" },
    { "without marks, the ends of cues stand in", 400, "25 | 25 | 25 | 25",
      "50 50" },
    { "without marks, pauses do", 400, "30 ~ 30 ~ 30", "60 30" },
    { "with marks, a pause in mid-sentence is none", 400, "20. 30 ~ 40.",
      "20 70" },
    { "but better than a cue's end, if there is no other way", 400,
      "10. 10. 10. 25 ~ 20 | 50.", "30 25 70" },
    { "marks of cues alone are words' neighbours", 400, "9 | ... | 9.", "18" },
};

static struct cue *next_cue(struct cutting *cutting, char speaker)
{
    struct cue *cue = cue_list_append(&cutting->list);

    cue->speaker = speaker == 'a' ? SLICE("Ann") : SLICE("Tom");
    return cue;
}

/* Gives the cue its text; it lasts as long as its words take. */
static int64_t end_cue(struct cutting *cutting, const struct buf *text,
                       int64_t at_ms, int64_t ms)
{
    struct cue *cue = &cutting->list.cues[cutting->list.count - 1];

    cue->text = slice_trim(arena_copy(&cutting->arena, buf_view(text)));
    if (ms == 0)
        return at_ms;
    cue->start_ms = at_ms;
    cue->end_ms = at_ms + ms;
    return cue->end_ms;
}

static void begin_chapter(struct cutting *cutting, int64_t at_ms)
{
    struct cue_chapter *chapter = cue_list_append_chapter(&cutting->list);

    chapter->start_ms = at_ms;
    chapter->end_ms = TIME_NONE;
    chapter->first_cue = cutting->list.count;
    chapter->title = SLICE("Next");
}

/* `count` words; the last one may be one of the special ones. */
static void append_words(struct buf *text, int64_t count, struct slice *rest)
{
    const char *last = slice_take_char(rest, 'M')   ? "Mr."
                       : slice_take_char(rest, 'J') ? "J."
                       : slice_take_char(rest, 'I') ? "I."
                                                    : "word";

    if (text->len)
        buf_char(text, ' ');
    for (int64_t i = 1; i < count; i++)
        buf_string(text, "word ");
    buf_string(text, last);
}

/* Reads the case's text. */
static void make_cues(struct cutting *cutting, const struct cut_case *one)
{
    struct slice rest = slice_of(one->text);
    struct buf text = BUF_INIT;
    int64_t at_ms = 0, words = 0, count;
    char speaker = 'a';

    next_cue(cutting, speaker);
    while (rest.len) {
        char sign = rest.ptr[0];

        if (slice_take_number(&rest, 1000, &count)) {
            append_words(&text, count, &rest);
            words += count;
            continue;
        }
        rest = slice_from(rest, 1);
        if (!strchr("|~/^#", sign)) {
            if (sign != ' ')
                buf_char(&text, sign);
            continue;
        }
        at_ms = end_cue(cutting, &text, at_ms, words * one->ms_per_word);
        buf_clear(&text);
        words = 0;
        at_ms += sign == '~' ? 1000 : 0;
        speaker = sign == '/' ? (char)('a' + 'b' - speaker) : speaker;
        if (sign == '#')
            begin_chapter(cutting, at_ms);
        next_cue(cutting, speaker)->paragraph = sign == '^';
    }
    end_cue(cutting, &text, at_ms, words * one->ms_per_word);
    buf_release(&text);
}

static void print_sizes(const struct axis *axis, struct buf *out)
{
    for (size_t i = 0; i < axis->segment_count; i++) {
        uint32_t end = i + 1 < axis->segment_count ? axis->segments[i + 1].token
                                                   : axis->token_count;

        buf_printf(out, "%s%u", i ? " " : "", end - axis->segments[i].token);
    }
}

static void test_where_cuts_fall(void **state)
{
    struct cutting cutting;
    struct buf sizes = BUF_INIT;

    (void)state;
    cutting_init(&cutting);
    for (size_t i = 0; i < sizeof(cut_cases) / sizeof(*cut_cases); i++) {
        cutting_clear(&cutting);
        make_cues(&cutting, &cut_cases[i]);
        cut(&cutting);
        buf_clear(&sizes);
        print_sizes(&cutting.out.axis, &sizes);
        if (!slice_equal(buf_view(&sizes), slice_of(cut_cases[i].sizes)))
            fail_msg("%s: cut into %.*s, not %s", cut_cases[i].name,
                     SLICE_ARG(buf_view(&sizes)), cut_cases[i].sizes);
    }
    buf_release(&sizes);
    cutting_release(&cutting);
}

/* ---- what holds for all ---- */

static const char *random_word(struct cutting *cutting)
{
    static const char *const words[] = {
        "red",  "one-way", "Mr.",  "20.04",          "don't", "Reddish",
        "天気", "です。",  "雨？", "\u266a",         "--",    "e.g.",
        "ไทย",  "(aside)", "AT&T", "\u00abno\u00bb", "half",  "etc",
    };

    return words[dice_below(&cutting->dice, sizeof(words) / sizeof(*words))];
}

static struct slice random_text(struct cutting *cutting)
{
    static const char *const marks[] = { "", "", "", "", "", ",", ".", "?" };
    struct buf text = BUF_INIT;
    uint32_t count = 1 + dice_below(&cutting->dice,
                                    dice_below(&cutting->dice, 4) ? 12 : 150);
    struct slice copy;

    for (uint32_t i = 0; i < count; i++) {
        if (i && dice_below(&cutting->dice, 6))
            buf_char(&text, ' ');
        buf_string(&text, random_word(cutting));
        buf_string(&text, marks[dice_below(&cutting->dice, 8)]);
    }
    copy = arena_copy(&cutting->arena, buf_view(&text));
    buf_release(&text);
    return copy;
}

static void make_random_cues(struct cutting *cutting)
{
    static const char *const speakers[] = { "", "Ann", "Tom" };
    uint32_t count = dice_below(&cutting->dice, 30);
    bool timed = dice_below(&cutting->dice, 4) != 0;
    size_t speaker = 0;
    int64_t at_ms = 0;

    for (uint32_t i = 0; i < count; i++) {
        struct cue *cue;

        if (dice_below(&cutting->dice, 10) == 0)
            begin_chapter(cutting, timed ? at_ms : TIME_NONE);
        cue = cue_list_append(&cutting->list);
        if (dice_below(&cutting->dice, 4) == 0)
            speaker = dice_below(&cutting->dice, 3);
        cue->speaker = slice_of(speakers[speaker]);
        cue->paragraph = dice_below(&cutting->dice, 6) == 0;
        cue->text = random_text(cutting);
        cue->line = i + 1;
        if (!timed || dice_below(&cutting->dice, 8) == 0)
            continue;
        cue->start_ms = at_ms;
        at_ms += dice_below(&cutting->dice, 20000);
        cue->end_ms = dice_below(&cutting->dice, 5) ? at_ms : TIME_NONE;
    }
}

/* The last token of segment `index`, plus 1. */
static uint32_t segment_end(const struct segmented *out, size_t index)
{
    return index + 1 < out->axis.segment_count
               ? out->axis.segments[index + 1].token
               : out->axis.token_count;
}

/* The segments' texts, joined as they are shown, are the cues' texts. */
static void check_text(const struct cutting *cutting)
{
    const struct segmented *out = &cutting->out;
    struct buf joined = BUF_INIT, said = BUF_INIT;

    for (size_t i = 0; i < out->axis.segment_count; i++) {
        if (i && !out->axis.segments[i].glued)
            buf_char(&joined, ' ');
        buf_slice(&joined, out->segments[i].text);
    }
    for (size_t i = 0; i < cutting->list.count; i++) {
        buf_string(&said, i ? " " : "");
        buf_slice(&said, cutting->list.cues[i].text);
    }
    if (!slice_equal(buf_view(&joined), buf_view(&said)) ||
        !slice_equal(out->text, buf_view(&said)))
        fail_msg("'%.*s' became '%.*s'", SLICE_ARG(buf_view(&said)),
                 SLICE_ARG(buf_view(&joined)));
    buf_release(&joined);
    buf_release(&said);
}

/* The words of the segments' texts are the words of all, each at its place. */
static void check_tokens(const struct cutting *cutting)
{
    const struct segmented *out = &cutting->out;
    struct token_list tokens;

    token_list_init(&tokens);
    for (size_t i = 0; i < out->axis.segment_count; i++) {
        assert_int_equal(out->axis.segments[i].token, tokens.count);
        tokenize(&tokens, out->segments[i].text, 0);
        assert_int_equal(segment_end(out, i), tokens.count);
    }
    assert_int_equal(tokens.count, cutting->tokens.count);
    assert_int_equal(tokens.count, out->axis.token_count);
    assert_true(token_list_hash(&tokens) == token_list_hash(&cutting->tokens));
    token_list_release(&tokens);
}

/* No segment is too long, empty, of two speakers, or in two chapters. */
static void check_borders(const struct cutting *cutting)
{
    const struct segmented *out = &cutting->out;
    const struct axis *axis = &out->axis;
    struct token_list tokens;

    token_list_init(&tokens);
    for (size_t i = 0; i < axis->segment_count; i++) {
        uint32_t start = axis->segments[i].token, end = segment_end(out, i);

        assert_true(end - start <= LIMIT_SEGMENT_TOKENS);
        assert_true(start < end || axis->token_count == 0);
        for (size_t k = 0; k < out->chapter_count; k++)
            assert_false(out->chapters[k].token > start &&
                         out->chapters[k].token < end);
    }
    for (size_t i = 0; i < cutting->list.count; i++) {
        const struct cue *cue = &cutting->list.cues[i];
        size_t from = tokens.count;

        tokenize(&tokens, cue->text, 0);
        for (size_t token = from; token < tokens.count; token++)
            assert_true(slice_equal(
                out->segments[axis_segment_of(axis, (uint32_t)token)].speaker,
                cue->speaker));
    }
    token_list_release(&tokens);
}

static void check_times(const struct cutting *cutting)
{
    const struct segmented *out = &cutting->out;
    bool timed = out->timing != TIMING_NONE;

    for (size_t i = 0; i < out->axis.segment_count; i++) {
        const struct segment_record *segment = &out->segments[i];
        uint32_t start = out->axis.segments[i].token;
        uint32_t end = segment_end(out, i);
        struct axis_time first = axis_time_of(&out->axis, start);
        struct axis_time last =
            axis_time_of(&out->axis, end > start ? end - 1 : start);

        assert_int_equal(segment->start_ms, timed ? first.start_ms : TIME_NONE);
        assert_int_equal(segment->end_ms, timed ? last.end_ms : TIME_NONE);
    }
    for (size_t i = 0; i + 1 < out->axis.anchor_count; i++)
        assert_true(out->axis.anchors[i].token <
                    out->axis.anchors[i + 1].token);
}

static void test_invariants(void **state)
{
    enum { ROUNDS = 1500 };

    struct cutting cutting;

    (void)state;
    cutting_init(&cutting);
    for (int round = 0; round < ROUNDS; round++) {
        cutting_clear(&cutting);
        make_random_cues(&cutting);
        cut(&cutting);
        check_text(&cutting);
        check_tokens(&cutting);
        check_borders(&cutting);
        check_times(&cutting);
    }
    cutting_release(&cutting);
}

/* ---- special texts ---- */

static void add_text(struct cutting *cutting, const char *text)
{
    cue_list_append(&cutting->list)->text = slice_of(text);
}

static void test_text_without_blanks(void **state)
{
    struct cutting cutting;
    struct buf text = BUF_INIT;

    (void)state;
    cutting_init(&cutting);
    for (int i = 0; i < 10; i++)
        buf_string(&text, "今日は良い天気です。");
    add_text(&cutting, text.ptr);
    cut(&cutting);
    /* Nine words a sentence: six have room, and four are left. */
    assert_int_equal(cutting.out.axis.segment_count, 2);
    assert_int_equal(cutting.out.axis.segments[1].token, 54);
    assert_true(cutting.out.axis.segments[1].glued);
    check_text(&cutting);
    buf_release(&text);
    cutting_release(&cutting);
}

static void test_no_words(void **state)
{
    struct cutting cutting;

    (void)state;
    cutting_init(&cutting);
    cut(&cutting);
    assert_int_equal(cutting.out.axis.segment_count, 0);

    cutting_clear(&cutting);
    add_text(&cutting, "\u266a");
    add_text(&cutting, "!!!");
    cut(&cutting);
    assert_int_equal(cutting.out.axis.segment_count, 1);
    assert_int_equal(cutting.out.axis.token_count, 0);
    assert_true(slice_equal(cutting.out.segments[0].text, SLICE("\u266a !!!")));
    cutting_release(&cutting);
}

static void test_words_that_are_timed(void **state)
{
    struct cue_word words[] = { { 0, 3, 1000, 1500 }, { 4, 9, 4000, 4200 } };
    struct cutting cutting;
    struct cue *cue;

    (void)state;
    cutting_init(&cutting);
    cue = cue_list_append(&cutting.list);
    cue->text = SLICE("red green blue");
    cue->start_ms = 1000;
    cue->end_ms = 6000;
    cue->words = words;
    cue->word_count = 2;
    cut(&cutting);
    assert_int_equal(cutting.out.timing, TIMING_WORD);
    assert_int_equal(cutting.out.axis.anchor_count, 2);
    assert_int_equal(axis_time_of(&cutting.out.axis, 0).end_ms, 1500);
    assert_int_equal(axis_time_of(&cutting.out.axis, 1).start_ms, 4000);
    assert_int_equal(axis_time_of(&cutting.out.axis, 1).timing, TIMING_WORD);
    cutting_release(&cutting);
}

/* The last cue goes on to the recording's end, if that is behind its start. */
static void test_end_of_recording(void **state)
{
    static const struct {
        int64_t media_ms, end_ms;
    } ends[] = {
        { 9000, 9000 }, { 5000, 6200 }, { 3000, 6200 }, { TIME_NONE, 6200 }
    };
    struct cutting cutting;
    struct error err;

    (void)state;
    cutting_init(&cutting);
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        struct axis *axis = &cutting.out.axis;
        struct cue *cue;

        cutting_clear(&cutting);
        cue = cue_list_append(&cutting.list);
        cue->text = SLICE("one two three");
        cue->start_ms = 5000;
        assert_int_equal(segment_cues(&cutting.list, ends[i].media_ms,
                                      &cutting.arena, &cutting.tokens,
                                      &cutting.out, &err),
                         STATUS_OK);
        assert_int_equal(axis_time_of(axis, 2).end_ms, ends[i].end_ms);
        assert_int_equal(axis_time_of(axis, 2).within_ms,
                         ends[i].end_ms - 5000);
    }
    cutting_release(&cutting);
}

static void test_too_many_words(void **state)
{
    struct cutting cutting;
    struct buf text = BUF_INIT;
    struct error err;

    (void)state;
    cutting_init(&cutting);
    for (size_t i = 0; i <= LIMIT_TOKENS; i++)
        buf_string(&text, "a ");
    add_text(&cutting, text.ptr);
    assert_int_equal(segment_cues(&cutting.list, TIME_NONE, &cutting.arena,
                                  &cutting.tokens, &cutting.out, &err),
                     STATUS_LIMIT);
    buf_release(&text);
    cutting_release(&cutting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_cuts_fall),
        cmocka_unit_test(test_invariants),
        cmocka_unit_test(test_text_without_blanks),
        cmocka_unit_test(test_no_words),
        cmocka_unit_test(test_words_that_are_timed),
        cmocka_unit_test(test_end_of_recording),
        cmocka_unit_test(test_too_many_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
