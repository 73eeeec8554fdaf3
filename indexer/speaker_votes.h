#ifndef QUOTH_SPEAKER_VOTES_H
#define QUOTH_SPEAKER_VOTES_H

/*
 * Whom a file names, and how often.
 */

#include "base/arena.h"
#include "base/slice.h"

/* How often a name was met in one file, by how it stood there. */
struct speaker_vote {
    struct slice name;
    uint32_t labels;  /* as a label: before a colon, or beside a time */
    uint32_t headers; /* of these, alone on their line */
    uint32_t bare;    /* alone on a line without colon or time */
};

/*
 * Every label of one file, to tell people from words before a colon by their
 * coming back. Add all, count once, then find.
 */
struct speaker_votes {
    struct arena *arena;
    struct speaker_vote *list; /* once counted: one a name, sorted */
    size_t count, capacity;
};

/* Begins without any. The list lives in `arena`. */
void speaker_votes_init(struct speaker_votes *votes, struct arena *arena);
/* Adds one meeting; the name's text must outlive `votes`. */
void speaker_votes_add(struct speaker_votes *votes,
                       const struct speaker_vote *vote);
/* Merges the meetings of each name. Once, before any of the questions below. */
void speaker_votes_count(struct speaker_votes *votes);
/* What was counted for `name`, or NULL. */
const struct speaker_vote *speaker_votes_find(const struct speaker_votes *votes,
                                              struct slice name);
/* True if `name` was met as a label at least twice. */
bool speaker_votes_repeated(const struct speaker_votes *votes,
                            struct slice name);
/*
 * Whether the labels that come back are so many, before so many `cues` that
 * could have one, that the file is a dialogue; or every cue has one.
 */
bool speaker_votes_dialogue(const struct speaker_votes *votes, size_t cues);

#endif
