#ifndef QUOTH_GATHER_H
#define QUOTH_GATHER_H

/*
 * A ranked segment -> the passage that is shown: its text and turns, and the
 * words that matched with their times. The text is tokenised again and the
 * query evaluated on it, by the same rules as on the index; so hits need no
 * look at the index, and come with their places in the text.
 */

#include "around.h"
#include "passage.h"
#include "rank.h"

struct gatherer;

/* Gathers for one plan, with so much text around; both outlive it. */
struct gatherer *gatherer_new(const struct plan *plan,
                              const struct around *around);
void gatherer_free(struct gatherer *gatherer); /* accepts NULL */

/*
 * Makes the passage of `ranked`, without its rank. Lives in the plan's arena.
 */
enum status gather(struct gatherer *gatherer, const struct ranked *ranked,
                   struct passage *ret_passage, struct error *err);

#endif
