#ifndef QUOTH_NETWORK_H
#define QUOTH_NETWORK_H

#include "config.h"

/*
 * How the archive at `store_path` is kept up from the network: as the config
 * says, with originals in fetched/ beside it, until this program is
 * interrupted. The path is in `arena`, logins are the config's.
 */
struct network_options network_for(const struct config *config,
                                   const char *store_path, struct arena *arena);

/* That folder, fetched/. In `arena`. */
struct slice network_folder(const char *store_path, struct arena *arena);

/* One line for each feed that was read: what it offers, what was taken. */
void network_put_feeds(const struct ingest_report *report, struct buf *out);

#endif
