#ifndef QUOTH_OUTPUT_H
#define QUOTH_OUTPUT_H

/*
 * Where the output of a command goes, besides standard output.
 */

#include "command.h"

/*
 * Writes `text` to the file `path` in one step: a file that was there is
 * replaced when all is written, and kept if that fails. What is no regular file
 * is written to as it is. STATUS_STORE.
 */
enum status output_write(const char *path, struct slice text,
                         struct error *err);

/* Writes a note to standard error, unless the user wants it quiet. */
void output_note(const struct context *context, struct slice text);

/* Writes to standard error what went wrong though the command goes on. */
void output_complaint(struct slice text);

#endif
