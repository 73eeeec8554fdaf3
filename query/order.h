#ifndef QUOTH_ORDER_H
#define QUOTH_ORDER_H

/*
 * Another order of the answers than the best first, and no more than a few of
 * one episode.
 */

#include "rank.h"

enum sort_key {
    SORT_RANK, /* the best first */
    SORT_DATE, /* the newest episode first, in each as it was said */
    SORT_TIME, /* as it was said: the oldest episode first */
};

struct order {
    enum sort_key key;
    bool reverse;
    size_t per_episode; /* at most so many of one; 0 = no limit */
};

/* The key called `name`: rank, date, time. STATUS_USAGE if there is none. */
enum status order_parse(const char *name, enum sort_key *ret_key,
                        struct error *err);

/* Whether the order is that of the ranking itself, all of it. */
bool order_is_ranking(const struct order *order);

/* An order of the answers in one state of an archive. */
struct ordering {
    const struct order *order;
    struct transcript_place *places; /* by transcript */
    size_t place_count;
    struct turns turns; /* unless it is that of the ranking */
};

/*
 * Episodes without a date come last, also in reverse. Lives in the plan's
 * arena; `order` must outlive it.
 */
enum status order_begin(const struct order *order, const struct plan *plan,
                        struct ordering *ret_ordering, struct error *err);

/* For rank_options; NULL if the best have to be known first: order_apply. */
const struct turns *order_turns(const struct ordering *ordering);

/* How many of both stay if there may be no more of one episode; the best do. */
size_t order_left(const struct ordering *ordering, struct arena *arena,
                  const struct ranking *whole, const struct ranking *relaxed);

/*
 * Puts `relaxed` in that order, and `whole` unless it came in turns, and takes
 * out what is too much of one episode.
 */
void order_apply(const struct ordering *ordering, struct arena *arena,
                 struct ranking *whole, struct ranking *relaxed);

#endif
