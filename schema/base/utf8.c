#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

size_t utf8_decode(struct slice text, int32_t *ret_code)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t taken;
    unsigned char first = (unsigned char)text.ptr[0];

    if (first < 0x80) {
        *ret_code = first;
        return 1;
    }
    taken = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr,
                             (utf8proc_ssize_t)text.len, &code);
    if (taken <= 0) {
        *ret_code = -1;
        return 1;
    }
    *ret_code = code;
    return (size_t)taken;
}

/* Skips ASCII from `at` on, eight bytes at a time while there are as many. */
static size_t skip_ascii(struct slice text, size_t at)
{
    const uint64_t high_bits = 0x8080808080808080u;
    uint64_t bytes;

    for (; at + sizeof(bytes) <= text.len; at += sizeof(bytes)) {
        memcpy(&bytes, text.ptr + at, sizeof(bytes));
        if (bytes & high_bits)
            break;
    }
    return at;
}

size_t utf8_valid_prefix(struct slice text)
{
    size_t at = skip_ascii(text, 0);

    while (at < text.len) {
        int32_t code;
        size_t taken;

        if ((unsigned char)text.ptr[at] < 0x80) {
            at++;
            continue;
        }
        taken = utf8_decode(slice_from(text, at), &code);
        if (code < 0)
            return at;
        at = skip_ascii(text, at + taken);
    }
    return at;
}

void utf8_append(struct buf *buf, int32_t code)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char(code, bytes);

    buf_append(buf, bytes, len > 0 ? (size_t)len : 0);
}

void utf8_append_nfc(struct buf *buf, struct slice text)
{
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &normal,
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));

    if (len < 0)
        buf_slice(buf, text);
    else
        buf_append(buf, normal, (size_t)len);
    free(normal);
}

/* Vowels and finals of Hangul, drawn into the syllable of the letter before. */
static bool is_inside_syllable(int32_t code)
{
    return code >= 0x1160 && code <= 0x11FF;
}

/*
 * As wcwidth has it. utf8proc gives the vowels of Devanagari and the like no
 * width, but most terminals move on for them.
 */
static size_t width_of(int32_t code)
{
    int width;

    if (code >= ' ' && code <= '~') /* most of a terminal's text */
        return 1;
    width = code < 0 ? 1 : utf8proc_charwidth(code);
    if (width == 0 && code > 0 &&
        utf8proc_category(code) == UTF8PROC_CATEGORY_MC)
        return 1;
    return width > 0 && !is_inside_syllable(code) ? (size_t)width : 0;
}

/* Fitzpatrick modifiers: the skin colour of the emoji before. */
static bool is_skin_tone(int32_t code)
{
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

/* What a code point adds to the line: emoji that are joined are drawn as one
 * (Unicode Technical Standard 51). */
static size_t added_width(int32_t code, int32_t before)
{
    enum { ZERO_WIDTH_JOINER = 0x200D };

    size_t width = width_of(code);
    bool joined = before == ZERO_WIDTH_JOINER ||
                  (is_skin_tone(code) && width_of(before) > 1);

    return width > 1 && joined ? 0 : width;
}

size_t utf8_width(struct slice text)
{
    size_t columns = 0;
    int32_t before = 0;

    while (text.len) {
        int32_t code;

        text = slice_from(text, utf8_decode(text, &code));
        columns += added_width(code, before);
        before = code;
    }
    return columns;
}

struct slice utf8_fit(struct slice text, size_t columns)
{
    size_t used = 0, at = 0;
    int32_t before = 0;

    while (at < text.len) {
        int32_t code;
        size_t taken = utf8_decode(slice_from(text, at), &code);

        used += added_width(code, before);
        if (used > columns)
            break;
        at += taken;
        before = code;
    }
    return slice_range(text, 0, at);
}

bool utf8_is_word(int32_t code)
{
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

bool utf8_is_space(int32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return code == 0x85;
    }
}
