#ifndef QUOTH_CHILD_H
#define QUOTH_CHILD_H

/*
 * Runs another program, tells it something and reads what it prints. No shell
 * is involved; several threads may do so at once. The process has to ignore
 * SIGPIPE: the program may end before it was told all.
 */

#include "base/buf.h"
#include "base/error.h"

struct child_limits {
    int64_t seconds; /* until it is killed */
    size_t bytes;    /* of output */
    /* The user wants to end: it is killed. May be NULL; called by any thread. */
    bool (*interrupted)(void *context);
    void *context;
};

/*
 * Runs argv[0], found as a shell finds it, with the NULL-ended `argv` and
 * `input` on standard input, in a process group of its own; appends its
 * standard output to `out`. STATUS_IO if it does not start, STATUS_BAD_INPUT
 * with the last line of its standard error if it fails, STATUS_LIMIT,
 * STATUS_INTERRUPTED.
 */
enum status child_run(const char *const *argv,
                      const struct child_limits *limits, struct slice input,
                      struct buf *out, struct error *err);

#endif
