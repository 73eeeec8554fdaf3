#ifndef QUOTH_CHARACTER_H
#define QUOTH_CHARACTER_H

/*
 * One character of a text, as tokenizer.h folds it, and what it does to the
 * word that it stands in. Knows nothing of words.
 */

#include "base/slice.h"

enum character_kind {
    CHARACTER_SEPARATES,
    CHARACTER_VANISHES,
    CHARACTER_APOSTROPHE,
    CHARACTER_PLUS,
    CHARACTER_HASH,
    CHARACTER_OF_WORD,
};

/* The longest folding to nothing but letters has 4 code points. */
enum { CHARACTER_CODES_MAX = 8 };

/* One character of the source; all from `base` on is for CHARACTER_OF_WORD. */
struct character {
    enum character_kind kind;
    size_t source_len;
    int32_t base; /* last code point that is no mark; 0: all are marks */
    bool begins_letter;
    bool is_solo;   /* a token of its own, with the marks on it */
    bool has_marks; /* that remain: the token is to be composed */
    size_t len;
    char text[CHARACTER_CODES_MAX * 4];
};

/*
 * Reads and folds the first character of `text` (UTF-8, not empty). Bytes that
 * are none separate, one at a time.
 */
void character_read(struct slice text, struct character *character);

/*
 * Whether a mark says nothing where it sits. Russian is printed without the
 * dots of ё as often as with them, and Hindi and Punjabi without the nukta; the
 * other marks of these scripts make other letters.
 */
bool character_sheds(int32_t base, int32_t mark);

/* Does the Hangul jamo `next` go on with the syllable that ends in `base`? */
bool character_joins_syllable(int32_t base, int32_t next);

#endif
