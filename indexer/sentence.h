#ifndef QUOTH_SENTENCE_H
#define QUOTH_SENTENCE_H

/*
 * Where sentences end, as far as marks tell.
 */

#include "tokenizer.h"

#include <stdbool.h>

/* Marks that end a sentence, with a blank behind them. */
bool sentence_is_mark(int32_t code);

/* Marks that end one without a blank behind them. */
bool sentence_is_wide_mark(int32_t code);

/* A full stop behind this (folded) word ends no sentence. */
bool sentence_is_abbreviation(struct slice word);

/* Does a sentence end between token `index` - 1 and that one, all of `text`? */
bool sentence_ends_before(struct slice text, const struct token_list *tokens,
                          size_t index);

#endif
