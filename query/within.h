#ifndef QUOTH_WITHIN_H
#define QUOTH_WITHIN_H

/*
 * within:30s and the like: how close the parts of a query have to be. It is
 * written as a filter is, and holds for the line or the parentheses in which
 * it stands.
 */

#include "tree.h"

/* "30s", "5m", "1:30", "episode". Returns false for anything else. */
bool within_parse(struct slice value, struct within *ret_within);

/* Sets it for the ANDs of a group in which nothing else was asked for. */
void within_apply(struct node *group, const struct within *within);

/*
 * Makes what stands around a group at least as wide as the group is, for it
 * would hold none of the group's answers else.
 */
void within_settle(struct node *root);

#endif
