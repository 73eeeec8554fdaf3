#ifndef QUOTH_NAME_H
#define QUOTH_NAME_H

/*
 * Names of shows, episodes and speakers as people type them: case, accents and
 * punctuation do not count. Names are compared by their tokens (tokenizer.h).
 */

#include "base/arena.h"
#include "tokenizer.h"

/*
 * Lower case, words only, single blanks: what makes two names the same. In
 * `arena`.
 */
struct slice name_fold(struct slice name, struct arena *arena);

/* How well a name fits what was typed; more is better. */
enum name_fit {
    NAME_NO,
    NAME_WORDS, /* has all the words, each at the start of one of its own */
    NAME_RUN,   /* has the words one after the other, the last one may go on */
    NAME_SAME,  /* has these words and no others */
};

/* What was typed. */
struct name_pattern {
    struct token_list words;
    struct token_list scratch; /* of the name that is looked at */
};

/* Makes a pattern of `text`; name_pattern_release. */
void name_pattern_init(struct name_pattern *pattern, struct slice text);
void name_pattern_release(struct name_pattern *pattern);

/* How `name` fits. A pattern without words fits no name. */
enum name_fit name_fit(struct name_pattern *pattern, struct slice name);

#endif
