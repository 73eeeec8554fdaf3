#ifndef QUOTH_LOCATE_H
#define QUOTH_LOCATE_H

/*
 * Where in the archive some words of a quote may have been said, by their
 * rarest ones: places where many of these stand as far from each other as in
 * the quote.
 */

#include "quoted.h"
#include "store.h"

struct location_found {
    int64_t transcript;
    uint32_t token; /* about where the first of the words would be */
    double share;   /* of what could be found there; 1 = all, to the word */
};

struct locate_options {
    const struct id_set *scope;     /* look only there */
    const struct id_set *preferred; /* first of equals; NULL = none */
    size_t limit;                   /* of places */
};

/* The places for words [from, to) of the quote, best first. In `arena`. */
enum status locate(struct store *store, const struct quoted *quoted,
                   size_t from, size_t to, const struct locate_options *options,
                   struct arena *arena, struct location_found **ret_list,
                   size_t *ret_count, struct error *err);

#endif
