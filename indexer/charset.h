#ifndef QUOTH_CHARSET_H
#define QUOTH_CHARSET_H

/*
 * Which character encoding bytes are in, told from the bytes. What they say
 * for sure goes first, what they declare comes behind what they are, and
 * statistics come last.
 */

#include "base/arena.h"
#include "base/slice.h"

#define CHARSET_WESTERN "windows-1252"

struct charset {
    const char *name; /* as iconv knows it */
    const char *why;  /* how it was found, to follow "because" */
    size_t bom;       /* bytes at the front that are its mark */
};

/*
 * By a byte order mark, or by where the NULs of UTF-16 and UTF-32 are. False
 * if there is neither.
 */
bool charset_by_marks(struct slice bytes, struct charset *ret);

/*
 * For bytes that are not UTF-8: as an XML or HTML document declares, else as
 * statistics over the bytes say, else windows-1252, which fits anything.
 * `foreign` is the number of bytes that are no UTF-8. The name may be in
 * `arena`.
 */
struct charset charset_guess(struct slice bytes, size_t foreign,
                             struct arena *arena);

/* The name that `name` stands for: what files call Latin-1 is windows-1252. */
const char *charset_meant_by(struct slice name, struct arena *arena);

#endif
