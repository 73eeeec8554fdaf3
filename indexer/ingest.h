#ifndef QUOTH_INGEST_H
#define QUOTH_INGEST_H

/*
 * The indexing run: paths and addresses -> files -> prepared transcripts ->
 * store. Threads read and parse, one writer, the caller's thread, owns the
 * store; memory is bounded by what is in flight. Prints nothing.
 */

#include "fetch.h"
#include "prepare.h"
#include "store.h"
#include "transcriber.h"

/* What happened to a file. */
enum ingest_outcome {
    INGEST_ADDED,
    INGEST_CHANGED,
    INGEST_MOVED,
    INGEST_UNCHANGED, /* looked at, and the same as before */
    INGEST_FAILED,
    INGEST_STILL_FAILING, /* for the same reason as last time */
    INGEST_NOT_OURS,
    INGEST_VANISHED,
    INGEST_REMOVED,
};

/* How addresses are fetched. */
struct network_options {
    struct fetch_options fetch;
    const char *folder;    /* where originals are kept; NULL = of a dry run */
    bool keep;             /* originals, beyond this run */
    bool scheduled;        /* ask for nothing before its time has come */
    int64_t retry_seconds; /* after a first failure; then twice as long … */
    const struct transcriber *transcriber; /* of recordings; NULL = none */
};

/* What a feed offers. */
struct feed_report {
    struct slice url, title;
    size_t episodes, with_transcripts;
    size_t fetched; /* transcripts, in this run */
    bool first;     /* it was not known before */
};

/* One file's outcome, good during the callback. */
struct ingest_event {
    enum ingest_outcome outcome;
    struct slice path;
    struct slice reason;             /* of a failure */
    int64_t episode;                 /* 0 = none, or a dry run */
    bool new_episode;                /* it was not in the archive before */
    const struct prepared *prepared; /* NULL if it was not read */
};

struct ingest_options {
    struct source_options source;
    const struct slice *exclude; /* NUL-terminated globs */
    size_t exclude_count;
    size_t jobs;        /* threads that parse; 0 = as many as processors */
    bool dry_run;       /* the store is NULL, nothing is kept */
    bool force;         /* read unchanged files, too */
    bool revisit;       /* an update: the paths are sources; one that is not
                           there is unavailable, and no error */
    bool only_failed;   /* read nothing but what failed */
    bool prune;         /* forget vanished files */
    bool prune_many;    /* also when they are many */
    bool no_remember;   /* the paths do not become sources */
    struct slice after; /* of feeds: episodes from that day on; empty = all */
    int64_t latest;     /* … so many; 0 = all */
    struct network_options network;

    void *context; /* of the callbacks */
    bool (*interrupted)(void *context);
    void (*progress)(void *context, size_t done, size_t total);
    void (*event)(void *context, const struct ingest_event *event);
};

struct ingest_report {
    struct run_counts counts;
    int64_t tokens, input_bytes; /* of what was read */
    bool was_interrupted;
    struct walk_kind *kinds; /* what is not ours; in `arena` */
    size_t kind_count;
    struct slice *unavailable; /* sources that could not be looked at */
    struct slice *unavailable_reasons;
    size_t unavailable_count;
    int64_t postponed; /* addresses whose hosts want peace */
    int64_t resting;   /* feeds that were not asked: their time has not come */
    int64_t rechecked; /* addresses looked at again that had come */
    struct feed_report *feeds; /* those that were read */
    size_t feed_count, feed_capacity;
    struct slice refused_prune; /* why vanished files were kept; or empty */
};

/*
 * Indexes `paths` (as typed) into `store`. A path that does not exist is an
 * error before anything is written (STATUS_NOT_FOUND). Files that fail, and
 * named ones that are no transcripts, are counted and reported as events; the
 * run goes on. Everything is committed on return, also when it
 * was interrupted.
 */
enum status ingest(struct store *store, const char *const *paths,
                   size_t path_count, const struct ingest_options *options,
                   struct arena *arena, struct ingest_report *ret_report,
                   struct error *err);

#endif
