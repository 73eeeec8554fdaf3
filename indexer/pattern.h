#ifndef QUOTH_PATTERN_H
#define QUOTH_PATTERN_H

/*
 * A regular expression (PCRE2) that describes how a transcript is laid out, by
 * groups of these names. ^ and $ match at lines, \w and case as Unicode has
 * them; a name may be given to several groups. The only user of PCRE2 here.
 */

#include "base/error.h"
#include "base/slice.h"

enum pattern_group {
    PATTERN_START,
    PATTERN_END,
    PATTERN_SPEAKER,
    PATTERN_TEXT,
    PATTERN_TITLE,
    PATTERN_GROUPS
};

struct pattern_match {
    size_t from, to;                     /* bytes of the text */
    struct slice groups[PATTERN_GROUPS]; /* ptr NULL = took no part */
};

struct pattern;

/*
 * Compiles `source`; pattern_free(*ret) when done. STATUS_USAGE, with the
 * character at fault, if it is none, or has none of the groups.
 */
enum status pattern_compile(struct slice source, struct pattern **ret,
                            struct error *err);
void pattern_free(struct pattern *pattern); /* NULL is fine */

/*
 * The first match, not an empty one, that begins at byte `at` of `text` or
 * behind it. STATUS_NOT_FOUND if there is none. STATUS_LIMIT if the expression
 * takes too many steps at one place, or too long for all of the text.
 */
enum status pattern_next(struct pattern *pattern, struct slice text, size_t at,
                         struct pattern_match *ret, struct error *err);

#endif
