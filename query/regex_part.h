#ifndef QUOTH_REGEX_PART_H
#define QUOTH_REGEX_PART_H

/*
 * What is known of a part of a regular expression: which strings it matches or
 * needs, and how much text it can see. And of parts put together.
 */

#include "string_set.h"

/*
 * The reach of a part is the number of blanks, runs of white space, that it can
 * touch altogether, with all looks ahead and behind. A word takes none, however
 * long it is. From here on nothing is to be gained, or nothing is known.
 */
#define REGEX_REACH_FAR 250u

enum { REGEX_MOST_SETS = 8 };

struct regex_part {
    bool exact; /* it matches a string of `strings`, maybe an empty one, and
                   nothing else */
    struct string_set strings;
    struct string_set needs[REGEX_MOST_SETS]; /* else: a string of each */
    size_t need_count;
    uint32_t reach;
    bool is_blank; /* it matches one character, of white space only: however
                      often in a row, that is one blank */
};

/* How often a part stands in a row. */
struct regex_repeats {
    int64_t least, most;
};

/* Matches nothing but the string, which is a character or empty. */
struct regex_part regex_part_exactly(struct arena *arena, struct slice string);

/* Matches whatever: one character, of white space only or not, or none such. */
struct regex_part regex_part_blank(void);
struct regex_part regex_part_character(void);
struct regex_part regex_part_of_word(void);

/* Nothing is known of it. */
struct regex_part regex_part_unknown(void);

/* A look at what `part` matches, which is not part of the match. */
struct regex_part regex_part_look(struct arena *arena,
                                  const struct regex_part *part);

/* The part needs one of these, too. The sets that tell most are kept. */
void regex_part_add_need(struct regex_part *part, const struct string_set *set);

/* The part, so many times in a row. */
struct regex_part regex_part_repeat(struct arena *arena,
                                    const struct regex_part *part,
                                    struct regex_repeats repeats);

/* One or the other. */
struct regex_part regex_part_either(struct arena *arena,
                                    const struct regex_part *a,
                                    const struct regex_part *b);

/* A sequence while it is read: what it needs, and the strings that its last
 * parts make together. */
struct regex_sequence {
    struct regex_part part;
    struct string_set run;
};

/* An empty one. */
struct regex_sequence regex_sequence_begin(struct arena *arena);
void regex_sequence_append(struct arena *arena, struct regex_sequence *sequence,
                           const struct regex_part *part);
struct regex_part regex_sequence_end(struct arena *arena,
                                     struct regex_sequence *sequence);

#endif
