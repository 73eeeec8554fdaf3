/*
 * Sources: the places that were told, and what goes with one that moves or is
 * forgotten.
 */
#include "store_internal.h"

#include "base/clock.h"
#include "url.h"

/* ---- what they are ---- */

enum status store_put_source(struct store *store,
                             const struct source_record *source,
                             int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, PUT_SOURCE, err);

    if (!put)
        return err->status;
    bind_text(put, 1, source->kind);
    bind_text(put, 2, source->path);
    bind_text(put, 3, source->show);
    bind_text(put, 4, source->lang);
    bind_text(put, 5, source->format);
    bind_text(put, 6, source->encoding);
    bind_text(put, 7, source->exclude);
    bind_int(put, 8, clock_wall_ms());
    bind_int(put, 9, source->remembered);
    bind_text(put, 10, source->pattern);
    bind_text(put, 11, source->after);
    bind_id(put, 12, source->latest);
    return store_number(store, put, 0, ret_id, err);
}

static void take_source(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct source_record *source = ret_item;

    *source = (struct source_record){
        .id = sqlite3_column_int64(row, 0),
        .kind = column_text(row, 1, arena),
        .path = column_text(row, 2, arena),
        .show = column_text(row, 3, arena),
        .lang = column_text(row, 4, arena),
        .format = column_text(row, 5, arena),
        .encoding = column_text(row, 6, arena),
        .exclude = column_text(row, 7, arena),
        .remembered = sqlite3_column_int(row, 8),
        .pattern = column_text(row, 9, arena),
        .after = column_text(row, 10, arena),
        .latest = sqlite3_column_int64(row, 11),
    };
}

enum status store_get_source(struct store *store, struct slice path,
                             struct arena *arena,
                             struct source_record *ret_source,
                             struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_SOURCE, err);
    bool found;

    *ret_source = (struct source_record){ 0 };
    if (get)
        bind_text(get, 1, path);
    return store_row(store, get, take_source, arena, ret_source, &found, err);
}

enum status store_match_sources(struct store *store, struct slice text,
                                struct slice path, struct arena *arena,
                                struct slice **ret_paths, size_t *ret_count,
                                struct error *err)
{
    sqlite3_stmt *match = store_statement(store, MATCH_SOURCES, err);

    if (!match)
        return err->status;
    bind_string(match, 1, text);
    bind_text(match, 2, path);
    return store_texts(store, match, arena, ret_paths, ret_count, err);
}

/* ---- moving ---- */

/* A name, and all that begin with it and a separator. */
struct renaming {
    struct slice from, to, separator;
};

static enum status rename_all(struct store *store, enum statement which,
                              const struct renaming *renaming,
                              struct error *err)
{
    sqlite3_stmt *move = store_write_statement(store, which, err);

    if (!move)
        return err->status;
    bind_text(move, 1, renaming->from);
    bind_text(move, 2, renaming->to);
    bind_text(move, 3, renaming->separator);
    return store_run(store, move, err);
}

static enum status rename_items(struct store *store,
                                const struct renaming *renaming,
                                struct error *err)
{
    static const enum statement moves[] = { MOVE_LOCATIONS, MOVE_REMOTES,
                                            MOVE_EXCLUSIONS };
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof(moves) / sizeof(*moves) && !status; i++)
        status = rename_all(store, moves[i], renaming, err);
    return status;
}

/* *ret_moved: no other source has that path. */
static enum status move_source_row(struct store *store, struct slice from,
                                   struct slice to, bool *ret_moved,
                                   struct error *err)
{
    sqlite3_stmt *move = store_write_statement(store, MOVE_SOURCE, err);
    enum status status;

    if (!move)
        return err->status;
    bind_text(move, 1, from);
    bind_text(move, 2, to);
    status = store_run(store, move, err);
    *ret_moved = !status && sqlite3_changes(store->db) > 0;
    return status;
}

/* Ids that are only good within a feed have its address in front. */
static enum status rename_guids(struct store *store, struct slice from,
                                struct slice to, struct arena *arena,
                                struct error *err)
{
    struct slice old_id = url_public(from, arena),
                 new_id = url_public(to, arena);
    const struct renaming items = {
        arena_printf(arena, "%.*s#%.*s", SLICE_ARG(from), SLICE_ARG(old_id)),
        arena_printf(arena, "%.*s#%.*s", SLICE_ARG(to), SLICE_ARG(new_id)),
        SLICE(" "),
    };
    const struct renaming guids = { old_id, new_id, SLICE(" ") };
    const struct renaming keys = {
        arena_printf(arena, "guid:%.*s", SLICE_ARG(old_id)),
        arena_printf(arena, "guid:%.*s", SLICE_ARG(new_id)),
        SLICE(" "),
    };
    enum status status = rename_items(store, &items, err);

    if (!status)
        status = rename_all(store, MOVE_GUIDS, &guids, err);
    if (!status)
        status = rename_all(store, MOVE_REMOTE_GUIDS, &guids, err);
    if (!status)
        status = rename_all(store, MOVE_KEYS, &keys, err);
    return status;
}

enum status store_put_former_address(struct store *store, struct slice url,
                                     struct slice path, struct error *err)
{
    sqlite3_stmt *put = store_write_statement(store, PUT_FORMER_ADDRESS, err);

    if (!put)
        return err->status;
    bind_text(put, 1, url);
    bind_text(put, 2, path);
    return store_run(store, put, err);
}

enum status store_present_address(struct store *store, struct slice url,
                                  struct arena *arena, struct slice *ret_path,
                                  struct error *err)
{
    sqlite3_stmt *get = store_statement(store, PRESENT_ADDRESS, err);

    if (get)
        bind_text(get, 1, url);
    return store_text(store, get, arena, ret_path, err);
}

enum status store_move_feed(struct store *store, struct slice from,
                            struct slice to, struct error *err)
{
    const struct renaming items = { from, to, SLICE("#") };
    struct arena arena;
    bool moved;
    enum status status = move_source_row(store, from, to, &moved, err);

    if (status || !moved)
        return status;
    arena_init(&arena);
    status = rename_guids(store, from, to, &arena, err);
    if (!status)
        status = rename_items(store, &items, err);
    if (!status)
        status = store_run_of_text(store, DROP_FORMER_ADDRESS, to, err);
    if (!status)
        status = store_put_former_address(store, from, to, err);
    arena_release(&arena);
    return status;
}

enum status store_move_folder(struct store *store, struct slice from,
                              struct slice to, struct error *err)
{
    const struct renaming files = { from, to, SLICE("/") };
    bool moved;
    enum status status = move_source_row(store, from, to, &moved, err);

    return status || !moved ? status : rename_items(store, &files, err);
}

enum status store_forget_validators(struct store *store, struct slice url,
                                    struct error *err)
{
    return store_run_of_text(store, FORGET_VALIDATORS, url, err);
}

/* ---- forgetting ---- */

enum status store_feed_items(struct store *store, int64_t episode,
                             struct arena *arena, struct slice **ret_urls,
                             size_t *ret_count, struct error *err)
{
    return store_texts(
        store, store_statement_of(store, ITEMS_OF_EPISODE, episode, err), arena,
        ret_urls, ret_count, err);
}

/* Episodes of which nothing is known but what this feed says. */
static enum status remove_announced(struct store *store, int64_t source,
                                    struct error *err)
{
    struct arena arena;
    int64_t *episodes;
    size_t count = 0;
    enum status status;

    arena_init(&arena);
    status = store_ids(
        store, store_statement_of(store, ANNOUNCED_EPISODES, source, err),
        &arena, &episodes, &count, err);
    for (size_t i = 0; i < count && !status; i++)
        status = store_remove_episode(store, episodes[i], err);
    arena_release(&arena);
    return status;
}

enum status store_remove_source(struct store *store, int64_t id,
                                struct error *err)
{
    enum status status = store_write_begin(store, err);

    if (!status)
        status = remove_announced(store, id, err);
    if (!status)
        status = store_run_of(store, DROP_SOURCE_REMOTES, id, err);
    /* What two feeds have went with this one: the other may bring it back. */
    if (!status)
        status = store_run_of(store, REREAD_OTHER_FEEDS, id, err);
    if (!status)
        status = store_run_of(store, DROP_FORMER_ADDRESSES, id, err);
    if (!status)
        status = store_run_of(store, DROP_SOURCE, id, err);
    return status;
}
