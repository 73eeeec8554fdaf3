#ifndef QUOTH_LIST_FILTER_H
#define QUOTH_LIST_FILTER_H

#include "store.h"

/*
 * What is written behind `list WHAT`: filters of the query language (field.h),
 * and words of a name. A transcript is wanted if the filters hold somewhere in
 * it. Fails with STATUS_BAD_QUERY, which points into `line`. Lives in `arena`.
 */
enum status list_filter_make(struct store *store, struct slice line,
                             struct arena *arena, struct row_filter *ret_filter,
                             struct error *err);

#endif
