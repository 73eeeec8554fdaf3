#ifndef QUOTH_STEM_H
#define QUOTH_STEM_H

/* Stems of words, by Snowball's stemmers (libstemmer). */

#include "base/slice.h"

struct sb_stemmer;

/*
 * A stemmer for the primary part of a language tag ("en"), or NULL if there is
 * none. The caller gives it to sb_stemmer_delete, which accepts NULL.
 */
struct sb_stemmer *stemmer_for(struct slice tag);

/*
 * The stem of `word`; the word itself where the stemmer has nothing to say or
 * is NULL. Lives in the stemmer, until its next call.
 */
struct slice stem_of(struct sb_stemmer *stemmer, struct slice tag,
                     struct slice word);

#endif
