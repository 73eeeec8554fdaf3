#ifndef QUOTH_SPOKEN_MARK_H
#define QUOTH_SPOKEN_MARK_H

#include "spoken.h"

/*
 * For sources that give punctuation, and the blanks between words, as words of
 * their own: adds a mark that closes something to the word before it, and a
 * blank to the one behind it. What is added to is copied to list->arena.
 */
void spoken_list_join_marks(struct spoken_list *list);

#endif
