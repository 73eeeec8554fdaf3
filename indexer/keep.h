#ifndef QUOTH_KEEP_H
#define QUOTH_KEEP_H

/*
 * What became of a file, into the store. In a dry run, without one, it is only
 * told.
 */

#include "run.h"

/* Keeps what came of a file: transcript, failure, move, copy, or nothing. */
enum status keep_result(struct run *run, const struct walk_file *file,
                        struct prepared *prepared, struct error *err);

/* Notes that a known file is as it was, though its date or state changed. */
enum status keep_unchanged(struct run *run, const struct walk_file *file,
                           const struct location_record *known,
                           struct error *err);

/* Notes a folder that could not be looked into. */
enum status keep_walk_failure(struct run *run,
                              const struct walk_failure *failure,
                              struct error *err);

#endif
