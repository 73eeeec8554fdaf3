#ifndef QUOTH_REGEX_SLOTS_H
#define QUOTH_REGEX_SLOTS_H

/*
 * The words that the literals of a set can be made of, in the archive. A set
 * has so many slots as its shortest literal has tokens: one word of each slot
 * stands in the text, all in a row. Only a word that was cut stands for all
 * slots from its own on: it is among the words of each.
 */

#include "plan.h"
#include "regex_literal.h"

enum { REGEX_MOST_SLOTS = 6 };

struct regex_slot {
    struct leaf_neighbours forms;
    int64_t said;  /* all of them, occurrences */
    bool too_many; /* they are not known */
};

struct regex_slots {
    struct regex_slot items[REGEX_MOST_SLOTS];
    size_t count;
    size_t rarest;    /* of those that are known */
    struct slice any; /* a token of that one, as the expression has it */
    int64_t said; /* all of them in a row, by and large; INT64_MAX if none is
                         known */
};

/* Without any. */
struct regex_slots regex_slots_none(void);

/*
 * Finds the words of a set among the packed `words` of the archive
 * (vocabulary.h), which are borrowed; the rest lives in the plan's arena.
 */
enum status regex_slots_survey(struct plan *plan,
                               const struct regex_literal_set *set,
                               struct slice words, struct regex_slots *ret,
                               struct error *err);

#endif
