#ifndef QUOTH_CROWDING_H
#define QUOTH_CROWDING_H

/*
 * How close words stand. Most chunks of a text, which white space parts, hold
 * one token: "twenty-one" holds two, an address ten, and a Chinese sentence all
 * that it has. The crowding of a transcript is the most tokens, beyond one each,
 * that CROWDING_CHUNKS chunks in a row hold (of those that hold any). So it is
 * known how far apart tokens can be that only so many blanks part, without a
 * look at the text.
 */

#include "token_list.h"

enum { CROWDING_CHUNKS = 8 };

#define CROWDING_UNKNOWN UINT32_MAX /* also of a span */

/* A transcript while its tokens are counted; begins as { 0 }. */
struct crowding {
    uint32_t most;   /* the crowding so far */
    uint32_t tokens; /* so far */
    uint64_t chunks;
    uint32_t starts[CROWDING_CHUNKS]; /* the last chunks' first tokens; chunk i
                                         is at i % CROWDING_CHUNKS */
};

/*
 * Counts the next `count` tokens, which stand in `text`. Before the first of
 * them is white space if they are `parted` from those before.
 */
void crowding_add(struct crowding *crowding, const struct token *tokens,
                  size_t count, const char *text, bool parted);

/*
 * How many tokens behind another one a token is at most, if no more than
 * `blanks` runs of white space are between them; CROWDING_UNKNOWN if that is
 * not known.
 */
uint32_t crowding_span(uint32_t crowding, uint32_t blanks);

#endif
