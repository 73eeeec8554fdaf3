#ifndef QUOTH_VANISH_H
#define QUOTH_VANISH_H

/*
 * Files that are no longer there. They stay in the archive, marked, until they
 * are pruned; those below an unavailable source are not even marked.
 */

#include "run.h"

/* Marks the known files that the run has not met. */
enum status vanish_mark(struct run *run, struct error *err);

/* Forgets the marked ones, unless they are suspiciously many. */
enum status vanish_prune(struct run *run, struct error *err);

#endif
