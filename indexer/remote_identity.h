#ifndef QUOTH_REMOTE_IDENTITY_H
#define QUOTH_REMOTE_IDENTITY_H

/*
 * Which address a file of an item is kept under: that under which it came first,
 * however its query string is written by now. Private feeds sign addresses anew
 * for each visit.
 */

#include "remote_plan.h"

/* Makes plan->by_guid of plan->known. */
void identity_index(struct plan *plan, struct arena *arena);

/* What `url`, a link of the item, is kept under; `url` if it is new. Another
 * form of the item has that as its own already, or none. */
struct slice identity_of(const struct plan *plan,
                         const struct planned_item *planned, struct slice url);

/*
 * The records of older signatures that the item's files left, and that are
 * copies of what is there by now, each in a call of `take`.
 */
enum status identity_copies(
    const struct plan *plan, const struct planned_item *planned,
    enum status (*take)(void *context, const struct remote_record *copy,
                        struct error *err),
    void *context, struct error *err);

#endif
