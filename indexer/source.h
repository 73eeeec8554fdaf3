#ifndef QUOTH_SOURCE_H
#define QUOTH_SOURCE_H

/*
 * The paths that a run was given: how each is read, what is in it, and that it
 * is remembered.
 */

#include "run.h"

/*
 * Finds the files of root number `index`, which the user typed as `typed`. One
 * that was there before and is not now, or is empty, is unavailable: that is
 * reported, and no error. STATUS_NOT_FOUND or STATUS_IO for others.
 */
enum status source_walk(struct run *run, size_t index, const char *typed,
                        struct error *err);

/* The same for an address, which is not looked at yet. */
enum status source_take_address(struct run *run, size_t index,
                                struct slice address, struct error *err);

/* Remembers the root, and how it is read. */
enum status source_put(struct run *run, struct root *root, struct error *err);

#endif
