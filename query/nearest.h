#ifndef QUOTH_NEAREST_H
#define QUOTH_NEAREST_H

/*
 * Slips of the finger in the names of commands, options and fields.
 */

#include "base/error.h"

/*
 * The member of `names` (NULL-ended) that `word` is probably a slip of, or NULL
 * if none is near: at most 1 edit for up to 4 letters, 2 for more, whatever the
 * case of ASCII letters. Two neighbouring letters in the wrong order are one
 * edit.
 */
const char *nearest_name(const char *word, const char *const *names);

/*
 * The three arguments of printf's "%s%s%s" that ask for such a name: "; did you
 * mean list?"; nothing for NULL.
 */
#define NEAREST_ARG(name) \
    (name) ? "; did you mean " : "", (name) ? (name) : "", (name) ? "?" : ""

/*
 * STATUS_USAGE: `word`, which was given to `option`, is none of `names`. All of
 * them are told, and which was probably meant.
 */
enum status nearest_refuse(const char *option, const char *word,
                           const char *const *names, struct error *err);

#endif
