#ifndef QUOTH_PART_H
#define QUOTH_PART_H

/*
 * Copies of one file are one transcript with several locations, until one of
 * them says something else.
 */

#include "run.h"

/*
 * The file, a location of `transcript` like others, has other words now. Where
 * it is known by its name alone, and no other copy has that name, the name's
 * keys are taken from the episode, so that the file finds, or becomes, one of
 * its own; else it is one more transcript of the same episode.
 */
enum status part_from_copies(struct run *run, const struct walk_file *file,
                             const struct prepared *prepared,
                             int64_t transcript, struct error *err);

#endif
