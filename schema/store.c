/*
 * The connection to the archive, and its transactions.
 */
#include "store_internal.h"

#include "base/alloc.h"
#include "term_counts.h"

#include <stdlib.h>
#include <unistd.h>

/* Different words that are counted in memory while an archive is built. */
enum { BUILDING_TERMS = 400000 };

/* ---- the connection ---- */

struct store *store_new(const char *path)
{
    struct store *store = mem_alloc(sizeof(*store));

    store->path = mem_string(path);
    store->lock = -1;
    return store;
}

void store_disconnect(struct store *store)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    sqlite3_close(store->db);
    store->db = NULL;
}

void store_free(struct store *store)
{
    store_disconnect(store);
    term_counts_free(store->terms);
    if (store->lock >= 0)
        close(store->lock); /* and so the lock is gone */
    free(store->building);
    free(store->path);
    free(store);
}

enum status store_connect(struct store *store, const char *path, int flags,
                          struct error *err)
{
    /* Nobody asks how much memory SQLite holds; to keep count it takes a lock
     * at each allocation. It heeds this the first time only. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        return store_error(store, err);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, 5000);
    return speech_register(store, err);
}

/* ---- transactions ---- */

enum status store_read_begin(struct store *store, struct error *err)
{
    return store_exec(store, "BEGIN", err);
}

void store_read_end(struct store *store)
{
    struct error ignored;

    store_exec(store, "COMMIT", &ignored);
}

enum status store_write_begin(struct store *store, struct error *err)
{
    enum status status;

    if (store->writing)
        return STATUS_OK;
    status = store_exec(store, "BEGIN IMMEDIATE", err);
    store->writing = !status;
    return status;
}

sqlite3_stmt *store_write_statement(struct store *store,
                                    enum statement statement, struct error *err)
{
    return store_write_begin(store, err)
               ? NULL
               : store_statement(store, statement, err);
}

enum status store_commit(struct store *store, struct error *err)
{
    enum status status = STATUS_OK;

    if (!store->writing)
        return STATUS_OK;
    /* A new archive is one transaction, and its vocabulary is best written in
     * one go at the end: unless it grows past what memory should hold. */
    if (store->building && term_counts_size(store->terms) < BUILDING_TERMS)
        return STATUS_OK;
    status = store_write_terms(store, NULL, err);
    if (status || store->building)
        return status;
    status = store_write_totals(store, err);
    if (!status)
        status = store_exec(store, "COMMIT", err);
    if (!status)
        store->writing = false;
    return status;
}

enum status store_write_totals(struct store *store, struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_TOTALS, err);

    return put ? store_run(store, put, err) : err->status;
}
