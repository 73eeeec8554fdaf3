#ifndef QUOTH_TERM_ROWS_H
#define QUOTH_TERM_ROWS_H

/*
 * Counts of words as they are to be stored: in order, with their stems, and
 * packed. To make them takes no archive, so another thread may do it while the
 * archive is busy; to write them is all that is left then.
 */

#include "base/arena.h"
#include "base/error.h"
#include "term_counts.h"

struct store;
struct term_rows;

/*
 * Makes rows of `counts`, which they borrow, and must not be changed until they
 * are freed. `words` is the packed vocabulary that the archive has
 * (vocabulary.h), which the counts are added to. term_rows_free.
 */
struct term_rows *term_rows_new(struct term_counts *counts, struct slice words);
void term_rows_free(struct term_rows *rows); /* accepts NULL */

/* Writes the rows into the archive, in the open transaction. */
enum status term_rows_write(struct store *store, const struct term_rows *rows,
                            struct error *err);

#endif
