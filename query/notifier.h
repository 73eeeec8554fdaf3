#ifndef QUOTH_NOTIFIER_H
#define QUOTH_NOTIFIER_H

/*
 * A program of the user's config that is told what an update found.
 */

#include "base/error.h"
#include "base/slice.h"

struct notifier {
    const char **argv; /* NULL-ended; NULL = there is none */
    int64_t seconds;   /* that it may take */
};

/* Runs it with `report` on standard input; what it prints is left out. As
 * child_run. */
enum status notifier_tell(const struct notifier *notifier, struct slice report,
                          struct error *err);

#endif
