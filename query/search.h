#ifndef QUOTH_SEARCH_H
#define QUOTH_SEARCH_H

/*
 * A query line -> passages, one at a time: parse, plan, rank, and for the
 * winners alone their text. Knows nothing of how they are shown.
 */

#include "base/buf.h"
#include "base/error.h"
#include "around.h"
#include "order.h"
#include "passage.h"

struct store;

struct search_options {
    size_t limit;    /* passages to return; SIZE_MAX = all */
    size_t offset;   /* passages to leave out first */
    bool strict;     /* never relax */
    bool only_count; /* count exactly, return no passage */
    bool fold;       /* the same words again in an episode are one result */
    bool facets;     /* count all answers by show, speaker and year */
    struct order order;
    struct around around;   /* text to show on either side of an answer */
    int64_t episode;        /* look only there; 0 = everywhere */
    int64_t added_since_ms; /* only at what came since; 0 = ever */
    bool only_speech;       /* no titles of chapters, no notes */
    struct buf *explain;    /* gets each stage in words; may be NULL */
};

/*
 * Runs `line` and calls `take` for each passage, best first. Passages live in
 * `arena`. STATUS_BAD_QUERY points at what is wrong with the line.
 */
enum status search(struct store *store, struct slice line,
                   const struct search_options *options, struct arena *arena,
                   void (*take)(void *context, const struct passage *passage),
                   void *context, struct search_totals *ret_totals,
                   struct error *err);

#endif
