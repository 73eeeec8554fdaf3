#ifndef QUOTH_REGEX_PLACES_H
#define QUOTH_REGEX_PLACES_H

/*
 * Where in a transcript a regular expression may match, as far as the index
 * knows: at the words that it cannot match without.
 */

#include "plan.h"

/* Tokens, ascending. */
struct regex_tokens {
    uint32_t *items;
    size_t count, capacity;
};

struct regex_places {
    /* Every match touches one, or what white space does not part from it. */
    struct regex_tokens tokens;
    /* And one of these, if others are needed, no farther than it reaches. */
    struct regex_tokens others;
    bool needs_others;
    struct regex_tokens scratch;
    bool *marks; /* scratch */
    size_t mark_capacity;
};

/* Whether leaf number `leaf` may match in the row at all. */
bool regex_may_match(const struct plan *plan, const struct speech_row *row,
                     size_t leaf);

/* Is it of use to know a leaf's places, or can it see too far from them? */
bool regex_has_places(const struct leaf_plan *leaf);

/*
 * Replaces what is in `places`, which begins as { 0 } and is to be released, by
 * those of a leaf that has some.
 */
void regex_places_read(struct regex_places *places, const struct plan *plan,
                       const struct speech_row *row, size_t leaf);
void regex_places_release(struct regex_places *places);

#endif
