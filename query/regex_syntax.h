#ifndef QUOTH_REGEX_SYNTAX_H
#define QUOTH_REGEX_SYNTAX_H

/*
 * What a regular expression needs and how far it sees, from its syntax
 * (pcre2pattern(3)). Knows nothing of words.
 */

#include "regex_part.h"

/*
 * What is known of an expression that compiles: wherever it matches, the match
 * has one string of each of the `needs`, none of which is empty. No needs, and
 * a far reach, if the syntax is not known here, or nothing is certain. Lives in
 * `arena`. Where *ret_any_case is true, the strings may be there in another
 * case.
 */
struct regex_part regex_parse(struct slice source, unsigned flags,
                              struct arena *arena, bool *ret_any_case);

#endif
