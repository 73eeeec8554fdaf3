#ifndef QUOTH_PARSE_H
#define QUOTH_PARSE_H

/*
 * A query line -> a tree. Forgiving: whatever a person may type is either a
 * query or an error that points at the character (error.from, error.to).
 *
 *   line   = or
 *   or     = and { "OR" and }
 *   and    = near { ["AND"] near }          side by side is an implicit AND
 *   near   = unary { "near/N" unary }
 *   unary  = ["-" | "NOT"] atom
 *   atom   = "(" or ")" | phrase | field ":" value | word ["*" | "~"] |
 *            "~" word | "/" regular expression "/" flags
 *
 * within:TIME may stand wherever an operand of AND may; it is none, but says
 * how close those of its line or parentheses have to be.
 *
 * AND, OR and NOT are operators in capitals only. A word whose folded form is
 * several tokens (co-founder, 20.04, AT&T) is a NODE_WORD with several tokens,
 * which are looked for in a row. What folds to no token at all (an emoji, a
 * lone &) is left out of the query; a line in which nothing else is left is an
 * error that says so. A quote that is not closed is closed at the end of the
 * line. A colon behind a word that is no field's name is punctuation
 * (12:30, http://…), but a name close to a field's is pointed at.
 */

#include "base/error.h"
#include "lex.h"
#include "tree.h"

/*
 * Parses `line` (valid UTF-8) into *ret_query; nodes live in `arena`. Returns
 * STATUS_BAD_QUERY with a range in `err`, or STATUS_LIMIT.
 */
enum status query_parse(struct slice line, struct arena *arena,
                        struct query *ret_query, struct error *err);

#endif
