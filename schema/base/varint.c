#include "varint.h"

void varint_put(struct buf *out, uint64_t value)
{
    unsigned char bytes[10];
    size_t count = 0;

    while (value >= 0x80) {
        bytes[count++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    bytes[count++] = (unsigned char)value;
    buf_append(out, bytes, count);
}

uint64_t varint_take_long(struct varint_reader *reader)
{
    uint64_t value = 0;

    for (int shift = 0; shift < 64; shift += 7) {
        unsigned char byte;

        if (reader->at == reader->end)
            break;
        byte = *reader->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    reader->bad = true;
    return 0;
}
