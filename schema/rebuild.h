#ifndef QUOTH_REBUILD_H
#define QUOTH_REBUILD_H

/*
 * Makes anew what is made of the transcripts' texts: the full-text index, the
 * vocabulary, and where the rules for words have changed all that is attached
 * to a word's number. The texts themselves, all numbers of episodes and
 * transcripts, and what a person told quoth stay as they are.
 *
 * It is one transaction in the archive's own file. A second file that is
 * renamed over the first would have to be as large as the whole archive, not
 * only as what changes; and SQLite's files belong together by name: a reader
 * that has the old file open would share -wal and -shm with the new one, and a
 * log that is left behind would be replayed into it. In one transaction readers
 * see the archive as it was until it is committed, and whatever ends it before
 * (a kill, a full disk) leaves the archive as it was.
 *
 * No source is read. What the stored text cannot give exactly is marked, and
 * the next update reads those files again.
 */

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

struct rebuild_options {
    bool mend;     /* take away what belongs to nothing, too */
    void *context; /* of the callbacks, which may be NULL */
    bool (*interrupted)(void *context);
    void (*progress)(void *context, size_t done, size_t total);
    /* What was mended, a sentence a call. */
    void (*tell)(void *context, const char *text);
};

struct rebuild_report {
    int64_t transcripts, tokens;
    int64_t recounted; /* transcripts whose words have other numbers now */
    int64_t inexact;   /* those in which times are estimated, or words lost */
    int64_t to_read;   /* … whose files the next update reads again */
};

/*
 * Rebuilds the archive of `store`, which store_open_rebuilder has opened, and
 * commits. STATUS_STORE, with nothing changed, if there is no room for it on
 * the disk; STATUS_INTERRUPTED likewise.
 */
enum status store_rebuild(struct store *store,
                          const struct rebuild_options *options,
                          struct rebuild_report *ret_report, struct error *err);

#endif
