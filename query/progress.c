#include "progress.h"

#include "base/clock.h"

#include <stdio.h>

enum { FIRST_MS = 1000, EVERY_MS = 200 };

void progress_init(struct progress *progress, bool wanted)
{
    *progress =
        (struct progress){ .wanted = wanted, .start_ms = clock_monotonic_ms() };
}

void progress_show(struct progress *progress, size_t done, size_t total,
                   const char *what)
{
    int64_t now;

    if (!progress->wanted)
        return;
    now = clock_monotonic_ms();
    if (now - progress->start_ms < FIRST_MS ||
        now - progress->last_ms < EVERY_MS)
        return;
    progress->last_ms = now;
    progress->shown = true;
    fprintf(stderr, "\r%zu of %zu %s \033[K", done, total, what);
}

void progress_clear(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
