/*
 * Short ways to run a statement and to read what it finds.
 */
#include "store_internal.h"

sqlite3_stmt *store_statement_of(struct store *store, enum statement statement,
                                 int64_t id, struct error *err)
{
    sqlite3_stmt *found = store_statement(store, statement, err);

    if (found)
        bind_int(found, 1, id);
    return found;
}

enum status store_run_of(struct store *store, enum statement statement,
                         int64_t id, struct error *err)
{
    sqlite3_stmt *found = store_statement_of(store, statement, id, err);

    return found ? store_run(store, found, err) : err->status;
}

enum status store_number_of(struct store *store, enum statement statement,
                            int64_t id, int64_t *ret_value, struct error *err)
{
    sqlite3_stmt *found = store_statement_of(store, statement, id, err);

    if (!found)
        return err->status;
    return store_number(store, found, 0, ret_value, err);
}

enum status store_run_of_text(struct store *store, enum statement statement,
                              struct slice text, struct error *err)
{
    sqlite3_stmt *found = store_write_statement(store, statement, err);

    if (!found)
        return err->status;
    bind_text(found, 1, text);
    return store_run(store, found, err);
}

enum status store_row(struct store *store, sqlite3_stmt *statement,
                      row_taker *take, struct arena *arena, void *ret_item,
                      bool *ret_found, struct error *err)
{
    enum status status;
    bool row;

    *ret_found = false;
    if (!statement)
        return err->status;
    status = store_step(store, statement, &row, err);
    if (status || !row)
        return status;
    take(statement, arena, ret_item);
    sqlite3_reset(statement);
    *ret_found = true;
    return STATUS_OK;
}

enum status store_rows(struct store *store, sqlite3_stmt *statement,
                       row_taker *take, size_t size, struct arena *arena,
                       struct row_list *ret_rows, struct error *err)
{
    char *items = NULL;
    size_t count = 0, capacity = 0;
    enum status status;
    bool row;

    *ret_rows = (struct row_list){ 0 };
    if (!statement)
        return err->status;
    while (!(status = store_step(store, statement, &row, err)) && row) {
        items = arena_grow(arena, items, &capacity, count + 1, size);
        take(statement, arena, items + count * size);
        count++;
    }
    if (!status)
        *ret_rows = (struct row_list){ items, count };
    return status;
}

static void take_id(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    int64_t *id = ret_item;

    (void)arena;
    *id = sqlite3_column_int64(row, 0);
}

enum status store_ids(struct store *store, sqlite3_stmt *statement,
                      struct arena *arena, int64_t **ret_ids, size_t *ret_count,
                      struct error *err)
{
    struct row_list rows;
    enum status status = store_rows(store, statement, take_id,
                                    sizeof(**ret_ids), arena, &rows, err);

    *ret_ids = rows.items;
    *ret_count = rows.count;
    return status;
}

static void take_text(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct slice *text = ret_item;

    *text = column_text(row, 0, arena);
}

enum status store_text(struct store *store, sqlite3_stmt *statement,
                       struct arena *arena, struct slice *ret_text,
                       struct error *err)
{
    bool found;

    *ret_text = SLICE("");
    return store_row(store, statement, take_text, arena, ret_text, &found, err);
}

enum status store_texts(struct store *store, sqlite3_stmt *statement,
                        struct arena *arena, struct slice **ret_texts,
                        size_t *ret_count, struct error *err)
{
    struct row_list rows;
    enum status status = store_rows(store, statement, take_text,
                                    sizeof(**ret_texts), arena, &rows, err);

    *ret_texts = rows.items;
    *ret_count = rows.count;
    return status;
}

struct slice column_blob(sqlite3_stmt *statement, int column)
{
    const char *bytes = sqlite3_column_blob(statement, column);

    return (struct slice){ bytes,
                           (size_t)sqlite3_column_bytes(statement, column) };
}

static void take_blob(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct slice *blob = ret_item;

    *blob = arena_copy(arena, column_blob(row, 0));
}

enum status store_blob(struct store *store, sqlite3_stmt *statement,
                       struct arena *arena, struct slice *ret_blob,
                       bool *ret_found, struct error *err)
{
    *ret_blob = SLICE("");
    return store_row(store, statement, take_blob, arena, ret_blob, ret_found,
                     err);
}
