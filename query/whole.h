#ifndef QUOTH_WHOLE_H
#define QUOTH_WHOLE_H

/*
 * The ranking of what has all words that are written side by side
 * (plan->relaxable), by what its parts score at a place (parts.h).
 */

#include "rank.h"

/* A rank_function (halves.h); `context` is not used. */
enum status whole_rank(struct plan *plan, const struct rank_options *options,
                       const void *context, struct ranking *ret_ranking,
                       struct error *err);

#endif
