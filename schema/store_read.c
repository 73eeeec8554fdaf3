#include "store_internal.h"
#include "url.h"

#include "base/buf.h"

#include <sys/stat.h>

/* ---- short ways ---- */

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

enum status store_rows(struct store *store, sqlite3_stmt *statement,
                       void (*take)(sqlite3_stmt *row, struct arena *arena,
                                    void *ret_item),
                       size_t size, struct arena *arena,
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

/* ---- transcripts ---- */

enum status store_get_transcript(struct store *store, int64_t id,
                                 struct arena *arena,
                                 struct transcript_info *ret_info,
                                 struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_TRANSCRIPT, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_int(get, 1, id);
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    if (!row)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)id);
    *ret_info = (struct transcript_info){
        .id = id,
        .episode = sqlite3_column_int64(get, 0),
        .kind = column_text(get, 1, arena),
        .language = column_text(get, 2, arena),
        .format = column_text(get, 3, arena),
        .made_by = column_text(get, 4, arena),
        .timing = timing_by_name(column_text(get, 5, arena)),
        .tokens = sqlite3_column_int64(get, 6),
        .segments = sqlite3_column_int64(get, 7),
        .duration_ms = column_time(get, 8),
        .path = url_public(column_text(get, 9, arena), arena),
        .parent = sqlite3_column_int64(get, 10),
        .versions = sqlite3_column_int64(get, 11),
    };
    sqlite3_reset(get);
    return STATUS_OK;
}

static void take_place(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct transcript_place *place = ret_item;

    *place = (struct transcript_place){
        .transcript = sqlite3_column_int64(row, 0),
        .episode = sqlite3_column_int64(row, 1),
        .show = column_text(row, 2, arena),
        .date = column_text(row, 3, arena),
    };
}

enum status store_transcript_places(struct store *store, struct arena *arena,
                                    struct transcript_place **ret_places,
                                    size_t *ret_count, struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement(store, EACH_PLACE, err), take_place,
                   sizeof(**ret_places), arena, &rows, err);

    *ret_places = rows.items;
    *ret_count = rows.count;
    return status;
}

static void take_spoken(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct spoken_transcript *spoken = ret_item;

    *spoken = (struct spoken_transcript){
        .transcript = sqlite3_column_int64(row, 0),
        .episode = sqlite3_column_int64(row, 1),
        .show = column_text(row, 2, arena),
        .title = column_text(row, 3, arena),
        .date = column_text(row, 4, arena),
        .tokens = sqlite3_column_int64(row, 5),
    };
}

enum status store_spoken_transcripts(struct store *store, struct arena *arena,
                                     struct spoken_transcript **ret_list,
                                     size_t *ret_count, struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement(store, EACH_SPOKEN, err), take_spoken,
                   sizeof(**ret_list), arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}

enum status store_get_axis(struct store *store, int64_t transcript,
                           struct arena *arena, struct slice *ret_packed,
                           struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_AXIS, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_int(get, 1, transcript);
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    if (!row)
        return error_set(err, STATUS_STORE,
                         "the index is damaged (transcript %lld has no time "
                         "axis)",
                         (long long)transcript);
    *ret_packed = arena_copy(
        arena, (struct slice){ sqlite3_column_blob(get, 0),
                               (size_t)sqlite3_column_bytes(get, 0) });
    sqlite3_reset(get);
    return STATUS_OK;
}

enum status store_get_stream_hash(struct store *store, int64_t transcript,
                                  uint64_t *ret_hash, struct error *err)
{
    int64_t hash = 0;
    enum status status =
        store_number_of(store, GET_STREAM, transcript, &hash, err);

    *ret_hash = (uint64_t)hash;
    return status;
}

enum status store_get_bounds(struct store *store, int64_t transcript,
                             uint32_t *ret_surely, uint32_t *ret_maybe,
                             struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_BOUNDS, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_int(get, 1, transcript);
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    *ret_surely = row ? (uint32_t)sqlite3_column_int64(get, 0) : 0;
    *ret_maybe = row ? (uint32_t)sqlite3_column_int64(get, 1) : UINT32_MAX;
    sqlite3_reset(get);
    return STATUS_OK;
}

/* Ids of segments have 24 bits for a token; beyond is the next transcript. */
static int64_t clamp_token(uint32_t token)
{
    const uint32_t end = 1u << 24;

    return token < end ? token : end;
}

static void take_segment(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct segment_record *segment = ret_item;

    *segment = (struct segment_record){
        .text = column_text(row, 0, arena),
        .speaker = column_text(row, 1, arena),
        .start_ms = column_time(row, 2),
        .end_ms = column_time(row, 3),
        .line = (uint32_t)sqlite3_column_int64(row, 4),
    };
}

enum status store_get_segments(struct store *store, int64_t transcript,
                               uint32_t from, uint32_t to, struct arena *arena,
                               struct segment_record **ret_segments,
                               size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_SEGMENTS, err);
    struct row_list rows;
    enum status status;

    if (!get)
        return err->status;
    bind_int(get, 1, (transcript << 24) + clamp_token(from));
    bind_int(get, 2, (transcript << 24) + clamp_token(to));
    status = store_rows(store, get, take_segment, sizeof(**ret_segments), arena,
                        &rows, err);
    *ret_segments = rows.items;
    *ret_count = rows.count;
    return status;
}

/* ---- episodes ---- */

static enum status get_people(struct store *store, int64_t episode,
                              struct arena *arena, struct people *ret_people,
                              struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, GET_PEOPLE, episode, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row)
        (sqlite3_column_int(get, 2) ? people_guess : people_add)(
            ret_people, arena, column_text(get, 0, arena),
            column_text(get, 1, arena));
    return status;
}

static enum status get_links(struct store *store, int64_t episode,
                             struct arena *arena,
                             struct platform_links *ret_links,
                             struct error *err)
{
    sqlite3_stmt *get =
        store_statement_of(store, GET_EPISODE_LINKS, episode, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row)
        platform_links_add(ret_links, arena, column_text(get, 0, arena),
                           column_text(get, 1, arena));
    return status;
}

enum status store_get_episode(struct store *store, int64_t id,
                              struct arena *arena,
                              struct episode_meta *ret_meta,
                              struct slice *ret_key, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, GET_EPISODE, id, err);
    struct episode_meta meta;
    enum status status;
    bool row;

    if (!get)
        return err->status;
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    if (!row)
        return error_set(err, STATUS_NOT_FOUND, "there is no episode %lld",
                         (long long)id);
    meta_init(&meta);
    meta.show = column_text(get, 0, arena);
    *ret_key = column_text(get, 1, arena);
    meta.number = column_text(get, 2, arena);
    meta.title = column_text(get, 3, arena);
    meta.date = column_text(get, 4, arena);
    meta.link = column_text(get, 5, arena);
    meta.media = column_text(get, 6, arena);
    meta.guid = column_text(get, 7, arena);
    meta.platform_id = column_text(get, 8, arena);
    meta.description = column_text(get, 9, arena);
    meta.duration_ms = column_time(get, 10);
    sqlite3_reset(get);
    status = get_people(store, id, arena, &meta.people, err);
    if (!status)
        status = get_links(store, id, arena, &meta.links, err);
    *ret_meta = meta;
    return status;
}

enum status store_episode_transcripts(struct store *store, int64_t episode,
                                      struct arena *arena, int64_t **ret_ids,
                                      size_t *ret_count, struct error *err)
{
    return store_ids(
        store, store_statement_of(store, EPISODE_TRANSCRIPTS, episode, err),
        arena, ret_ids, ret_count, err);
}

enum status store_episode_paths(struct store *store, int64_t episode,
                                struct arena *arena, struct slice **ret_paths,
                                size_t *ret_count, struct error *err)
{
    return store_texts(store,
                       store_statement_of(store, EPISODE_PATHS, episode, err),
                       arena, ret_paths, ret_count, err);
}

/* ---- chapters ---- */

enum status store_chapter_at(struct store *store, int64_t transcript,
                             uint32_t token, struct arena *arena,
                             struct slice *ret_title, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, CHAPTER_AT, transcript, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    bind_int(get, 2, token);
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    *ret_title = row ? column_text(get, 0, arena) : SLICE("");
    sqlite3_reset(get);
    return STATUS_OK;
}

enum status store_get_chapters(struct store *store, int64_t transcript,
                               struct arena *arena,
                               struct chapter_record **ret_chapters,
                               size_t *ret_count, struct error *err)
{
    return store_read_chapters(store, GET_CHAPTERS, transcript, arena,
                               ret_chapters, ret_count, err);
}

/* ---- figures ---- */

/* The archive and what is not yet moved into it, on the disk. */
static int64_t file_bytes(const struct store *store)
{
    static const char *const suffixes[] = { "", "-wal" };
    struct buf path = BUF_INIT;
    struct stat info;
    int64_t bytes = 0;

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        buf_clear(&path);
        buf_printf(&path, "%s%s", store->path, suffixes[i]);
        if (!stat(path.ptr, &info))
            bytes += info.st_size;
    }
    buf_release(&path);
    return bytes;
}

enum status store_stats(struct store *store, struct store_stats *ret_stats,
                        struct error *err)
{
    sqlite3_stmt *get = store_statement(store, STATS, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    status = store_step(store, get, &row, err);
    if (status)
        return status;
    *ret_stats = (struct store_stats){
        .shows = sqlite3_column_int64(get, 0),
        .episodes = sqlite3_column_int64(get, 1),
        .transcripts = sqlite3_column_int64(get, 2),
        .segments = sqlite3_column_int64(get, 3),
        .tokens = sqlite3_column_int64(get, 4),
        .text_bytes = sqlite3_column_int64(get, 5),
        .indexed_tokens = sqlite3_column_int64(get, 6),
        .speakers = sqlite3_column_int64(get, 7),
        .terms = sqlite3_column_int64(get, 8),
        .sources = sqlite3_column_int64(get, 9),
        .failures = sqlite3_column_int64(get, 10),
        .vanished = sqlite3_column_int64(get, 11),
        .file_bytes = file_bytes(store),
    };
    sqlite3_reset(get);
    return STATUS_OK;
}

enum status store_counts(struct store *store, int64_t *ret_segments,
                         int64_t *ret_episodes, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, COUNT_SEGMENTS, err);
    enum status status;

    if (!get)
        return err->status;
    status = store_number(store, get, 0, ret_segments, err);
    if (status)
        return status;
    get = store_statement(store, COUNT_EPISODES, err);
    if (!get)
        return err->status;
    return store_number(store, get, 0, ret_episodes, err);
}
