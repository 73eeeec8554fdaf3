#ifndef QUOTH_PROGRESS_H
#define QUOTH_PROGRESS_H

/*
 * A line on stderr that tells how far a long task is: from its second second
 * on, a few times a second, in a terminal only.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool wanted, shown;
    int64_t start_ms, last_ms;
};

/* `wanted`: show it at all. The task begins now. */
void progress_init(struct progress *progress, bool wanted);
/* `what`: "files". */
void progress_show(struct progress *progress, size_t done, size_t total,
                   const char *what);
/* Takes the line away, before something else is written. */
void progress_clear(struct progress *progress);

#endif
