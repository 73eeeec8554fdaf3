#ifndef QUOTH_SOUND_H
#define QUOTH_SOUND_H

/*
 * How a word sounds: Metaphone (Lawrence Philips, "Hanging on the Metaphone",
 * Computer Language 7(12), 1990), with three changes that names need. Vowels
 * are kept, one of each run, for the distance between two words; B and D stay
 * apart from P and T; and German SCH is one sound. Rules of English, which do
 * for names of most languages in Latin letters. Others have no sound.
 */

#include "base/slice.h"

/* The sounds of a longer word are cut. */
enum { SOUND_MAX = 40 };

struct sound {
    /*
     * Consonants as capitals: B D F G J K L M N P R S T V X Z, X for "sh" and
     * "ch", 0 for "th". Vowels as small letters: a e i o u.
     */
    char codes[SOUND_MAX];
    size_t count;
};

/* The sound of a folded word; empty if a character is no Latin letter. */
void sound_of(struct slice word, struct sound *ret_sound);

/*
 * The key of the sounds [from, to): equal for words that sound alike. Vowels
 * do not count but at the beginning, nor whether a consonant is voiced. 0 if
 * there is none; of more than 8 consonants the first 8.
 */
uint32_t sound_key(const struct sound *sound, size_t from, size_t to);

/* Whether a code is a vowel. */
bool sound_is_vowel(char code);

/* Whether two consonants are taken for each other: b and p, m and n, … */
bool sound_is_near(char a, char b);

#endif
