#include "charref.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
    NAME_MAX_BYTES = 32,    /* longer than any name in libxml2's table */
    OLD_NAME_MAX_BYTES = 6, /* "Aacute", the longest without ';' */
    CODE_MAX = 0x10FFFF,
    CODE_REPLACEMENT = 0xFFFD,
};

/*
 * What 0x80 to 0x9F stand for in a numeric reference: windows-1252. 0 = itself.
 * https://html.spec.whatwg.org/#numeric-character-reference-end-state
 */
static const uint16_t c1_codes[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static int32_t sane_code(int32_t code)
{
    if (code == 0 || code > CODE_MAX || (code >= 0xD800 && code <= 0xDFFF))
        return CODE_REPLACEMENT;
    if (code >= 0x80 && code <= 0x9F && c1_codes[code - 0x80])
        return c1_codes[code - 0x80];
    return code;
}

static int digit_value(char c, int base)
{
    char lower = ascii_lower(c);

    if (ascii_is_digit(c))
        return c - '0';
    if (base == 16 && lower >= 'a' && lower <= 'f')
        return lower - 'a' + 10;
    return -1;
}

/* "#8217;" or "#x2019;": what follows the ampersand. */
static size_t append_numeric(struct buf *out, struct slice text)
{
    struct slice rest = slice_from(text, 1);
    bool hex = slice_take_char(&rest, 'x') || slice_take_char(&rest, 'X');
    int base = hex ? 16 : 10;
    int32_t code = 0;
    size_t digits = 0;

    while (digits < rest.len && digit_value(rest.ptr[digits], base) >= 0) {
        if (code <= CODE_MAX)
            code = code * base + digit_value(rest.ptr[digits], base);
        digits++;
    }
    if (digits == 0)
        return 0;
    rest = slice_from(rest, digits);
    slice_take_char(&rest, ';');
    utf8_append(out, sane_code(code));
    return text.len - rest.len;
}

static const htmlEntityDesc *look_up(struct slice name)
{
    char key[NAME_MAX_BYTES + 1];

    memcpy(key, name.ptr, name.len);
    key[name.len] = '\0';
    return htmlEntityLookup((const xmlChar *)key);
}

/*
 * "eacute;", or "eacute" alone: the standard lets the names of Latin-1
 * characters, and only them, end without a semicolon, even inside a word.
 */
static size_t append_named(struct buf *out, struct slice text)
{
    const htmlEntityDesc *entity;
    size_t len = 0;

    while (len < text.len && len < NAME_MAX_BYTES &&
           (ascii_is_alpha(text.ptr[len]) || ascii_is_digit(text.ptr[len])))
        len++;
    if (len && len < text.len && text.ptr[len] == ';') {
        entity = look_up(slice_range(text, 0, len));
        if (entity) {
            utf8_append(out, (int32_t)entity->value);
            return len + 1;
        }
    }
    if (len > OLD_NAME_MAX_BYTES)
        len = OLD_NAME_MAX_BYTES;
    for (; len >= 2; len--) {
        entity = look_up(slice_range(text, 0, len));
        if (entity && entity->value <= 0xFF && entity->value != '\'') {
            utf8_append(out, (int32_t)entity->value);
            return len;
        }
    }
    return 0;
}

size_t charref_append(struct buf *out, struct slice text)
{
    struct slice name = slice_from(text, 1);
    size_t taken;

    if (name.len && name.ptr[0] == '#')
        taken = append_numeric(out, name);
    else
        taken = append_named(out, name);
    return taken ? taken + 1 : 0;
}

void charref_decode(struct buf *out, struct slice text)
{
    while (text.len) {
        size_t plain = slice_find_char(text, '&');
        size_t taken;

        buf_slice(out, slice_range(text, 0, plain));
        text = slice_from(text, plain);
        if (text.len == 0)
            return;
        taken = charref_append(out, text);
        if (taken == 0) {
            buf_char(out, '&');
            taken = 1;
        }
        text = slice_from(text, taken);
    }
}
