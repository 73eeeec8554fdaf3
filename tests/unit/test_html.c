#include "html.h"
#include "html_text.h"

#include "base/buf.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What the reader is told, written down. */
struct record {
    struct buf pieces, facts;
    size_t stop_after; /* so many pieces; 0 = never */
    size_t count;
};

static bool on_piece(void *context, const struct html_piece *piece)
{
    static const char *const blocks[] = { "p", "h", "i", "c" };
    static const char marks[] = "*c@dm<";
    struct record *record = context;

    if (piece->starts_block)
        buf_printf(&record->pieces, "%s%s", piece->starts_row ? "=" : "",
                   blocks[piece->block]);
    if (piece->starts_block && piece->block == HTML_HEADING)
        buf_printf(&record->pieces, "%d", piece->level);
    buf_char(&record->pieces, '[');
    for (size_t i = 0; marks[i]; i++)
        if (piece->inside & (1u << i))
            buf_char(&record->pieces, marks[i]);
    if (piece->link.len)
        buf_printf(&record->pieces, "%.*s>", SLICE_ARG(piece->link));
    buf_slice(&record->pieces, piece->text);
    buf_char(&record->pieces, ']');
    return ++record->count != record->stop_after;
}

static void on_fact(void *context, struct slice name, struct slice value)
{
    struct record *record = context;

    buf_printf(&record->facts, "%.*s=%.*s;", SLICE_ARG(name), SLICE_ARG(value));
}

static enum status parse(struct record *record, struct slice html,
                         struct error *err)
{
    static const struct html_handler handler = { on_piece, on_fact };

    return html_parse(html, 1, &handler, record, err);
}

static void release(struct record *record)
{
    buf_release(&record->pieces);
    buf_release(&record->facts);
}

static const char *text_of(struct buf *buf)
{
    buf_append(buf, "", 0);
    return buf->ptr ? buf->ptr : "";
}

struct html_case {
    const char *html, *pieces;
};

static const struct html_case cases[] = {
    { "", "" },
    { "plain", "p[plain]" },
    { "<p>a<p>b</p>c", "p[a]p[b]p[c]" },
    /* White space, as a browser shows it. */
    { "<p>\n  a \t b\n</p>", "p[a b]" },
    { "<p>a <b> b</b> c</p>", "p[a][* b][ c]" },
    { "<p>a<b>b </b>c</p>", "p[a][*b][ c]" },
    { "<p> <b> </b> a</p>", "p[a]" },
    { "a<span>b</span> <i>c</i>", "p[ab c]" },
    { "<p>a<br>b <br/> c<br></p>", "p[a\nb\nc]" },
    { "a<br><br>b<br>\n<br>c", "p[a]p[b]p[c]" },
    { "<pre>a  b\nc\n\nd</pre>", "p[a b\nc]p[d]" },
    { "<p>a&nbsp;b</p>", "p[a\xc2\xa0"
                         "b]" },
    /* References: once, and those of windows-1252. */
    { "&eacute;&#233;&#xe9; &amp;lt; &lt;b&gt; &nope; AT&T",
      "p[ééé &lt; <b> &nope; AT&T]" },
    { "it&#146;s&#150;", "p[it’s–]" },
    { "e&#769;", "p[é]" },
    /* Blocks. */
    { "<h2>a</h2>b<ul><li>c<li><p>d</ul>", "h2[a]p[b]i[c]i[d]" },
    { "<table><tr><td>a<td><p>b</p>c<tr><th>d</table>e",
      "=c[a]c[b]c[c]=c[d]p[e]" },
    { "<div>a<div>b</div>c</div>", "p[a]p[b]p[c]" },
    /* Properties. */
    { "<a href='?a=1&amp;t=2'>x<b>y</b></a>z",
      "p[?a=1&t=2>x][*?a=1&t=2>y][z]" },
    { "<a name=n>x</a>", "p[x]" },
    { "<cite>A</cite><time>0:01</time>b", "p[cA][@0:01][b]" },
    { "<time datetime='2026-01-02'>10:30</time>"
      "<time datetime=PT5S>0:05</time>",
      "p[d10:30][@0:05]" },
    { "<main><b>a</b></main><footer>b</footer>", "p[*ma]p[<b]" },
    /* What is no text. */
    { "<div>a<script>if (x<b) '</p>'</script><style>p{}</style>b</div>",
      "p[ab]" },
    { "a<nav>b</nav><template>c</template><noscript>d</noscript>e",
      "p[a]p[e]" },
    { "<div>a<svg><title>t</title><text>u</text></svg><form>f</form>b</div>",
      "p[ab]" },
    { "a<span hidden>b</span><p hidden>c<p>d", "p[a]p[d]" },
    { "<!-- a --><?x b?><!doctype html>c", "p[c]" },
    /* Broken. */
    { "<p>a</b></i></p></div>b", "p[a]p[b]" },
    { "a < b <3 <>c", "p[a < b <3 <>c]" },
    { "<p>a<b", "p[a]" },
};

static void pieces_are_as_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct record record = { .count = 0 };
        struct error err;

        assert_int_equal(parse(&record, slice_of(cases[i].html), &err), 0);
        assert_string_equal(text_of(&record.pieces), cases[i].pieces);
        release(&record);
    }
}

static void facts_are_told(void **state)
{
    static const char html[] =
        "<html lang=de><head><title>A &amp; B</title>"
        "<meta charset=latin1><meta name=author content='Ana'>"
        "<meta property='og:title' content='C &gt; D'>"
        "<link rel=canonical href='https://x.example/?a&amp;b'>"
        "<script type='application/ld+json'>{\"a<b\":1}</script>"
        "</head><body><svg><title>no</title></svg>text</body></html>";
    struct record record = { .count = 0 };
    struct error err;

    (void)state;
    assert_int_equal(parse(&record, SLICE(html), &err), 0);
    assert_string_equal(text_of(&record.facts),
                        "lang=de;title=A & B;author=Ana;og:title=C > D;"
                        "canonical=https://x.example/?a&b;"
                        "ld+json={\"a<b\":1};");
    assert_string_equal(text_of(&record.pieces), "p[text]");
    release(&record);
}

static void reader_can_stop(void **state)
{
    struct record record = { .stop_after = 2 };
    struct error err;

    (void)state;
    assert_int_equal(parse(&record, SLICE("<p>a<p>b<p>c<p>d"), &err), 0);
    assert_string_equal(text_of(&record.pieces), "p[a]p[b]");
    release(&record);
}

static bool note_line(void *context, const struct html_piece *piece)
{
    uint32_t *line = context;

    *line = piece->line;
    return true;
}

static void lines_are_of_the_file(void **state)
{
    static const struct html_handler handler = { note_line, NULL };
    uint32_t line = 0;
    struct error err;

    (void)state;
    assert_int_equal(html_parse(SLICE("<p>a\nb</p>\n\n<p>\n\nc\nd\ne</p>"), 10,
                                &handler, &line, &err),
                     0);
    assert_int_equal(line, 15);
}

static struct slice repeated(struct buf *buf, const char *before,
                             const char *part, size_t count)
{
    buf_clear(buf);
    buf_string(buf, before);
    for (size_t i = 0; i < count; i++)
        buf_string(buf, part);
    return buf_view(buf);
}

static void assert_refused(struct slice html, enum status status)
{
    struct record record = { .count = 0 };
    struct error err;

    assert_int_equal(parse(&record, html, &err), status);
    release(&record);
}

static void limits_are_kept(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    assert_refused(repeated(&text, "", "<b>", LIMIT_HTML_NESTING - 2), 0);
    assert_refused(repeated(&text, "", "<b>", LIMIT_HTML_NESTING + 1),
                   STATUS_LIMIT);
    assert_refused(repeated(&text, "<p ", "a='<>' ", LIMIT_ATTRIBUTES), 0);
    assert_refused(repeated(&text, "<p ", "a='<>'", LIMIT_ATTRIBUTES + 1),
                   STATUS_LIMIT);
    assert_refused(repeated(&text, "<script>if (a<b)", " c", LIMIT_ATTRIBUTES),
                   0);
    assert_refused(repeated(&text, "", "x</i>", 100001), STATUS_BAD_INPUT);
    buf_release(&text);
}

static void beginnings_are_told(void **state)
{
    static const struct {
        const char *text;
        bool page, fragment;
    } texts[] = {
        { "<!DOCTYPE HTML>", true, false },
        { "\n<!-- x -->\n<html lang=en>", true, true },
        { "<?xml version='1.0'?><html>", true, true },
        { "<p>Text", false, true },
        { "<time>0:01</time>", false, true },
        { "<transcript>", false, false },
        { "<Ana> Hello", false, false },
        { "<!-- never closed <p>", false, false },
        { "Text <p>", false, false },
        { "<", false, false },
        { "", false, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_int_equal(html_is_page(slice_of(texts[i].text)), texts[i].page);
        assert_int_equal(html_is_fragment(slice_of(texts[i].text)),
                         texts[i].fragment);
    }
}

static const struct html_case texts[] = {
    { "<h2>A<br>b</h2>c<br>d<ul><li>e</ul>", "## A b\n\nc\nd\n\n- e" },
    { "<p><b>Ana</b><b> Lima:</b> Hi <b>you</b></p>x",
      "**Ana Lima:** Hi **you**\n\nx" },
    { "<p>a<b>\n b</b></p>", "a **b**" },
    { "<p>a<br><b>b</b></p>", "a\n**b**" },
    { "<p>5*3 _x_ a_b `c` \\ &amp;lt; &lt;b> a[b](c) ~~d~~ ~e</p>",
      "5\\*3 \\_x\\_ a_b \\`c\\` \\\\ \\&lt; \\<b> a[b\\](c) \\~~d\\~~ ~e" },
    { "<p># 2</p>", "\\# 2" },
    { "<table><tr><td>a<td>b<tr><td>c</table>d", "a\nb\n\nc\n\nd" },
    { "<p>a</p><p><time datetime=2026-01-02>10:30</time></p><p>b</p>",
      "a\n\nb" },
    { "<header>a</header>b<aside>c</aside>", "b" },
    { "x<main>a b c</main>", "a b c" },
    { "words words words<main>a</main>", "words words words\n\na" },
};

static void text_is_markdown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct episode_meta meta;
        struct html_text text;
        struct arena arena;
        struct error err;

        arena_init(&arena);
        meta_init(&meta);
        assert_int_equal(html_text_read(slice_of(texts[i].html), 1, &arena,
                                        &meta, &text, &err),
                         0);
        assert_string_equal(text.text.ptr, texts[i].pieces);
        arena_release(&arena);
    }
}

static void text_knows_its_lines(void **state)
{
    struct episode_meta meta;
    struct html_text text;
    struct arena arena;
    struct error err;

    (void)state;
    arena_init(&arena);
    meta_init(&meta);
    assert_int_equal(html_text_read(SLICE("<p>a</p>\n<p>b</p>\n\n<p>c</p>"), 5,
                                    &arena, &meta, &text, &err),
                     0);
    assert_string_equal(text.text.ptr, "a\n\nb\n\nc");
    assert_int_equal(html_text_line(&text, 1), 5);
    assert_int_equal(html_text_line(&text, 3), 6);
    assert_int_equal(html_text_line(&text, 5), 8);
    assert_int_equal(html_text_line(&text, 0), 0);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_as_shown),
        cmocka_unit_test(facts_are_told),
        cmocka_unit_test(reader_can_stop),
        cmocka_unit_test(lines_are_of_the_file),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(beginnings_are_told),
        cmocka_unit_test(text_is_markdown),
        cmocka_unit_test(text_knows_its_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
