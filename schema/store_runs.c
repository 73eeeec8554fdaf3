/*
 * The runs that wrote to the archive, and what each did.
 */
#include "store_internal.h"

#include "base/clock.h"

enum status store_run_begin(struct store *store, const char *command,
                            int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, RUN_BEGIN, err);

    if (!put)
        return err->status;
    bind_text(put, 1, slice_of(command));
    bind_int(put, 2, clock_wall_ms());
    return store_number(store, put, 0, ret_id, err);
}

enum status store_run_end(struct store *store, int64_t id,
                          const struct run_counts *counts, struct error *err)
{
    const int64_t values[] = {
        counts->checked,   counts->added,    counts->changed,
        counts->moved,     counts->vanished, counts->removed,
        counts->unchanged, counts->failed,   counts->still_failing,
    };
    sqlite3_stmt *put = store_write_statement(store, RUN_END, err);

    if (!put)
        return err->status;
    bind_int(put, 1, id);
    bind_int(put, 2, clock_wall_ms());
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        bind_int(put, (int)i + 3, values[i]);
    return store_run(store, put, err);
}

enum status store_before_last_update(struct store *store, int64_t *ret_ms,
                                     struct error *err)
{
    sqlite3_stmt *get = store_statement(store, BEFORE_LAST_UPDATE, err);

    return get ? store_number(store, get, INT64_MAX, ret_ms, err) : err->status;
}

enum status store_last_run(struct store *store, int64_t *ret_finished_ms,
                           struct error *err)
{
    sqlite3_stmt *get = store_statement(store, LAST_RUN, err);

    return get ? store_number(store, get, 0, ret_finished_ms, err)
               : err->status;
}
