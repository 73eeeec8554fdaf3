#ifndef QUOTH_IDENTITY_H
#define QUOTH_IDENTITY_H

/*
 * Which episode is this? What a file's name and folders tell, and the keys by
 * which an episode is recognised again, whatever the source.
 */

#include "record.h"
#include "walk.h"

enum { IDENTITY_KEYS = 6 };

/* How far a key can be trusted. */
enum key_trust {
    KEY_SURE,   /* an id: the same key is the same episode */
    KEY_PLACE,  /* a file name: so unless the dates contradict */
    KEY_LIKELY, /* so unless titles or dates contradict */
};

struct identity_keys {
    struct slice keys[IDENTITY_KEYS]; /* strongest first */
    enum key_trust trust[IDENTITY_KEYS];
    size_t count;
};

/*
 * The keys of an episode: guid, platform id, page, media, number within the
 * show, title within the show, and last the file's stem in its folder, where
 * folders that only name a format or a language do not count. `said_title`
 * tells that the title was stated, not made from the file's name.
 */
void identity_keys(const struct episode_meta *meta, struct slice path,
                   bool said_title, struct arena *arena,
                   struct identity_keys *ret_keys);

/*
 * The key that a file's place gives: its stem in its folder. Empty for an
 * address, whose parts may be the same for all that a host has. In `arena`.
 */
struct slice identity_place_key(struct slice path, struct arena *arena);

/*
 * Could these two be the same episode, which have a key of that trust in
 * common? Titles contradict if they differ in more than case and punctuation,
 * dates if they are more than 3 days apart.
 */
bool identity_compatible(const struct episode_meta *a,
                         const struct episode_meta *b, enum key_trust trust);

#endif
