#ifndef QUOTH_IDENTITY_PATH_H
#define QUOTH_IDENTITY_PATH_H

/*
 * What a file's name and folders tell of the episode in it.
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

#endif
