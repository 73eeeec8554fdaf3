#ifndef QUOTH_SPEAKER_H
#define QUOTH_SPEAKER_H

/*
 * Speakers out of the places where they hide in text.
 */

#include "cue.h"

/*
 * True if `name` is written as names are: 1 to 5 words, at most 40 characters,
 * a capital first (in scripts that have them), like "speaker 3" or a mail
 * address, no
 * punctuation that ends or parts sentences, and not one of the words that look
 * the same (Note, Warning, http …).
 */
bool speaker_is_name(struct slice name);

/*
 * The same with more room, 8 words, 60 characters, any first letter: for names
 * that a time stands beside ("sam@example.org (00:01.374)").
 */
bool speaker_is_stamped_name(struct slice name);

/* True if every word of a name is capitalised, particles ("van") aside. */
bool speaker_is_proper_name(struct slice name);

/* "Speaker 3", "SPEAKER_00", "spk_0": what tools call people they tell apart. */
bool speaker_is_numbered(struct slice name);

/*
 * Whether a label that comes once may be believed, where others come back: a
 * proper name, and no sentence goes on behind it as in "Careful: it bites."
 */
bool speaker_is_single_label(struct slice name, struct slice text);

/* Break, Jingle, Music …: labelled like people, but nobody speaks. */
bool speaker_is_sound(struct slice name);

/* Takes away speakers that are no people: sounds, Unknown Speaker, Inaudible. */
void speaker_clear_nobody(struct cue_list *list);

/*
 * Splits a speaker label off the front of `text`: "Name: ", "NAME: ",
 * "[Speaker 4] ", "**Name:** ". The name is as speaker_is_name wants it; in
 * brackets without a colon it must have a number, for "[laughs] " is text.
 * Returns false and leaves the outputs alone if there is none. Whether the
 * label is really a person is decided over the whole file: see
 * speaker_labels_apply.
 */
bool speaker_take_label(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest);

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

void speaker_votes_init(struct speaker_votes *votes, struct arena *arena);
/* Adds one meeting; the name's text must outlive `votes`. */
void speaker_votes_add(struct speaker_votes *votes,
                       const struct speaker_vote *vote);
void speaker_votes_count(struct speaker_votes *votes);
/* What was counted for `name`, or NULL. */
const struct speaker_vote *speaker_votes_find(const struct speaker_votes *votes,
                                              struct slice name);
/* True if `name` was met as a label at least twice. */
bool speaker_votes_repeated(const struct speaker_votes *votes,
                            struct slice name);

/*
 * Caption formats: takes "Name: text" labels at the start of cue texts for
 * speakers, if the file as a whole shows that they are: a label that comes at
 * least twice, one that is numbered or, where labels that come twice stand
 * before a third of the cues or any stand before all, one that
 * speaker_is_single_label believes. ">> " and "- " turn marks at the start of
 * a text are removed and mark the cue as a new paragraph. Cues that have a
 * speaker are left alone. A label's speaker carries on to the cues after it
 * (speaker_carried) until the next label or turn mark.
 */
void speaker_labels_apply(struct cue_list *list);

#endif
