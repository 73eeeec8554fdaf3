#ifndef QUOTH_EPISODE_AT_HAND_H
#define QUOTH_EPISODE_AT_HAND_H

/*
 * The episode that the passage at hand is from. Passages of one come after one
 * another, so it is read when it changes.
 */

#include "link.h"
#include "passage.h"
#include "store.h"

struct episode_at_hand {
    const struct passage_episode *episode; /* NULL = none yet */
    struct episode_meta meta;
    struct link_rule link_rule;
};

/*
 * Makes it episode number `id`. What passages are given of it lives in `arena`,
 * as long as that. STATUS_NOT_FOUND if there is none.
 */
enum status episode_at_hand_enter(struct episode_at_hand *hand,
                                  struct store *store, int64_t id,
                                  struct arena *arena, struct error *err);

#endif
