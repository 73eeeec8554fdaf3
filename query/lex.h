#ifndef QUOTH_LEX_H
#define QUOTH_LEX_H

/*
 * A query line -> lexemes. Knows quotes, operators, parentheses, fields,
 * stars, tildes and slashes; knows nothing of what may follow what.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

struct field;

enum lexeme_kind {
    LEX_WORD,   /* text: as typed */
    LEX_PHRASE, /* text: between the quotes */
    LEX_PREFIX, /* text: without the star */
    LEX_FUZZY,  /* text: without the tilde */
    LEX_REGEX,  /* text: between the slashes; and regex_flags */
    LEX_FILTER, /* field, and text: its value without quotes */
    LEX_NEAR,   /* words: near/5 is an operator like AND */
    LEX_AND,
    LEX_OR,
    LEX_NOT, /* NOT, or a "-" before something, behind a blank or at the start */
    LEX_OPEN,
    LEX_CLOSE,
    LEX_END,
};

struct lexeme {
    enum lexeme_kind kind;
    long from, to; /* byte range in the line, quotes included */
    struct slice text;
    const struct field *field;
    bool quoted;    /* FILTER: the value was in quotes */
    uint32_t words; /* NEAR: at most so many between */
    unsigned regex_flags;
};

/*
 * Splits `line`; *ret_lexemes ends with a LEX_END and lives in `arena`. Fails
 * with STATUS_BAD_QUERY for a field that has no value and a misspelt field's
 * name, with STATUS_LIMIT above LIMIT_QUERY_BYTES.
 */
enum status query_lex(struct slice line, struct arena *arena,
                      struct lexeme **ret_lexemes, size_t *ret_count,
                      struct error *err);

/* Appends the lexemes as one line, for --explain and tests. */
void lexemes_print(struct buf *out, const struct lexeme *lexemes);

#endif
