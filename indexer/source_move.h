#ifndef QUOTH_SOURCE_MOVE_H
#define QUOTH_SOURCE_MOVE_H

/*
 * A source is somewhere else now: the folder was moved to another disk, the
 * feed has another address.
 */

#include "store.h"

struct moved_source {
    struct slice path; /* where it is now, in full */
    size_t files;      /* of it that the archive knows */
    size_t missing;    /* … that are not there */
};

/*
 * Lets `source` be at `to`, as typed, with all that is known of it, so that the
 * next run reads nothing of it that has not changed. A folder, a file must be
 * there; `to` must be no other source's, and hold some of the source's files.
 * STATUS_USAGE; nothing is changed then. Text lives in
 * `arena`.
 */
enum status source_move(struct store *store, const struct source_record *source,
                        const char *to, struct arena *arena,
                        struct moved_source *ret_moved, struct error *err);

#endif
