#ifndef QUOTH_STRING_SET_H
#define QUOTH_STRING_SET_H

/*
 * Small sets of strings, of which a text has one: what can be said of it when
 * the parts of a regular expression are put together. All live in an arena.
 */

#include "base/arena.h"

/* Sets that grow beyond this tell too little to be worth a search. */
enum { STRING_SET_MAX = 64 };

struct string_set {
    struct slice *items; /* as written, whatever their case */
    size_t count;
};

/* The set of that one string. */
struct string_set string_set_of(struct arena *arena, struct slice string);

/* Bytes of the shortest string; SIZE_MAX of an empty set. */
size_t string_set_shortest(const struct string_set *set);

/* What all strings end with, or begin with if that is longer: whole characters
 * of the first; empty if they share nothing. */
struct slice string_set_shared(const struct string_set *set);

/* Would their product be a set of STRING_SET_MAX strings that are not long? */
bool string_set_product_fits(const struct string_set *a,
                             const struct string_set *b);

/* Every string of `a` with every one of `b` behind it. */
struct string_set string_set_product(struct arena *arena,
                                     const struct string_set *a,
                                     const struct string_set *b);

/* The strings of both; one that is in both is there twice. */
struct string_set string_set_join(struct arena *arena,
                                  const struct string_set *a,
                                  const struct string_set *b);

/* `times` of the strings in a row; empty if such a product does not fit. */
struct string_set string_set_power(struct arena *arena,
                                   const struct string_set *strings,
                                   int64_t times);

#endif
