/*
 * Episodes: what files say of them, and what a person said, laid over it.
 */
#include "store_internal.h"

#include "base/clock.h"

enum status store_find_episode(struct store *store, const struct slice *keys,
                               size_t key_count, int64_t *ret_episode,
                               size_t *ret_key, struct error *err)
{
    enum status status = STATUS_OK;

    *ret_episode = 0;
    for (size_t i = 0; i < key_count && !status && !*ret_episode; i++) {
        sqlite3_stmt *find = store_statement(store, FIND_KEY, err);

        if (!find)
            return err->status;
        bind_text(find, 1, keys[i]);
        status = store_number(store, find, 0, ret_episode, err);
        *ret_key = i;
    }
    return status;
}

enum status store_move_key(struct store *store, struct slice from,
                           struct slice to, struct error *err)
{
    sqlite3_stmt *move = store_write_statement(store, MOVE_KEY, err);

    if (!move)
        return err->status;
    bind_text(move, 1, from);
    bind_text(move, 2, to);
    return store_run(store, move, err);
}

enum status store_drop_key(struct store *store, int64_t episode,
                           struct slice key, struct error *err)
{
    sqlite3_stmt *drop = store_write_statement(store, DROP_KEY, err);

    if (!drop)
        return err->status;
    bind_int(drop, 1, episode);
    bind_text(drop, 2, key);
    return store_run(store, drop, err);
}

/* Adds the people of a comma-separated list. */
static void set_people(struct episode_meta *meta, struct arena *arena,
                       struct slice names)
{
    struct slice name;

    meta->people = (struct people){ 0 };
    while (slice_next_part(&names, ',', &name)) {
        name = slice_trim(name);
        if (name.len)
            people_add(&meta->people, arena, name, SLICE(""));
    }
}

static void correct_field(struct episode_meta *meta, struct arena *arena,
                          struct slice key, struct slice value)
{
    const struct {
        const char *key;
        struct slice *field;
    } fields[] = {
        { "title", &meta->title }, { "date", &meta->date },
        { "show", &meta->show },   { "number", &meta->number },
        { "link", &meta->link },   { "lang", &meta->language },
        { "media", &meta->media },
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (slice_equal(key, slice_of(fields[i].key)))
            *fields[i].field = value;
    if (slice_equal(key, SLICE("people")))
        set_people(meta, arena, value);
}

/* Lays what a person said of `target` over `meta`. */
static enum status correct(struct store *store, struct slice target,
                           struct arena *arena, struct episode_meta *meta,
                           struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_CORRECTIONS, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_text(get, 1, target);
    while (!(status = store_step(store, get, &row, err)) && row)
        correct_field(meta, arena, column_text(get, 0, arena),
                      column_text(get, 1, arena));
    return status;
}

/* The id of a name in a table of names, added if it is not there. */
static enum status id_of_name(struct store *store, enum statement find,
                              enum statement add, struct slice name,
                              int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, find, err);
    enum status status;

    if (!statement)
        return err->status;
    bind_string(statement, 1, name);
    status = store_number(store, statement, 0, ret_id, err);
    if (status || *ret_id)
        return status;
    statement = store_statement(store, add, err);
    if (!statement)
        return err->status;
    bind_string(statement, 1, name);
    status = store_run(store, statement, err);
    if (!status)
        *ret_id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static enum status put_people(struct store *store, int64_t episode,
                              const struct people *people, struct error *err)
{
    enum status status = store_run_of(store, DROP_PEOPLE, episode, err);

    for (size_t i = 0; i < people->count && !status; i++) {
        sqlite3_stmt *put = store_statement(store, PUT_PERSON, err);

        if (!put)
            return err->status;
        bind_int(put, 1, episode);
        bind_int(put, 2, (int64_t)i);
        bind_text(put, 3, people->list[i].name);
        bind_text(put, 4, people->list[i].role);
        bind_int(put, 5, people->list[i].guessed);
        status = store_run(store, put, err);
    }
    return status;
}

static enum status put_links(struct store *store, int64_t episode,
                             const struct platform_links *links,
                             struct error *err)
{
    enum status status = store_run_of(store, DROP_EPISODE_LINKS, episode, err);

    for (size_t i = 0; i < links->count && !status; i++) {
        sqlite3_stmt *put = store_statement(store, PUT_EPISODE_LINK, err);

        if (!put)
            return err->status;
        bind_int(put, 1, episode);
        bind_text(put, 2, links->list[i].platform);
        bind_text(put, 3, links->list[i].url);
        status = store_run(store, put, err);
    }
    return status;
}

static enum status put_keys(struct store *store, int64_t episode,
                            const struct slice *keys, size_t key_count,
                            struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < key_count && !status; i++) {
        sqlite3_stmt *put = store_statement(store, PUT_KEY, err);

        if (!put)
            return err->status;
        bind_text(put, 1, keys[i]);
        bind_int(put, 2, episode);
        status = store_run(store, put, err);
    }
    return status;
}

static enum status put_episode_row(struct store *store,
                                   const struct episode_meta *meta,
                                   struct slice key, int64_t *episode,
                                   struct error *err)
{
    sqlite3_stmt *put;
    int64_t show;
    enum status status =
        id_of_name(store, GET_SHOW, PUT_SHOW, meta->show, &show, err);

    if (status)
        return status;
    put = store_statement(store, *episode ? UPDATE_EPISODE : PUT_EPISODE, err);
    if (!put)
        return err->status;
    bind_int(put, 1, show);
    bind_string(put, 2, key);
    bind_text(put, 3, meta->number);
    bind_text(put, 4, meta->title);
    bind_text(put, 5, meta->date);
    bind_text(put, 6, meta->link);
    bind_text(put, 7, meta->media);
    bind_text(put, 8, meta->guid);
    bind_text(put, 9, meta->platform_id);
    bind_text(put, 10, meta->description);
    bind_time(put, 11, meta->duration_ms);
    bind_int(put, 12, *episode ? *episode : clock_wall_ms());
    status = store_run(store, put, err);
    if (!status && !*episode)
        *episode = sqlite3_last_insert_rowid(store->db);
    return status;
}

/* What is stored, what is new, and what a person said, in one. */
static enum status merge_episode(struct store *store,
                                 const struct episode_meta *meta,
                                 enum episode_merge merge, int64_t episode,
                                 struct arena *arena,
                                 struct episode_meta *ret_meta,
                                 struct slice *key, struct error *err)
{
    struct episode_meta stored;
    enum status status;

    meta_init(ret_meta);
    if (!episode) {
        meta_fill(ret_meta, meta);
        return STATUS_OK;
    }
    status = store_get_episode(store, episode, arena, &stored, key, err);
    if (status)
        return status;
    meta_fill(ret_meta, merge == EPISODE_FILL ? &stored : meta);
    if (merge != EPISODE_REPLACE)
        meta_fill(ret_meta, merge == EPISODE_FILL ? meta : &stored);
    return correct(store,
                   arena_printf(arena, "episode:%lld", (long long)episode),
                   arena, ret_meta, err);
}

/* A show that a person renamed goes by its new name. */
static enum status rename_show(struct store *store, struct arena *arena,
                               struct episode_meta *meta, struct error *err)
{
    struct episode_meta said;
    enum status status;

    meta_init(&said);
    status =
        correct(store, arena_printf(arena, "show:%.*s", SLICE_ARG(meta->show)),
                arena, &said, err);
    /* Of a show its name is kept as "show", its language as "lang". */
    if (!status && said.show.len)
        meta->show = said.show;
    return status;
}

enum status store_put_episode(struct store *store,
                              const struct episode_meta *meta,
                              const struct slice *keys, size_t key_count,
                              enum episode_merge merge, int64_t *episode,
                              struct error *err)
{
    struct slice key = key_count ? keys[0] : SLICE("");
    struct episode_meta merged;
    struct arena arena;
    int64_t old_show = 0;
    enum status status = store_write_begin(store, err);

    arena_init(&arena);
    if (!status)
        status = merge_episode(store, meta, merge, *episode, &arena, &merged,
                               &key, err);
    if (!status)
        status = rename_show(store, &arena, &merged, err);
    if (!status && *episode)
        status =
            store_number_of(store, SHOW_OF_EPISODE, *episode, &old_show, err);
    if (!status)
        status = put_episode_row(store, &merged, key, episode, err);
    if (!status)
        status = put_people(store, *episode, &merged.people, err);
    if (!status)
        status = put_links(store, *episode, &merged.links, err);
    if (!status)
        status = put_keys(store, *episode, keys, key_count, err);
    if (!status && old_show)
        status = store_run_of(store, DROP_EMPTY_SHOWS, old_show, err);
    arena_release(&arena);
    return status;
}

enum status store_said_language(struct store *store, int64_t episode,
                                struct arena *arena, struct slice *ret_tag,
                                struct error *err)
{
    return store_text(store,
                      store_statement_of(store, SAID_LANGUAGE, episode, err),
                      arena, ret_tag, err);
}

enum status store_put_doubt(struct store *store, int64_t episode, int64_t other,
                            struct slice key, struct slice reason,
                            struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement_of(store, PUT_DOUBT, episode, err);
    if (!put)
        return err->status;
    bind_int(put, 2, other);
    bind_text(put, 3, key);
    bind_text(put, 4, reason);
    return store_run(store, put, err);
}
