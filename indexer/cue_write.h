#ifndef QUOTH_CUE_WRITE_H
#define QUOTH_CUE_WRITE_H

/*
 * Cues -> a transcript file in another format: one line each in the table.
 */

#include "base/buf.h"
#include "cue.h"

struct cue_writer {
    const char *name;      /* as given to --format */
    const char *extension; /* -o FILE.ext implies it */
    const char *summary;
    bool words;    /* can hold word times */
    bool speakers; /* can hold speakers */
    /* Appends the whole file. With `words`, word times too where it can. */
    void (*write)(const struct cue_list *list, bool words, struct buf *out);
};

/* The writers, ended by one without name. */
extern const struct cue_writer cue_writers[];

const struct cue_writer *cue_writer_by_name(struct slice name);
/* The writer that the extension of `path` implies, or NULL. */
const struct cue_writer *cue_writer_by_extension(struct slice path);

#endif
