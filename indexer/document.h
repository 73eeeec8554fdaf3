#ifndef QUOTH_DOCUMENT_H
#define QUOTH_DOCUMENT_H

/*
 * One file's bytes -> tidy cues, and what the file says of itself. The same
 * for indexing and for converting.
 */

#include "cue.h"
#include "format.h"

/* What the user said about how to read it; empty = find out. */
struct document_options {
    struct slice format;   /* a format's name */
    struct slice encoding; /* an iconv name */
    bool forced;           /* read prose without turns or times, too */
};

struct document {
    const struct format *format;
    const char *why;      /* what the format was recognised by */
    const char *encoding; /* as found */
    struct cue_list cues; /* cues.meta: what the file says */
    struct diag diag;
};

/*
 * Reads `bytes`, which must outlive the document; all else lives in `arena`.
 * `name` is the file's name, for its extension. STATUS_NOT_OURS if it is no
 * transcript, with the kind of thing it seems to be in `err`;
 * STATUS_BAD_INPUT or STATUS_LIMIT if it is one that cannot be read.
 */
enum status document_read(struct slice bytes, struct slice name,
                          const struct document_options *options,
                          struct arena *arena, struct document *ret_document,
                          struct error *err);

/* STATUS_USAGE if there is no such format or encoding. */
enum status document_check_options(const struct document_options *options,
                                   struct error *err);

/*
 * Reads a whole regular file into memory from malloc(3). STATUS_IO with the
 * system's reason, STATUS_LIMIT above LIMIT_FILE_BYTES.
 */
enum status file_read(const char *path, char **ret_bytes, size_t *ret_size,
                      struct error *err);

#endif
