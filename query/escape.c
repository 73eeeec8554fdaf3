#include "escape.h"

#include "base/utf8.h"
#include "markup.h"
#include "present.h"

#include <string.h>

void escape_line(struct buf *out, struct slice text)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < text.len; i++)
        buf_char(&line, ascii_is_space(text.ptr[i]) ? ' ' : text.ptr[i]);
    present_safe(out, buf_view(&line));
    buf_release(&line);
}

/* ---- markup ---- */

void escape_xml(struct buf *out, struct slice text)
{
    struct buf safe = BUF_INIT;
    struct slice rest;
    size_t quote;

    escape_line(&safe, text);
    rest = buf_view(&safe);
    while ((quote = slice_find_char(rest, '"')) != SLICE_NOT_FOUND) {
        markup_escape(out, slice_range(rest, 0, quote));
        buf_string(out, "&quot;");
        rest = slice_from(rest, quote + 1);
    }
    markup_escape(out, rest);
    buf_release(&safe);
}

/* ---- Markdown ---- */

/* Does the line begin as a heading, an item, a rule or a quote does? */
static bool opens_block(struct slice text)
{
    int64_t number;

    if (text.len && strchr("#>-+=", text.ptr[0]))
        return true;
    return slice_take_number(&text, INT64_MAX, &number) && text.len &&
           strchr(".)", text.ptr[0]);
}

void escape_markdown(struct buf *out, struct slice text)
{
    struct buf safe = BUF_INIT;
    size_t mark = 0; /* behind the number of a list, or at the front */

    escape_line(&safe, text);
    if (opens_block(buf_view(&safe)))
        while (ascii_is_digit(safe.ptr[mark]))
            mark++;
    else
        mark = SIZE_MAX;
    for (size_t i = 0; i < safe.len; i++) {
        if (i == mark || strchr("\\`*_[]<>&~", safe.ptr[i]))
            buf_char(out, '\\');
        buf_char(out, safe.ptr[i]);
    }
    buf_release(&safe);
}

/* ---- TeX ---- */

/* What TeX does not take for itself, in BibTeX's braces; "" = as it is. */
static const char *tex_form(char c)
{
    switch (c) {
    case '\\':
        return "{\\textbackslash}";
    case '{':
        return "{\\textbraceleft}";
    case '}':
        return "{\\textbraceright}";
    case '~':
        return "{\\textasciitilde}";
    case '^':
        return "{\\textasciicircum}";
    case '"':
        return "{\\textquotedbl}";
    case '<':
        return "{\\textless}";
    case '>':
        return "{\\textgreater}";
    case '#':
        return "\\#";
    case '$':
        return "\\$";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '_':
        return "\\_";
    default:
        return NULL;
    }
}

void escape_tex(struct buf *out, struct slice text)
{
    struct buf safe = BUF_INIT;

    escape_line(&safe, text);
    for (size_t i = 0; i < safe.len; i++) {
        const char *form = tex_form(safe.ptr[i]);

        if (form)
            buf_string(out, form);
        else
            buf_char(out, safe.ptr[i]);
    }
    buf_release(&safe);
}

/* ---- the shell ---- */

void escape_shell(struct buf *out, struct slice text)
{
    bool plain = text.len > 0;

    for (size_t i = 0; i < text.len && plain; i++)
        plain = ascii_is_alpha(text.ptr[i]) || ascii_is_digit(text.ptr[i]) ||
                strchr("/._-+:,@%=", text.ptr[i]);
    if (plain) {
        buf_slice(out, text);
        return;
    }
    buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\'')
            buf_string(out, "'\\''");
        else
            buf_char(out, text.ptr[i]);
    buf_char(out, '\'');
}

/* ---- addresses ---- */

static void append_encoded(struct buf *out, struct slice text,
                           const char *allowed)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (ascii_is_alpha(c) || ascii_is_digit(c) || (c && strchr(allowed, c)))
            buf_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

void escape_url(struct buf *out, struct slice url)
{
    /* RFC 3986 but for ( ) and ', which end it in one language or another. */
    append_encoded(out, url, "-._~:/?#[]@!$&*+,;=%");
}

void escape_file_url(struct buf *out, struct slice path)
{
    if (slice_find(path, SLICE("://")) != SLICE_NOT_FOUND) {
        escape_url(out, path);
        return;
    }
    buf_string(out, "file://");
    append_encoded(out, path, "-._~/");
}

void escape_file_name(struct buf *out, struct slice text, size_t most)
{
    size_t start = out->len;
    bool gap = false;

    while (text.len && out->len - start < most) {
        int32_t code;
        size_t taken = utf8_decode(text, &code);

        if (code >= 0 && utf8_is_word(code)) {
            if (out->len + gap + taken > start + most)
                break;
            if (gap)
                buf_char(out, '-');
            buf_append(out, text.ptr, taken);
        }
        gap = !utf8_is_word(code) && out->len > start;
        text = slice_from(text, taken);
    }
    if (out->len == start)
        buf_string(out, "untitled");
}
