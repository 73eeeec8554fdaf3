#include "chapter_list.h"

#include "chapter.h"
#include "chapter_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- one line ---- */

struct line_case {
    const char *line;
    int64_t start_ms, end_ms;
    const char *title; /* NULL: it is none */
};

static const struct line_case lines[] = {
    { "00:00 Intro", 0, TIME_NONE, "Intro" },
    { "0:00 Intro", 0, TIME_NONE, "Intro" },
    { "00:04:58 Building sheds", 298000, TIME_NONE, "Building sheds" },
    { "1:02:03 Late", 3723000, TIME_NONE, "Late" },
    { "75:10 Long minutes", 4510000, TIME_NONE, "Long minutes" },
    { "00:01:02.500 With a fraction", 62500, TIME_NONE, "With a fraction" },
    { "(04:58) Building sheds", 298000, TIME_NONE, "Building sheds" },
    { "[1:02:03] Late", 3723000, TIME_NONE, "Late" },
    { "1:05 - Dash", 65000, TIME_NONE, "Dash" },
    { "1:05 – En dash", 65000, TIME_NONE, "En dash" },
    { "1:05 — Em dash", 65000, TIME_NONE, "Em dash" },
    { "1:05: Colon", 65000, TIME_NONE, "Colon" },
    { "12:30 | Pipe", 750000, TIME_NONE, "Pipe" },
    { "12:30\tTab", 750000, TIME_NONE, "Tab" },
    { "12:30Close", 750000, TIME_NONE, "Close" },
    { "- 12:30: Bullet", 750000, TIME_NONE, "Bullet" },
    { "• 12:30 Bullet", 750000, TIME_NONE, "Bullet" },
    { "▶️ 12:30 Emoji", 750000, TIME_NONE, "Emoji" },
    { "3. 12:30 Numbered", 750000, TIME_NONE, "Numbered" },
    { "3) 12:30 Numbered", 750000, TIME_NONE, "Numbered" },
    { "#3 12:30 Numbered", 750000, TIME_NONE, "Numbered" },
    { "**12:30** Bold time", 750000, TIME_NONE, "Bold time" },
    { "**12:30 Bold line**", 750000, TIME_NONE, "Bold line" },
    { "* **(04:58)** [Title](https://example.org/?t=298s)", 298000, TIME_NONE,
      "[Title](https://example.org/?t=298s)" },
    { "[04:58](https://example.org/?t=298) Title", 298000, TIME_NONE, "Title" },
    { "00:00 - 01:10 Range", 0, 70000, "Range" },
    { "00:00–01:10: Range", 0, 70000, "Range" },
    { "[00:10 - 01:10] Range", 10000, 70000, "Range" },
    { "00:10 to 01:10 Range", 10000, 70000, "Range" },
    { "Title 12:30", 750000, TIME_NONE, "Title" },
    { "Title - 12:30", 750000, TIME_NONE, "Title" },
    { "Title (1:02:30)", 3750000, TIME_NONE, "Title" },
    { "04:58 Pläne für später", 298000, TIME_NONE, "Pläne für später" },
    { "04:58 日本の話", 298000, TIME_NONE, "日本の話" },
    { "04:58 2024 in review", 298000, TIME_NONE, "2024 in review" },
    { "04:58 (not) a bracket", 298000, TIME_NONE, "(not) a bracket" },
    { "2024 was a good year", 0, 0, NULL },
    { "10:30 am Coffee", 0, 0, NULL },
    { "10:30am Coffee", 0, 0, NULL },
    { "10:30 p.m. Coffee", 0, 0, NULL },
    { "10:30 Uhr Kaffee", 0, 0, NULL },
    { "10:30 GMT", 0, 0, NULL },
    { "[00:10 --> 01:10] So today", 0, 0, NULL },
    { "00:10 → 01:10 So today", 0, 0, NULL },
    { "16:9 is wide", 0, 0, NULL },
    { "John 3:1 begins it", 0, 0, NULL },
    { "$12:30 a dozen", 0, 0, NULL },
    { "+12:30 later", 0, 0, NULL },
    { "12:75 is no time", 0, 0, NULL },
    { "12:30:99 is none", 0, 0, NULL },
    { "12:30/13:30 trains", 0, 0, NULL },
    { "2024-05-01 10:30:00 log", 0, 0, NULL },
    { "192.168.10.20 Host", 0, 0, NULL },
    { "12:30", 0, 0, NULL },
    { "12:30 —", 0, 0, NULL },
    { "We met at 12:30 and left", 0, 0, NULL },
    { "", 0, 0, NULL },
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        const struct line_case *one = &lines[i];
        struct chapter_entry entry;
        bool found = chapter_line_read(slice_of(one->line), &entry);

        if (found != (one->title != NULL))
            fail_msg("\"%s\": %s", one->line, found ? "taken" : "not taken");
        if (!found)
            continue;
        if (!slice_equal(entry.title, slice_of(one->title)))
            fail_msg("\"%s\": title \"%.*s\"", one->line,
                     SLICE_ARG(entry.title));
        if (entry.start_ms != one->start_ms || entry.end_ms != one->end_ms)
            fail_msg("\"%s\": %lld to %lld", one->line,
                     (long long)entry.start_ms, (long long)entry.end_ms);
    }
}

/* ---- whole texts ---- */

struct text_case {
    const char *name, *text;
    const char *chapters; /* "MS TITLE" a line; "" = no list */
};

static const struct text_case texts[] = {
    { "a plain list", "00:00 One\n01:10 Two\n05:00 Three\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "amid a description",
      "We talk about sheds for an hour.\n\nChapters:\n00:00 One\n01:10 Two\n"
      "05:00 Three\n\nFollow us at https://example.org\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "not from 0:00", "(03:32) One\n(07:39) Two\n(08:42) Three\n",
      "212000 One\n459000 Two\n522000 Three\n" },
    { "hours come in", "58:00 One\n59:30 Two\n1:02:00 Three\n",
      "3480000 One\n3570000 Two\n3720000 Three\n" },
    { "blank lines between", "0:00 One\n\n1:10 Two\n\n5:00 Three\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "headings between",
      "0:00 One\n1:10 Two\n5:00 Three\nPART TWO\n9:00 Four\n12:00 Five\n",
      "0 One\n70000 Two\n300000 Three\n540000 Four\n720000 Five\n" },
    { "one out of order",
      "0:00 One\n5:00 Three\n1:10 Two\n9:00 Four\n12:00 Five\n",
      "0 One\n70000 Two\n300000 Three\n540000 Four\n720000 Five\n" },
    { "two lists, the longer counts",
      "0:00 A\n1:00 B\n2:00 C\n\nAnd once more, for all who want more of it:\n"
      "see below\nnow\n\n0:00 One\n1:10 Two\n5:00 Three\n9:00 Four\n",
      "0 One\n70000 Two\n300000 Three\n540000 Four\n" },
    { "Markdown",
      "* **(00:00)** [One](https://example.org/?t=0s)\n"
      "* **(04:58)** [Two *things*](https://example.org/?t=298s)\n"
      "* **(09:00)** [Three](https://example.org/?t=540s)\n",
      "0 One\n298000 Two things\n540000 Three\n" },
    { "several in one line",
      "In this episode: [3:32] One [7:39] Two, or more [8:42] Three — Links: x",
      "212000 One\n459000 Two, or more\n522000 Three\n" },
    { "several in one line from zero", "00:00 One 01:10 Two 1:05:00 Three",
      "0 One\n70000 Two\n3900000 Three\n" },
    { "times at the end", "One 0:00\nTwo 1:10\nThree 5:00\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "titles below times", "0:00\nOne\n1:10\nTwo\n5:00\nThree\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "titles above times", "One\n0:00\nTwo\n1:10\nThree\n(5:00)\n",
      "0 One\n70000 Two\n300000 Three\n" },
    { "lone times without titles", "0:00\n1:10\n5:00\n", "" },
    { "cut off in the middle", "(00:00) One\n(05:03) Two\n(07:36) Thr...\n(1",
      "0 One\n303000 Two\n456000 Thr...\n" },
    { "two are none", "0:00 One\n1:10 Two\n", "" },
    { "verses", "John 3:16\nLuke 4:18\nActs 5:29\n", "" },
    { "a schedule", "9:00 Doors\n10:30 Talk\n12:00 Lunch\n13:30 Walk\n", "" },
    { "times of day",
      "10:30 am Coffee\n11:00 am Talk\n11:30 am Walk\n12:00 pm Lunch\n", "" },
    { "falling times", "9:00 One\n5:11 Two\n2:00 Three\n1:07 Four\n", "" },
    { "the same time", "1:00 One\n1:00 Two\n1:00 Three\n", "" },
    { "far apart",
      "0:00 is where it starts\na\nb\nc\n1:10 comes next\nd\ne\nf\n"
      "5:00 is the end\n",
      "" },
    { "a transcript",
      "00:00 So today we will talk about the shed that I built last year.\n"
      "00:04 It took me all of the summer and most of the autumn as well.\n"
      "00:08 And my neighbour helped me with the roof when it began to rain.\n",
      "" },
    { "prose", "We began in 2019 and won 3:1 at 20:45 on a Friday.\n", "" },
    { "nothing", "", "" },
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct buf got = BUF_INIT;
        struct cue_list list;
        struct arena arena;
        struct chapter_list found;

        arena_init(&arena);
        cue_list_init(&list, &arena);
        found = chapter_list_read(slice_of(texts[i].text), CHAPTER_LIST_LEAST,
                                  &list);
        for (size_t c = 0; c < list.chapter_count; c++)
            buf_printf(&got, "%lld %.*s\n",
                       (long long)list.chapters[c].start_ms,
                       SLICE_ARG(list.chapters[c].title));
        if (!slice_equal(buf_view(&got), slice_of(texts[i].chapters)))
            fail_msg("%s:\n%.*s", texts[i].name, SLICE_ARG(buf_view(&got)));
        assert_int_equal(found.entries, list.chapter_count);
        buf_release(&got);
        arena_release(&arena);
    }
}

/* ---- names and densities ---- */

static void test_names(void **state)
{
    (void)state;
    assert_true(chapter_is_named(SLICE("ep12.chapters.vtt")));
    assert_true(chapter_is_named(SLICE("/a/ep12_Chapters.xml")));
    assert_true(chapter_is_named(SLICE("chapters.txt")));
    assert_true(chapter_is_named(SLICE("show/chapters/ep12.vtt")));
    assert_false(chapter_is_named(SLICE("ep12.vtt")));
    assert_false(chapter_is_named(SLICE("lostchapters.vtt")));
    assert_false(chapter_is_named(SLICE("chapters/show/ep12.vtt")));
}

static void test_sparse(void **state)
{
    (void)state;
    assert_true(chapter_is_sparse(4, 60000));
    assert_false(chapter_is_sparse(12, 4000));
    assert_false(chapter_is_sparse(3, 0));
    assert_int_equal(chapter_words(SLICE("  one two\nthree ")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_sparse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
