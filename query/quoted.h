#ifndef QUOTH_QUOTED_H
#define QUOTH_QUOTED_H

/*
 * A quote as words, to be looked for: cut where its author left something out
 * ("…", "[…]") or put something in ("[the team]"), each word with its worth.
 */

#include "base/arena.h"
#include "base/error.h"
#include "tokenizer.h"

struct store;

/* Words [from, to) of a quote, which have to be said in a row. */
struct quoted_piece {
    size_t from, to;
    bool marked; /* a mark before it says that something is left out */
};

struct quoted {
    struct slice text;
    struct token_list tokens; /* owned; offsets are in `text` */
    size_t count;             /* of them */
    struct slice *words;      /* the different ones, sorted */
    size_t word_count;
    uint32_t *numbers; /* of each token: its place in `words`, from 1 */
    int64_t *counts;   /* of each of `words`: occurrences in the archive */
    double *worths;    /* of each of `words`: how much it tells */
    double worth;      /* of all tokens */
    struct quoted_piece *pieces;
    size_t piece_count;
};

/* Reads a quote; quoted_release. The rest lives in `arena`. */
enum status quoted_read(struct store *store, struct slice text,
                        struct arena *arena, struct quoted *ret_quoted,
                        struct error *err);
void quoted_release(struct quoted *quoted);

/* The number of a word, 0 if the quote does not have it. */
uint32_t quoted_number(const struct quoted *quoted, struct slice word);

/* How much words [from, to) tell. */
double quoted_worth(const struct quoted *quoted, size_t from, size_t to);

#endif
