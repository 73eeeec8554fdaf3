#ifndef QUOTH_FEED_H
#define QUOTH_FEED_H

/*
 * RSS 2.0 and 1.0 and Atom, with the elements of iTunes, Podcasting 2.0, Podlove
 * and Media RSS, known by their local names. Episodes come out as the rest of
 * the program wants them; nothing is fetched.
 */

#include "base/diag.h"
#include "cue.h"

/* A transcript that an item has, as far as the feed tells. */
struct feed_link {
    struct slice url;      /* absolute, NUL-terminated */
    struct slice type;     /* media type, lower case, no parameters */
    struct slice language; /* "en"; empty = not said */
};

struct feed_item {
    struct episode_meta meta; /* guid is never empty */
    struct feed_link *transcripts;
    size_t transcript_count, transcript_capacity;
    struct feed_link chapters; /* a file of them; an empty url = none */
    struct cue_list inline_chapters;
    uint64_t hash; /* of all that is said of the episode, but for links of
                      transcripts and chapters */
};

/* Of feed.skipped: hours 0 to 23 of Greenwich, days from Sunday = 0. */
#define FEED_SKIPS_HOUR(hour) ((uint32_t)1 << (hour))
#define FEED_SKIPS_DAY(day)   ((uint32_t)1 << (24 + (day)))

/* Live items are passed over: there is nothing of them yet. */
struct feed {
    struct slice title, language;
    struct slice next_page; /* absolute; empty = it is the last */
    struct slice new_url;   /* where the feed has moved to; empty = nowhere */
    struct feed_item *items;
    size_t item_count, item_capacity;
    int64_t rest_seconds; /* that it is good for; 0 = not said */
    uint32_t skipped;     /* when it wants to be left alone */
    bool broke_off;       /* its end is not there; the items before are */
};

/* Is the document a feed, by its root? */
bool feed_is(struct slice text);

/*
 * Reads a feed that came from `url`, what there is of it. All is in `arena`.
 * STATUS_BAD_INPUT if it is none, STATUS_LIMIT as xml_parse, or above
 * LIMIT_FEED_ITEMS.
 */
enum status feed_read(struct slice text, struct slice url, struct arena *arena,
                      struct feed *ret, struct diag *diag, struct error *err);

/*
 * How good a kind of transcript is, from its media type and address: 0 is best.
 */
int feed_link_rank(const struct feed_link *link);

#endif
