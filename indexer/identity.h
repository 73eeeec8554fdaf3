#ifndef QUOTH_IDENTITY_H
#define QUOTH_IDENTITY_H

/*
 * Which episode is this? What a file's name and folders tell, and the keys by
 * which an episode is recognised again, whatever the source.
 */

#include "record.h"
#include "walk.h"

/*
 * How often each stem with a number occurs in each folder: go-time-131 counts
 * for "go-time". A stem that several files share is the name of a show.
 */
struct stem_census;

/* Counts the files of a walk. */
struct stem_census *stem_census_new(const struct walk *walk);
void stem_census_free(struct stem_census *census); /* accepts NULL */

/* The language that a file's name says its text is in; empty if none. */
struct slice identity_language(struct slice path, struct arena *arena);

/*
 * Fills in what `meta` does not know yet from the file's name and folders:
 * date, platform id, number, language, title, show. Text goes to `arena`.
 */
void identity_from_path(const struct walk_file *file,
                        const struct stem_census *census, struct arena *arena,
                        struct episode_meta *meta);

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
 * Could these two be the same episode, which have a key of that trust in common?
 * Titles contradict if they differ in more than case and punctuation, dates if
 * they are more than 3 days apart.
 */
bool identity_compatible(const struct episode_meta *a,
                         const struct episode_meta *b, enum key_trust trust);

#endif
