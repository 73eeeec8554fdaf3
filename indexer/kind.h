#ifndef QUOTH_KIND_H
#define QUOTH_KIND_H

/*
 * Files that are recognised and not read: media, documents, archives, feeds,
 * and captions of formats that have no reader here. Told from the content
 * alone.
 */

#include "base/error.h"
#include "base/slice.h"

struct kind {
    const char *name;   /* with its article: "an MP3 file" */
    const char *label;  /* under which such files are counted: "mp3" */
    const char *advice; /* what makes a readable file of it; NULL = nothing */
    bool captions;      /* there is speech in it: not to read it is a loss */
};

/* What the bytes are if they are no text; NULL if they may be text. */
const struct kind *kind_of_bytes(struct slice bytes);

/* Which captions, or else, that nothing here reads the text is; or NULL. */
const struct kind *kind_of_text(struct slice text);

/*
 * "an MP3 file, which quoth does not read; ADVICE". Returns STATUS_BAD_INPUT
 * for captions, else STATUS_NOT_OURS.
 */
enum status kind_refuse(const struct kind *kind, struct error *err);

#endif
