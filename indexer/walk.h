#ifndef QUOTH_WALK_H
#define QUOTH_WALK_H

/*
 * Folders -> the files in them that may be transcripts, in a stable order.
 * Nothing is opened: what a name and the system tell is enough to leave out
 * media, pictures and the like.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "file_filter.h"

struct remote_file;

/* A folder that was walked. */
struct walk_folder {
    const struct walk_folder *parent; /* NULL above the root */
    struct slice path;                /* absolute */
    struct slice defaults;            /* path of its quoth.yaml; empty = none */
    struct slice *sidecars; /* names of files that describe others, sorted */
    size_t sidecar_count, sidecar_capacity;
    int64_t sidecar_mtime_ns; /* latest of all these, and of the parents' */
};

struct walk_file {
    struct slice path; /* absolute, NUL-terminated */
    struct slice root; /* the path given by the user, absolute */
    const struct walk_folder *folder;
    size_t root_index;
    int64_t size;
    int64_t mtime_ns; /* the file's, or its folder's sidecars' if later */
    bool named;       /* given by the user itself, not met in a folder */
    struct remote_file *remote; /* it came over the network; else NULL */
};

/* What was left out, by kind: "mp3" 410, "hidden" 3. */
struct walk_kind {
    struct slice kind;
    size_t count;
};

/* Something that could not be looked into. */
struct walk_failure {
    struct slice path;
    struct slice reason;
    size_t root_index;
};

struct walk {
    /* What these read is looked at, whatever its name says. NULL = none. */
    const struct file_filters *filters;
    struct arena *arena; /* owns everything below */
    struct walk_file *files;
    size_t file_count, file_capacity;
    struct walk_kind *kinds;
    size_t kind_count, kind_capacity;
    struct walk_failure *failures;
    size_t failure_count, failure_capacity;
};

/* A walk that has seen nothing; what it finds lives in `arena`. */
void walk_init(struct walk *walk, struct arena *arena);

/*
 * Adds `root`, an absolute path of a file or a folder, under number
 * `root_index`. Names that match one of `exclude` (fnmatch(3), against the name
 * and against the path below the root) are left out. Symbolic links are
 * followed, each folder is entered once. STATUS_NOT_FOUND or STATUS_IO, with
 * the reason alone, if the root itself cannot be looked at; *ret_empty says
 * that the folder has nothing in it at all.
 */
enum status walk_add(struct walk *walk, struct slice root, size_t root_index,
                     const struct slice *exclude, size_t exclude_count,
                     bool *ret_empty, struct error *err);

/* Counts one file of a kind that is not ours. */
void walk_count_kind(struct walk *walk, struct slice kind);

#endif
