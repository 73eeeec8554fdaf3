#ifndef QUOTH_LANGUAGE_H
#define QUOTH_LANGUAGE_H

#include "base/arena.h"
#include "base/slice.h"

/*
 * Guesses the language of running text by n-grams. Looks at a few thousand
 * characters from its middle. Returns a two-letter code ("en"), a literal that
 * lives for ever, or "" when unsure or too short. Safe to call from several
 * threads at once.
 */
const char *language_guess(struct slice text);

/*
 * A language tag, or a language's English name, in its normal form: "en",
 * "pt-BR", "zh-Hans"; empty if `text` is no plausible tag. In `arena`.
 */
struct slice language_normalize(struct slice text, struct arena *arena);

#endif
