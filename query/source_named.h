#ifndef QUOTH_SOURCE_NAMED_H
#define QUOTH_SOURCE_NAMED_H

/*
 * Sources as they are named on the command line.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct store;
struct source_record;

/* What may stand before a source's name, where others have names, too. */
#define SOURCE_PREFIX "source:"

/*
 * The paths of the sources that `given` names: by number, path, a part of it,
 * or a show of theirs; "" names all. STATUS_USAGE if it names none. In `arena`,
 * NUL-terminated.
 */
enum status sources_named(struct store *store, const char *given,
                          struct arena *arena, struct slice **ret_paths,
                          size_t *ret_count, struct error *err);

/* The one source that it names. */
enum status source_named(struct store *store, const char *given,
                         struct arena *arena, struct source_record *ret_source,
                         struct error *err);

/*
 * STATUS_USAGE if an argument is empty, as that of a shell variable which is not
 * set: it would name the folder in which quoth happens to be.
 */
enum status sources_refuse_empty(int argc, char **argv, struct error *err);

/* A path as sources have them: absolute, or an address in its normal form. */
struct slice source_path(const char *given, struct arena *arena);

#endif
