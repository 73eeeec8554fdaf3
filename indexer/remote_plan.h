#ifndef QUOTH_REMOTE_PLAN_H
#define QUOTH_REMOTE_PLAN_H

/*
 * What of a feed is wanted: which items, which of their transcripts, and what
 * of it is to be done now. Decides only; asks nobody.
 */

#include "remote_file.h"
#include "run.h"

/* An address, or an item of a feed, and what is known of it. */
struct target {
    struct remote_file file;
    struct remote_record record;
    bool tried;     /* in this run */
    bool shared;    /* it is an older item's: never taken for this one */
    bool recheck;   /* it is there, and looked at again */
    bool elsewhere; /* … and its address is not only signed anew */
};

/* Something that an item has in several forms, of which one will do. */
struct wish {
    struct target *forms;
    size_t count;
    bool speech;
};

struct planned_item {
    const struct feed_item *item;
    struct target self; /* what the feed says */
    bool changed;       /* since that was read */
    struct wish *wishes;
    size_t wish_count;
};

struct plan {
    struct run *run;
    size_t root;
    int64_t now_ms;
    bool same_feed; /* it is as it was: what failed, and what is rechecked */
    struct remote_record *known;    /* by address */
    struct remote_record **by_guid; /* the same; set by plan_items */
    size_t known_count;
    struct planned_item *items;
    size_t count;
};

/*
 * Chooses among `items`, all of a feed's; the plan lives in `arena` and has
 * pointers into them. plan->run … known_count are set by the caller.
 */
enum status plan_items(struct plan *plan, struct feed_item **items,
                       size_t count, struct arena *arena, struct error *err);

/* What is known of an address; a record with nothing in it if nothing is. */
struct remote_record plan_record(const struct plan *plan, struct slice url);

enum target_work {
    TARGET_RESTS,
    TARGET_IS_FETCHED,
    TARGET_IS_READ, /* again, from the copy that was kept */
};

/* The next form of a wish that something is to be done with; NULL if none. */
struct target *plan_next(const struct plan *plan,
                         const struct planned_item *item, struct wish *wish,
                         enum target_work *ret_work);

/* Is it something of an item that came, and that is to be looked at again, at
 * that address? One that was signed is not good for ever: only a feed that has
 * changed tells it anew. */
bool plan_is_due(const struct plan *plan, const struct remote_record *record,
                 struct slice address);

/* Did the address fail, or was it never asked, so that it is tried again? */
bool remote_is_pending(const struct remote_record *record);

/*
 * When it is tried again after so many failures: after `base_seconds`, then
 * twice as long each time, up to two weeks; never before what the host asked
 * for.
 */
int64_t remote_retry_ms(int64_t now_ms, int64_t tries, int64_t base_seconds,
                        int64_t retry_after_seconds);

/*
 * When a feed that says it is good for so many seconds is asked for again:
 * after these, but for less than a day, so that no nightly run finds it resting
 * because it begins a minute earlier than the last one.
 */
int64_t remote_rest_ms(int64_t now_ms, int64_t seconds);

/*
 * Is it too early to ask again? Neither before its time, nor on days that the
 * feed leaves out, nor in such hours unless it has waited for a day and a half:
 * that is then when the nightly run is.
 */
bool remote_rests(const struct remote_record *record, int64_t now_ms);

/*
 * When what came at `got_ms`, and is the same still, is looked at again: by the
 * next nightly run, then after twice the time each, up to a month. What is young
 * is corrected more often than what is old.
 */
int64_t remote_recheck_ms(int64_t now_ms, int64_t got_ms);

#endif
