/*
 * The files found in sources, and what became of each.
 */
#include "store_internal.h"

#include "base/clock.h"

#include <string.h>

static const char *const location_states[] = {
    [LOCATION_INDEXED] = "indexed",
    [LOCATION_OTHER] = "other",
    [LOCATION_FAILED] = "failed",
    [LOCATION_VANISHED] = "vanished",
};

static enum location_state state_by_name(const char *name)
{
    int state = LOCATION_VANISHED;

    while (state > 0 && strcmp(location_states[state], name))
        state--;
    return (enum location_state)state;
}

static void take_location(sqlite3_stmt *row, struct arena *arena,
                          void *ret_item)
{
    struct location_record *location = ret_item;

    *location = (struct location_record){
        .id = sqlite3_column_int64(row, 0),
        .source = sqlite3_column_int64(row, 1),
        .path = column_text(row, 2, arena),
        .state = state_by_name((const char *)sqlite3_column_text(row, 3)),
        .size = sqlite3_column_int64(row, 4),
        .mtime_ns = sqlite3_column_int64(row, 5),
        .transcript = sqlite3_column_int64(row, 6),
        .reader = sqlite3_column_int64(row, 7),
        .content_hash = (uint64_t)sqlite3_column_int64(row, 8),
    };
}

enum status store_load_locations(struct store *store, struct arena *arena,
                                 struct location_record **ret_list,
                                 size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, LOAD_LOCATIONS, err);
    struct row_list rows;
    enum status status = store_rows(store, get, take_location,
                                    sizeof(**ret_list), arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}

/* The location of that path; 0 if there is none. */
static enum status find_location(struct store *store, struct slice path,
                                 int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *find = store_statement(store, FIND_LOCATION, err);

    if (!find)
        return err->status;
    bind_text(find, 1, path);
    return store_number(store, find, 0, ret_id, err);
}

enum status store_put_location(struct store *store,
                               const struct location_record *location,
                               int64_t *ret_id, struct error *err)
{
    enum status status = find_location(store, location->path, ret_id, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_write_statement(store, *ret_id ? UPDATE_LOCATION : PUT_LOCATION,
                                err);
    if (!put)
        return err->status;
    bind_int(put, 1, location->source);
    bind_text(put, 2, location->path);
    bind_text(put, 3, slice_of(location_states[location->state]));
    bind_int(put, 4, location->size);
    bind_int(put, 5, location->mtime_ns);
    bind_id(put, 6, location->transcript);
    bind_int(put, 7, READER_VERSION);
    if (*ret_id)
        bind_int(put, 8, *ret_id);
    status = store_run(store, put, err);
    if (!status && !*ret_id)
        *ret_id = sqlite3_last_insert_rowid(store->db);
    if (!status && location->state != LOCATION_FAILED)
        status = store_run_of(store, DROP_FAILURE, *ret_id, err);
    return status;
}

enum status store_move_location(struct store *store, int64_t id,
                                const struct location_record *to,
                                struct error *err)
{
    sqlite3_stmt *move = store_write_statement(store, MOVE_LOCATION, err);

    if (!move)
        return err->status;
    bind_int(move, 1, id);
    bind_int(move, 2, to->source);
    bind_text(move, 3, to->path);
    bind_text(move, 4, slice_of(location_states[to->state]));
    bind_int(move, 5, to->size);
    bind_int(move, 6, to->mtime_ns);
    return store_run(store, move, err);
}

enum status store_count_locations(struct store *store, int64_t transcript,
                                  int64_t *ret_count, struct error *err)
{
    return store_number_of(store, COUNT_TRANSCRIPT_LOCATIONS, transcript,
                           ret_count, err);
}

enum status store_put_failure(struct store *store, int64_t location,
                              struct slice reason, bool *ret_known,
                              struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *statement;
    bool row;

    if (status)
        return status;
    statement = store_statement(store, GET_FAILURE, err);
    if (!statement)
        return err->status;
    bind_int(statement, 1, location);
    status = store_step(store, statement, &row, err);
    if (status)
        return status;
    *ret_known = row && slice_equal(reason, column_view(statement, 0));
    sqlite3_reset(statement);
    statement = store_statement(store, PUT_FAILURE, err);
    if (!statement)
        return err->status;
    bind_int(statement, 1, location);
    bind_text(statement, 2, reason);
    bind_int(statement, 3, clock_wall_ms());
    return store_run(store, statement, err);
}

enum status store_remove_location(struct store *store, int64_t id,
                                  struct error *err)
{
    int64_t transcript = 0, others = 1;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = store_number_of(store, GET_LOCATION_TRANSCRIPT, id,
                                 &transcript, err);
    if (!status)
        status = store_run_of(store, DROP_FAILURE, id, err);
    if (!status)
        status = store_run_of(store, DROP_LOCATION, id, err);
    if (!status && transcript)
        status = store_number_of(store, COUNT_TRANSCRIPT_LOCATIONS, transcript,
                                 &others, err);
    if (!status && transcript && others == 0)
        status = store_remove_transcript(store, transcript, err);
    return status;
}
