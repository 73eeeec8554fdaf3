#ifndef QUOTH_REGEX_AHEAD_H
#define QUOTH_REGEX_AHEAD_H

/*
 * Threads that look for the matches of a plan's regular expressions ahead of
 * the one that judges transcripts, which asks for them in the order of the
 * index, and looks for others where it would have to wait. Each has the archive
 * open for itself.
 */

#include "regex_find.h"

struct regex_ahead;

/*
 * Starts, if it is worth it; else *ret is NULL. The plan's expression is
 * complete.
 */
enum status regex_ahead_start(const struct plan *plan, struct regex_ahead **ret,
                              struct error *err);
void regex_ahead_stop(struct regex_ahead *ahead); /* accepts NULL */

/* From now on transcripts before `transcript` are not asked for any more. */
void regex_ahead_enter(struct regex_ahead *ahead, int64_t transcript);

/*
 * Waits for the matches of a leaf in the transcript that was entered, which is
 * one where regex_may_match, and exchanges them for what `found` has. False if
 * they are not to be had: the caller looks for himself. STATUS_LIMIT as
 * regex_find.
 */
bool regex_ahead_take(struct regex_ahead *ahead, size_t leaf,
                      struct regex_found *found, enum status *ret_status,
                      struct error *err);

#endif
