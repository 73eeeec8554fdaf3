#ifndef QUOTH_TREND_H
#define QUOTH_TREND_H

/*
 * How often something is said, over time or by whom: the answers of a query,
 * and the words among which they were said, counted into buckets.
 *
 * A mention is one answer (eval.h) in speech: titles of chapters do not count,
 * and no word of the query may be missing. The words of a bucket are those of
 * the transcripts that are searched, as far as the conditions at the top of the
 * query leave them: with speaker:dana, those that Dana said.
 */

#include "passage.h"
#include "trend_bucket.h"

struct store;

struct trend {
    enum trend_by by;
    struct trend_buckets buckets; /* arranged */
    int64_t mentions, words;
    int64_t episodes;     /* that the query's filters leave */
    int64_t mentioned_in; /* of them, with a mention */
    /* As of a search: what to ask instead where nothing was found, episodes
     * without a date that a filter left out, the time it took. */
    struct search_totals totals;
};

/*
 * Counts what the query `line` finds. Lives in `arena`. STATUS_BAD_QUERY points
 * at what is wrong with the line.
 */
enum status trend_count(struct store *store, struct slice line,
                        enum trend_by by, struct arena *arena,
                        struct trend *ret_trend, struct error *err);

#endif
