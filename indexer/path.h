#ifndef QUOTH_PATH_H
#define QUOTH_PATH_H

/*
 * The parts of a file's path. Slices are borrowed from it.
 */

#include "base/arena.h"
#include "base/slice.h"

/* What stands behind the last slash. */
struct slice path_name(struct slice path);

/* What stands before it; empty for "/name" and for a name alone. */
struct slice path_folder(struct slice path);

/* The extension, lower case, without its dot; empty if there is none. In
 * `arena`. */
struct slice path_extension(struct slice path, struct arena *arena);

/*
 * The absolute path, symbolic links resolved; made from the working folder
 * where the path leads nowhere. In `arena`, NUL-terminated.
 */
struct slice path_absolute(struct arena *arena, const char *path);

/* Is `path` the folder `root`, or in it? Both are absolute. */
bool path_is_below(struct slice path, struct slice root);

/* Is it an address, as "https://…", and not a path? */
bool path_is_address(struct slice path);

/* Not there: which is more than not to be seen (a folder without permission).
 * `path` is NUL-terminated. An address is never missing. */
bool path_is_missing(struct slice path);

#endif
