#ifndef QUOTH_BUF_H
#define QUOTH_BUF_H

/*
 * Growing output text, owned. `ptr` is NUL-terminated once anything was
 * appended. With a `max`, what would pass it is left out and `truncated` is
 * set; appending goes on harmlessly, so one check at the end is enough.
 */

#include "base/slice.h"

struct buf {
    char *ptr;
    size_t len, capacity;
    size_t max; /* bytes; 0 = no limit */
    bool truncated;
};

#define BUF_INIT \
    {            \
        0        \
    }

/* An empty one for at most `max` bytes, 0 = no limit. BUF_INIT has none. */
void buf_init(struct buf *buf, size_t max);
void buf_clear(struct buf *buf);   /* empty, keeps its memory */
void buf_release(struct buf *buf); /* frees; usable again as after buf_init */

/* Appending; the text is NUL-terminated behind its end. */
void buf_append(struct buf *buf, const void *bytes, size_t len);
void buf_slice(struct buf *buf, struct slice text);
void buf_string(struct buf *buf, const char *string);
void buf_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What is in it; borrowed, until the next append. */
struct slice buf_view(const struct buf *buf);

#endif
