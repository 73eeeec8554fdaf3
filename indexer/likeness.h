#ifndef QUOTH_LIKENESS_H
#define QUOTH_LIKENESS_H

#include "tokenizer.h"

/*
 * How much of the shorter of two texts is in the other: the share of its runs
 * of four words, from 0 to 1, estimated from a sample of them (Broder, "On the
 * resemblance and containment of documents", 1997). 1 if either is too short to
 * tell.
 */
double likeness(const struct token_list *a, const struct token_list *b);

/*
 * Two transcripts of one recording have more in common than this, whoever made
 * them; two different conversations have less than a tenth of it.
 */
#define LIKENESS_SAME_SPEECH 0.1

#endif
