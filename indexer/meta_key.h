#ifndef QUOTH_META_KEY_H
#define QUOTH_META_KEY_H

/*
 * The keys with which archives describe an episode, in front matter and in
 * sidecar files, and what each one fills in.
 */

#include "base/diag.h"
#include "record.h"

/* The value of one key: a scalar, or the scalars of a list. */
struct meta_item {
    struct slice text;
    struct slice role; /* of { name: …, role: … }; else empty */
};

struct meta_value {
    struct meta_item *items;
    size_t count, capacity;
    bool list;
};

/* What is read, and what can be settled only when all of it is known. */
struct meta_reader {
    struct arena *arena;
    struct episode_meta *meta; /* fields that are set are left alone */
    struct diag *diag;
    bool warn_unknown; /* complain about unknown keys */
    bool transcript;   /* out: met what only transcripts have: a key of
                          theirs, or a title with a date */
    uint32_t line;     /* of the key that is being taken */
    struct slice number, season, platform, video_id;
};

/* Is `name` one of the keys? Case does not count, nor "-" or " " for "_". */
bool meta_key_known(struct slice name);

/* Takes one key with its value, met on line `line`. */
void meta_reader_take(struct meta_reader *reader, struct slice name,
                      const struct meta_value *value, uint32_t line);

/* Fills in what needs several keys; after the last of them. */
void meta_reader_settle(struct meta_reader *reader);

#endif
