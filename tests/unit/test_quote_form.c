#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <json-c/json.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include "citation.h"
#include "hostile.h"
#include "quote_form.h"

/* A quote of one person, or of two, all of whose texts are `text`. */
static void write_with(const struct presenter *form, const char *text,
                       size_t turns, struct buf *out)
{
    const struct present_style style = { 0 };
    const struct search_totals totals = { 0 };
    const struct passage_episode episode = {
        .show = slice_of(text),
        .number = slice_of(text),
        .title = slice_of(text),
        .date = SLICE("2026-05"),
    };
    const struct turn said[] = {
        { slice_of(text), 1000, slice_of(text) },
        { SLICE("Ann"), 2000, slice_of(text) },
    };
    const struct passage passage = {
        .kind = "speech",
        .ref = SLICE("1@0:01"),
        .episode = &episode,
        .transcript = 1,
        .end_token = 9,
        .speaker = turns == 1 ? slice_of(text) : SLICE(""),
        .start_ms = 1000,
        .end_ms = 3000,
        .text = slice_of(text),
        .turns = said,
        .turn_count = turns,
        .link = SLICE("https://a.example/1?t=1"),
    };
    void *state = calloc(1, form->state_size + 1);

    if (form->begin)
        form->begin(state, &style, out);
    form->passage(state, &style, &passage, out);
    form->passage(state, &style, &passage, out);
    if (form->end)
        form->end(state, &style, &totals, out);
    free(state);
}

static void for_all(void (*check)(const char *text, size_t turns))
{
    for (size_t turns = 1; turns <= 2; turns++) {
        for (size_t i = 0; hostile_texts[i]; i++)
            check(hostile_texts[i], turns);
        for (size_t i = 0; hostile_lines[i]; i++)
            check(hostile_lines[i], turns);
    }
}

/*
 * bibtex's grammar, as far as an entry needs it: "@misc{KEY" and fields
 * ",\n  NAME = VALUE", a value a word or in braces that come in pairs, "\n}\n".
 */
static bool take_text(struct slice *rest, const char *text)
{
    if (!slice_starts_with(*rest, slice_of(text)))
        return false;
    *rest = slice_from(*rest, strlen(text));
    return true;
}

static void take_word(struct slice *rest)
{
    size_t len = 0;

    while (len < rest->len &&
           (ascii_is_alpha(rest->ptr[len]) || ascii_is_digit(rest->ptr[len]) ||
            rest->ptr[len] == '-'))
        len++;
    assert_true(len > 0);
    *rest = slice_from(*rest, len);
}

static void take_braces(struct slice *rest)
{
    int depth = 0;

    do {
        assert_true(rest->len > 0);
        depth += rest->ptr[0] == '{';
        depth -= rest->ptr[0] == '}';
        *rest = slice_from(*rest, 1);
    } while (depth > 0);
}

static size_t take_entry(struct slice *rest)
{
    size_t fields = 0;

    assert_true(take_text(rest, "@misc{"));
    take_word(rest);
    while (take_text(rest, ",\n  ")) {
        take_word(rest);
        assert_true(take_text(rest, " = "));
        if (rest->ptr[0] == '{')
            take_braces(rest);
        else
            take_word(rest);
        fields++;
    }
    assert_true(take_text(rest, "\n}\n"));
    return fields;
}

static void check_bibtex(const char *text, size_t turns)
{
    struct buf out = BUF_INIT;
    struct slice rest;

    write_with(&quote_bibtex, text, turns, &out);
    rest = buf_view(&out);
    /* author, title, howpublished, date, year, month, note, url, abstract */
    assert_int_equal(take_entry(&rest), 9);
    assert_int_equal(take_entry(&rest), 9);
    assert_int_equal(rest.len, 0);
    buf_release(&out);
}

static void check_ris(const char *text, size_t turns)
{
    struct buf out = BUF_INIT;
    struct slice rest, line;
    size_t records = 0, open = 0;

    write_with(&quote_ris, text, turns, &out);
    rest = buf_view(&out);
    while (slice_next_line(&rest, &line)) {
        assert_true(slice_ends_with(line, SLICE("\r")));
        assert_true(slice_equal(slice_range(line, 2, 6), SLICE("  - ")));
        open += slice_starts_with(line, SLICE("TY"));
        records += slice_starts_with(line, SLICE("ER"));
        assert_in_range(open - records, 0, 1);
    }
    assert_int_equal(records, 2);
    buf_release(&out);
}

static void check_csl(const char *text, size_t turns)
{
    struct buf out = BUF_INIT;
    struct json_object *items, *item, *found;

    write_with(&quote_csl, text, turns, &out);
    items = json_tokener_parse(out.ptr);
    assert_int_equal(json_object_array_length(items), 2);
    item = json_object_array_get_idx(items, 1);
    assert_true(json_object_object_get_ex(item, "title", &found));
    assert_string_equal(json_object_get_string(found), text);
    assert_true(json_object_object_get_ex(item, "author", &found));
    assert_int_equal(json_object_array_length(found), turns);
    json_object_put(items);
    buf_release(&out);
}

/* The elements of the page are ours alone. */
static void check_html(const char *text, size_t turns)
{
    struct buf out = BUF_INIT;
    htmlDocPtr page;
    xmlXPathContext *context;
    xmlXPathObject *found;

    write_with(&quote_html, text, turns, &out);
    page = htmlReadMemory(out.ptr, (int)out.len, NULL, "UTF-8",
                          HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET);
    context = xmlXPathNewContext(page);
    found = xmlXPathEvalExpression(BAD_CAST "//body//*", context);
    /* figure, blockquote, p, figcaption, cite, a; of two, a p more and 2 b */
    assert_int_equal(found->nodesetval->nodeNr, turns == 1 ? 12 : 18);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(page);
    buf_release(&out);
}

/* Every line of a block quote begins with its mark. */
static void check_md(const char *text, size_t turns)
{
    struct buf out = BUF_INIT;
    struct slice rest, line;
    size_t lines = 0;

    write_with(&quote_md, text, turns, &out);
    rest = buf_view(&out);
    while (slice_next_line(&rest, &line)) {
        assert_true(line.len == 0 || line.ptr[0] == '>');
        lines++;
    }
    assert_int_equal(lines, 2 * (2 * turns + 1) + 1);
    buf_release(&out);
}

static void test_bibtex(void **state)
{
    (void)state;
    for_all(check_bibtex);
}

static void test_ris(void **state)
{
    (void)state;
    for_all(check_ris);
}

static void test_csl(void **state)
{
    (void)state;
    for_all(check_csl);
}

static void test_html(void **state)
{
    (void)state;
    for_all(check_html);
}

static void test_md(void **state)
{
    (void)state;
    for_all(check_md);
}

static void test_names(void **state)
{
    static const struct {
        const char *name, *family, *given;
    } cases[] = {
        { "Dana Reyes", "Reyes", "Dana" },
        { "Ludwig van Dyk", "van Dyk", "Ludwig" },
        { "Ana María de la Cruz", "de la Cruz", "Ana María" },
        { "Mary Ann Lee", "Lee", "Mary Ann" },
        { "Plato", "Plato", "" },
        { "Speaker 1", "Speaker 1", "" },
        { "Reyes, Dana", "Reyes, Dana", "" },
        { "", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice family, given;

        citation_part_name(slice_of(cases[i].name), &family, &given);
        assert_true(slice_equal(family, slice_of(cases[i].family)));
        assert_true(slice_equal(given, slice_of(cases[i].given)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bibtex), cmocka_unit_test(test_ris),
        cmocka_unit_test(test_csl),    cmocka_unit_test(test_html),
        cmocka_unit_test(test_md),     cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
