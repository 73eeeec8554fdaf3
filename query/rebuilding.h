#ifndef QUOTH_REBUILDING_H
#define QUOTH_REBUILDING_H

/*
 * Rebuilding the archive from the command line: for quoth reindex, and for
 * quoth check --repair.
 */

#include "command.h"
#include "rebuild.h"

/*
 * Rebuilds context->store, with progress in a terminal. With `mend` it also
 * takes away what belongs to nothing, and writes a line to context->out for all
 * that it mends.
 */
enum status rebuilding_run(struct context *context, bool mend,
                           struct rebuild_report *ret_report,
                           struct error *err);

/* What the next update is to do about what is not exact; nothing if all is. */
void rebuilding_put_rest(const struct rebuild_report *report, struct buf *out);

#endif
