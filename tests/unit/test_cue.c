#include "base/limits.h"
#include "cue.h"
#include "cue_write.h"
#include "format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A list under test, with all that goes with it. */
struct fixture {
    struct arena arena;
    struct cue_list list;
    struct diag diag;
    struct error err;
};

static void fixture_init(struct fixture *fixture, enum cue_order order)
{
    arena_init(&fixture->arena);
    cue_list_init(&fixture->list, &fixture->arena);
    diag_init(&fixture->diag, &fixture->arena);
    fixture->list.order = order;
}

static void fixture_release(struct fixture *fixture)
{
    arena_release(&fixture->arena);
}

static struct cue *add(struct fixture *fixture, int64_t start_ms,
                       int64_t end_ms, const char *text)
{
    struct cue *cue = cue_list_append(&fixture->list);

    cue->start_ms = start_ms;
    cue->end_ms = end_ms;
    cue->text = slice_of(text);
    return cue;
}

static void tidy(struct fixture *fixture)
{
    assert_int_equal(
        cue_list_tidy(&fixture->list, &fixture->diag, &fixture->err),
        STATUS_OK);
}

/* Gives a cue words, four numbers each: from, to, start, end. */
static void set_words(struct fixture *fixture, struct cue *cue,
                      const int64_t (*words)[4], uint32_t count)
{
    cue->words = arena_array(&fixture->arena, count, sizeof(*cue->words));
    cue->word_count = count;
    for (uint32_t i = 0; i < count; i++)
        cue->words[i] = (struct cue_word){
            (uint32_t)words[i][0],
            (uint32_t)words[i][1],
            words[i][2],
            words[i][3],
        };
}

/* All cues of the list as "start-end speaker|text/…", for one comparison. */
static void assert_cues(struct fixture *fixture, const char *expected)
{
    struct buf out = BUF_INIT;

    for (size_t i = 0; i < fixture->list.count; i++) {
        const struct cue *cue = &fixture->list.cues[i];

        if (i)
            buf_char(&out, '/');
        if (cue->start_ms != TIME_NONE)
            buf_printf(&out, "%d", (int)cue->start_ms);
        buf_char(&out, '-');
        if (cue->end_ms != TIME_NONE)
            buf_printf(&out, "%d", (int)cue->end_ms);
        buf_printf(&out, " %.*s", SLICE_ARG(cue->text));
    }
    assert_string_equal(buf_view(&out).ptr, expected);
    buf_release(&out);
}

static void white_space_is_squeezed(void **state)
{
    static const struct {
        const char *text, *squeezed;
    } cases[] = {
        { "", "" },
        { " \t\n", "" },
        { "one", "one" },
        { " one  two\nthree\t", "one two three" },
        { "one\xC2\xA0two", "one two" },                   /* no-break space */
        { "one\xE3\x80\x80two", "one two" },               /* ideographic */
        { "one \xE2\x80\x8B two\xE2\x80\x8B", "one two" }, /* zero width */
        { "\xEF\xBB\xBFone", "one" },                      /* BOM */
        { "one\xE2\x80\xA8two", "one two" },               /* line separator */
        { "one\xC2\x85two", "one two" },                   /* next line */
        { "caf\xC3\xA9 \xE6\xBC\xA2", "caf\xC3\xA9 \xE6\xBC\xA2" },
        { "\xC2\xABone\xC2\xBB", "\xC2\xABone\xC2\xBB" },
        { "\xE2\x80\x9Cone\xE2\x80\x9D", "\xE2\x80\x9Cone\xE2\x80\x9D" },
        { "cut\xC2", "cut\xC2" }, /* broken UTF-8 stays */
    };
    struct buf out = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buf_clear(&out);
        cue_text_squeeze(&out, slice_of(cases[i].text));
        assert_string_equal(buf_view(&out).ptr, cases[i].squeezed);
    }
    buf_clear(&out);
    cue_text_squeeze(&out, SLICE(" one "));
    cue_text_squeeze(&out, SLICE(" two"));
    cue_text_squeeze(&out, SLICE("fold "));
    assert_string_equal(out.ptr, "one twofold");
    buf_release(&out);
}

static void captions_are_sorted_and_prose_is_not(void **state)
{
    struct fixture captions, prose;

    (void)state;
    fixture_init(&captions, CUE_ORDER_TIME);
    fixture_init(&prose, CUE_ORDER_WRITTEN);
    for (int i = 0; i < 2; i++) {
        struct fixture *fixture = i ? &prose : &captions;

        add(fixture, 5000, 6000, "c");
        add(fixture, TIME_NONE, TIME_NONE, "behind c");
        add(fixture, 1000, 2000, "a");
        add(fixture, 5000, 5500, "d");
        add(fixture, -300, 1000, "early");
        tidy(fixture);
    }
    assert_cues(&captions, "0-1000 early/1000-2000 a/5000-6000 c/- behind c/"
                           "5000-5500 d");
    assert_cues(&prose, "5000-6000 c/- behind c/1000-2000 a/5000-5500 d/"
                        "0-1000 early");
    fixture_release(&captions);
    fixture_release(&prose);
}

static void missing_ends_are_the_next_later_start(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    add(&fixture, 1000, TIME_NONE, "none");
    add(&fixture, 2000, 1500, "backwards");
    add(&fixture, 3000, TIME_NONE, "two that start");
    add(&fixture, 3000, TIME_NONE, "at once");
    add(&fixture, 4000, 4000, "no length");
    add(&fixture, 5000, 9000, "given");
    add(&fixture, 6000, TIME_NONE, "last");
    tidy(&fixture);
    assert_cues(&fixture, "1000-2000 none/2000-3000 backwards/"
                          "3000-4000 two that start/3000-4000 at once/"
                          "4000-4000 no length/5000-9000 given/6000- last");
    fixture_release(&fixture);
}

static void prose_that_goes_back_gets_no_false_end(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_WRITTEN);
    add(&fixture, 9000, TIME_NONE, "a wrong stamp");
    add(&fixture, 2000, TIME_NONE, "right");
    add(&fixture, 3000, TIME_NONE, "last");
    tidy(&fixture);
    assert_cues(&fixture, "9000- a wrong stamp/2000-3000 right/3000- last");
    fixture_release(&fixture);
}

static void empty_cues_are_dropped_and_chapters_move_along(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_WRITTEN);
    cue_list_append_chapter(&fixture.list);
    add(&fixture, TIME_NONE, TIME_NONE, " \n");
    add(&fixture, TIME_NONE, TIME_NONE, "one");
    add(&fixture, TIME_NONE, TIME_NONE, "\xC2\xA0");
    cue_list_append_chapter(&fixture.list);
    add(&fixture, TIME_NONE, TIME_NONE, "two");
    cue_list_append_chapter(&fixture.list);
    tidy(&fixture);
    assert_cues(&fixture, "- one/- two");
    assert_int_equal(fixture.list.chapters[0].first_cue, 0);
    assert_int_equal(fixture.list.chapters[1].first_cue, 1);
    assert_int_equal(fixture.list.chapters[2].first_cue, 2);
    assert_int_equal(fixture.diag.count, 1);
    assert_string_equal(fixture.diag.entries[0].text,
                        "2 cues without text dropped");
    fixture_release(&fixture);
}

static void chapters_follow_sorted_and_split_cues(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    add(&fixture, 5000, 6000, "c");
    cue_list_append_chapter(&fixture.list);
    add(&fixture, 3000, 4000, "b");
    add(&fixture, 1000, 2000, "- a\n- aa");
    tidy(&fixture);
    assert_cues(&fixture, "1000-2000 a/1000-2000 aa/3000-4000 b/5000-6000 c");
    assert_int_equal(fixture.list.chapters[0].first_cue, 2);
    fixture_release(&fixture);
}

static void words_move_with_their_text(void **state)
{
    static const int64_t words[][4] = {
        { 0, 7, 100, 200 },   /* "\n  one " */
        { 7, 11, 200, 300 },  /* "\ntwo" */
        { 11, 14, 300, 400 }, /* blanks only */
        { 14, 19, 400, 500 }, /* "three" */
    };
    struct fixture fixture;
    const struct cue *cue;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    set_words(&fixture, add(&fixture, 100, 500, "\n  one \ntwo \n three "),
              words, 4);
    tidy(&fixture);
    cue = &fixture.list.cues[0];
    assert_cues(&fixture, "100-500 one two three");
    assert_int_equal(cue->word_count, 3);
    assert_int_equal(cue->words[0].from_byte, 0);
    assert_int_equal(cue->words[0].to_byte, 3);
    assert_int_equal(cue->words[1].from_byte, 4);
    assert_int_equal(cue->words[1].to_byte, 7);
    assert_int_equal(cue->words[2].from_byte, 8);
    assert_int_equal(cue->words[2].to_byte, 13);
    assert_int_equal(cue->words[2].start_ms, 400);
    fixture_release(&fixture);
}

static void words_that_cannot_be_are_dropped(void **state)
{
    static const int64_t words[][4] = {
        { 0, 3, 1000, TIME_NONE },  /* good */
        { 2, 5, 1100, TIME_NONE },  /* overlaps */
        { 4, 4, 1200, TIME_NONE },  /* empty */
        { 4, 7, 900, TIME_NONE },   /* goes back in time */
        { 4, 7, TIME_NONE, 1300 },  /* no time */
        { 4, 7, 1400, TIME_NONE },  /* good */
        { 8, 99, 1500, TIME_NONE }, /* beyond the text */
    };
    struct fixture fixture;
    const struct cue *cue;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    set_words(&fixture, add(&fixture, 1000, 2000, "one two six"), words, 7);
    tidy(&fixture);
    cue = &fixture.list.cues[0];
    assert_int_equal(cue->word_count, 2);
    assert_int_equal(cue->words[0].start_ms, 1000);
    assert_int_equal(cue->words[1].start_ms, 1400);
    fixture_release(&fixture);
}

static void split_turns_keep_their_words(void **state)
{
    static const int64_t words[][4] = {
        { 2, 5, 1000, TIME_NONE },  /* "Yes" */
        { 8, 11, 1400, TIME_NONE }, /* "So?" */
    };
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    set_words(&fixture, add(&fixture, 1000, 2000, "- Yes\n- So?"), words, 2);
    tidy(&fixture);
    assert_cues(&fixture, "1000-2000 Yes/1000-2000 So?");
    assert_true(fixture.list.cues[1].paragraph);
    for (int i = 0; i < 2; i++) {
        const struct cue *cue = &fixture.list.cues[i];

        assert_int_equal(cue->word_count, 1);
        assert_int_equal(cue->words[0].from_byte, 0);
        assert_int_equal(cue->words[0].to_byte, 3);
        assert_int_equal(cue->words[0].start_ms, i ? 1400 : 1000);
    }
    fixture_release(&fixture);
}

struct rolling_case {
    const char *name;

    struct {
        int start_ms, end_ms;
        const char *text;
    } cues[6];

    const char *expected;
};

static void only_rolling_captions_are_unrolled(void **state)
{
    static const struct rolling_case cases[] = {
        { "without bridges",
          { { 0, 1000, "a b" },
            { 1000, 2000, "a b\nc d" },
            { 2000, 3000, "c d\ne f" } },
          "0-1000 a b/1000-2000 c d/2000-3000 e f" },
        { "blanks around the lines do not count",
          { { 0, 1000, "a b " },
            { 1000, 2000, " a b\nc d" },
            { 2000, 3000, "c d\ne f" } },
          "0-1000 a b/1000-2000 c d/2000-3000 e f" },
        { "cleared in between",
          { { 0, 1000, " \na b" },
            { 1000, 1010, "a b\n " },
            { 1010, 2000, "a b\nc d" },
            { 2000, 2010, "c d\n " },
            { 9000, 9500, " \nc d" },
            { 9500, 9510, "c d\n " } },
          "0-1000 a b/1010-2000 c d/9000-9500 c d" },
        { "short cues that add something stay",
          { { 0, 1000, "a b" },
            { 1000, 1002, "a b\nc d" },
            { 1002, 1004, "c d\ne f" } },
          "0-1000 a b/1000-1002 c d/1002-1004 e f" },
        { "said twice",
          { { 0, 1000, "no no" },
            { 1000, 2000, "no no" },
            { 2000, 3000, "no no" } },
          "0-1000 no no/1000-2000 no no/2000-3000 no no" },
        { "an echo in a file that does not roll",
          { { 0, 1000, "a" },
            { 1000, 2000, "b" },
            { 2000, 3000, "b\nc" },
            { 3000, 4000, "d" },
            { 4000, 5000, "d\ne" } },
          "0-1000 a/1000-2000 b/2000-3000 b c/3000-4000 d/4000-5000 d e" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;

        fixture_init(&fixture, CUE_ORDER_TIME);
        for (size_t j = 0; j < 6 && cases[i].cues[j].text; j++)
            add(&fixture, cases[i].cues[j].start_ms, cases[i].cues[j].end_ms,
                cases[i].cues[j].text);
        tidy(&fixture);
        print_message("%s\n", cases[i].name);
        assert_cues(&fixture, cases[i].expected);
        fixture_release(&fixture);
    }
}

static void too_many_cues_are_refused(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    fixture.list.cues = NULL;
    fixture.list.count = LIMIT_CUES + 1;
    assert_int_equal(cue_list_tidy(&fixture.list, &fixture.diag, &fixture.err),
                     STATUS_LIMIT);
    fixture_release(&fixture);
}

/* ---- writers ---- */

/* A list with what the writers have to say: speakers, words, odd characters. */
static void fill_for_writing(struct fixture *fixture)
{
    static const int64_t words[][4] = {
        { 0, 4, 675200, TIME_NONE },
        { 5, 12, 675500, 675900 },
    };
    struct cue *cue;
    struct cue_chapter *chapter = cue_list_append_chapter(&fixture->list);

    chapter->title = SLICE("Tea");
    chapter->start_ms = 0;
    cue = add(fixture, 675200, 678000, "a<b> & &amp; \"c\"");
    cue->speaker = SLICE("Dana & Co");
    set_words(fixture, cue, words, 2);
    add(fixture, 3723004, TIME_NONE, "Two words");
    fixture->list.meta.language = SLICE("en");
}

static void assert_written(struct fixture *fixture, const char *writer,
                           bool words, const char *expected)
{
    struct buf out = BUF_INIT;

    cue_writer_by_name(slice_of(writer))->write(&fixture->list, words, &out);
    assert_string_equal(buf_view(&out).ptr, expected);
    buf_release(&out);
}

static void cues_are_written_in_every_form(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture, CUE_ORDER_TIME);
    fill_for_writing(&fixture);
    assert_written(&fixture, "vtt", false,
                   "WEBVTT\nLanguage: en\n\n"
                   "00:11:15.200 --> 00:11:18.000\n"
                   "<v Dana &amp; Co>a&lt;b&gt; &amp; &amp;amp; \"c\"</v>\n\n"
                   "01:02:03.004 --> 01:02:03.804\nTwo words\n");
    assert_written(&fixture, "vtt", true,
                   "WEBVTT\nLanguage: en\n\n"
                   "00:11:15.200 --> 00:11:18.000\n"
                   "<v Dana &amp; Co>a&lt;b&gt; "
                   "<00:11:15.500>&amp; &amp;amp; \"c\"</v>\n\n"
                   "01:02:03.004 --> 01:02:03.804\nTwo words\n");
    assert_written(&fixture, "srt", false,
                   "1\n00:11:15,200 --> 00:11:18,000\n"
                   "Dana & Co: a&lt;b> & &amp;amp; \"c\"\n\n"
                   "2\n01:02:03,004 --> 01:02:03,804\n>> Two words\n");
    assert_written(&fixture, "txt", false,
                   "## [00:00:00] Tea\n\n"
                   "[00:11:15] Dana & Co: a<b> & &amp; \"c\"\n"
                   "[01:02:03] >> Two words\n");
    assert_written(
        &fixture, "jsonl", true,
        "{\"chapter\":true,\"start_ms\":0,\"end_ms\":null,\"title\":\"Tea\"}\n"
        "{\"start_ms\":675200,\"end_ms\":678000,\"speaker\":\"Dana & Co\","
        "\"text\":\"a<b> & &amp; \\\"c\\\"\",\"words\":["
        "{\"start_ms\":675200,\"end_ms\":675500,\"text\":\"a<b>\"},"
        "{\"start_ms\":675500,\"end_ms\":675900,\"text\":\"& &amp;\"}]}\n"
        "{\"start_ms\":3723004,\"end_ms\":null,\"speaker\":null,"
        "\"text\":\"Two words\"}\n");
    fixture_release(&fixture);
}

static void vtt_is_read_back_as_it_was(void **state)
{
    struct fixture before, after;
    struct buf written = BUF_INIT, again = BUF_INIT;
    struct format_input input = { .first_line = 1 };

    (void)state;
    fixture_init(&before, CUE_ORDER_TIME);
    fixture_init(&after, CUE_ORDER_TIME);
    fill_for_writing(&before);
    before.list.cues[1].end_ms = 3724000;
    cue_writer_by_name(SLICE("vtt"))->write(&before.list, true, &written);
    input.text = buf_view(&written);
    assert_int_equal(
        format_vtt.read(&input, &after.list, &after.diag, &after.err),
        STATUS_OK);
    tidy(&after);
    cue_writer_by_name(SLICE("vtt"))->write(&after.list, true, &again);
    assert_string_equal(again.ptr, written.ptr);
    buf_release(&written);
    buf_release(&again);
    fixture_release(&before);
    fixture_release(&after);
}

static void writers_are_found(void **state)
{
    (void)state;
    assert_null(cue_writer_by_name(SLICE("doc")));
    assert_null(cue_writer_by_extension(SLICE("vtt")));
    assert_null(cue_writer_by_extension(SLICE("dir.vtt/name")));
    assert_string_equal(cue_writer_by_extension(SLICE("a.b/c.VTT"))->name,
                        "vtt");
    assert_string_equal(cue_writer_by_extension(SLICE(".srt"))->name, "srt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_is_squeezed),
        cmocka_unit_test(captions_are_sorted_and_prose_is_not),
        cmocka_unit_test(missing_ends_are_the_next_later_start),
        cmocka_unit_test(prose_that_goes_back_gets_no_false_end),
        cmocka_unit_test(empty_cues_are_dropped_and_chapters_move_along),
        cmocka_unit_test(chapters_follow_sorted_and_split_cues),
        cmocka_unit_test(words_move_with_their_text),
        cmocka_unit_test(words_that_cannot_be_are_dropped),
        cmocka_unit_test(split_turns_keep_their_words),
        cmocka_unit_test(only_rolling_captions_are_unrolled),
        cmocka_unit_test(too_many_cues_are_refused),
        cmocka_unit_test(cues_are_written_in_every_form),
        cmocka_unit_test(vtt_is_read_back_as_it_was),
        cmocka_unit_test(writers_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
