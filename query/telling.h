#ifndef QUOTH_TELLING_H
#define QUOTH_TELLING_H

/*
 * What commands that fill the archive tell of their run: failures as they come,
 * and at the end what was added of which show.
 */

#include "command.h"
#include "ingest.h"
#include "progress.h"

/* What was added of a show. */
struct show_tally {
    struct slice name, first, last; /* dates; empty = none known */
    size_t episodes;
};

struct telling {
    struct context *context;
    struct arena *arena;
    struct progress progress;
    struct show_tally *shows;
    size_t show_count, show_capacity;
    size_t new_episodes;
    int64_t deadline_ms; /* of clock_monotonic_ms, to end at; 0 = none */
};

/* Callbacks of ingest, with a struct telling as their context. */
void telling_take_event(void *context, const struct ingest_event *event);
void telling_take_progress(void *context, size_t done, size_t total);
bool telling_interrupted(void *context);

/* Says on stderr why a file failed. */
void telling_put_failure(struct telling *telling,
                         const struct ingest_event *event);

/* Appends a line for each new show, and one of counts. */
void telling_put_summary(const struct telling *telling,
                         const struct ingest_report *report, int64_t elapsed_ms,
                         struct buf *out);
/* The same of a run that only looked. */
void telling_put_dry_summary(const struct ingest_report *report,
                             struct buf *out);

/* What the user must know besides: on stderr. */
void telling_put_warnings(const struct telling *telling,
                          const struct ingest_report *report);

#endif
