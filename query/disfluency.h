#ifndef QUOTH_DISFLUENCY_H
#define QUOTH_DISFLUENCY_H

/*
 * What people say without meaning to: fillers ("um"), words begun and given up
 * ("th- the"), small words said twice ("I I think", "and we and we went").
 * What may carry meaning ("like", "you know", "very very", "had had") is not
 * among them.
 */

#include "extract.h"

/*
 * Marks which of tokens [first, end), all of one turn, are such: marks[i] is
 * of token first + i.
 */
void disfluencies_mark(const struct extract *extract, uint32_t first,
                       uint32_t end, bool *marks);

#endif
