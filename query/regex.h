#ifndef QUOTH_REGEX_H
#define QUOTH_REGEX_H

/*
 * Regular expressions in queries: the only user of PCRE2 there. \w, \b, case
 * and the like are as Unicode has them.
 */

#include "base/buf.h"
#include "base/error.h"

/* What stands behind the closing slash, as bits. */
enum {
    REGEX_NOCASE = 1,   /* i */
    REGEX_LINES = 2,    /* m: each segment is a line */
    REGEX_DOT_ALL = 4,  /* s */
    REGEX_EXTENDED = 8, /* x */
};

/*
 * Reads flags at the front of *rest, and advances past them. The letters g and
 * u, which other dialects have, ask for what is always so.
 */
unsigned regex_take_flags(struct slice *rest);

/* Appends the flags as letters. */
void regex_print_flags(struct buf *out, unsigned flags);

/* A compiled expression; may be shared by threads. */
struct regex;

/*
 * Compiles `source`, which stands at byte `from` of the query line. Fails with
 * STATUS_BAD_QUERY, which points into the line. regex_free(*ret) when done.
 */
enum status regex_compile(struct slice source, unsigned flags, long from,
                          struct regex **ret, struct error *err);
void regex_free(struct regex *regex); /* accepts NULL */

/*
 * Tells of the expression what every match of it has: the string `needed`, byte
 * for byte, and no more than `reach` blanks (regex_part.h), looks around the
 * match aside. Matches are then looked for only where they can begin. `needed`
 * is borrowed, and not empty.
 */
void regex_expect(struct regex *regex, struct slice needed, uint32_t reach);

/* What a thread matches with. Keeps `regex`, which must outlive it. */
struct regex_matcher;

/* Makes one; regex_matcher_free(*ret) when done. */
enum status regex_matcher_new(const struct regex *regex,
                              struct regex_matcher **ret, struct error *err);
void regex_matcher_free(struct regex_matcher *matcher); /* accepts NULL */

struct regex_match {
    size_t from, to; /* bytes of the text */
};

/* From now on another text is searched: its time begins. */
void regex_begin_text(struct regex_matcher *matcher);

/*
 * The first match, of one character at least, that begins at byte `at` of
 * `text` (valid UTF-8) or behind it. STATUS_NOT_FOUND if there is none.
 * STATUS_LIMIT if the expression takes too many steps at one place, or more
 * than LIMIT_REGEX_SECONDS for the text.
 */
enum status regex_next(struct regex_matcher *matcher, struct slice text,
                       size_t at, struct regex_match *ret, struct error *err);

#endif
