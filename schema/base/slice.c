#include "base/slice.h"

#include <string.h>

struct slice slice_of(const char *string)
{
    return (struct slice){ string, string ? strlen(string) : 0 };
}

struct slice slice_range(struct slice s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    if (!s.ptr)
        return s;
    return (struct slice){ s.ptr + from, to - from };
}

struct slice slice_from(struct slice s, size_t from)
{
    return slice_range(s, from, s.len);
}

bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    return a.len == b.len && slice_starts_with_nocase(a, b);
}

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool slice_starts_with(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len &&
           (prefix.len == 0 || !memcmp(s.ptr, prefix.ptr, prefix.len));
}

bool slice_starts_with_nocase(struct slice s, struct slice prefix)
{
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (ascii_lower(s.ptr[i]) != ascii_lower(prefix.ptr[i]))
            return false;
    return true;
}

bool slice_ends_with(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len &&
           slice_equal(slice_from(s, s.len - suffix.len), suffix);
}

size_t slice_find(struct slice s, struct slice needle)
{
    const char *at = s.ptr;
    size_t left = s.len;

    if (needle.len == 0)
        return 0;
    while (left >= needle.len) {
        const char *hit = memchr(at, needle.ptr[0], left - needle.len + 1);

        if (!hit)
            return SLICE_NOT_FOUND;
        if (!memcmp(hit, needle.ptr, needle.len))
            return (size_t)(hit - s.ptr);
        left -= (size_t)(hit + 1 - at);
        at = hit + 1;
    }
    return SLICE_NOT_FOUND;
}

size_t slice_find_char(struct slice s, char c)
{
    const char *hit = s.len ? memchr(s.ptr, c, s.len) : NULL;

    return hit ? (size_t)(hit - s.ptr) : SLICE_NOT_FOUND;
}

struct slice slice_trim_left(struct slice s)
{
    while (s.len && ascii_is_space(s.ptr[0]))
        s = slice_from(s, 1);
    return s;
}

/* Where `c` first stands at or behind `from`; the length if it does not. */
static size_t next_char(struct slice s, size_t from, char c)
{
    const char *found =
        from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;

    return found ? (size_t)(found - s.ptr) : s.len;
}

size_t slice_find_nocase(struct slice s, struct slice needle)
{
    char lower = needle.len ? ascii_lower(needle.ptr[0]) : '\0';
    char upper = ascii_is_alpha(lower) ? (char)(lower - 'a' + 'A') : lower;
    size_t next_lower, next_upper;

    if (needle.len == 0)
        return 0;
    /* memchr() is many times as fast as a look at every byte. */
    next_lower = next_char(s, 0, lower);
    next_upper = next_char(s, 0, upper);
    for (;;) {
        size_t at = next_lower < next_upper ? next_lower : next_upper;

        if (needle.len > s.len - at)
            return SLICE_NOT_FOUND;
        if (slice_starts_with_nocase(slice_from(s, at), needle))
            return at;
        if (next_lower == at)
            next_lower = next_char(s, at + 1, lower);
        if (next_upper == at)
            next_upper = next_char(s, at + 1, upper);
    }
}

struct slice slice_trim(struct slice s)
{
    s = slice_trim_left(s);
    while (s.len && ascii_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool slice_next_line(struct slice *rest, struct slice *line)
{
    return slice_next_part(rest, '\n', line);
}

bool slice_next_part(struct slice *rest, char separator, struct slice *part)
{
    size_t end;

    if (rest->len == 0)
        return false;
    end = slice_find_char(*rest, separator);
    if (end == SLICE_NOT_FOUND) {
        *part = *rest;
        *rest = slice_from(*rest, rest->len);
    } else {
        *part = slice_range(*rest, 0, end);
        *rest = slice_from(*rest, end + 1);
    }
    return true;
}

bool slice_take_number(struct slice *s, int64_t max, int64_t *ret_value)
{
    int64_t value = 0;
    size_t digits = 0;

    while (digits < s->len && ascii_is_digit(s->ptr[digits])) {
        int64_t digit = s->ptr[digits] - '0';

        if (value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
        digits++;
    }
    if (digits == 0)
        return false;
    *s = slice_from(*s, digits);
    *ret_value = value;
    return true;
}

bool slice_take_char(struct slice *s, char c)
{
    if (s->len == 0 || s->ptr[0] != c)
        return false;
    *s = slice_from(*s, 1);
    return true;
}

bool ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ascii_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
