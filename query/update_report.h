#ifndef QUOTH_UPDATE_REPORT_H
#define QUOTH_UPDATE_REPORT_H

/*
 * What an update did, gathered as it happens, for programs to read.
 */

#include "new_match.h"
#include "telling.h"

/* Something that failed in this run, and not in the same way before. */
struct update_failure {
    struct slice path; /* as the archive has it: not to be shown */
    struct slice source, error;
    int64_t retry_ms; /* when it is tried again; 0 = when it has changed */
};

struct update_report {
    struct telling telling; /* first: callbacks take either for the other */
    struct ingest_report report;
    size_t sources;
    int64_t started_ms, finished_ms; /* since 1970 */
    struct slice *added, *changed;   /* refs; in telling.arena */
    size_t added_count, added_capacity, changed_count, changed_capacity;
    int64_t *announced; /* episodes that a feed names, with nothing to read */
    size_t announced_count, announced_capacity;
    struct update_failure *failures;
    size_t failure_count, failure_capacity;
    struct new_match *matches; /* of saved searches */
    size_t match_count;
};

/* A callback of ingest, with a struct update_report as its context. */
void update_take_event(void *context, const struct ingest_event *event);

/* Looks up when what failed is tried again. */
enum status update_find_retries(struct update_report *report,
                                struct store *store, struct error *err);

/* Did a saved search find anything? */
bool update_has_matches(const struct update_report *report);

/* Appends a line for each saved search that found something new. */
void update_put_matches(const struct update_report *report, struct buf *out);

/* Appends the report as one JSON object on a line. */
void update_put_json(const struct update_report *report, struct buf *out);

#endif
