/*
 * The rebuild as a whole: room, transaction, the tables that are emptied and
 * filled again.
 */
#include "rebuild_internal.h"

#include "term_counts.h"
#include "vocabulary.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

/* Different words that are counted in memory before they are written. */
enum { MOST_TERMS = 400000 };

void rebuild_tell(const struct rebuilding *rebuilding, const char *format, ...)
{
    char text[256];
    va_list arguments;

    if (!rebuilding->options->tell)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    rebuilding->options->tell(rebuilding->options->context, text);
}

/* ---- room ---- */

/*
 * What the log and the archive grow by: the index is written, and once more in
 * one piece (see speech_tune_living). Under other rules for words, the segments
 * and all that stands beside them are written too.
 */
static enum status needed_bytes(struct rebuilding *rebuilding,
                                int64_t *ret_bytes, struct error *err)
{
    sqlite3_stmt *get = store_statement(rebuilding->store, TEXT_BYTES, err);
    int64_t text;
    enum status status;

    if (!get)
        return err->status;
    status = store_number(rebuilding->store, get, 0, &text, err);
    *ret_bytes = rebuilding->same_rules ? text : 3 * text;
    return status;
}

static enum status check_room(struct rebuilding *rebuilding, struct error *err)
{
    const char *path = rebuilding->store->path;
    struct statvfs disk;
    int64_t needed, unused;
    enum status status = needed_bytes(rebuilding, &needed, err);

    if (status)
        return status;
    if (statvfs(path, &disk))
        return error_set(err, STATUS_STORE, "%s: %s", path, strerror(errno));
    unused = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    if (unused >= needed)
        return STATUS_OK;
    return error_set(err, STATUS_STORE,
                     "rebuilding %s needs %" PRId64 " MB on its disk, of which "
                     "%" PRId64 " MB are free; nothing is changed",
                     path, (needed >> 20) + 1, unused >> 20);
}

/* ---- tables that are made anew ---- */

/* The statements that made a table and its indexes, by line. */
static enum status read_definition(struct store *store, const char *table,
                                   struct buf *out, struct error *err)
{
    sqlite3_stmt *get;
    enum status status = STATUS_OK;
    bool row = false;

    if (sqlite3_prepare_v2(store->db,
                           "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1"
                           " AND sql IS NOT NULL ORDER BY type DESC",
                           -1, &get, NULL) != SQLITE_OK)
        return store_error(store, err);
    bind_text(get, 1, slice_of(table));
    while (!(status = store_step(store, get, &row, err)) && row) {
        buf_slice(out, column_view(get, 0));
        buf_string(out, ";\n");
    }
    sqlite3_finalize(get);
    return status;
}

/*
 * A table whose pages make no sense cannot be dropped: SQLite would walk them.
 * So it is taken out of the schema, with the tables that FTS5 keeps for it, and
 * made anew; its old pages are lost until VACUUM copies what is in use.
 */
static enum status replace_table(struct rebuilding *rebuilding,
                                 const char *table, struct error *err)
{
    struct store *store = rebuilding->store;
    struct buf definition = BUF_INIT;
    char *drop = sqlite3_mprintf("PRAGMA writable_schema=ON;"
                                 "DELETE FROM sqlite_schema WHERE tbl_name = %Q"
                                 " OR tbl_name GLOB '%q_*';"
                                 "PRAGMA writable_schema=RESET",
                                 table, table);
    enum status status = drop ? read_definition(store, table, &definition, err)
                              : store_error(store, err);

    if (!status)
        status = store_exec(store, drop, err);
    if (!status && definition.len)
        status = store_exec(store, definition.ptr, err);
    if (!status)
        rebuild_tell(rebuilding,
                     "the table %s could not be read; it is made "
                     "anew",
                     table);
    rebuilding->leaks = true;
    sqlite3_free(drop);
    buf_release(&definition);
    return status;
}

/* What is made anew, and how it is emptied. */
static const struct {
    const char *table, *sql;
} derived[] = {
    { "speech", "INSERT INTO speech(speech) VALUES('delete-all')" },
    { "term", "DELETE FROM term" },
    { "language", "DELETE FROM language" },
    { "vocabulary", "DELETE FROM vocabulary" },
};

_Static_assert(sizeof(derived) / sizeof(*derived) == REBUILD_TABLES,
               "a flag for each");

/*
 * Whether the pages of a table, and of those that FTS5 keeps for it, can be
 * walked.
 */
static bool is_walkable(struct store *store, const char *table)
{
    sqlite3_stmt *get;
    struct error err;
    int64_t faults = 1;

    if (sqlite3_prepare_v2(store->db,
                           "SELECT count(*) FROM sqlite_schema AS kept,"
                           " pragma_quick_check(kept.name) AS found"
                           " WHERE type = 'table' AND rootpage > 0"
                           " AND (tbl_name = ?1 OR tbl_name GLOB ?1 || '_*')"
                           " AND quick_check <> 'ok'",
                           -1, &get, NULL) != SQLITE_OK)
        return false;
    bind_text(get, 1, slice_of(table));
    if (store_number(store, get, 0, &faults, &err))
        faults = 1;
    sqlite3_finalize(get);
    return faults == 0;
}

/* Whether a statement can be prepared: FTS5 reads its tables for that. */
static bool can_begin(struct store *store, const char *sql)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);

    sqlite3_finalize(statement);
    return code == SQLITE_OK;
}

/* To be done before the transaction: in one in which SQLite has met a damaged
 * page, it deletes nothing any more. */
static void find_damaged(struct rebuilding *rebuilding)
{
    for (size_t i = 0; i < REBUILD_TABLES; i++)
        rebuilding->damaged[i] =
            !can_begin(rebuilding->store, derived[i].sql) ||
            !is_walkable(rebuilding->store, derived[i].table);
}

static enum status clear_derived(struct rebuilding *rebuilding,
                                 struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < REBUILD_TABLES && !status; i++)
        status = rebuilding->damaged[i]
                     ? replace_table(rebuilding, derived[i].table, err)
                     : store_exec(rebuilding->store, derived[i].sql, err);
    if (!status) /* an archive without a word has one, too: an empty one */
        status = vocabulary_save(rebuilding->store, SLICE(""), err);
    return status;
}

static enum status write_terms(struct rebuilding *rebuilding, size_t most,
                               struct error *err)
{
    struct store *store = rebuilding->store;

    return term_counts_size(store->terms) > most
               ? store_write_terms(store, NULL, err)
               : STATUS_OK;
}

static enum status fill_derived(struct rebuilding *rebuilding,
                                struct error *err)
{
    const struct rebuild_options *options = rebuilding->options;
    struct store *store = rebuilding->store;
    struct arena arena;
    int64_t *ids;
    size_t count;
    enum status status;

    arena_init(&arena);
    status = store_ids(store, store_statement(store, EACH_TRANSCRIPT, err),
                       &arena, &ids, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        status = rebuild_transcript(rebuilding, ids[i], err);
        if (!status)
            status = write_terms(rebuilding, MOST_TERMS, err);
        if (!status && options->interrupted &&
            options->interrupted(options->context))
            status = error_set(err, STATUS_INTERRUPTED, "%s", "");
        if (!status && options->progress)
            options->progress(options->context, i + 1, count);
    }
    arena_release(&arena);
    return status;
}

/* ---- the transaction ---- */

static enum status work(struct rebuilding *rebuilding, struct error *err)
{
    struct store *store = rebuilding->store;
    enum status status = clear_derived(rebuilding, err);

    if (!status)
        status = speech_tune_building(store, err);
    if (!status && rebuilding->options->mend)
        status = rebuild_drop_orphans(rebuilding, err);
    if (!status)
        status = fill_derived(rebuilding, err);
    if (!status && rebuilding->options->mend)
        status = rebuild_choose(rebuilding, err);
    if (!status)
        status = write_terms(rebuilding, 0, err);
    if (!status)
        status = speech_tune_living(store, err);
    if (!status)
        status = store_put_tokenizer_version(store, err);
    return status;
}

/* The log of what did not come to be is as long as if it had. */
static void roll_back(struct store *store)
{
    struct error ignored;

    store_exec(store, "ROLLBACK", &ignored);
    store->writing = false;
    term_counts_clear(store->terms);
    store_exec(store, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
}

/* Gives back to the disk what the archive has no use for. */
static void shrink(const struct rebuilding *rebuilding)
{
    struct error ignored;

    store_exec(rebuilding->store,
               rebuilding->leaks ? "VACUUM" : "PRAGMA incremental_vacuum",
               &ignored);
}

static enum status rebuild(struct rebuilding *rebuilding, struct error *err)
{
    struct store *store = rebuilding->store;
    int64_t version;
    enum status status;

    if (rebuilding->options->mend)
        find_damaged(rebuilding);
    status = store_write_begin(store, err);
    if (!status)
        status = store_tokenizer_version(store, &version, err);
    if (!status) {
        rebuilding->same_rules = version == TOKENIZER_VERSION;
        status = check_room(rebuilding, err);
    }
    if (!status)
        status = work(rebuilding, err);
    if (!status)
        status = store_commit(store, err);
    if (status)
        roll_back(store);
    else
        shrink(rebuilding);
    return status;
}

enum status store_rebuild(struct store *store,
                          const struct rebuild_options *options,
                          struct rebuild_report *ret_report, struct error *err)
{
    struct rebuilding rebuilding = { .store = store,
                                     .options = options,
                                     .report = ret_report };
    enum status status;

    *ret_report = (struct rebuild_report){ 0 };
    arena_init(&rebuilding.arena);
    token_list_init(&rebuilding.tokens);
    status = rebuild(&rebuilding, err);
    token_list_release(&rebuilding.tokens);
    arena_release(&rebuilding.arena);
    return status;
}
