#ifndef QUOTH_OPML_H
#define QUOTH_OPML_H

/*
 * OPML, in which podcast apps export subscriptions: the addresses of feeds.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* Is the document OPML, by its root? */
bool opml_is(struct slice text);

/* The feeds that are listed, each once, in their order. In `arena`. */
enum status opml_read(struct slice text, struct arena *arena,
                      struct slice **ret_urls, size_t *ret_count,
                      struct error *err);

#endif
