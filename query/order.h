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

/*
 * Puts `ranking`, which has all answers, in that order, and takes out what is
 * too much of one episode: of each, the best stay. Episodes without a date come
 * last, also in reverse.
 */
enum status order_apply(const struct order *order, const struct plan *plan,
                        struct ranking *ranking, struct error *err);

#endif
