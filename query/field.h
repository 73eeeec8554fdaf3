#ifndef QUOTH_FIELD_H
#define QUOTH_FIELD_H

/*
 * The fields that a filter can name: one line each in a table. What a filter
 * of the field accepts is decided where the plan is made.
 */

#include "base/slice.h"

enum field_id {
    FIELD_SHOW,
    FIELD_SPEAKER,
    FIELD_DATE,
    FIELD_AFTER,
    FIELD_BEFORE,
    FIELD_TITLE,
    FIELD_EPISODE,
    FIELD_ID,
    FIELD_GUEST,
    FIELD_CHAPTER,
    FIELD_LANG,
    FIELD_SOURCE,
    FIELD_IN,
    FIELD_NOTES,
    FIELD_ADDED,
    FIELD_WITHIN,
};

enum field_scope {
    FIELD_OF_EPISODE, /* holds for a whole episode or not at all */
    FIELD_OF_SPAN,    /* holds for parts of a transcript */
    FIELD_OF_GROUP,   /* no filter: says how a group is looked for (within.h) */
};

struct field {
    const char *name;
    enum field_id id;
    enum field_scope scope;
    const char *example; /* for help: "date:2024-03..2025-06" */
    const char *summary;
};

/* The fields, ended by one whose name is NULL. */
extern const struct field fields[];

/* The field called `name` (ASCII case aside), or NULL. */
const struct field *field_by_name(struct slice name);

#endif
