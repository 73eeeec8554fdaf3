#ifndef QUOTH_HALVES_H
#define QUOTH_HALVES_H

/*
 * A ranking in two threads. Each ranks half of the transcripts, over a
 * connection of its own and with a threshold of its own; the best of both are
 * the best of all.
 */

#include "rank.h"

/* A ranking of what the plan looks at. `context` is its own, and only read. */
typedef enum status rank_function(struct plan *plan,
                                  const struct rank_options *options,
                                  const void *context,
                                  struct ranking *ret_ranking,
                                  struct error *err);

/*
 * Runs `rank` in this thread, or in halves if there is so much to be looked at,
 * `hits`, that a second connection costs less time than it saves.
 */
enum status halves_rank(struct plan *plan, const struct rank_options *options,
                        int64_t hits, rank_function *rank, const void *context,
                        struct ranking *ret_ranking, struct error *err);

#endif
