#ifndef QUOTH_REGEX_LITERAL_H
#define QUOTH_REGEX_LITERAL_H

/*
 * What a regular expression cannot match without: words, or parts of words,
 * that the index can be asked for. Only what is certain is told; of a construct
 * that is not known here, nothing.
 *
 * After "Regular Expression Matching with a Trigram Index" (Russ Cox, 2012):
 * every part of the expression either matches some given strings and nothing
 * else, or needs one of each of some sets of strings.
 */

#include "regex_part.h"

/*
 * Tokens in a row. The first may be the end of a word, or its middle, if it is
 * `open_left`; the last may go on if it is `open_right`.
 */
struct regex_literal {
    struct slice *tokens; /* folded */
    size_t token_count;   /* at least 1 */
    bool open_left, open_right;
};

/* A text that the expression matches in has one of these. */
struct regex_literal_set {
    struct regex_literal *items;
    size_t count;
};

/* What a match has, and how much text around it decides that it is one. */
struct regex_needs {
    struct regex_literal_set *sets; /* each by itself is necessary */
    size_t count;
    uint32_t reach;      /* regex_part.h */
    struct slice needed; /* a string that every match has, byte for byte; empty:
                            none is known that tells anything */
};

/*
 * What an expression that compiles needs, with its flags (regex.h): no sets
 * where nothing is certain. Lives in `arena`.
 */
void regex_literals(struct slice source, unsigned flags, struct arena *arena,
                    struct regex_needs *ret);

/*
 * Whether `term` can be the word that holds the literal's first token. A word
 * that is long enough to have been cut may hold the beginning of anything.
 */
bool regex_literal_fits(const struct regex_literal *literal, struct slice term);

/* True for a term that may have been cut (LIMIT_TOKEN_BYTES). */
bool regex_literal_may_be_cut(struct slice term);

#endif
