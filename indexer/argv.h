#ifndef QUOTH_ARGV_H
#define QUOTH_ARGV_H

/*
 * The words of a program that the user's config names, with paths put in.
 */

#include "base/arena.h"
#include "base/slice.h"

struct argv_place {
    struct slice name; /* as it is written: "{}" */
    struct slice path; /* what it stands for */
};

/* The NULL-ended `argv` with all places filled in. In `arena`. */
const char **argv_fill(const char *const *argv, const struct argv_place *places,
                       size_t count, struct arena *arena);

/* Is the place named in any of the words behind the first? */
bool argv_names(const char *const *argv, struct slice name);

#endif
