/*
 * Queries that a person gave a name.
 */
#include "store_internal.h"

#include "base/clock.h"

enum status store_put_saved(struct store *store,
                            const struct saved_query *saved, struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, PUT_SAVED, err);

    if (!put)
        return err->status;
    bind_text(put, 1, saved->name);
    bind_text(put, 2, saved->query);
    bind_int(put, 3, clock_wall_ms());
    return store_run(store, put, err);
}

enum status store_drop_saved(struct store *store, struct slice name,
                             bool *ret_found, struct error *err)
{
    enum status status = store_run_of_text(store, DROP_SAVED, name, err);

    *ret_found = !status && sqlite3_changes(store->db) > 0;
    return status;
}

static void take_saved(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct saved_query *saved = ret_item;

    *saved = (struct saved_query){ column_text(row, 0, arena),
                                   column_text(row, 1, arena) };
}

enum status store_load_saved(struct store *store, struct arena *arena,
                             struct saved_query **ret_list, size_t *ret_count,
                             struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement(store, EACH_SAVED, err), take_saved,
                   sizeof(**ret_list), arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}
