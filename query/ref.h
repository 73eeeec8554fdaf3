#ifndef QUOTH_REF_H
#define QUOTH_REF_H

/*
 * Refs: the handle of a moment. Printed on every passage, taken by every
 * command that reads.
 *
 *   12                 the whole episode
 *   12@11:15           the segment that starts in that second, or else the one
 *                      that contains the moment
 *   12@11:15.2         likewise, in that tenth
 *   12@11:15-11:40     from there to the end of the last segment that starts
 *                      before the end
 *   12@w4310           the segment of that word: where there are no times
 *   12@w4310-w4400
 *
 * What stands before the @ may also be "latest", a path, a guid, a link or
 * words of the title. A link that says when (youtu.be/…?t=675) is a whole ref.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "store.h"

enum ref_kind {
    REF_EPISODE, /* the whole of it */
    REF_TIME,    /* from and to are milliseconds */
    REF_WORD,    /* from and to are tokens */
};

struct ref {
    enum ref_kind kind;
    struct slice episode; /* as written; borrowed */
    int64_t from;
    int64_t to;           /* not before `from`; -1 = not given */
    int64_t precision_ms; /* REF_TIME: 1000, 100, 10 or 1, as it was written */
};

/*
 * Reads a ref; all of `text` is one. STATUS_BAD_QUERY with the place of the
 * fault, for "12@1x:15". What cannot be a ref is taken for an episode.
 */
enum status ref_parse(struct slice text, struct ref *ret_ref,
                      struct error *err);

/* When each segment of an axis starts: made once for many refs. */
struct ref_clock {
    const struct axis *axis; /* outlives the clock */
    int64_t *starts_ms;
    bool steps_back; /* prose may: a segment starts before an earlier one */
};

/* The clock lives in `arena`. */
void ref_clock_init(struct ref_clock *clock, const struct axis *axis,
                    struct arena *arena);

/* A ref in the archive: segments [first, end) of a transcript. */
struct place {
    int64_t episode;
    struct transcript_info transcript;
    struct axis *axis;
    struct ref_clock clock;
    size_t first, end;
    bool whole; /* the ref named no moment */
};

/*
 * Finds the place of `ref`. In an episode with several transcripts it is in
 * the first that is searched and has times if the ref does; or in `transcript`,
 * if that is not 0. What is returned lives in `arena`.
 */
enum status ref_resolve(struct store *store, const struct ref *ref,
                        int64_t transcript, struct arena *arena,
                        struct place *ret_place, struct error *err);

/*
 * The one episode that `text` names, as described above. STATUS_NOT_FOUND if
 * there is none; STATUS_USAGE, listing them, if several fit.
 */
enum status ref_episode(struct store *store, struct slice text,
                        int64_t *ret_episode, struct error *err);

/*
 * Appends the ref of a segment: its second; its tenth if another segment of
 * the transcript starts before it in that second; its word if even that would
 * lead elsewhere, or nothing is timed.
 */
void ref_print(struct buf *out, int64_t episode, const struct ref_clock *clock,
               size_t segment);

#endif
