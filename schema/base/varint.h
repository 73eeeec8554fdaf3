#ifndef QUOTH_VARINT_H
#define QUOTH_VARINT_H

/*
 * Numbers in as few bytes as they need: seven bits a byte, low ones first, the
 * top bit set in all but the last (LEB128).
 */

#include "buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Reading of bytes; `bad` is sticky, and asked once at the end. */
struct varint_reader {
    const unsigned char *at, *end;
    bool bad; /* a number was not whole, or of more than 64 bits */
};

void varint_put(struct buf *out, uint64_t value);

/* varint_take where more than two bytes are left, or less. */
uint64_t varint_take_long(struct varint_reader *reader);

/* The next number; 0 if there is none. Nearly all have one byte or two. */
static inline uint64_t varint_take(struct varint_reader *reader)
{
    const unsigned char *at = reader->at;

    if (reader->end - at >= 2) {
        if (at[0] < 0x80) {
            reader->at = at + 1;
            return at[0];
        }
        if (at[1] < 0x80) {
            reader->at = at + 2;
            return (uint64_t)(at[0] & 0x7f) | (uint64_t)at[1] << 7;
        }
    }
    return varint_take_long(reader);
}

#endif
