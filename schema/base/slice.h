#ifndef QUOTH_SLICE_H
#define QUOTH_SLICE_H

/*
 * Borrowed text: a pointer and a length in bytes, not NUL-terminated, owned by
 * somebody else who keeps it alive. Passed by value. All functions here work
 * on bytes and ASCII; what is beyond ASCII belongs to utf8.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slice {
    const char *ptr; /* may be NULL when len is 0 */
    size_t len;      /* bytes */
};

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){ (literal), sizeof(literal) - 1 })
/* The same as the initialiser of a static one; the literal may hold NULs. */
#define SLICE_INIT(literal)            \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
/* The two arguments of printf's "%.*s". */
#define SLICE_ARG(slice) (int)(slice).len, (slice).ptr ? (slice).ptr : ""

/* The slice of a NUL-terminated string; an empty one for NULL. */
struct slice slice_of(const char *string);

/* `s` from byte `from` on, and up to byte `to` (exclusive); both are clamped. */
struct slice slice_from(struct slice s, size_t from);
struct slice slice_range(struct slice s, size_t from, size_t to);

/* Equal byte for byte. */
bool slice_equal(struct slice a, struct slice b);
/* Equal when the case of ASCII letters does not count. */
bool slice_equal_nocase(struct slice a, struct slice b);
/* <0, 0, >0 in byte order. */
int slice_compare(struct slice a, struct slice b);

bool slice_starts_with(struct slice s, struct slice prefix);
bool slice_starts_with_nocase(struct slice s, struct slice prefix);
bool slice_ends_with(struct slice s, struct slice suffix);

#define SLICE_NOT_FOUND ((size_t)-1)
/* Byte offset of the first occurrence, or SLICE_NOT_FOUND. */
size_t slice_find(struct slice s, struct slice needle);
size_t slice_find_char(struct slice s, char c);
/* The same for `needle` in any case of its ASCII letters. */
size_t slice_find_nocase(struct slice s, struct slice needle);

/* Without ASCII white space (space, tab, CR, LF, VT, FF) at both ends. */
struct slice slice_trim(struct slice s);
struct slice slice_trim_left(struct slice s);

/*
 * Takes the next line off the front of *rest, without its '\n', into *line.
 * Returns false when *rest is exhausted; a text that ends in '\n' has no empty
 * line after it.
 */
bool slice_next_line(struct slice *rest, struct slice *line);

/*
 * Takes the text before the first `separator` off the front of *rest, and the
 * separator with it. Returns false when *rest is exhausted.
 */
bool slice_next_part(struct slice *rest, char separator, struct slice *part);

/*
 * Reads decimal digits at the front of *s and advances past them. Returns
 * false, and leaves *s alone, if there is none or the value exceeds `max`.
 */
bool slice_take_number(struct slice *s, int64_t max, int64_t *ret_value);

/* Advances *s past `c`, or returns false. */
bool slice_take_char(struct slice *s, char c);

/* ASCII classes that do not depend on the locale. */
bool ascii_is_space(char c);
bool ascii_is_digit(char c);
bool ascii_is_alpha(char c);
char ascii_lower(char c);

#endif
