#ifndef QUOTH_PIPELINE_H
#define QUOTH_PIPELINE_H

/*
 * Files through prepare_file in several threads, results handed to the caller's
 * thread one by one in the order of the items, so that a run over the same
 * files always gives the same archive. What is in flight is bounded in number
 * and bytes.
 */

#include "prepare.h"

struct pipeline_item {
    const struct walk_file *file;
    const struct source_options *options;
    uint64_t known_hash; /* see prepare_file */
};

struct pipeline {
    const struct pipeline_item *items;
    size_t count;
    size_t jobs; /* threads; 0 = as many as processors */
    const struct stem_census *census;
    /* Takes result `index`. Another status than STATUS_OK ends the run. */
    enum status (*take)(void *context, size_t index, struct prepared *prepared,
                        struct error *err);
    void *context;
};

/* Returns what `take` ended with, or STATUS_OK when all items are through. */
enum status pipeline_run(const struct pipeline *pipeline, struct error *err);

#endif
