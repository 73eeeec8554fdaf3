#ifndef QUOTH_SET_H
#define QUOTH_SET_H

/*
 * The parts of `quoth set`: what it can be told of, besides episodes. Arguments
 * are KEY=VALUE, at least one.
 */

#include "command.h"

/* Splits "KEY=VALUE"; both parts live in `arena`. */
enum status set_split(const char *argument, struct arena *arena,
                      struct slice *ret_key, struct slice *ret_value,
                      struct error *err);

/* A value that is one line of text, in `arena`; empty if it is none. */
struct slice set_keep_line(struct slice value, struct arena *arena);

/* Renames the show whose name fits `text`, or says how its links are made. */
enum status set_show(struct context *context, struct slice text, int argc,
                     char **argv, struct arena *arena, struct error *err);

/* Says whose name the one is that fits `text`. */
enum status set_speaker(struct context *context, struct slice text, int argc,
                        char **argv, struct arena *arena, struct error *err);

/* Says where the source that is named `target` is now. */
enum status set_source(struct context *context, const char *target, int argc,
                       char **argv, struct arena *arena, struct error *err);

#endif
