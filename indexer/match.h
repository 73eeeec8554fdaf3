#ifndef QUOTH_MATCH_H
#define QUOTH_MATCH_H

/*
 * Which episode of the archive is a file of? By its keys (identity.h), unless
 * title, date or what is said contradict; such pairs are kept apart, and noted.
 */

#include "run.h"

/*
 * Finds the episode of a prepared file, or adds it, and merges what the file
 * says of it. `transcript` is the transcript that the file has already, 0 if
 * none. *ret_new says whether the episode was added.
 */
enum status match_episode(struct run *run, const struct walk_file *file,
                          const struct prepared *prepared, int64_t transcript,
                          int64_t *ret_episode, bool *ret_new,
                          struct error *err);

#endif
