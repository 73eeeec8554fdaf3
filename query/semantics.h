#ifndef QUOTH_SEMANTICS_H
#define QUOTH_SEMANTICS_H

#include "base/buf.h"

/*
 * Every rule of the query language, for help and the manual: what is the same
 * word, what answers, how answers are ranked and timed. Numbers are those that
 * the program uses.
 */
void semantics_print(struct buf *out);

#endif
