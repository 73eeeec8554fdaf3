#ifndef QUOTH_FILTER_H
#define QUOTH_FILTER_H

/*
 * Filters -> sets: what field:value means, looked up in the archive.
 */

#include "base/buf.h"
#include "plan.h"

/*
 * Looks the filter up. *ret_unknown counts episodes that it leaves out because
 * the field is not known of them. STATUS_BAD_QUERY, pointing at the filter, if
 * the value makes no sense, or if nothing has it (with the nearest names).
 */
enum status filter_resolve(struct store *store, const struct node *node,
                           struct arena *arena, struct filter_plan *ret_filter,
                           size_t *ret_unknown, struct error *err);

/* Does the filter ask for page notes: in:notes, notes:word? */
bool filter_is_of_notes(const struct node *node);

/* Appends what the filter leaves, for --explain. */
void filter_print(const struct filter_plan *filter, struct buf *out);

#endif
