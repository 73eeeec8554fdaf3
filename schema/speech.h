#ifndef QUOTH_SPEECH_H
#define QUOTH_SPEECH_H

/*
 * The full-text index: an FTS5 table with one row per transcript, whose word
 * positions are the token axis. The only place that knows FTS5's interface.
 *
 * FTS5 asks a tokenizer for the words of a text. Ours replays tokens that were
 * made before (tokenizing happens once, in the threads that parse), and for a
 * query splits at one reserved byte without folding: the query side has folded
 * already. Every row begins with a sentinel, at the position of the first word,
 * so that an expression can be satisfied without any of its optional phrases.
 */

#include "base/buf.h"
#include "base/error.h"
#include "store.h"
#include "tokenizer.h"

/*
 * A MATCH expression is an AND of clauses, each a flat OR of phrases. Only such
 * an expression leaves every phrase's position list right: in nested ones lists
 * come back empty though the phrase is in the row. A phrase is numbered in the
 * order in which it was added, from 0. Written by these:
 */
struct match {
    struct buf text;
    size_t phrase_count;
    bool in_clause;
};

/* An expression without clauses; match_release. */
void match_init(struct match *match);
void match_release(struct match *match);

/* Opens a clause. An `optional` one is satisfied by every row. */
void match_clause(struct match *match, bool optional);
/*
 * Adds a phrase of folded tokens to the open clause. With `prefix` the last
 * token may go on. Returns the phrase's number.
 */
size_t match_phrase(struct match *match, const struct slice *tokens,
                    size_t count, bool prefix);

/* A row that matches, good during the callback. */
struct speech_row;

/* The number of its transcript. */
int64_t speech_row_transcript(const struct speech_row *row);

/* Whether phrase number `phrase` occurs in the row. */
bool speech_row_has(const struct speech_row *row, size_t phrase);

/*
 * Appends the positions (first tokens) at which phrase number `phrase` occurs
 * in the row, ascending, to `out`, an array that grows with mem_grow. A damaged
 * index may tell of others, and of some twice, but of none far behind
 * LIMIT_TOKENS.
 */
void speech_row_positions(const struct speech_row *row, size_t phrase,
                          uint32_t **out, size_t *count, size_t *capacity);

/*
 * Calls `visit` for each transcript that satisfies the expression, by ascending
 * id. A non-zero answer ends the scan with that status.
 */
enum status speech_scan(struct store *store, const struct match *match,
                        enum status (*visit)(void *context,
                                             const struct speech_row *row),
                        void *context, struct error *err);

/* The same of transcripts `first` to `last` alone. */
enum status speech_scan_between(
    struct store *store, const struct match *match, int64_t first, int64_t last,
    enum status (*visit)(void *context, const struct speech_row *row),
    void *context, struct error *err);

/*
 * How many transcripts have these folded tokens in a row; counting ends at
 * `most`.
 */
enum status speech_count(struct store *store, const struct slice *tokens,
                         size_t count, int64_t most, int64_t *ret_count,
                         struct error *err);

#endif
