#ifndef QUOTH_DOCUMENT_H
#define QUOTH_DOCUMENT_H

/*
 * One file's bytes -> tidy cues, and what the file says of itself. The same
 * for indexing and for converting.
 */

#include "cue.h"
#include "format.h"
#include "kind.h"

/* What the user said about how to read it; empty = find out. */
struct document_options {
    struct slice format;   /* a format's name */
    struct slice encoding; /* an iconv name */
    struct slice pattern;  /* its layout, see pattern.h; no format then */
    bool forced;           /* read prose without turns or times, too */
};

struct document {
    const struct format *format;
    const char *why;           /* what the format was recognised by */
    const char *encoding;      /* as found */
    const char *encoding_why;  /* how */
    const struct kind *kind;   /* what it is, if nothing here reads it */
    struct format_input input; /* what the formats saw of it */
    struct cue_list cues;      /* cues.meta: what the file says */
    size_t cues_read;          /* before they were put in order */
    struct diag diag;
};

/*
 * Reads `bytes`, which must outlive the document; all else lives in `arena`.
 * `name` is the file's name or path, for its extension and for what it says of
 * chapters (see chapter_is_named). STATUS_NOT_OURS if it is no transcript, with
 * the kind of thing it seems to be in `err`;
 * STATUS_BAD_INPUT or STATUS_LIMIT if it is one that cannot be read. The
 * document tells then how far reading came: what was not found is NULL.
 */
enum status document_read(struct slice bytes, struct slice name,
                          const struct document_options *options,
                          struct arena *arena, struct document *ret_document,
                          struct error *err);

/* STATUS_USAGE if there is no such format, encoding or pattern. */
enum status document_check_options(const struct document_options *options,
                                   struct error *err);

/*
 * Reads a whole regular file into memory from malloc(3). STATUS_IO with the
 * system's reason, STATUS_LIMIT above LIMIT_FILE_BYTES.
 */
enum status file_read(const char *path, char **ret_bytes, size_t *ret_size,
                      struct error *err);

#endif
