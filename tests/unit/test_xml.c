#include "xml.h"

#include "base/buf.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What the parser calls, written down: "<a x=1>", "text", "</a>". */
struct record {
    struct buf calls;
    struct arena arena;
    const char *attribute; /* whose value is written, too */
    const char *stop_at;   /* an element at whose start to stop */
};

static bool on_open(void *context, const struct xml_element *element)
{
    struct record *record = context;
    struct slice value;

    buf_printf(&record->calls, "<%.*s", SLICE_ARG(element->name));
    if (record->attribute &&
        xml_attribute(element, record->attribute, &record->arena, &value))
        buf_printf(&record->calls, " %s=%.*s", record->attribute,
                   SLICE_ARG(value));
    buf_printf(&record->calls, " %d:%u>", element->depth,
               (unsigned)element->line);
    return !record->stop_at ||
           !slice_equal(element->name, slice_of(record->stop_at));
}

static void on_close(void *context, struct slice name)
{
    struct record *record = context;

    buf_printf(&record->calls, "</%.*s>", SLICE_ARG(name));
}

static void on_text(void *context, struct slice piece)
{
    struct record *record = context;

    buf_slice(&record->calls, piece);
}

static const struct xml_handler handler = { on_open, on_close, on_text };

struct xml_case {
    const char *xml;
    const char *calls;
    const char *complaint; /* the first one; NULL = none */
    uint32_t complaint_line;
};

static const struct xml_case cases[] = {
    { "<a x='1'>b<c/>d</a>", "<a x=1 0:5>b<c 1:5></c>d</a>", NULL, 0 },
    { " \n\n<?xml version='1.0'?>\n<a/>", "<a 0:8></a>", NULL, 0 },
    { "<a>\n<b x=\"&lt;&amp;&#233;&quot;\"/>\n</a>",
      "<a 0:5>\n<b x=<&é\" 1:6></b>\n</a>", NULL, 0 },
    { "<a x='&amp;lt;'>&amp;lt;</a>", "<a x=&lt; 0:5>&lt;</a>", NULL, 0 },
    { "<a><![CDATA[<b> & ]]></a>", "<a 0:5><b> & </a>", NULL, 0 },
    { "<n:a xmlns:n='u' n:x='1'><m:b/></n:a>", "<a x=1 0:5><b 1:5></b></a>",
      NULL, 0 },
    { "<?xml version='1.0' encoding='utf-16'?><a>é</a>", "<a 0:5>é</a>", NULL,
      0 },
    { "<!-- before --><a><!-- in -->x<?pi?></a><!-- behind -->", "<a 0:5>x</a>",
      NULL, 0 },
    /* Entities: HTML's have their text, a document's own have none. */
    { "<a>&nbsp;&eacute;&copy;</a>", "<a 0:5>\xc2\xa0é©</a>", NULL, 0 },
    { "<a><b y='1'/>&eacute;<b x='&eacute;'/></a>",
      "<a 0:5><b 1:5></b>é<b x= 1:5></b></a>", NULL, 0 },
    { "<!DOCTYPE a [<!ENTITY e 'ha'>]><a x='&e;'>&e;</a>", "<a x= 0:5>&e;</a>",
      NULL, 0 },
    { "<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY % p SYSTEM "
      "'file:///etc/passwd'> %p;]><a/>",
      "<a 0:5></a>", NULL, 0 },
    /* Broken. */
    { "<a>\n<b>cut", "<a 0:5>\n<b 1:6>cut</b></a>",
      "broken XML: Premature end of data in tag b line 2", 6 },
    { "<a><b>x</c>y</a>", "<a 0:5><b 1:5>x</b>y</a>",
      "broken XML: Opening and ending tag mismatch: b line 1 and c", 5 },
    { "<a>x & y</a>", "<a 0:5>x  y</a>",
      "broken XML: xmlParseEntityRef: no name", 5 },
    { "<a/>\n<b/>", "<a 0:5></a>",
      "broken XML: Extra content at the end of the document", 6 },
};

static enum status parse(struct record *record, struct slice xml,
                         struct diag *diag, struct error *err)
{
    return xml_parse(xml, 5, &handler, record, diag, err);
}

static void assert_case(const struct xml_case *one)
{
    struct record record = { .attribute = "x" };
    struct diag diag;
    struct error err;

    arena_init(&record.arena);
    diag_init(&diag, &record.arena);
    assert_int_equal(parse(&record, slice_of(one->xml), &diag, &err),
                     STATUS_OK);
    assert_string_equal(record.calls.ptr, one->calls);
    if (diag.count && !one->complaint)
        fail_msg("%s: %s", one->xml, diag.entries[0].text);
    if (one->complaint) {
        assert_true(diag.count > 0);
        assert_string_equal(diag.entries[0].text, one->complaint);
        assert_int_equal(diag.entries[0].line, one->complaint_line);
    }
    buf_release(&record.calls);
    arena_release(&record.arena);
}

static void test_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_case(&cases[i]);
}

static void assert_refused(struct slice xml, enum status status,
                           const char *message)
{
    struct record record = { 0 };
    struct error err;

    assert_int_equal(parse(&record, xml, NULL, &err), status);
    if (!strstr(err.text, message))
        fail_msg("'%s' is not '%s'", err.text, message);
    buf_release(&record.calls);
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused(SLICE(""), STATUS_BAD_INPUT, "it is empty");
    assert_refused(SLICE(" \n"), STATUS_BAD_INPUT, "it is empty");
    assert_refused(SLICE("plain text"), STATUS_BAD_INPUT, "no element");
    assert_refused(SLICE("<?xml version='1.0'?>"), STATUS_BAD_INPUT,
                   "no element");
}

/* `count` times `unit` behind `start`. */
static struct slice repeat(struct buf *out, const char *start, const char *unit,
                           size_t count)
{
    buf_string(out, start);
    for (size_t i = 0; i < count; i++)
        buf_string(out, unit);
    return buf_view(out);
}

static void test_limits(void **state)
{
    struct record record = { 0 };
    struct buf text = BUF_INIT;
    struct error err;

    (void)state;
    assert_int_equal(
        parse(&record, repeat(&text, "", "<a>", LIMIT_NESTING), NULL, &err),
        STATUS_OK);
    buf_clear(&text);
    assert_refused(repeat(&text, "", "<a>", LIMIT_NESTING + 1), STATUS_LIMIT,
                   "deeper than 256");
    buf_clear(&text);
    assert_refused(repeat(&text, "<a ", "b='>' ", LIMIT_ATTRIBUTES + 1),
                   STATUS_LIMIT, "attributes");
    buf_clear(&text);
    assert_refused(repeat(&text, "<a>", "& ", 200000), STATUS_BAD_INPUT,
                   "faults");
    buf_release(&text);
    buf_release(&record.calls);
}

static void test_stop(void **state)
{
    struct record record = { .stop_at = "c" };
    struct error err;

    (void)state;
    assert_int_equal(
        parse(&record, SLICE("<a><b/>x<c>y</c><d/></a>"), NULL, &err),
        STATUS_OK);
    assert_string_equal(record.calls.ptr, "<a 0:5><b 1:5></b>x<c 1:5>");
    buf_release(&record.calls);
}

static void test_root_is(void **state)
{
    (void)state;
    assert_true(xml_root_is(SLICE("<tt/>"), "tt"));
    assert_true(
        xml_root_is(SLICE("\n<?xml version='1.0'?><!-- x --><n:tt><b>"), "tt"));
    assert_false(xml_root_is(SLICE("<ttx/>"), "tt"));
    assert_false(xml_root_is(SLICE("<a><tt/></a>"), "tt"));
    assert_false(xml_root_is(SLICE("tt"), "tt"));
    assert_false(xml_root_is(SLICE("<"), "tt"));
    assert_false(xml_root_is(SLICE(""), "tt"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_stop),
        cmocka_unit_test(test_root_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
