#include "speech.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "store_internal.h"

#include <stdlib.h>
#include <string.h>

/* The term that every row has: no word folds to it. */
#define SENTINEL "\x01"

/* What parts the tokens of a phrase in a MATCH expression. */
#define SEPARATOR ' '

/* What the tokenizer of this connection is to replay next. */
struct speech_module {
    const struct token_list *replay;
};

/* ---- the tokenizer ---- */

typedef int token_callback(void *context, int flags, const char *token,
                           int length, int start, int end);

static int tokenizer_create(void *module, const char **args, int arg_count,
                            Fts5Tokenizer **ret)
{
    (void)args;
    (void)arg_count;
    *ret = module;
    return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer; /* the module outlives it */
}

static int replay_tokens(const struct token_list *list, void *context,
                         token_callback *callback)
{
    int code = callback(context, 0, SENTINEL, 1, 0, 0);

    for (size_t i = 0; i < list->count && code == SQLITE_OK; i++) {
        const struct token *token = &list->tokens[i];

        /* The sentinel shares the first word's position: no shift. */
        code =
            callback(context, i == 0 ? FTS5_TOKEN_COLOCATED : 0,
                     list->text + token->text_at, (int)token->text_len, 0, 0);
    }
    return code;
}

static int split_tokens(struct slice text, void *context,
                        token_callback *callback)
{
    struct slice token;
    int code = SQLITE_OK;

    while (code == SQLITE_OK && slice_next_part(&text, SEPARATOR, &token))
        if (token.len)
            code = callback(context, 0, token.ptr, (int)token.len, 0, 0);
    return code;
}

static int tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags,
                         const char *text, int length, token_callback *callback)
{
    const struct speech_module *module = (const void *)tokenizer;

    if (flags & FTS5_TOKENIZE_DOCUMENT)
        return module->replay ? replay_tokens(module->replay, context, callback)
                              : SQLITE_MISUSE;
    return split_tokens((struct slice){ text, (size_t)length }, context,
                        callback);
}

/* ---- the function that hands rows to the query side ---- */

struct speech_row {
    const Fts5ExtensionApi *api;
    Fts5Context *context;
};

struct scan {
    enum status (*visit)(void *context, const struct speech_row *row);
    void *context;
    enum status status;
};

#define SCAN_POINTER "quoth-scan"

static void visit_row(const Fts5ExtensionApi *api, Fts5Context *fts,
                      sqlite3_context *result, int value_count,
                      sqlite3_value **values)
{
    struct speech_row row = { api, fts };
    struct scan *scan = value_count == 1
                            ? sqlite3_value_pointer(values[0], SCAN_POINTER)
                            : NULL;

    if (!scan) {
        sqlite3_result_error(result, "quoth_visit is quoth's own", -1);
        return;
    }
    scan->status = scan->visit(scan->context, &row);
    sqlite3_result_int(result, scan->status);
}

/* SQLite documents this as the way to reach FTS5's own interface. */
static fts5_api *fts5_interface(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) ==
        SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

enum status speech_register(struct store *store, struct error *err)
{
    fts5_tokenizer tokenizer = { tokenizer_create, tokenizer_delete,
                                 tokenizer_run };
    fts5_api *api = fts5_interface(store->db);
    struct speech_module *module;

    if (!api)
        return error_set(err, STATUS_STORE,
                         "this SQLite was built without FTS5");
    module = mem_alloc(sizeof(*module));
    if (api->xCreateTokenizer(api, "quoth", module, &tokenizer, free) !=
            SQLITE_OK ||
        api->xCreateFunction(api, "quoth_visit", NULL, visit_row, NULL) !=
            SQLITE_OK)
        return store_error(store, err);
    store->speech = module;
    return STATUS_OK;
}

/* ---- writing ---- */

static enum status replay_into(struct store *store, enum statement which,
                               int64_t transcript,
                               const struct token_list *tokens,
                               struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, which, err);
    enum status status;

    if (!statement)
        return err->status;
    bind_int(statement, 1, transcript);
    store->speech->replay = tokens;
    status = store_run(store, statement, err);
    store->speech->replay = NULL;
    return status;
}

enum status speech_insert(struct store *store, int64_t transcript,
                          const struct token_list *tokens, struct error *err)
{
    return replay_into(store, INSERT_SPEECH, transcript, tokens, err);
}

enum status speech_delete(struct store *store, int64_t transcript,
                          const struct token_list *tokens, struct error *err)
{
    return replay_into(store, DELETE_SPEECH, transcript, tokens, err);
}

enum status speech_tune_building(struct store *store, struct error *err)
{
    /* One big hash, written out when it is full; no merging until the end. */
    return store_exec(
        store,
        "INSERT INTO speech(speech, rank) VALUES('pgsz', 4050);"
        "INSERT INTO speech(speech, rank) VALUES('hashsize', 33554432);"
        "INSERT INTO speech(speech, rank) VALUES('automerge', 0);"
        "INSERT INTO speech(speech, rank) VALUES('crisismerge', 2000)",
        err);
}

enum status speech_tune_living(struct store *store, struct error *err)
{
    /* The settings stay in the file. A crisis merge takes in the bulk of the
     * index unless optimize has put that on a level of its own. */
    return store_exec(
        store,
        "INSERT INTO speech(speech) VALUES('optimize');"
        "INSERT INTO speech(speech, rank) VALUES('hashsize', 16777216);"
        "INSERT INTO speech(speech, rank) VALUES('automerge', 8);"
        "INSERT INTO speech(speech, rank) VALUES('crisismerge', 64)",
        err);
}

/* ---- expressions ---- */

void match_init(struct match *match)
{
    *match = (struct match){ .text = BUF_INIT };
}

void match_release(struct match *match)
{
    buf_release(&match->text);
}

void match_clause(struct match *match, bool optional)
{
    if (match->text.len)
        buf_string(&match->text, ") AND ");
    buf_char(&match->text, '(');
    match->in_clause = false;
    if (optional)
        match_phrase(match, &SLICE(SENTINEL), 1, false);
}

size_t match_phrase(struct match *match, const struct slice *tokens,
                    size_t count, bool prefix)
{
    if (match->in_clause)
        buf_string(&match->text, " OR ");
    buf_char(&match->text, '"');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(&match->text, SEPARATOR);
        buf_slice(&match->text, tokens[i]); /* folded: no quote in it */
    }
    buf_string(&match->text, prefix ? "\" *" : "\"");
    match->in_clause = true;
    return match->phrase_count++;
}

/* ---- reading ---- */

int64_t speech_row_transcript(const struct speech_row *row)
{
    return row->api->xRowid(row->context);
}

bool speech_row_has(const struct speech_row *row, size_t phrase)
{
    Fts5PhraseIter iter;
    int column, offset;

    return row->api->xPhraseFirst(row->context, (int)phrase, &iter, &column,
                                  &offset) == SQLITE_OK &&
           column >= 0;
}

/*
 * Moves an iterator on as xPhraseNext does, which is called for every hit of
 * the archive's commonest words, where that is simple: to a hit of the same
 * column, less than 2^14 tokens away. What lies between a and b is a position
 * list as FTS5 has it in the file (the head of fts5_index.c in SQLite's
 * source): varints, high bits first, each the distance from the hit before plus
 * 2; a 1 begins another column.
 */
static inline bool step_near(Fts5PhraseIter *iter, uint32_t *offset)
{
    const unsigned char *at = iter->a;
    uint32_t step;

    if (iter->b - at < 2 || (at[0] >= 0x80 && at[1] >= 0x80))
        return false;
    step = *at++;
    if (step >= 0x80)
        step = (step & 0x7f) << 7 | *at++;
    if (step < 2)
        return false;
    iter->a = at;
    *offset += step - 2;
    return true;
}

void speech_row_positions(const struct speech_row *row, size_t phrase,
                          uint32_t **out, size_t *count, size_t *capacity)
{
    Fts5PhraseIter iter;
    uint32_t *positions, position;
    int column, offset, least = 0;

    if (row->api->xPhraseFirst(row->context, (int)phrase, &iter, &column,
                               &offset) != SQLITE_OK ||
        column < 0)
        return;
    /* Every further hit takes a byte at least. */
    *out = mem_grow(*out, capacity, *count + (size_t)(iter.b - iter.a) + 1,
                    sizeof(**out));
    positions = *out + *count;
    while (column >= 0 && offset >= least && offset < (int)LIMIT_TOKENS) {
        position = (uint32_t)offset;
        *positions++ = position;
        while (position < LIMIT_TOKENS && step_near(&iter, &position))
            *positions++ = position;
        offset = least = (int)position;
        row->api->xPhraseNext(row->context, &iter, &column, &offset);
    }
    *count = (size_t)(positions - *out);
}

enum status speech_scan(struct store *store, const struct match *match,
                        enum status (*visit)(void *context,
                                             const struct speech_row *row),
                        void *context, struct error *err)
{
    return speech_scan_between(store, match, INT64_MIN, INT64_MAX, visit,
                               context, err);
}

enum status speech_scan_between(
    struct store *store, const struct match *match, int64_t first, int64_t last,
    enum status (*visit)(void *context, const struct speech_row *row),
    void *context, struct error *err)
{
    struct scan scan = { visit, context, STATUS_OK };
    sqlite3_stmt *statement = store_statement(store, SCAN_SPEECH, err);
    struct buf text = BUF_INIT;
    enum status status = STATUS_OK;
    bool row = true;

    if (!statement)
        return err->status;
    buf_slice(&text, buf_view(&match->text));
    buf_char(&text, ')');
    sqlite3_bind_text(statement, 1, text.ptr, (int)text.len, SQLITE_STATIC);
    sqlite3_bind_pointer(statement, 2, &scan, SCAN_POINTER, NULL);
    bind_int(statement, 3, first);
    bind_int(statement, 4, last);
    while (row && !status && !scan.status)
        status = store_step(store, statement, &row, err);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    buf_release(&text);
    return status ? status : scan.status;
}

enum status speech_count(struct store *store, const struct slice *tokens,
                         size_t count, int64_t most, int64_t *ret_count,
                         struct error *err)
{
    sqlite3_stmt *get = store_statement(store, COUNT_SPEECH, err);
    struct match match;
    enum status status;

    *ret_count = 0;
    if (!get)
        return err->status;
    match_init(&match);
    match_phrase(&match, tokens, count, false);
    bind_text(get, 1, buf_view(&match.text));
    bind_int(get, 2, most);
    status = store_number(store, get, 0, ret_count, err);
    sqlite3_clear_bindings(get);
    match_release(&match);
    return status;
}
