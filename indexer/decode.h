#ifndef QUOTH_DECODE_H
#define QUOTH_DECODE_H

/*
 * Bytes as found -> text as the readers want it: valid UTF-8 in normal form C,
 * no BOM, no NUL (U+FFFD instead), lines ending in '\n' alone. The encoding is
 * found from the bytes: BOM, then the pattern of NULs (UTF-16 without BOM),
 * then valid UTF-8, then statistics, then windows-1252; in a text that is
 * mostly UTF-8 the bytes that are not fall back by themselves.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "base/slice.h"

/*
 * Decodes `bytes`. `encoding` is what the user named (an iconv name), or
 * empty. *ret_text is `bytes` itself, without copying, where nothing had to
 * change, else in `arena`. *ret_encoding names what was found: a literal, or in
 * `arena`. STATUS_USAGE: iconv does not know the name. STATUS_BAD_INPUT: the
 * bytes are no text at all (see decode_binary_kind). STATUS_LIMIT: a line above
 * LIMIT_LINE_BYTES (JSON on one line is exempt; it has its own limit).
 */
enum status decode(struct slice bytes, struct slice encoding,
                   struct arena *arena, struct slice *ret_text,
                   const char **ret_encoding, struct diag *diag,
                   struct error *err);

/*
 * The second half of that, for UTF-8 that came out of an escape or an entity:
 * normal form C, no BOM, no NUL, '\n' alone. `text` itself where nothing had to
 * change, else in `arena`.
 */
struct slice decode_clean(struct slice text, struct arena *arena);

/*
 * What the bytes are if they are a known kind of file that is not text: "an
 * MP3 file", "a PDF document", "a zip archive" …; NULL if they may be text.
 */
const char *decode_binary_kind(struct slice bytes);

#endif
