#ifndef QUOTH_TOPIC_H
#define QUOTH_TOPIC_H

/*
 * What `quoth help` explains besides the commands; the manual page has it too.
 */

#include "base/buf.h"

struct topic {
    const char *name;
    const char *summary;
    const char *heading; /* in the manual page */
    void (*print)(struct buf *out);
};

/* The topics, ended by one without name. */
extern const struct topic topics[];

/* Appends "  NAME  SUMMARY", the name filled up to `width` columns. */
void topic_print_entry(struct buf *out, const char *name, size_t width,
                       const char *summary);

#endif
