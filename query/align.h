#ifndef QUOTH_ALIGN_H
#define QUOTH_ALIGN_H

/*
 * Words of a quote laid beside words of a transcript: which are the same, which
 * were changed, added or left out. Words are numbers; equal ones are the same
 * word. Memory grows with the quote, not with the transcript.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words [quote_from, quote_to) beside words [said_from, said_to). */
struct aligned {
    size_t quote_from, quote_to;
    size_t said_from, said_to;
    int score;
};

/* A quote is cut at so many words: each part is laid out by itself. */
enum { ALIGN_WORDS_MAX = 400 };

/* What a word that is the same adds to a score. */
enum { ALIGN_GAIN = 2 };

/*
 * Finds the stretch of `quote` and that of `said` that fit best (Smith and
 * Waterman, J. Mol. Biol. 147, 1981), the first of several that fit as well.
 * The score is 0 if they have no word in common.
 */
struct aligned align_find(const uint32_t *quote, size_t quote_count,
                          const uint32_t *said, size_t said_count);

enum align_step {
    ALIGN_SAME,
    ALIGN_CHANGED, /* one word for another */
    ALIGN_ADDED,   /* only the quote has it */
    ALIGN_MISSING, /* only the transcript has it */
};

/*
 * The steps of fewest changes from the one to the other, all of the quote's
 * words (at most ALIGN_WORDS_MAX; `said` at most four times that). Words at
 * both ends of `said` may be passed over: *aligned says what was laid beside
 * the quote. `steps` has room for the words of both. Returns how many there
 * are.
 */
size_t align_trace(const uint32_t *quote, size_t quote_count,
                   const uint32_t *said, size_t said_count,
                   unsigned char *steps, struct aligned *ret_aligned);

#endif
