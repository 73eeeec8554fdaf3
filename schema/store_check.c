/*
 * Is the archive what it should be? SQLite's own checks, what the tables say of
 * each other, the vocabulary against the index, and every transcript's text
 * against what was indexed.
 *
 * FTS5's integrity-check is a write, which only a writer may do; a reader meets
 * the same damage where it reads every posting list for the vocabulary's
 * counts.
 */
#include "store_internal.h"
#include "vocabulary.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct check {
    struct store *store;
    void (*complain)(void *context, const char *text);
    void *context;
    size_t checks;
    bool same_rules; /* it was indexed by the rules for words of this program */
};

static void complain(const struct check *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(const struct check *check, const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    check->complain(check->context, text);
}

/* ---- queries that find what is wrong ---- */

/* Each returns a sentence a row, and none if all is well. */
static const char *const queries[] = {
    "SELECT 'the file is damaged: ' || quick_check"
    " FROM pragma_quick_check(100) WHERE quick_check <> 'ok'",
    "SELECT printf('references from the table %s to rows of the table %s that"
    " are not there: %d', \"table\", parent, count(*))"
    " FROM pragma_foreign_key_check GROUP BY \"table\", parent",
    "SELECT printf('%d segments are of transcript %d, which is not there',"
    " count(*), id >> 24) FROM segment"
    " WHERE id >> 24 NOT IN (SELECT id FROM transcript) GROUP BY id >> 24",
    "SELECT printf('titles or notes are of transcript %d, which is not there',"
    " parent) FROM transcript WHERE parent IS NOT NULL"
    " AND parent NOT IN (SELECT id FROM transcript)",
    "SELECT printf('speakers are of episode %d, which is not there', episode)"
    " FROM speaker WHERE episode <> 0"
    " AND episode NOT IN (SELECT id FROM episode) GROUP BY episode",
    "SELECT printf('episode %d has no transcript', id) FROM episode"
    /* What feeds know may have show notes alone. */
    " WHERE id NOT IN (SELECT episode FROM transcript) AND guid IS NULL",
    "SELECT printf('episode %d has no transcript that is searched', episode)"
    " FROM transcript GROUP BY episode HAVING max(chosen) = 0",
    "SELECT printf('%s counts as indexed, but its transcript is not there',"
    " path) FROM location WHERE state = 'indexed' AND transcript IS NULL",
    "SELECT printf('the totals are %d segments and %d episodes, but should be"
    " %d and %d', segments, episodes, searched, made) FROM (SELECT (SELECT"
    " ifnull(sum(segments), 0) FROM transcript WHERE kind = 'speech'"
    " AND chosen = 1) AS searched, (SELECT count(*) FROM episode) AS made,"
    " (SELECT segments FROM total) AS segments, (SELECT episodes FROM total)"
    " AS episodes) WHERE segments IS NOT searched OR episodes IS NOT made",
    "SELECT printf('the vocabulary counts \"%s\" %d times', term, count)"
    " FROM term WHERE count < 0",
};

/* The same, with the index's own count of its words at hand. Its one word that
 * nobody says, char(1), is in every row once. */
static const char *const vocabulary_queries[] = {
    "SELECT printf('%d transcripts are indexed, but there are %d', indexed,"
    " made) FROM (SELECT (SELECT count(*) FROM transcript) AS made, ifnull("
    " (SELECT doc FROM temp.posting WHERE term = char(1)), 0) AS indexed)"
    " WHERE indexed <> made",
    "SELECT printf('words that the vocabulary and the index count differently:"
    " %d, such as \"%s\"', count(*), min(posting.term)) FROM temp.posting"
    " WHERE term <> char(1) AND cnt <> ifnull((SELECT sum(count) FROM term"
    " WHERE term.term = posting.term), 0) HAVING count(*) > 0",
    "SELECT printf('the vocabulary counts %d words said, but the index has %d',"
    " counted, indexed) FROM (SELECT (SELECT ifnull(sum(count), 0) FROM term)"
    " AS counted, (SELECT ifnull(sum(cnt), 0) FROM temp.posting"
    " WHERE term <> char(1)) AS indexed) WHERE counted <> indexed",
};

static void complain_unreadable(const struct check *check, const char *what)
{
    complain(check, "the %s cannot be read: %s", what,
             sqlite3_errmsg(check->store->db));
}

/* Complains of every row; and if the query fails, of `what` it reads. */
static void run_query(struct check *check, const char *sql, const char *what)
{
    sqlite3_stmt *statement;
    int code;

    check->checks++;
    if (sqlite3_prepare_v2(check->store->db, sql, -1, &statement, NULL) !=
        SQLITE_OK) {
        complain_unreadable(check, what);
        return;
    }
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        complain(check, "%s", (const char *)sqlite3_column_text(statement, 0));
    if (code != SQLITE_DONE)
        complain_unreadable(check, what);
    sqlite3_finalize(statement);
}

static void check_tables(struct check *check)
{
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++)
        run_query(check, queries[i], "file");
}

static void check_index(struct check *check)
{
    struct error err;

    if (check->store->lock < 0)
        return;
    check->checks++;
    if (store_exec(check->store,
                   "INSERT INTO speech(speech) VALUES('integrity-check')",
                   &err))
        complain_unreadable(check, "index");
}

static void check_vocabulary(struct check *check)
{
    struct error err;

    /* In the temporary schema: a reader may do that. */
    if (store_exec(check->store,
                   "CREATE VIRTUAL TABLE temp.posting"
                   " USING fts5vocab('main', 'speech', 'row')",
                   &err)) {
        complain_unreadable(check, "index");
        return;
    }
    for (size_t i = 0;
         i < sizeof(vocabulary_queries) / sizeof(*vocabulary_queries); i++)
        run_query(check, vocabulary_queries[i], "index");
    store_exec(check->store, "DROP TABLE temp.posting", &err);
}

/* Whether the packed words are those of the table, with their counts. */
static enum status compare_packed(struct check *check, struct slice words,
                                  bool *ret_same, struct error *err)
{
    sqlite3_stmt *each = store_statement(check->store, EACH_TERM, err);
    struct vocabulary_word word;
    enum status status;
    bool row;

    *ret_same = true;
    if (!each)
        return err->status;
    while (!(status = store_step(check->store, each, &row, err)) && row) {
        struct slice term = column_view(each, 0);

        *ret_same = *ret_same && vocabulary_next(&words, &word) &&
                    slice_equal(word.term, term) &&
                    word.count == sqlite3_column_int64(each, 1);
    }
    *ret_same = *ret_same && words.len == 0;
    return status;
}

static void check_packed(struct check *check)
{
    struct arena arena;
    struct slice words;
    struct error err;
    bool same;

    check->checks++;
    arena_init(&arena);
    if (vocabulary_load(check->store, &arena, &words, &err) ||
        compare_packed(check, words, &same, &err))
        complain_unreadable(check, "vocabulary");
    else if (!same)
        complain(check, "the packed vocabulary differs from its table: word~"
                        " may not find what it should");
    arena_release(&arena);
}

/* ---- transcripts ---- */

struct transcript_row {
    int64_t id, tokens, segments, stream_hash;
};

/*
 * Reads the segments' texts, whose words must be those that were indexed, each
 * segment beginning at the word that its place on the axis says.
 */
static enum status check_segments(struct check *check,
                                  const struct transcript_row *transcript,
                                  const struct axis *axis,
                                  struct token_list *tokens, struct error *err)
{
    sqlite3_stmt *get = store_statement(check->store, SEGMENT_PLACES, err);
    size_t count = 0, misplaced = 0;
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_int(get, 1, transcript->id);
    while (!(status = store_step(check->store, get, &row, err)) && row) {
        size_t place = (size_t)sqlite3_column_int64(get, 0);

        if (place != tokens->count || count >= axis->segment_count ||
            place != axis->segments[count].token)
            misplaced++;
        count++;
        tokenize(tokens, column_view(get, 1), 0);
    }
    if (status)
        return status;
    if (count != (size_t)transcript->segments || count != axis->segment_count)
        complain(check,
                 "transcript %" PRId64 " has %zu segments, but should have "
                 "%" PRId64,
                 transcript->id, count, transcript->segments);
    else if ((int64_t)token_list_hash(tokens) != transcript->stream_hash)
        complain(check,
                 "the text of transcript %" PRId64 " is not what was indexed",
                 transcript->id);
    else if (misplaced)
        complain(check,
                 "%zu segments of transcript %" PRId64 " are not where its "
                 "time axis has them",
                 misplaced, transcript->id);
    return STATUS_OK;
}

/* Reads the time axis; complains and returns false if there is none. */
static bool check_axis(struct check *check,
                       const struct transcript_row *transcript,
                       struct arena *arena, struct axis *ret_axis)
{
    struct slice packed;
    struct error err;

    if (store_get_axis(check->store, transcript->id, arena, &packed, &err) ||
        axis_unpack(packed, arena, ret_axis, &err)) {
        complain(check,
                 "transcript %" PRId64 " has no time axis that can be read",
                 transcript->id);
        return false;
    }
    if (ret_axis->token_count != transcript->tokens)
        complain(check,
                 "the time axis of transcript %" PRId64 " has %" PRIu32
                 " words, but the transcript has %" PRId64,
                 transcript->id, ret_axis->token_count, transcript->tokens);
    return true;
}

static void check_transcript(struct check *check,
                             const struct transcript_row *transcript)
{
    struct token_list tokens;
    struct arena arena;
    struct axis axis;
    struct error err;

    arena_init(&arena);
    token_list_init(&tokens);
    if (check_axis(check, transcript, &arena, &axis) && check->same_rules &&
        check_segments(check, transcript, &axis, &tokens, &err))
        complain_unreadable(check, "table of segments");
    token_list_release(&tokens);
    arena_release(&arena);
}

static enum status check_transcripts(struct check *check, struct error *err)
{
    sqlite3_stmt *each = store_statement(check->store, EACH_TRANSCRIPT, err);
    enum status status;
    bool row;

    if (!each)
        return err->status;
    while (!(status = store_step(check->store, each, &row, err)) && row) {
        struct transcript_row transcript = {
            .id = sqlite3_column_int64(each, 0),
            .tokens = sqlite3_column_int64(each, 1),
            .segments = sqlite3_column_int64(each, 2),
            .stream_hash = sqlite3_column_int64(each, 3),
        };

        check->checks++;
        check_transcript(check, &transcript);
    }
    return status;
}

/* Under other rules, no text has the words that were indexed. */
static void check_rules(struct check *check)
{
    int64_t version;
    struct error err;

    check->checks++;
    check->same_rules = false;
    if (store_tokenizer_version(check->store, &version, &err))
        complain_unreadable(check, "table of rules");
    else if (version != TOKENIZER_VERSION)
        complain(check,
                 "it was indexed by other rules for words (%" PRId64
                 ", this quoth has %d): quoth reindex brings it up to date",
                 version, TOKENIZER_VERSION);
    else
        check->same_rules = true;
}

enum status store_check(struct store *store,
                        void (*complain_of)(void *context, const char *text),
                        void *context, size_t *ret_checks, struct error *err)
{
    struct check check = { store, complain_of, context, 0, false };
    enum status status = store_read_begin(store, err);

    if (status)
        return status;
    check_rules(&check);
    check_tables(&check);
    check_index(&check);
    check_vocabulary(&check);
    check_packed(&check);
    status = check_transcripts(&check, err);
    store_read_end(store);
    *ret_checks = check.checks;
    return status;
}
