#ifndef QUOTH_URL_H
#define QUOTH_URL_H

/*
 * Addresses as they may be shown. Private feeds carry tokens in the query
 * string, and passwords before the host.
 */

#include "base/arena.h"
#include "base/slice.h"

/*
 * `url` without query string, user and password; a video that a query string
 * names as a short link to it. Borrowed from `url`, or in `arena`. What is no
 * address (RFC 3986, with "//") is returned as it is.
 */
struct slice url_public(struct slice url, struct arena *arena);

#endif
