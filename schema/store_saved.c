/*
 * Queries that a person gave a name.
 */
#include "store_internal.h"

enum status store_put_saved(struct store *store,
                            const struct saved_query *saved, struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, PUT_SAVED, err);

    if (!put)
        return err->status;
    bind_text(put, 1, saved->name);
    bind_text(put, 2, saved->query);
    bind_int(put, 3, clock_ms());
    return store_run(store, put, err);
}

enum status store_drop_saved(struct store *store, struct slice name,
                             bool *ret_found, struct error *err)
{
    sqlite3_stmt *drop = store_write_statement(store, DROP_SAVED, err);
    enum status status;

    if (!drop)
        return err->status;
    bind_text(drop, 1, name);
    status = store_run(store, drop, err);
    *ret_found = !status && sqlite3_changes(store->db) > 0;
    return status;
}

enum status store_load_saved(struct store *store, struct arena *arena,
                             struct saved_query **ret_list, size_t *ret_count,
                             struct error *err)
{
    sqlite3_stmt *each = store_statement(store, EACH_SAVED, err);
    struct saved_query *list = NULL;
    size_t count = 0, capacity = 0;
    enum status status;
    bool row;

    if (!each)
        return err->status;
    while (!(status = store_step(store, each, &row, err)) && row) {
        list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
        list[count++] = (struct saved_query){ column_text(each, 0, arena),
                                              column_text(each, 1, arena) };
    }
    *ret_list = list;
    *ret_count = count;
    return status;
}
