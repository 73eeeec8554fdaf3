#ifndef QUOTH_DRAFT_TIME_H
#define QUOTH_DRAFT_TIME_H

/* Times in a paragraph of a draft. */

#include "draft.h"
#include "draft_block.h"

/* A time and the bytes that it stands on, brackets included. */
struct found_time {
    size_t from, to;
    struct draft_time time;
};

/*
 * Finds the times of a block: those in brackets, at the front, or behind a dash
 * and a name; links and addresses that say when; refs. In `arena`.
 */
void found_times_read(const struct draft_block *block, struct arena *arena,
                      struct found_time **ret_list, size_t *ret_count);

#endif
