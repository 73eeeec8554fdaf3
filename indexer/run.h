#ifndef QUOTH_RUN_H
#define QUOTH_RUN_H

/*
 * An indexing run in progress: what it was asked, what the archive knew when it
 * began, and what it tells. Shared by the files that are its steps, in the
 * order in which they come: source, (pipeline, prepare,) keep with match,
 * vanish.
 */

#include "ingest.h"
#include "pipeline.h"

/* A path that the user gave. */
struct root {
    struct slice path; /* absolute */
    int64_t source;    /* its id; 0 in a dry run */
    bool available;
    bool is_address;   /* a feed or a page, looked at by remote_visit */
    bool is_list;      /* an OPML file: its feeds are roots themselves */
    struct slice kind; /* as it is remembered: "feed"; empty = it is not */
    struct source_options options; /* given now, or else remembered */
    struct slice *exclude;         /* likewise; NUL-terminated globs */
    size_t exclude_count;
    struct slice after; /* of a feed: episodes from that day on; empty = all */
    int64_t latest;     /* … so many episodes; 0 = all */
    bool reread;        /* other options were given than before */
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

/* One more root, of a list of feeds; pointers into run->roots go. Returns its
 * index. */
size_t run_add_root(struct run *run, struct slice path);

/* Reads run->items, and keeps what comes of them. */
enum status run_read_items(struct run *run, struct error *err);

/* Counts what happened to a file, and tells whoever listens. */
void run_tell(struct run *run, const struct ingest_event *event);
void run_tell_path(struct run *run, enum ingest_outcome outcome,
                   struct slice path, struct slice reason);

#endif
