#ifndef QUOTH_TOKENIZER_H
#define QUOTH_TOKENIZER_H

/*
 * Text -> the words that are indexed. One definition for the index, for
 * queries, for hit offsets and for the tests' oracle.
 *
 * A token is a run of letters, digits and combining marks, folded so that what
 * a person takes for the same word is the same bytes:
 * - case folded (Unicode; ß is ss, and the Turkish ı is i like İ and I);
 * - compatibility forms unified (ﬁ, Ａ, ﾊ, Ⅷ, ²), unless what they stand for
 *   is more than one word or has other characters in it (½ and ﷺ stay);
 * - decimal digits of any script are 0 to 9;
 * - marks stripped in Latin, Greek, Arabic and Hebrew, and on digits; of other
 *   scripts only the dots of ё, and the nukta of Devanagari and Gurmukhi, which
 *   are as often left out; elsewhere letter and marks are composed (NFC); a
 *   mark with nothing before it to sit on is dropped;
 * - an apostrophe, straight or curly (' ’ ‘ ʼ ＇), between two letters is kept,
 *   as '; elsewhere it separates;
 * - hyphens, underscores, dots, and all other characters separate: "one-way"
 *   is one + way, "20.04" is 20 + 04;
 * - "++" or "#" right behind a word that is a single letter from A to Z belongs
 *   to it and ends it: C++, C#, F#; "c++20" is c++ + 20;
 * - each Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer, Burmese or Tibetan
 *   base character, with the marks on it, is a token of its own (so is ー;
 *   Hangul jamo written one by one join to their syllable, ㅋ and the like do
 *   not);
 * - soft hyphens, zero-width spaces and joiners, bidi controls, variation
 *   selectors and the Arabic tatweel vanish: they neither separate nor remain;
 * - a token longer than LIMIT_TOKEN_BYTES is cut at a character boundary, and
 *   the rest of the run makes further tokens.
 * Folding is idempotent: tokenising a token's text gives that token, and so
 * does the part of the source text that it stands for.
 * White space always separates, so the tokens of "a b" are those of "a"
 * followed by those of "b".
 */

#include "token_list.h"

/* Changes whenever the same text may give other tokens than before. */
#define TOKENIZER_VERSION 2

/*
 * Appends the tokens of `text` (valid UTF-8; bytes that are not separate).
 * Their byte offsets are those in `text` plus `base`; they, and the folded text
 * of the whole list, must fit 32 bits.
 */
void tokenize(struct token_list *list, struct slice text, uint32_t base);

#endif
