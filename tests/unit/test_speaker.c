#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "speaker.h"
#include "speaker_name.h"
#include "speaker_votes.h"

/* Asserts that `got` is `expected`; NULL is the empty slice. */
static void check_text(struct slice got, const char *expected)
{
    if (!slice_equal(got, slice_of(expected)))
        fail_msg("got \"%.*s\", expected \"%s\"", SLICE_ARG(got),
                 expected ? expected : "");
}

static void test_take_label(void **state)
{
    static const struct {
        const char *text, *name, *rest; /* name NULL: no label */
    } cases[] = {
        { "Ana Lima: hello", "Ana Lima", "hello" },
        { "Ana Lima : hello", "Ana Lima", "hello" },
        { "Ana Lima \xE2\x80\x93 : hello", "Ana Lima", "hello" },
        { "Ana:: hello", "Ana", "hello" },
        { "Ana:", "Ana", "" },
        { "ANA LIMA: hello", "ANA LIMA", "hello" },
        { "Ana: Bo: hello", "Ana", "Bo: hello" },
        { "Q: why?", "Q", "why?" },
        { "Jo \"Birdie\" Alm, Jr.: hi", "Jo \"Birdie\" Alm, Jr.", "hi" },
        { "Kim (they/them): hi", "Kim (they/them)", "hi" },
        { "O\xE2\x80\x99"
          "Connor-Vik: hi",
          "O\xE2\x80\x99"
          "Connor-Vik",
          "hi" },
        { "\xC3\x85sa: hej", "\xC3\x85sa", "hej" },
        { "\xE5\xAE\x89\xEF\xBC\x9A\xE5\xA5\xBD", "\xE5\xAE\x89",
          "\xE5\xA5\xBD" },
        { "speaker 3: hi", "speaker 3", "hi" },
        { "kim@example.org: hi", "kim@example.org", "hi" },
        { "SPEAKER_00: hi", "SPEAKER_00", "hi" },
        { "[Speaker 4] hi", "Speaker 4", "hi" },
        { "[Audience]: hi", "Audience", "hi" },
        { "**Ana Lima:** hi", "Ana Lima", "hi" },
        { "**Ana Lima**: hi", "Ana Lima", "hi" },
        { "__Ana__: hi", "Ana", "hi" },
        { "*Ana:* hi", "Ana", "hi" },
        { "**Ana:**hi", "Ana", "hi" },
        { "**Ana: all of it**", "Ana", "all of it" },
        { "Ana: **loud**", "Ana", "**loud**" },
        { "Ana:** hi", "Ana", "hi" },
        { "", NULL, NULL },
        { "no label here", NULL, NULL },
        { "ana: hi", NULL, NULL },
        { "kim@home: hi", NULL, NULL },
        { "@example.org: hi", NULL, NULL },
        { "Note: this", NULL, NULL },
        { "NOTE: this", NULL, NULL },
        { "Warning: hot", NULL, NULL },
        { "Added: a pond", NULL, NULL },
        { "Website: example.org", NULL, NULL },
        { "https://example.org", NULL, NULL },
        { "Http: it is", NULL, NULL },
        { "12:30: lunch", NULL, NULL },
        { "Ana:hi", NULL, NULL },
        { "John 3:16 is a verse", NULL, NULL },
        { "I mean, to be quite honest: no", NULL, NULL },
        { "What? Ana: no", NULL, NULL },
        { "Abcdefghij Abcdefghij Abcdefghij Abcdefghij: no", NULL, NULL },
        { "[laughs] hi", NULL, NULL },
        { "[Music] hi", NULL, NULL },
        { "[Speaker 4", NULL, NULL },
        { ": hi", NULL, NULL },
        { "**", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice name = SLICE("?"), rest = SLICE("?");
        bool taken = speaker_take_label(slice_of(cases[i].text), &name, &rest);

        if (taken != (cases[i].name != NULL))
            fail_msg("\"%s\": %s", cases[i].text,
                     taken ? "a label was taken" : "no label was found");
        check_text(name, taken ? cases[i].name : "?");
        check_text(rest, taken ? cases[i].rest : "?");
    }
}

static void test_names(void **state)
{
    (void)state;
    assert_true(speaker_is_proper_name(SLICE("Aart van der Meer")));
    assert_true(speaker_is_proper_name(SLICE("Mireille (Mia) B. Reed")));
    assert_true(speaker_is_proper_name(SLICE("guest 2")));
    assert_false(speaker_is_proper_name(SLICE("One more thing")));
    assert_true(speaker_is_stamped_name(SLICE("sam@example.org")));
    assert_false(speaker_is_stamped_name(SLICE("Start time")));
    assert_false(speaker_is_stamped_name(SLICE("[inaudible")));
    assert_true(speaker_is_sound(SLICE("BREAK")));
    assert_true(speaker_is_sound(SLICE("Theme music")));
    assert_true(speaker_is_sound(SLICE("ad")));
    assert_false(speaker_is_sound(SLICE("Breakmaster")));
}

/* The stop list is searched by halves: both ends and both halves count. */
static void test_words_that_are_no_names(void **state)
{
    static const char *const words[] = {
        "Added",      "Agenda",        "CC",         "Example",
        "From",       "Link",          "Note",       "Running time",
        "Transcript", "Transcript by", "User-Agent", "Website",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (speaker_is_name(slice_of(words[i])))
            fail_msg("\"%s\" is taken for a name", words[i]);
}

static void test_votes(void **state)
{
    static const char *const names[] = { "Bo", "Ana", "Bo", "Cy", "Bo" };
    struct speaker_votes votes;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    speaker_votes_init(&votes, &arena);
    speaker_votes_count(&votes);
    assert_null(speaker_votes_find(&votes, SLICE("Ana")));
    for (size_t i = 0; i < 5; i++) {
        struct speaker_vote vote = { .name = slice_of(names[i]),
                                     .labels = 1,
                                     .headers = i == 4 };

        speaker_votes_add(&votes, &vote);
    }
    speaker_votes_count(&votes);
    assert_int_equal(votes.count, 3);
    assert_int_equal(speaker_votes_find(&votes, SLICE("Bo"))->labels, 3);
    assert_int_equal(speaker_votes_find(&votes, SLICE("Bo"))->headers, 1);
    assert_true(speaker_votes_repeated(&votes, SLICE("Bo")));
    assert_false(speaker_votes_repeated(&votes, SLICE("Ana")));
    assert_false(speaker_votes_repeated(&votes, SLICE("Dee")));
    arena_release(&arena);
}

/* One cue, before and after speaker_labels_apply. */
struct caption_case {
    const char *text, *speaker;             /* as read */
    const char *text_after, *speaker_after; /* as expected */
    bool carried, paragraph;
};

static void check_captions(const struct caption_case *cases, size_t count)
{
    struct arena arena;
    struct cue_list list;

    arena_init(&arena);
    cue_list_init(&list, &arena);
    for (size_t i = 0; i < count; i++) {
        struct cue *cue = cue_list_append(&list);

        cue->text = slice_of(cases[i].text);
        cue->speaker = slice_of(cases[i].speaker);
    }
    speaker_labels_apply(&list);
    for (size_t i = 0; i < count; i++) {
        check_text(list.cues[i].text, cases[i].text_after);
        check_text(list.cues[i].speaker, cases[i].speaker_after);
        assert_int_equal(list.cues[i].speaker_carried, cases[i].carried);
        assert_int_equal(list.cues[i].paragraph, cases[i].paragraph);
    }
    arena_release(&arena);
}

static void test_meeting_captions(void **state)
{
    static const struct caption_case cases[] = {
        { "Ana Lima: Can you see it?", NULL, "Can you see it?", "Ana Lima",
          false, true },
        { "My screen, I mean.", NULL, "My screen, I mean.", "Ana Lima", true,
          false },
        { "Bo: Now I can.", NULL, "Now I can.", "Bo", false, true },
        { "Note: it is small.", NULL, "Note: it is small.", "Bo", true, false },
        { "Ana Lima: Larger?", NULL, "Larger?", "Ana Lima", false, true },
        { "Named already: yes", "Cy", "Named already: yes", "Cy", false,
          false },
        { "And nobody here.", NULL, "And nobody here.", NULL, false, false },
    };

    (void)state;
    check_captions(cases, sizeof cases / sizeof *cases);
}

static void test_turn_marks(void **state)
{
    static const struct caption_case cases[] = {
        { ">> ANA: Good evening.", NULL, "Good evening.", "ANA", false, true },
        { "Tonight: rain.", NULL, "Tonight: rain.", "ANA", true, false },
        { ">> How much?", NULL, "How much?", NULL, false, true },
        { ">>> ANA: A lot.", NULL, "A lot.", "ANA", false, true },
        { "- Really?", NULL, "Really?", NULL, false, true },
        { "-5 degrees", NULL, "-5 degrees", NULL, false, false },
        { "x > y", NULL, "x > y", NULL, false, false },
    };

    (void)state;
    check_captions(cases, sizeof cases / sizeof *cases);
}

static void test_nothing_repeats(void **state)
{
    static const struct caption_case cases[] = {
        { "Careful: hot.", NULL, "Careful: hot.", NULL, false, false },
        { "Ana: once.", NULL, "Ana: once.", NULL, false, false },
        { "Remember: twelve.", NULL, "Remember: twelve.", NULL, false, false },
    };

    (void)state;
    check_captions(cases, sizeof cases / sizeof *cases);
}

/* A few labels in much text do not make each colon a label. */
static void test_rare_labels(void **state)
{
    static const struct caption_case cases[] = {
        { "Ana: one", NULL, "one", "Ana", false, true },
        { "two", NULL, "two", "Ana", true, false },
        { "three", NULL, "three", "Ana", true, false },
        { "four", NULL, "four", "Ana", true, false },
        { "five", NULL, "five", "Ana", true, false },
        { "Careful: six", NULL, "Careful: six", "Ana", true, false },
        { "seven", NULL, "seven", "Ana", true, false },
        { "eight", NULL, "eight", "Ana", true, false },
        { "Ana: nine", NULL, "nine", "Ana", false, true },
        { "ten", NULL, "ten", "Ana", true, false },
    };

    (void)state;
    check_captions(cases, sizeof cases / sizeof *cases);
}

/* Timed words keep pointing at their words when the label goes. */
static void test_words_move_along(void **state)
{
    static const char text[] = ">> Ana: so it is";
    struct cue_word words[] = {
        { 3, 7, 100, TIME_NONE },
        { 8, 10, 200, TIME_NONE },
        { 11, 13, 300, TIME_NONE },
        { 14, 16, 400, TIME_NONE },
    };
    struct arena arena;
    struct cue_list list;
    struct cue *cue;

    (void)state;
    arena_init(&arena);
    cue_list_init(&list, &arena);
    cue_list_append(&list)->text = SLICE("Ana: first");
    cue = cue_list_append(&list);
    cue->text = slice_of(text);
    cue->words = words;
    cue->word_count = 4;
    speaker_labels_apply(&list);
    cue = &list.cues[1];
    check_text(cue->text, "so it is");
    assert_int_equal(cue->word_count, 3);
    assert_int_equal(cue->words[0].from_byte, 0);
    assert_int_equal(cue->words[0].start_ms, 200);
    assert_int_equal(cue->words[2].from_byte, 6);
    assert_int_equal(cue->words[2].to_byte, 8);
    arena_release(&arena);
}

static void test_nobody(void **state)
{
    static const char *const names[] = {
        "Unknown Speaker", "UNKNOWN",   "Inaudible", "Music", "Applause", "Ad",
        "Narrator",        "Speaker 1", "Ana",
    };
    struct arena arena;
    struct cue_list list;

    (void)state;
    arena_init(&arena);
    cue_list_init(&list, &arena);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct cue *cue = cue_list_append(&list);

        cue->text = SLICE("Hello.");
        cue->speaker = slice_of(names[i]);
        cue->speaker_carried = true;
    }
    speaker_tidy(&list);
    for (size_t i = 0; i < list.count; i++) {
        check_text(list.cues[i].speaker, i < 6 ? NULL : names[i]);
        assert_int_equal(list.cues[i].speaker_carried, i >= 6);
    }
    arena_release(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_take_label),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_words_that_are_no_names),
        cmocka_unit_test(test_votes),
        cmocka_unit_test(test_meeting_captions),
        cmocka_unit_test(test_turn_marks),
        cmocka_unit_test(test_nothing_repeats),
        cmocka_unit_test(test_rare_labels),
        cmocka_unit_test(test_words_move_along),
        cmocka_unit_test(test_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
