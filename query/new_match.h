#ifndef QUOTH_NEW_MATCH_H
#define QUOTH_NEW_MATCH_H

/*
 * What saved searches find in what the last update brought.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store.h"

struct new_match {
    struct slice name, query; /* of the saved search */
    struct slice *refs;       /* of the passages, best first; the first ones */
    size_t count, ref_count, capacity; /* `count` is of all passages */
    struct slice failure;              /* why it could not be run; or empty */
};

/*
 * Runs every saved search on the last update's transcripts. Those that find
 * nothing are left out. Lives in `arena`.
 */
enum status new_matches(struct store *store, struct arena *arena,
                        struct new_match **ret_list, size_t *ret_count,
                        struct error *err);

#endif
