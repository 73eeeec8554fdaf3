#ifndef QUOTH_FILE_FILTER_H
#define QUOTH_FILE_FILTER_H

/*
 * Files that are no text, read through programs that the user's config names:
 * "*.pdf": [pdftotext, -layout, '{}', '-'].
 */

#include "base/arena.h"
#include "base/error.h"

struct file_filter {
    const char *glob;  /* against the file's name, as fnmatch(3); no case */
    const char **argv; /* NULL-ended; "{}" in it stands for the path */
};

struct file_filters {
    struct file_filter *list;
    size_t count;
    int64_t seconds; /* that one run may take */
    /* See struct child_limits. */
    bool (*interrupted)(void *context);
    void *context;
};

/* The first filter for a file of that name (no folders), or NULL. `filters` may
 * be NULL. */
const struct file_filter *file_filter_for(const struct file_filters *filters,
                                          struct slice name);

/*
 * Reads a file as file_read does or, if a filter is for it, what that prints.
 * *ret_name is the name by which to read it: without the extension that the
 * filter took care of. It is borrowed from `path`. STATUS_IO, STATUS_LIMIT as
 * file_read; STATUS_IO whatever a filter fails of, or STATUS_INTERRUPTED.
 */
enum status file_load(const struct file_filters *filters, struct slice path,
                      char **ret_bytes, size_t *ret_size,
                      struct slice *ret_name, struct error *err);

#endif
