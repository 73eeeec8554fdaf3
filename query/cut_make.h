#ifndef QUOTH_CUT_MAKE_H
#define QUOTH_CUT_MAKE_H

/*
 * What was selected -> a list of cuts.
 */

#include "cut.h"
#include "selection.h"

struct cut_options {
    int64_t pad_ms;     /* more on either side */
    bool exact;         /* the selected words alone, no whole sentences */
    struct slice media; /* see media_find */
    bool needs_media;   /* leave out what has none */
};

/* What is not in the list, or not sure. */
struct cut_losses {
    size_t untimed;       /* nothing says when */
    size_t without_media; /* no recording is known: left out if it is needed */
    size_t approximate;
    int64_t within_ms; /* the least sure of those */
};

/*
 * Makes the cuts, in the order of the selection; one behind another that
 * overlap become one. The list has no rate yet. Lives in `arena`.
 */
enum status cut_list_make(struct store *store,
                          const struct selection *selection,
                          const struct cut_options *options,
                          struct arena *arena, struct cut_list *ret_list,
                          struct cut_losses *ret_losses, struct error *err);

/* The name of a file without its extension. */
struct slice cut_stem(struct slice path);

/* Makes the list of the cuts of one recording alone. Lives in `arena`. */
void cut_list_of_source(const struct cut_list *list, size_t source,
                        struct arena *arena, struct cut_list *ret_list);

#endif
