#include "draft.h"

#include "base/buf.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* An item a line: its line in the draft, its kind, who, when, where, and the
 * text. */
static void print_item(struct buf *out, const struct draft_item *item)
{
    static const char kinds[] = { [DRAFT_QUOTE] = 'q',
                                  [DRAFT_SENTENCE] = 's',
                                  [DRAFT_STAMP] = 't',
                                  [DRAFT_CHAPTER] = 'c' };

    buf_printf(out, "%" PRIu32 "%c", item->line, kinds[item->kind]);
    if (item->speaker.len)
        buf_printf(out, " <%.*s%s>", SLICE_ARG(item->speaker),
                   item->speaker_unsure ? "?" : "");
    if (item->time.start_ms != TIME_NONE) {
        buf_string(out, " @");
        timecode_print_clock(out, item->time.start_ms);
    }
    if (item->time.end_ms != TIME_NONE) {
        buf_char(out, '-');
        timecode_print_clock(out, item->time.end_ms);
    }
    if (item->time.source_ms != TIME_NONE) {
        buf_string(out, " >");
        timecode_print_clock(out, item->time.source_ms);
    }
    buf_printf(out, " %.*s\n", SLICE_ARG(item->text));
}

static void check(const char *text, const struct draft_options *options,
                  const char *expected)
{
    struct buf out = BUF_INIT;
    struct arena arena;
    struct draft draft;
    struct error err;

    arena_init(&arena);
    buf_string(&out, "");
    assert_int_equal(draft_read(slice_of(text), options, &arena, &draft, &err),
                     STATUS_OK);
    for (size_t i = 0; i < draft.count; i++)
        print_item(&out, &draft.list[i]);
    if (strcmp(out.ptr ? out.ptr : "", expected))
        fail_msg("%s\nis\n%s\nnot\n%s", text, out.ptr ? out.ptr : "", expected);
    buf_release(&out);
    arena_release(&arena);
}

struct draft_case {
    const char *text, *items;
};

/* ---- what is a quote ---- */

static const struct draft_case marks[] = {
    { "She said “ship it now” twice.", "1q ship it now\n" },
    { "\"ship it\" and \"wait\"", "1q ship it\n1q wait\n" },
    { "„los jetzt“ und »noch nicht«", "1q los jetzt\n1q noch nicht\n" },
    { "«au revoir» ‹oui›", "1q au revoir\n1q oui\n" },
    { "「出荷する」と言った", "1q 出荷する\n" },
    { "‘don’t ship it’", "1q don’t ship it\n" },
    { "rock ’n’ roll isn’t a quote", "" },
    { "a 5\" pipe and a 6\" pipe", "" },
    { "“he said “go” and went”", "1q he said “go” and went\n" },
    { "“not closed\n\n“and on it goes”", "1q not closed\n3q and on it goes\n" },
    { "in the middle “not closed at all", "1q not closed at all\n" },
    { "one\ntwo “three” four\n“five”", "2q three\n3q five\n" },
    { "`“code”`\n\n```\n“code”\n```\n“text”", "1q code\n6q text\n" },
    { "**“a *bold* word”** [“linked”](https://x.example)",
      "1q a bold word\n1q linked\n" },
    { "", "" },
};

static const struct draft_case blocks[] = {
    { "> Ship it.\n> Today.\n\nprose", "1q Ship it. Today.\n" },
    { "> Ship it.\n>\n> Today.", "1q Ship it.\n3q Today.\n" },
    { "> “Ship it.”", "1q Ship it.\n" },
    { "> Ship it.\n> — Ann Berg, (1:05)", "1q <Ann Berg> @1:05 Ship it.\n" },
    { "> Ship it.\n\n— Ann Berg", "1q <Ann Berg> Ship it.\n" },
    { "> **Ann Berg:** Ship it.\n>\n> **Bo Dahl:** No.\n>\n> — *Show*, "
      "1:05–1:10",
      "1q <Ann Berg?> @1:05-1:10 Ship it.\n3q <Bo Dahl?> @1:05-1:10 No.\n" },
    { "> One.\n\n> Two.\n>\n> — Bo Dahl", "1q One.\n3q <Bo Dahl> Two.\n" },
};

/* ---- who ---- */

static const struct draft_case names[] = {
    { "“Ship it,” says Ann Berg.", "1q <Ann Berg> Ship it,\n" },
    { "“Ship it,” Ann Berg said.", "1q <Ann Berg> Ship it,\n" },
    { "Ann Berg says: “ship it”", "1q <Ann Berg> ship it\n" },
    { "As Ann Berg put, “ship it”", "1q <Ann Berg> ship it\n" },
    { "Ann Berg: “ship it”", "1q <Ann Berg?> ship it\n" },
    { "“ship it” — Ann van Berg", "1q <Ann van Berg> ship it\n" },
    { "“ship it”\n— Ann Berg", "1q <Ann Berg> ship it\n" },
    { "“ship it” (Ann Berg, 1:05)", "1q <Ann Berg?> @1:05 ship it\n" },
    { "“Los,” sagt Ann Berg.", "1q <Ann Berg> Los,\n" },
    { "She says: “ship it”", "1q ship it\n" },
    { "“Ship it,” she says.", "1q Ship it,\n" },
    { "Ann Berg walked in. “ship it”", "1q ship it\n" },
    { "Ann says “one”. Bo says “two”.", "1q <Ann> one\n1q <Bo> two\n" },
};

/* ---- when ---- */

static const struct draft_case times[] = {
    { "“ship it” (1:05)", "1q @1:05 ship it\n" },
    { "“ship it” [1:05]", "1q @1:05 ship it\n" },
    { "(1:05) “ship it”", "1q @1:05 ship it\n" },
    { "“ship it” (at 1:02:03)", "1q @1:02:03 ship it\n" },
    { "“ship it” (1:05–1:10)", "1q @1:05-1:10 ship it\n" },
    { "“ship it” [1:05](https://youtu.be/abcdefghijk?t=65)",
      "1q @1:05 >1:05 ship it\n" },
    { "“ship it” [listen](https://youtu.be/abcdefghijk?t=65)",
      "1q >1:05 ship it\n" },
    { "“ship it” https://youtu.be/abcdefghijk?t=65", "1q >1:05 ship it\n" },
    { "“ship it” 12@1:05", "1q @1:05 >1:05 ship it\n" },
    { "“one” (1:05) and “two” (2:05)", "1q @1:05 one\n1q @2:05 two\n" },
    { "“ship it” (John 3:16)", "1q ship it\n" },
    { "“ship it” (at 9:30 am)", "1q ship it\n" },
    { "they won 3:2", "" },
    { "- shipping (1:05)", "1t @1:05 \n" },
};

static void check_all(const struct draft_case *cases, size_t count)
{
    const struct draft_options options = { .html = false };

    for (size_t i = 0; i < count; i++)
        check(cases[i].text, &options, cases[i].items);
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof(*(cases)))

static void test_marks(void **state)
{
    (void)state;
    CHECK_ALL(marks);
}

static void test_blocks(void **state)
{
    (void)state;
    CHECK_ALL(blocks);
}

static void test_names(void **state)
{
    (void)state;
    CHECK_ALL(names);
}

static void test_times(void **state)
{
    (void)state;
    CHECK_ALL(times);
}

static void test_skip(void **state)
{
    const struct draft_options options = { .html = false };

    (void)state;
    check("<!-- quoth: skip -->\n“one”\n\n“two”", &options, "4q two\n");
    check("<!-- quoth: skip -->\n\n“one”\n\n“two”", &options, "5q two\n");
    check("“one” <!--quoth:skip-->\n\n“two”", &options, "3q two\n");
    check("<!-- quoth: skip -->\n\n> one\n>\n> two\n\n> three", &options,
          "7q three\n");
    check("<!-- another -->\n\n“one”", &options, "3q one\n");
}

static void test_html(void **state)
{
    const struct draft_options options = { .html = true };

    (void)state;
    check("<p>She said &ldquo;ship it&rdquo;.</p>", &options, "1q ship it\n");
    check("<p>He said <q>ship it</q>, says <b>Ann Berg</b></p>", &options,
          "1q <Ann Berg> ship it\n");
    check("<blockquote><p>One.</p><p>Two.</p></blockquote>\n"
          "<p>— Ann Berg, <a href=\"https://youtu.be/abcdefghijk?t=65\">1:05"
          "</a></p>",
          &options,
          "1q <Ann Berg> @1:05 >1:05 One.\n1q <Ann Berg> @1:05 >1:05 Two.\n");
    check("<!-- quoth: skip --><p>“one”</p><p>“two”</p>", &options, "1q two\n");
    check("<script>“one”</script><p>“two”</p>", &options, "1q two\n");
}

static void test_sentences(void **state)
{
    const struct draft_options options = { .all_sentences = true };

    (void)state;
    check("# Title here\n\nOne is one. Two is “not” two.\n\n- three", &options,
          "3s One is one.\n3s Two is\n3q not\n3s two.\n5s three\n");
}

static void test_chapters(void **state)
{
    const struct draft_options options = { .chapters = true };

    (void)state;
    check("“quote”\n\n(00:00) Intro\n(01:05) The *door*\n- "
          "[2:05](https://x.example) End\n",
          &options, "3c @0:00 Intro\n4c @1:05 The door\n5c @2:05 End\n");
    check("(00:00) Intro\n\nprose\n", &options, "");
}

static void test_lines(void **state)
{
    struct arena arena;
    struct slice *lines;
    struct error err;
    size_t count;

    (void)state;
    arena_init(&arena);
    assert_int_equal(draft_read_lines(SLICE("# H\n\nprose\n\n- *one*\n- (1:05) "
                                            "Chapter\n- two\n"),
                                      false, &arena, &lines, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 2);
    assert_true(slice_equal(lines[0], SLICE("one")));
    assert_true(slice_equal(lines[1], SLICE("two")));
    assert_int_equal(draft_read_lines(SLICE("<p>one</p>"), true, &arena, &lines,
                                      &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 1);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),     cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_names),     cmocka_unit_test(test_times),
        cmocka_unit_test(test_skip),      cmocka_unit_test(test_html),
        cmocka_unit_test(test_sentences), cmocka_unit_test(test_chapters),
        cmocka_unit_test(test_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
