#ifndef QUOTH_RUN_H
#define QUOTH_RUN_H

/*
 * An indexing run in progress: what it was asked, what the archive knew when it
 * began, and what it tells. Shared by the files that are its steps, in the order
 * in which they come: source, (pipeline, prepare,) keep with match, vanish.
 */

#include "ingest.h"
#include "pipeline.h"

/* A path that the user gave. */
struct root {
    struct slice path; /* absolute */
    int64_t source;    /* its id; 0 in a dry run */
    bool available;
    struct source_options options; /* given now, or else remembered */
    struct slice *exclude;         /* likewise; NUL-terminated globs */
    size_t exclude_count;
    bool reread; /* other options were given than before */
};

struct run {
    struct store *store; /* NULL in a dry run */
    const struct ingest_options *options;
    struct arena *arena;
    struct arena scratch; /* of the file at hand */
    struct ingest_report *report;
    struct walk walk;
    struct root *roots;
    size_t root_count;
    struct location_record *known; /* by path */
    bool *seen;                    /* parallel to `known` */
    size_t known_count;
    struct location_record **by_transcript; /* those that have one */
    size_t by_transcript_count;
    struct pipeline_item *items;
    size_t item_count;
    size_t uncommitted;
    int64_t last_commit_ms;
};

/* Loads the files that the archive knows. */
enum status run_load_known(struct run *run, struct error *err);

/* The known file of that path, or NULL. */
struct location_record *run_find_known(const struct run *run,
                                       struct slice path);

/* The run has met this file, where it was or where it was moved to. */
void run_mark_seen(struct run *run, const struct location_record *known);

/* The known files of a transcript; *ret_count of them. */
struct location_record **
run_locations_of(const struct run *run, int64_t transcript, size_t *ret_count);

/* Counts what happened to a file, and tells whoever listens. */
void run_tell(struct run *run, const struct ingest_event *event);
void run_tell_path(struct run *run, enum ingest_outcome outcome,
                   struct slice path, struct slice reason);

#endif
