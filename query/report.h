#ifndef QUOTH_REPORT_H
#define QUOTH_REPORT_H

/*
 * The one place where an error becomes words for the user and an exit code for
 * scripts.
 */

#include "base/buf.h"
#include "base/error.h"

/* Exit codes. Scripts rely on them: they are never given another meaning. */
enum exit_code {
    EXIT_FOUND = 0,
    EXIT_NOT_FOUND = 1,
    EXIT_WRONG_USE = 2,
    EXIT_INPUT_FAILED = 3,
    EXIT_FATAL = 4,
    EXIT_BUSY = 75,           /* EX_TEMPFAIL of sysexits.h */
    EXIT_INTERRUPTED = 130,   /* as shells say it: 128 + SIGINT */
    EXIT_OUTPUT_CLOSED = 141, /* 128 + SIGPIPE */
};

enum exit_code exit_code_of(const struct error *err);

/*
 * Appends "quoth: MESSAGE" and, if the error points into `query_line`, that
 * line with a mark below the place. Nothing for an error without words.
 */
void report_error(struct buf *out, const struct error *err,
                  struct slice query_line);

#endif
