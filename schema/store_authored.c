/*
 * What a person told quoth, changed or taken back.
 */
#include "store_internal.h"

#include "base/clock.h"

/* ---- exclusions ---- */

enum status store_is_excluded(struct store *store, struct slice path,
                              bool *ret_excluded, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, IS_EXCLUDED, err);
    int64_t found = 0;
    enum status status;

    if (!get)
        return err->status;
    bind_text(get, 1, path);
    status = store_number(store, get, 0, &found, err);
    *ret_excluded = found;
    return status;
}

enum status store_put_exclusion(struct store *store, struct slice path,
                                struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, PUT_EXCLUSION, err);

    if (!put)
        return err->status;
    bind_text(put, 1, path);
    bind_int(put, 2, clock_wall_ms());
    return store_run(store, put, err);
}

enum status store_load_exclusions(struct store *store, struct arena *arena,
                                  struct slice **ret_paths, size_t *ret_count,
                                  struct error *err)
{
    return store_texts(store, store_statement(store, EACH_EXCLUSION, err),
                       arena, ret_paths, ret_count, err);
}

enum status store_drop_exclusion(struct store *store, struct slice path,
                                 bool *ret_found, struct error *err)
{
    enum status status = store_run_of_text(store, DROP_EXCLUSION, path, err);

    *ret_found = !status && sqlite3_changes(store->db) > 0;
    return status;
}

/* ---- corrections ---- */

enum status store_put_correction(struct store *store, struct slice target,
                                 struct slice key, struct slice value,
                                 struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, value.len ? PUT_CORRECTION : DROP_CORRECTION,
                          err);
    if (!put)
        return err->status;
    bind_text(put, 1, target);
    bind_text(put, 2, key);
    if (value.len) {
        bind_text(put, 3, value);
        bind_int(put, 4, clock_wall_ms());
    }
    return store_run(store, put, err);
}

enum status store_get_correction(struct store *store, struct slice target,
                                 struct slice key, struct arena *arena,
                                 struct slice *ret_value, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_CORRECTION, err);

    if (get) {
        bind_text(get, 1, target);
        bind_text(get, 2, key);
    }
    return store_text(store, get, arena, ret_value, err);
}

enum status store_drop_correction(struct store *store, int64_t episode,
                                  struct slice key, struct error *err)
{
    static const enum statement clears[] = { CLEAR_FIELD, CLEAR_PEOPLE };
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = store_put_correction(
        store, arena_printf(&arena, "episode:%lld", (long long)episode), key,
        SLICE(""), err);
    arena_release(&arena);
    for (size_t i = 0; !status && i < sizeof(clears) / sizeof(*clears); i++) {
        sqlite3_stmt *clear =
            store_statement_of(store, clears[i], episode, err);

        if (!clear)
            return err->status;
        bind_text(clear, 2, key);
        status = store_run(store, clear, err);
    }
    if (!status)
        status = store_run_of(store, REREAD_EPISODE, episode, err);
    return status;
}

enum status store_reread_episode(struct store *store, int64_t episode,
                                 struct error *err)
{
    enum status status = store_write_begin(store, err);

    return status ? status : store_run_of(store, REREAD_EPISODE, episode, err);
}

/* ---- names of shows ---- */

/* The show of that name; 0 if there is none. */
static enum status find_show(struct store *store, struct slice name,
                             int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_SHOW, err);

    if (!get)
        return err->status;
    bind_text(get, 1, name);
    return store_number(store, get, 0, ret_id, err);
}

static enum status run_with_names(struct store *store, enum statement which,
                                  struct slice name, struct slice new_name,
                                  struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, which, err);

    if (!statement)
        return err->status;
    bind_text(statement, 1, name);
    if (new_name.len)
        bind_text(statement, 2, new_name);
    return store_run(store, statement, err);
}

/* Remembers it for the files that still have the old name, or an older one. */
static enum status remember_name(struct store *store, struct slice name,
                                 struct slice new_name, struct error *err)
{
    struct arena arena;
    enum status status =
        run_with_names(store, FOLLOW_RENAMES, name, new_name, err);

    arena_init(&arena);
    if (!status)
        status = store_put_correction(
            store, arena_printf(&arena, "show:%.*s", SLICE_ARG(name)),
            SLICE("show"), new_name, err);
    arena_release(&arena);
    return status;
}

/* Renames show `id`, or moves its episodes to the one that has the name. */
static enum status move_show(struct store *store, int64_t id,
                             struct slice new_name, struct error *err)
{
    int64_t other = 0;
    sqlite3_stmt *move;
    enum status status = find_show(store, new_name, &other, err);

    if (status || other == id)
        return status;
    move = store_statement(store, other ? MOVE_EPISODES : RENAME_SHOW, err);
    if (!move)
        return err->status;
    bind_int(move, 1, id);
    if (other)
        bind_int(move, 2, other);
    else
        bind_text(move, 2, new_name);
    status = store_run(store, move, err);
    if (!status)
        status = store_run_of(store, DROP_EMPTY_SHOWS, id, err);
    return status;
}

enum status store_rename_show(struct store *store, struct slice name,
                              struct slice new_name, struct error *err)
{
    int64_t id = 0;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = find_show(store, name, &id, err);
    if (!status && !id)
        return error_set(err, STATUS_NOT_FOUND, "there is no show \"%.*s\"",
                         SLICE_ARG(name));
    if (!status && new_name.len == 0) {
        status = run_with_names(store, DROP_RENAMES, name, new_name, err);
        if (!status)
            status = store_run_of(store, REREAD_SHOW, id, err);
        return status;
    }
    if (!status)
        status = remember_name(store, name, new_name, err);
    if (!status)
        status = move_show(store, id, new_name, err);
    return status;
}
