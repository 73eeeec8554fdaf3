#ifndef QUOTH_SPEAKER_NAME_H
#define QUOTH_SPEAKER_NAME_H

/*
 * What looks like the name of somebody who speaks. Judges a text alone: whether
 * a label is a person is decided over a whole file.
 */

#include "base/slice.h"

/*
 * True if `name` is written as names are: 1 to 5 words, at most 40 characters,
 * a capital first (in scripts that have them) unless it is like "speaker 3" or
 * a mail address, no punctuation that ends or parts sentences, and not one of
 * the words that look the same (Note, Warning, http …).
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

/*
 * The same, and labels that say no more than that nobody knows who speaks:
 * Unknown Speaker, Inaudible.
 */
bool speaker_is_nobody(struct slice name);

#endif
