#ifndef QUOTH_LEX_CHAR_H
#define QUOTH_LEX_CHAR_H

#include <stdint.h>

/*
 * What a character means to the query language. Phones, word processors and
 * East Asian keyboards put in curly and full-width forms of their own accord,
 * so these count as the ASCII ones.
 */
enum char_class {
    CHAR_WORD,
    CHAR_BLANK,
    CHAR_QUOTE,
    CHAR_OPEN,
    CHAR_CLOSE,
    CHAR_COLON,
    CHAR_STAR,
    CHAR_TILDE,
    CHAR_MINUS,
};

enum char_class char_classify(int32_t code);

#endif
