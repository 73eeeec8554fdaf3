#ifndef QUOTH_STORE_LIST_H
#define QUOTH_STORE_LIST_H

/*
 * The archive's rows, as tables that a person can read. Part of store.h.
 */

#include "store_find.h"

struct store;

/* Rows for `quoth list` and the like: one of a fixed set of queries. */
struct listing {
    const char *name; /* "episodes" */
    const char *summary;
    const char *const *columns; /* NULL-ended */
    const char *const *hidden;  /* not in text output; may be NULL */
    const char *const *json;    /* hold JSON; may be NULL */
    const char *sql;            /* those columns, and two for the filter: the
                                   row's episode or NULL, and its name */
    bool of_transcripts;        /* rows may be asked for of some alone */
};

/* Which rows of a listing are wanted. */
struct row_filter {
    struct slice name; /* those whose name has its words, or of the episode of
                          that number; empty = all */
    struct id_set transcripts; /* those of these, or of their episodes; bits
                                  NULL = all */
};

/* The listings, ended by one without name. */
extern const struct listing listings[];

enum value_kind { VALUE_NULL, VALUE_NUMBER, VALUE_TEXT, VALUE_JSON };

struct value {
    enum value_kind kind;
    struct slice text; /* numbers as text, too */
};

/*
 * Calls `row` for every row of the listing, in its order, that passes the
 * filter. Values are good during the call.
 */
enum status store_list(struct store *store, const struct listing *listing,
                       const struct row_filter *filter,
                       void (*row)(void *context, const struct value *values,
                                   size_t count),
                       void *context, struct error *err);

#endif
