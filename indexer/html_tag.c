#include "html_tag.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 32 }; /* longer than any name of a tag */

/* clang-format off */

/* Sorted. What is not here stands within a line and changes nothing. */
static const struct html_tag tags[] = {
    { .name = "address", .is_block = true },
    { .name = "article", .is_block = true, .inside = HTML_MAIN },
    { .name = "aside", .is_block = true, .inside = HTML_MARGIN },
    { .name = "audio", .is_dropped = true },
    { .name = "b", .inside = HTML_BOLD },
    { .name = "blockquote", .is_block = true, .inside = HTML_BLOCKQUOTE },
    { .name = "body", .is_block = true },
    { .name = "button", .is_dropped = true },
    { .name = "canvas", .is_dropped = true },
    { .name = "caption", .is_block = true },
    { .name = "center", .is_block = true },
    { .name = "cite", .inside = HTML_CITE },
    { .name = "dd", .is_block = true },
    { .name = "details", .is_block = true },
    { .name = "dialog", .is_block = true },
    { .name = "dir", .is_block = true },
    { .name = "div", .is_block = true },
    { .name = "dl", .is_block = true },
    { .name = "dt", .is_block = true },
    { .name = "fieldset", .is_block = true },
    { .name = "figcaption", .is_block = true },
    { .name = "figure", .is_block = true },
    { .name = "footer", .is_block = true, .inside = HTML_MARGIN },
    { .name = "form", .is_dropped = true },
    { .name = "h1", .is_block = true, .block = HTML_HEADING, .level = 1 },
    { .name = "h2", .is_block = true, .block = HTML_HEADING, .level = 2 },
    { .name = "h3", .is_block = true, .block = HTML_HEADING, .level = 3 },
    { .name = "h4", .is_block = true, .block = HTML_HEADING, .level = 4 },
    { .name = "h5", .is_block = true, .block = HTML_HEADING, .level = 5 },
    { .name = "h6", .is_block = true, .block = HTML_HEADING, .level = 6 },
    { .name = "head", .is_block = true, .is_dropped = true },
    { .name = "header", .is_block = true, .inside = HTML_MARGIN },
    { .name = "hgroup", .is_block = true },
    { .name = "hr", .is_block = true },
    { .name = "html", .is_block = true },
    { .name = "iframe", .is_dropped = true },
    { .name = "legend", .is_block = true },
    { .name = "li", .is_block = true, .block = HTML_ITEM },
    { .name = "main", .is_block = true, .inside = HTML_MAIN },
    { .name = "math", .is_dropped = true },
    { .name = "menu", .is_block = true },
    { .name = "nav", .is_block = true, .is_dropped = true },
    { .name = "noscript", .is_dropped = true },
    { .name = "object", .is_dropped = true },
    { .name = "ol", .is_block = true, .inside = HTML_NUMBERED },
    { .name = "p", .is_block = true },
    { .name = "pre", .is_block = true },
    { .name = "q", .inside = HTML_Q },
    { .name = "script", .is_dropped = true },
    { .name = "section", .is_block = true },
    { .name = "select", .is_dropped = true },
    { .name = "strong", .inside = HTML_BOLD },
    { .name = "style", .is_dropped = true },
    { .name = "summary", .is_block = true },
    { .name = "svg", .is_dropped = true },
    { .name = "table", .is_block = true },
    { .name = "tbody", .is_block = true },
    { .name = "td", .is_block = true, .block = HTML_CELL },
    { .name = "template", .is_dropped = true },
    { .name = "textarea", .is_dropped = true },
    { .name = "tfoot", .is_block = true },
    { .name = "th", .is_block = true, .block = HTML_CELL },
    { .name = "thead", .is_block = true },
    { .name = "time", .inside = HTML_TIME },
    { .name = "tr", .is_block = true },
    { .name = "ul", .is_block = true },
    { .name = "video", .is_dropped = true },
};

/* clang-format on */

static int compare_tag(const void *name, const void *tag)
{
    return strcmp(name, ((const struct html_tag *)tag)->name);
}

const struct html_tag *html_tag_of(const char *name)
{
    static const struct html_tag other = { .name = "" };
    const struct html_tag *tag = bsearch(
        name, tags, sizeof(tags) / sizeof(*tags), sizeof(*tags), compare_tag);

    return tag ? tag : &other;
}

/* ---- tags in text ---- */

static bool ends_name(char c)
{
    return ascii_is_space(c) || c == '/' || c == '>';
}

static struct slice skip_name(struct slice text)
{
    size_t len = 0;

    while (len < text.len && !ends_name(text.ptr[len]))
        len++;
    return slice_from(text, len);
}

/* Behind the value that `text`, which begins behind its '=', has in front. */
static struct slice skip_value(struct slice text)
{
    size_t len = 0, end;

    text = slice_trim_left(text);
    if (text.len && (text.ptr[0] == '"' || text.ptr[0] == '\'')) {
        char quote = text.ptr[0];

        text = slice_from(text, 1);
        end = slice_find_char(text, quote);
        return slice_from(text, end == SLICE_NOT_FOUND ? text.len : end + 1);
    }
    while (len < text.len && !ascii_is_space(text.ptr[len]) &&
           text.ptr[len] != '>')
        len++;
    return slice_from(text, len);
}

/* Advances past an attribute. An '=' that it begins with is in its name. */
static struct slice skip_attribute(struct slice text)
{
    struct slice rest;
    size_t len = 1;

    while (len < text.len && !ends_name(text.ptr[len]) && text.ptr[len] != '=')
        len++;
    text = slice_from(text, len);
    rest = slice_trim_left(text);
    return slice_take_char(&rest, '=') ? skip_value(rest) : text;
}

/* Advances *text, behind a '<', to the tag's end. Returns its attributes. */
static size_t count_attributes(struct slice *text)
{
    struct slice rest = skip_name(*text);
    size_t count = 0;

    for (;;) {
        while (rest.len && (ascii_is_space(rest.ptr[0]) || rest.ptr[0] == '/'))
            rest = slice_from(rest, 1);
        if (rest.len == 0 || rest.ptr[0] == '>')
            break;
        rest = skip_attribute(rest);
        count++;
    }
    *text = rest;
    return count;
}

/* In these a '<' begins no tag but their end. */
static bool holds_no_tags(struct slice text)
{
    return slice_starts_with_nocase(text, SLICE("script")) ||
           slice_starts_with_nocase(text, SLICE("style"));
}

size_t html_max_attributes(struct slice text)
{
    size_t most = 0, at;

    while ((at = slice_find_char(text, '<')) != SLICE_NOT_FOUND) {
        bool raw;
        size_t count;

        text = slice_from(text, at + 1);
        if (text.len == 0 || !ascii_is_alpha(text.ptr[0]))
            continue;
        raw = holds_no_tags(text);
        count = count_attributes(&text);
        if (count > most)
            most = count;
        at = raw ? slice_find(text, SLICE("</")) : 0;
        text = slice_from(text, at == SLICE_NOT_FOUND ? text.len : at);
    }
    return most;
}

/* ---- how a document begins ---- */

/* Passes blanks, comments, and what XHTML declares. */
static struct slice skip_prolog(struct slice text)
{
    size_t end;

    for (;;) {
        struct slice close = SLICE("-->");

        text = slice_trim_left(text);
        if (slice_starts_with(text, SLICE("<?")))
            close = SLICE(">");
        else if (!slice_starts_with(text, SLICE("<!--")))
            return text;
        end = slice_find(text, close);
        if (end == SLICE_NOT_FOUND)
            return (struct slice){ 0 };
        text = slice_from(text, end + close.len);
    }
}

/* Is the tag that `text` begins with called `name`? */
static bool is_tag(struct slice text, struct slice name)
{
    struct slice rest = slice_from(text, name.len);

    return slice_starts_with_nocase(text, name) &&
           (rest.len == 0 || ends_name(rest.ptr[0]));
}

bool html_is_page(struct slice text)
{
    text = skip_prolog(text);
    return is_tag(text, SLICE("<!doctype html")) ||
           is_tag(text, SLICE("<html")) || is_tag(text, SLICE("<head")) ||
           is_tag(text, SLICE("<body"));
}

bool html_is_fragment(struct slice text)
{
    char name[NAME_MAX_BYTES] = "";
    size_t len;

    text = skip_prolog(text);
    if (!slice_take_char(&text, '<'))
        return false;
    len = text.len - skip_name(text).len;
    for (size_t i = 0; i < len && len < NAME_MAX_BYTES; i++)
        name[i] = ascii_lower(text.ptr[i]);
    return htmlTagLookup((const xmlChar *)name) || html_tag_of(name)->name[0];
}
