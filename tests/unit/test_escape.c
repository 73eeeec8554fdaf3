#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "escape.h"
#include "hostile.h"
#include "markdown.h"

typedef void escape(struct buf *out, struct slice text);

static void check(escape *with, const char *text, const char *expected)
{
    struct buf out = BUF_INIT;

    with(&out, slice_of(text));
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buf_release(&out);
}

static void test_forms(void **state)
{
    (void)state;
    check(escape_line, "a\r\nb\tc\x1B", "a  b c\uFFFD");
    check(escape_xml, "<a b=\"c\">&'", "&lt;a b=&quot;c&quot;&gt;&amp;'");
    check(escape_markdown, "1. a_b", "1\\. a\\_b");
    check(escape_markdown, "1.5 euros", "1\\.5 euros");
    check(escape_markdown, "a - b # c", "a - b # c");
    check(escape_markdown, "", "");
    check(escape_tex, "50% {\\x}",
          "50\\% {\\textbraceleft}{\\textbackslash}x{\\textbraceright}");
    check(escape_shell, "", "''");
    check(escape_shell, "a/b-1.mp3", "a/b-1.mp3");
    check(escape_shell, "it's $x", "'it'\\''s $x'");
    check(escape_url, "https://a.example/b (c)?d=1&e#f",
          "https://a.example/b%20%28c%29?d=1&e#f");
    check(escape_file_url, "/a b/\xC3\xA4#?.mp3",
          "file:///a%20b/%C3%A4%23%3F.mp3");
    check(escape_file_url, "https://a.example/1.mp3?x",
          "https://a.example/1.mp3?x");
}

static void test_file_names(void **state)
{
    static const struct {
        const char *text, *name;
        size_t most;
    } cases[] = {
        { "../../etc/passwd", "etc-passwd", 40 },
        { "A -- b", "A-b", 40 },
        { "\xC3\xA4\xC3\xB6\xC3\xBC", "\xC3\xA4\xC3\xB6", 5 },
        { "one two", "one-t", 5 },
        { "???", "untitled", 40 },
        { "", "untitled", 40 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct buf out = BUF_INIT;

        escape_file_name(&out, slice_of(cases[i].text), cases[i].most);
        assert_string_equal(out.ptr, cases[i].name);
        buf_release(&out);
    }
}

/* What a reader of Markdown makes of it is the text. */
static void test_markdown_back(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++) {
        struct buf escaped = BUF_INIT, back = BUF_INIT;

        escape_markdown(&escaped, slice_of(hostile_texts[i]));
        markdown_append_plain(&back, buf_view(&escaped));
        assert_string_equal(back.ptr, hostile_texts[i]);
        buf_release(&escaped);
        buf_release(&back);
    }
}

/* In BibTeX braces come in pairs, and none is TeX's own. */
static void test_tex_braces(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++) {
        struct buf out = BUF_INIT;
        int depth = 0;

        escape_tex(&out, slice_of(hostile_texts[i]));
        for (size_t at = 0; at < out.len; at++) {
            depth += out.ptr[at] == '{';
            depth -= out.ptr[at] == '}';
            assert_in_range(depth, 0, 1);
            if (out.ptr[at] == '\\' && depth == 0)
                assert_non_null(strchr("#$%&_", out.ptr[at + 1]));
        }
        assert_int_equal(depth, 0);
        buf_release(&out);
    }
}

/* One line, whatever was in it. */
static void test_one_line(void **state)
{
    static escape *const all[] = { escape_line, escape_xml, escape_markdown,
                                   escape_tex };

    (void)state;
    for (size_t i = 0; hostile_lines[i]; i++)
        for (size_t j = 0; j < sizeof(all) / sizeof(*all); j++) {
            struct buf out = BUF_INIT;

            all[j](&out, slice_of(hostile_lines[i]));
            for (size_t at = 0; at < out.len; at++)
                assert_true((unsigned char)out.ptr[at] >= ' ' &&
                            out.ptr[at] != 0x7F);
            buf_release(&out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),         cmocka_unit_test(test_file_names),
        cmocka_unit_test(test_markdown_back), cmocka_unit_test(test_tex_braces),
        cmocka_unit_test(test_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
