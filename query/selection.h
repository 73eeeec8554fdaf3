#ifndef QUOTH_SELECTION_H
#define QUOTH_SELECTION_H

/*
 * What the arguments of quote and clip stand for: all are refs with a moment
 * ("-": refs from standard input), or all are one query.
 */

#include "command.h"
#include "order.h"
#include "store.h"

struct selection_options {
    size_t limit; /* of what a query finds; SIZE_MAX = all */
    enum sort_key sort;
    int64_t episode; /* a query looks only there; 0 = everywhere */
};

/* Some of what was said. */
struct selected {
    struct token_span span;
    int64_t from_ms, to_ms; /* as a ref said it; TIME_NONE = it did not */
};

struct selection {
    struct selected *list; /* each span once */
    size_t count;
};

/*
 * Reads argv[1] … argv[argc-1], at least one. Lives in `arena`; errors that
 * point somewhere point into context->query_line.
 */
enum status selection_read(struct context *context, int argc, char **argv,
                           const struct selection_options *options,
                           struct arena *arena, struct selection *ret_selection,
                           struct error *err);

/* What a query alone finds; it becomes context->query_line. */
enum status selection_query(struct context *context, struct slice query,
                            const struct selection_options *options,
                            struct arena *arena,
                            struct selection *ret_selection, struct error *err);

#endif
