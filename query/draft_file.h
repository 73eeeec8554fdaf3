#ifndef QUOTH_DRAFT_FILE_H
#define QUOTH_DRAFT_FILE_H

/* A draft as a file: Markdown, HTML or plain text in any encoding. */

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

struct draft_file {
    char *bytes; /* owned */
    struct slice text;
    bool html;
};

/*
 * Reads a file, or standard input if `path` is "-"; draft_file_release. Errors
 * name the path.
 */
enum status draft_file_read(const char *path, struct arena *arena,
                            struct draft_file *ret_file, struct error *err);
void draft_file_release(struct draft_file *file);

#endif
