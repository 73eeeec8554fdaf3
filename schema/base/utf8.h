#ifndef QUOTH_UTF8_H
#define QUOTH_UTF8_H

/*
 * UTF-8 as text: stepping, validity, normal form, and what width a terminal
 * gives it. The tables are utf8proc's.
 */

#include "base/buf.h"
#include "base/slice.h"

/*
 * Reads the code point at the front of `text`, which must not be empty.
 * Returns the number of bytes it takes, at least 1; *ret_code is -1 for a byte
 * that starts no valid UTF-8 sequence.
 */
size_t utf8_decode(struct slice text, int32_t *ret_code);

/* Bytes of `text` up to the first invalid sequence; text.len if all is valid. */
size_t utf8_valid_prefix(struct slice text);

/* Appends one code point. */
void utf8_append(struct buf *buf, int32_t code);

/* Appends `text` (valid UTF-8) in Unicode normal form C. */
void utf8_append_nfc(struct buf *buf, struct slice text);

/* Columns that a terminal needs for `text`: combining marks 0, wide ones 2. */
size_t utf8_width(struct slice text);

/* The longest prefix of `text` that fits `columns`, never splitting a character. */
struct slice utf8_fit(struct slice text, size_t columns);

/* True for letters and digits of any script, and for marks that combine. */
bool utf8_is_word(int32_t code);

/* True for white space of any script. */
bool utf8_is_space(int32_t code);

#endif
