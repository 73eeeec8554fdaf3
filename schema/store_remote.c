/*
 * What came over the network, and when it is looked for again.
 */
#include "store_internal.h"

enum status store_load_remotes(struct store *store, int64_t source,
                               struct arena *arena,
                               struct remote_record **ret_list,
                               size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, LOAD_REMOTES, source, err);
    struct remote_record *list = NULL;
    size_t count = 0, capacity = 0;
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row) {
        list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
        list[count++] = (struct remote_record){
            .url = column_text(get, 0, arena),
            .source = sqlite3_column_int64(get, 1),
            .hash = (uint64_t)sqlite3_column_int64(get, 2),
            .etag = column_text(get, 3, arena),
            .last_modified = column_text(get, 4, arena),
            .reader = sqlite3_column_int64(get, 5),
            .got_ms = sqlite3_column_int64(get, 6),
            .next_ms = sqlite3_column_int64(get, 7),
            .tries = sqlite3_column_int64(get, 8),
        };
    }
    *ret_list = list;
    *ret_count = count;
    return status;
}

static enum status write_remote(struct store *store, enum statement statement,
                                const struct remote_record *remote,
                                struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, statement, err);

    if (!put)
        return err->status;
    bind_text(put, 1, remote->url);
    bind_int(put, 2, remote->source);
    bind_id(put, 3, (int64_t)remote->hash);
    bind_text(put, 4, remote->etag);
    bind_text(put, 5, remote->last_modified);
    bind_int(put, 6, READER_VERSION);
    bind_id(put, 7, remote->got_ms);
    bind_int(put, 8, remote->next_ms);
    bind_int(put, 9, remote->tries);
    return store_run(store, put, err);
}

enum status store_put_remote(struct store *store,
                             const struct remote_record *remote,
                             struct error *err)
{
    enum status status = write_remote(store, UPDATE_REMOTE, remote, err);

    if (!status && sqlite3_changes(store->db) == 0)
        status = write_remote(store, PUT_REMOTE, remote, err);
    return status;
}

enum status store_drop_remote(struct store *store, struct slice url,
                              struct error *err)
{
    sqlite3_stmt *drop = store_write_statement(store, DROP_REMOTE, err);

    if (!drop)
        return err->status;
    bind_text(drop, 1, url);
    return store_run(store, drop, err);
}

enum status store_move_source(struct store *store, struct slice from,
                              struct slice to, struct error *err)
{
    static const enum statement moves[] = {
        MOVE_SOURCE,
        MOVE_ITEM_LOCATIONS,
        MOVE_ITEM_REMOTES,
    };
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof(moves) / sizeof(*moves) && !status; i++) {
        sqlite3_stmt *move = store_write_statement(store, moves[i], err);

        if (!move)
            return err->status;
        bind_text(move, 1, from);
        bind_text(move, 2, to);
        status = store_run(store, move, err);
        if (i == 0 && sqlite3_changes(store->db) == 0)
            return status;
    }
    return status;
}
