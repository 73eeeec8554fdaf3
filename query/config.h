#ifndef QUOTH_CONFIG_H
#define QUOTH_CONFIG_H

/*
 * What the user's config file says: YAML at QUOTH_CONFIG, else
 * quoth/config.yaml in XDG_CONFIG_HOME, else in ~/.config. Programs that quoth
 * may run stand there and nowhere else.
 *
 * To add a key: add its line to keys[] in config.c and a member here; unless it
 * is a number, write a function there that takes its value.
 */

#include "ingest.h"
#include "notifier.h"

struct config {
    struct file_filters filters;    /* interrupted is the caller's to set */
    struct transcriber transcriber; /* likewise */
    struct notifier notifier;
    struct network_options network; /* so is what is not of the network */
};

struct config_key {
    const char *name, *summary;
};

/* The key of that index, or NULL behind the last one: for help. */
const struct config_key *config_key_at(size_t index);

/*
 * Reads the config; without a file, all is as usual. The config lives in
 * `arena`. STATUS_USAGE with file and line for what it must not say, or if
 * QUOTH_CONFIG names a file that cannot be read.
 */
enum status config_load(struct arena *arena, struct config *ret,
                        struct error *err);

#endif
