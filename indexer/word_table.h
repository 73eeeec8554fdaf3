#ifndef QUOTH_WORD_TABLE_H
#define QUOTH_WORD_TABLE_H

/* Sorted tables of lower-case words, for what is asked of every line. */

#include "base/slice.h"

/*
 * Is `word`, whatever the case of its ASCII letters, in the table? Its words
 * are sorted by their bytes.
 */
bool word_table_has(const char *const *table, size_t count, struct slice word);

#define WORD_TABLE_HAS(table, word) \
    word_table_has(table, sizeof(table) / sizeof *(table), word)

#endif
