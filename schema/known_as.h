#ifndef QUOTH_KNOWN_AS_H
#define QUOTH_KNOWN_AS_H

/*
 * Who is who among the speakers of one show: "Dana" is Dana Reyes if no other
 * Dana is heard of there, and "DANA REYES" is her, too.
 */

#include "base/arena.h"
#include "base/slice.h"

struct known_name;

struct known_names {
    struct arena *arena;
    struct known_name *heard; /* once sorted: by first name and episode */
    size_t heard_count, heard_capacity;
    struct known_name *names; /* each name once, in its best spelling */
    size_t name_count;
};

/* Begins without names; what it makes of them lives in `arena`. */
void known_names_init(struct known_names *names, struct arena *arena);

/* Somebody of that name is in that episode. The text must outlive `names`. */
void known_names_add(struct known_names *names, int64_t episode,
                     struct slice name);

/* Add all, sort once, then ask. */
void known_names_sort(struct known_names *names);

/*
 * The full name of whom an episode calls `name`, and by what rule: "first name"
 * or "spelling". An empty slice if that is the name itself.
 */
struct slice known_names_find(const struct known_names *names, int64_t episode,
                              struct slice name, const char **ret_how);

/*
 * False for what is somebody else in each episode: names with a digit
 * ("Speaker 1"), and roles ("Host", "Q").
 */
bool name_is_personal(struct slice name);

#endif
