#ifndef QUOTH_TREND_BUCKET_H
#define QUOTH_TREND_BUCKET_H

/*
 * What is counted together: a month, a year, an episode, a speaker, a show.
 */

#include "base/arena.h"
#include "base/error.h"

enum trend_by {
    TREND_MONTH,
    TREND_YEAR,
    TREND_EPISODE,
    TREND_SPEAKER,
    TREND_SHOW,
};

/* Fields that do not tell buckets apart are empty. */
struct trend_bucket {
    struct slice date; /* MONTH: 2025-11; YEAR: 2025; EPISODE: as known */
    struct slice show; /* SHOW, EPISODE */
    struct slice name; /* SPEAKER; EPISODE: its title */
    int64_t episode;   /* EPISODE */
    int64_t mentions, words, episodes;
};

struct trend_buckets {
    struct trend_bucket *list;
    size_t count;
    size_t *of_key; /* by key: in which bucket it is */
};

/* The kind called `name`: month, year, episode, speaker, show. STATUS_USAGE. */
enum status trend_by_parse(const char *name, enum trend_by *ret_by,
                           struct error *err);

/* The name back. */
const char *trend_by_name(enum trend_by by);

/* One bucket for those of `keys` that are equal, in order. In `arena`. */
void trend_buckets_make(const struct trend_bucket *keys, size_t key_count,
                        struct arena *arena, struct trend_buckets *ret_buckets);

/*
 * Brings counted buckets into the form in which they are shown. Months and
 * years follow each other without a hole; what has no such date is last.
 * Episodes come by date, speakers and shows by their mentions, all three
 * without those that have no mention. Drops of_key, which holds no more.
 */
void trend_buckets_arrange(struct trend_buckets *buckets, enum trend_by by,
                           struct arena *arena);

/* Mentions in 10,000 words; negative where no word was said. */
double trend_rate(int64_t mentions, int64_t words);

#endif
