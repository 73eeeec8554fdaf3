/*
 * The fixed statements, and short ways to run them.
 */
#include "store_internal.h"

#include "crowding.h"

static const char *const statement_sql[] = {
#define STATEMENT(name, sql) [name] = (sql),
#include "statements.inc"
#undef STATEMENT
};

enum status store_error(struct store *store, struct error *err)
{
    int code = sqlite3_errcode(store->db);

    switch (code & 0xff) {
    case SQLITE_FULL:
        return error_set(err, STATUS_STORE,
                         "no space left on the disk that holds %s",
                         store->path);
    case SQLITE_CORRUPT:
        return error_set(err, STATUS_STORE,
                         "%s is damaged: quoth check --repair mends what it "
                         "can; else put a backup in its place",
                         store->path);
    case SQLITE_NOTADB:
        return error_set(err, STATUS_STORE, "%s is not a quoth archive",
                         store->path);
    case SQLITE_READONLY:
        return error_set(err, STATUS_STORE, "%s may not be written",
                         store->path);
    case SQLITE_NOMEM:
        return error_set(err, STATUS_STORE, "out of memory");
    case SQLITE_BUSY:
        return error_set(err, STATUS_BUSY,
                         "%s is being written by another "
                         "program",
                         store->path);
    default:
        return error_set(err, STATUS_STORE, "%s: %s", store->path,
                         sqlite3_errmsg(store->db));
    }
}

enum status store_exec(struct store *store, const char *sql, struct error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return store_error(store, err);
    return STATUS_OK;
}

sqlite3_stmt *store_statement(struct store *store, enum statement statement,
                              struct error *err)
{
    sqlite3_stmt **prepared = &store->statements[statement];

    if (*prepared) {
        sqlite3_reset(*prepared);
        sqlite3_clear_bindings(*prepared);
        return *prepared;
    }
    if (sqlite3_prepare_v3(store->db, statement_sql[statement], -1,
                           SQLITE_PREPARE_PERSISTENT, prepared,
                           NULL) != SQLITE_OK) {
        store_error(store, err);
        return NULL;
    }
    return *prepared;
}

void bind_text(sqlite3_stmt *statement, int index, struct slice text)
{
    if (text.len)
        sqlite3_bind_text(statement, index, text.ptr, (int)text.len,
                          SQLITE_STATIC);
}

void bind_string(sqlite3_stmt *statement, int index, struct slice text)
{
    sqlite3_bind_text(statement, index, text.len ? text.ptr : "", (int)text.len,
                      SQLITE_STATIC);
}

void bind_int(sqlite3_stmt *statement, int index, int64_t value)
{
    sqlite3_bind_int64(statement, index, value);
}

void bind_id(sqlite3_stmt *statement, int index, int64_t id)
{
    if (id)
        bind_int(statement, index, id);
}

void bind_time(sqlite3_stmt *statement, int index, int64_t ms)
{
    if (ms != TIME_NONE)
        sqlite3_bind_int64(statement, index, ms);
}

enum status store_step(struct store *store, sqlite3_stmt *statement,
                       bool *ret_row, struct error *err)
{
    int code = sqlite3_step(statement);
    enum status status = STATUS_OK;

    *ret_row = code == SQLITE_ROW;
    if (*ret_row)
        return STATUS_OK;
    if (code != SQLITE_DONE)
        status = store_error(store, err);
    sqlite3_reset(statement);
    return status;
}

enum status store_run(struct store *store, sqlite3_stmt *statement,
                      struct error *err)
{
    bool row;
    enum status status = store_step(store, statement, &row, err);

    if (row)
        sqlite3_reset(statement);
    return status;
}

enum status store_number(struct store *store, sqlite3_stmt *statement,
                         int64_t otherwise, int64_t *ret_value,
                         struct error *err)
{
    bool row;
    enum status status = store_step(store, statement, &row, err);

    *ret_value = otherwise;
    if (status || !row)
        return status;
    if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *ret_value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return STATUS_OK;
}

struct slice column_text(sqlite3_stmt *statement, int column,
                         struct arena *arena)
{
    return arena_copy(arena, column_view(statement, column));
}

struct slice column_view(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    size_t len = (size_t)sqlite3_column_bytes(statement, column);

    return (struct slice){ text, text ? len : 0 };
}

int64_t column_time(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return TIME_NONE;
    return sqlite3_column_int64(statement, column);
}

uint32_t column_crowding(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return CROWDING_UNKNOWN;
    return (uint32_t)sqlite3_column_int64(statement, column);
}
