#ifndef QUOTH_SPELLING_H
#define QUOTH_SPELLING_H

/*
 * How far a word in the archive is from the one that was asked for, if a
 * recogniser misheard it or a person mistyped it: from the letters and from the
 * sounds of both. In hundredths of a letter.
 */

#include "distance.h"
#include "sound.h"

struct spelling {
    struct slice word; /* borrowed */
    struct distance_word letters;
    struct sound sound;
    uint32_t key;         /* of the whole sound; 0 = none */
    uint32_t sound_alone; /* what it costs to be like the sound alone */
    size_t edits;         /* at most so many make a near spelling */
    size_t edits_heard;   /* the same where the sound is of the same key */
    uint32_t most;        /* what costs more is another word */
};

/* Shorter words are near to too many others. */
enum { SPELLING_LETTERS = 4 };

/* What no spelling costs. */
#define SPELLING_FAR UINT32_MAX

/*
 * Prepares a folded word, which must outlive it. False for one that is not
 * looked for in other spellings: a short one, one with digits.
 */
bool spelling_init(struct spelling *spelling, struct slice word);

/*
 * The cost of `other`, at most spelling->most, or SPELLING_FAR. `sound_key` is
 * its key, as the vocabulary has it. A possessive costs what its owner does.
 */
uint32_t spelling_cost(const struct spelling *spelling, struct slice other,
                       uint32_t other_key);

/*
 * The same for what stands in the archive as two words: the word was heard as
 * them.
 */
uint32_t spelling_cost_of_two(const struct spelling *spelling,
                              struct slice first, struct slice second);

/*
 * Edits between a piece and the beginning, or the end, of the word to which it
 * is nearest.
 */
uint32_t spelling_distance_of_start(const struct spelling *spelling,
                                    struct slice piece);
uint32_t spelling_distance_of_end(const struct spelling *spelling,
                                  struct slice piece);

#endif
