#ifndef QUOTH_PAGER_H
#define QUOTH_PAGER_H

/*
 * Output that is longer than the screen, page by page: handed to the program
 * that QUOTH_PAGER or PAGER names, else to less. The command is split at
 * blanks, and no shell sees it.
 */

#include "base/slice.h"

struct pager;

/*
 * A pager for standard output; NULL if that is no terminal that can show one,
 * or if the user wants none ("cat", or nothing). Runs nothing yet.
 */
struct pager *pager_new(void);

/* Whether it passes links (OSC 8) on: less does, others may show them raw. */
bool pager_shows_links(const struct pager *pager);

/* Whether the text takes more rows than the screen has. */
bool pager_is_needed(const struct pager *pager, struct slice text);

/*
 * Runs it. Returns the descriptor to write to, the same at the next call, or -1
 * if it does not start. From then on it is the pager whom Ctrl-C is for.
 */
int pager_start(struct pager *pager);

/* The descriptor; -1 before it was started. */
int pager_descriptor(const struct pager *pager);

/* Waits until the user has left it, and frees it. Accepts NULL. */
void pager_end(struct pager *pager);

#endif
