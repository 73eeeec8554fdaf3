#ifndef QUOTH_DECODE_H
#define QUOTH_DECODE_H

/*
 * Bytes as found -> text as the readers want it: valid UTF-8 in normal form C,
 * no BOM, no NUL (U+FFFD instead), lines ending in '\n' alone. The encoding is
 * found from the bytes: BOM, then the pattern of NULs (UTF-16 without BOM),
 * then valid UTF-8, then what an XML or HTML document declares, then
 * statistics, then windows-1252. In a text that is mostly UTF-8 the bytes that
 * are not fall back by themselves; UTF-8 that was encoded twice throughout is
 * put right.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "base/slice.h"

struct decoded {
    struct slice text; /* the bytes themselves, without copying, where nothing
                          had to change; else in the arena */
    const char *encoding; /* as found; a literal, or in the arena */
    const char *why;      /* how it was found, to follow "because" */
};

/*
 * Decodes `bytes`, which are text (see kind_of_bytes). `encoding` is what the
 * user named (an iconv name), or empty. STATUS_USAGE: iconv does not know the
 * name. STATUS_LIMIT: a line above LIMIT_LINE_BYTES (JSON on one line is
 * exempt; it has its own limit).
 */
enum status decode(struct slice bytes, struct slice encoding,
                   struct arena *arena, struct decoded *ret, struct diag *diag,
                   struct error *err);

/*
 * The second half of that, for UTF-8 that came out of an escape or an entity:
 * normal form C, no BOM, no NUL, '\n' alone. `text` itself where nothing had to
 * change, else in `arena`.
 */
struct slice decode_clean(struct slice text, struct arena *arena);

#endif
