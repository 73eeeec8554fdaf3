#ifndef QUOTH_ROWS_H
#define QUOTH_ROWS_H

/*
 * What commands that print rows share: the option --format, and cells.
 */

#include "command.h"

/* How --format is described in the help of such a command. */
#define ROWS_FORMAT_HELP "text, json, jsonl, csv or tsv"

/*
 * Begins a table on the context's output, in the form called `format` (NULL:
 * text). STATUS_USAGE if there is no such form.
 */
enum status rows_begin(struct context *context, const char *format,
                       const char *const *columns, const char *const *hidden,
                       struct table **ret_table, struct error *err);

/* A cell of text; of nothing if it is empty, which means "not known". */
struct cell cell_text(struct slice text);
/* A cell of a number, whose digits live in `arena`. */
struct cell cell_number(struct arena *arena, int64_t number);
/* Likewise of milliseconds; of nothing for TIME_NONE. */
struct cell cell_time(struct arena *arena, int64_t ms);

#endif
