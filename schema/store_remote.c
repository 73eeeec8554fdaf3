/*
 * What came over the network, and when it is looked for again.
 */
#include "store_internal.h"

static void take_remote(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct remote_record *remote = ret_item;

    *remote = (struct remote_record){
        .url = column_text(row, 0, arena),
        .source = sqlite3_column_int64(row, 1),
        .hash = (uint64_t)sqlite3_column_int64(row, 2),
        .etag = column_text(row, 3, arena),
        .last_modified = column_text(row, 4, arena),
        .reader = sqlite3_column_int64(row, 5),
        .got_ms = sqlite3_column_int64(row, 6),
        .next_ms = sqlite3_column_int64(row, 7),
        .tries = sqlite3_column_int64(row, 8),
        .rest_seconds = sqlite3_column_int64(row, 9),
        .skipped = (uint32_t)sqlite3_column_int64(row, 10),
        .guid = column_text(row, 11, arena),
        .asked = column_text(row, 12, arena),
    };
}

enum status store_load_remotes(struct store *store, int64_t source,
                               struct arena *arena,
                               struct remote_record **ret_list,
                               size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, LOAD_REMOTES, source, err);
    struct row_list rows;
    enum status status = store_rows(store, get, take_remote, sizeof(**ret_list),
                                    arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
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
    bind_int(put, 10, remote->rest_seconds);
    bind_int(put, 11, remote->skipped);
    bind_text(put, 12, remote->guid);
    bind_text(put, 13, remote->asked);
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
    return store_run_of_text(store, DROP_REMOTE, url, err);
}

enum status store_retry_ms(struct store *store, struct slice url,
                           int64_t *ret_ms, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, REMOTE_TIME, err);

    if (!get)
        return err->status;
    bind_text(get, 1, url);
    return store_number(store, get, 0, ret_ms, err);
}

static void take_recording(sqlite3_stmt *row, struct arena *arena,
                           void *ret_item)
{
    struct recording *recording = ret_item;

    *recording = (struct recording){
        .episode = sqlite3_column_int64(row, 0),
        .show = column_text(row, 1, arena),
        .guid = column_text(row, 2, arena),
        .media = column_text(row, 3, arena),
        .url = column_text(row, 4, arena),
    };
}

enum status store_find_recordings(struct store *store, int64_t source,
                                  struct slice last_date, int64_t last_ms,
                                  struct arena *arena,
                                  struct recording **ret_list,
                                  size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, FIND_RECORDINGS, source, err);
    struct row_list rows;
    enum status status;

    if (get) {
        bind_text(get, 2, last_date);
        bind_int(get, 3, last_ms);
        bind_text(get, 4, slice_of(RECORDING_SUFFIX));
    }
    status = store_rows(store, get, take_recording, sizeof(struct recording),
                        arena, &rows, err);
    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}
