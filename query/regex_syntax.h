#ifndef QUOTH_REGEX_SYNTAX_H
#define QUOTH_REGEX_SYNTAX_H

/*
 * The strings that a regular expression cannot match without, from its syntax
 * (pcre2pattern(3)). Knows nothing of words.
 */

#include "string_set.h"

/*
 * Sets of strings, none of which is empty: wherever the expression matches,
 * one string of each set stands in the text, in this case or another. `source`
 * compiles. None if the syntax is not known here, or nothing is certain. Lives
 * in `arena`.
 */
void regex_required_strings(struct slice source, unsigned flags,
                            struct arena *arena, struct string_set **ret_sets,
                            size_t *ret_count);

#endif
