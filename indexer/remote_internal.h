#ifndef QUOTH_REMOTE_INTERNAL_H
#define QUOTH_REMOTE_INTERNAL_H

/*
 * What the files of remote_visit share. remote.c asks for the roots and sees
 * what came, remote_feed.c reads a feed, remote_files.c takes what is wanted of
 * it.
 */

#include "fetch.h"
#include "originals.h"
#include "remote_plan.h"

/* Addresses that are asked for, then read, then committed. */
enum { REMOTE_BATCH = 32 };

/* What is liked best in answers to a request for a feed. */
#define REMOTE_FEED_TYPES                                                      \
    "application/rss+xml, application/atom+xml;q=0.9, application/xml;q=0.8, " \
    "text/xml;q=0.8, */*;q=0.5"

/* The visits of a run. */
struct visits {
    struct run *run;
    struct originals originals;
    struct fetch_session session;
    int64_t now_ms;
};

/* One root that is visited. */
struct visit {
    struct visits *visits;
    struct run *run;
    size_t root;
    struct arena arena;
    struct plan plan;
    struct remote_record record; /* of the root's own address */
    struct fetch *fetch;
    struct feed_item **items; /* of all pages */
    size_t item_count, item_capacity;
    size_t fetched; /* transcripts that came and could be read */
    bool whole;     /* all pages were read */
};

/* Things to be done at once. */
struct remote_work {
    struct target *targets[REMOTE_BATCH];
    enum target_work kinds[REMOTE_BATCH];
    bool speech[REMOTE_BATCH];
    size_t count;
};

/* ---- remote.c ---- */

/* The root that is visited; the run's. */
struct root *visit_root(const struct visit *visit);

/* Begins a visit of root number `root`; its arena is the caller's to release. */
enum status visit_init(struct visit *visit, struct visits *visits, size_t root,
                       struct fetch *fetch, struct error *err);

/* fetch_all; an interruption is noted in the report, and is no failure. */
enum status remote_fetch(struct visits *visits, struct fetch *list,
                         size_t count, struct arena *arena, struct error *err);

/* For fetch.wanted: media are given up before they are loaded. */
bool remote_may_be_text(struct slice head, struct error *err);

/* The text of a file that came, in the visit's arena. */
enum status remote_read_text(struct visit *visit, struct slice path,
                             struct slice *ret_text, struct error *err);

/* Makes the root a source, of that kind; now it has an id. */
enum status remote_remember(struct visit *visit, const char *kind,
                            struct error *err);

/* The feed came, or is as it was: it rests for as long as it and its host say. */
void remote_let_rest(struct visit *visit);

/* ---- remote_feed.c ---- */

/* Reads a feed, and takes what is wanted of it. */
enum status remote_take_feed(struct visit *visit, struct slice text,
                             struct error *err);

/* Failures of the source that this run did not meet are no failures any more:
 * of its recordings, or of all else. */
enum status remote_forget_failures(struct visit *visit, bool recordings,
                                   struct error *err);

/* ---- remote_files.c ---- */

/* Lets the address rest, the longer the more often it failed. `fetch` is NULL if
 * it came, and cannot be read. */
void remote_note_failure(const struct visits *visits,
                         struct remote_record *record,
                         const struct fetch *fetch);
/* Notes what came, and that it is good for a day. */
void remote_note_arrival(const struct visits *visits,
                         struct remote_record *record,
                         const struct fetch *fetch);
/* Stores the record; a dry run does not. */
enum status remote_put_record(struct visit *visit,
                              const struct remote_record *record,
                              struct error *err);

/* Keeps the reason why an address is not to be had, and tells it. */
enum status remote_put_failure(struct visit *visit, struct slice url,
                               const char *reason, struct error *err);

/* Makes room for so many files to be read, then names them one by one;
 * run_read_items reads them. */
void remote_begin_reading(struct visit *visit, size_t most);
void remote_add_reading(struct visit *visit, struct target *target);

/* Writes down what became of those. */
enum status remote_settle_readings(struct visit *visit,
                                   struct remote_work *work, struct error *err);

/* Takes away what addresses that were signed anew have left of one file, once
 * all that takes its place is on the disk. */
enum status remote_drop_copies(struct visit *visit, struct error *err);

/* Takes all that the plan wants from other addresses. */
enum status remote_take_files(struct visit *visit, struct error *err);

/* ---- remote_audio.c ---- */

/* Does the address stand for what was made of a recording? */
bool remote_is_recording(struct slice url);

/* Lets the transcriber make what the feeds among the roots do not offer. */
enum status remote_take_recordings(struct visits *visits, struct error *err);

#endif
