#include "base/buf.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t max)
{
    *buf = (struct buf){ .max = max };
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->truncated = false;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

void buf_release(struct buf *buf)
{
    free(buf->ptr);
    *buf = (struct buf){ .max = buf->max };
}

void buf_append(struct buf *buf, const void *bytes, size_t len)
{
    if (buf->max && len > buf->max - buf->len) {
        len = buf->max - buf->len;
        buf->truncated = true;
    }
    buf->ptr = mem_grow(buf->ptr, &buf->capacity, buf->len + len + 1, 1);
    if (len)
        memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

void buf_slice(struct buf *buf, struct slice text)
{
    buf_append(buf, text.ptr, text.len);
}

void buf_string(struct buf *buf, const char *string)
{
    buf_append(buf, string, strlen(string));
}

void buf_char(struct buf *buf, char c)
{
    buf_append(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    char small[256];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(small, sizeof(small), format, args);
    va_end(args);
    if (length < 0)
        return;
    if ((size_t)length < sizeof(small)) {
        buf_append(buf, small, (size_t)length);
    } else {
        char *large = mem_alloc((size_t)length + 1);

        va_start(args, format);
        vsnprintf(large, (size_t)length + 1, format, args);
        va_end(args);
        buf_append(buf, large, (size_t)length);
        free(large);
    }
}

struct slice buf_view(const struct buf *buf)
{
    return (struct slice){ buf->ptr ? buf->ptr : "", buf->len };
}
