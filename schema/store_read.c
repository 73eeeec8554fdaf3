/*
 * What is stored of a transcript or an episode, by its number; and figures.
 */
#include "store_internal.h"
#include "url.h"

#include "base/buf.h"

#include <stdlib.h>
#include <sys/stat.h>

/* ---- transcripts ---- */

static void take_transcript(sqlite3_stmt *row, struct arena *arena,
                            void *ret_item)
{
    struct transcript_info *info = ret_item;

    *info = (struct transcript_info){
        .episode = sqlite3_column_int64(row, 0),
        .kind = column_text(row, 1, arena),
        .language = column_text(row, 2, arena),
        .format = column_text(row, 3, arena),
        .made_by = column_text(row, 4, arena),
        .timing = timing_by_name(column_text(row, 5, arena)),
        .tokens = sqlite3_column_int64(row, 6),
        .segments = sqlite3_column_int64(row, 7),
        .duration_ms = column_time(row, 8),
        .path = url_public(column_text(row, 9, arena), arena),
        .parent = sqlite3_column_int64(row, 10),
        .versions = sqlite3_column_int64(row, 11),
    };
}

enum status store_get_transcript(struct store *store, int64_t id,
                                 struct arena *arena,
                                 struct transcript_info *ret_info,
                                 struct error *err)
{
    bool found;
    enum status status =
        store_row(store, store_statement_of(store, GET_TRANSCRIPT, id, err),
                  take_transcript, arena, ret_info, &found, err);

    if (status)
        return status;
    if (!found)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)id);
    ret_info->id = id;
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

static int compare_place(const void *key, const void *item)
{
    int64_t id = *(const int64_t *)key;
    const struct transcript_place *place = item;

    return (id > place->transcript) - (id < place->transcript);
}

const struct transcript_place *
transcript_place_find(const struct transcript_place *places, size_t count,
                      int64_t transcript)
{
    return count ? bsearch(&transcript, places, count, sizeof(*places),
                           compare_place)
                 : NULL;
}

/* 2025-11-02, 2025-11 or 2025: its digits, and zeros for the others. */
static void take_day(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    enum { DAY_DIGITS = 8 };

    struct slice date = column_view(row, 0);
    int64_t day = 0;
    int digits = 0;

    (void)arena;
    for (size_t i = 0; i < date.len && digits < DAY_DIGITS; i++)
        if (date.ptr[i] >= '0' && date.ptr[i] <= '9') {
            day = day * 10 + (date.ptr[i] - '0');
            digits++;
        }
    for (; digits < DAY_DIGITS; digits++)
        day *= 10;
    *(int64_t *)ret_item = day;
}

enum status store_transcript_day(struct store *store, int64_t transcript,
                                 int64_t *ret_day, struct error *err)
{
    bool found;

    *ret_day = 0;
    return store_row(
        store, store_statement_of(store, TRANSCRIPT_DATE, transcript, err),
        take_day, NULL, ret_day, &found, err);
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
    bool found;
    enum status status =
        store_blob(store, store_statement_of(store, GET_AXIS, transcript, err),
                   arena, ret_packed, &found, err);

    if (!status && !found)
        return error_set(err, STATUS_STORE,
                         "the index is damaged (transcript %lld has no time "
                         "axis)",
                         (long long)transcript);
    return status;
}

enum status store_middle_transcript(struct store *store, int64_t *ret_id,
                                    struct error *err)
{
    return store_number(store, store_statement(store, MIDDLE_TRANSCRIPT, err),
                        0, ret_id, err);
}

enum status store_state_of_texts(struct store *store, int64_t *ret_state,
                                 struct error *err)
{
    return store_number(store, store_statement(store, STATE_OF_TEXTS, err), 0,
                        ret_state, err);
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

struct bounds {
    uint32_t surely, maybe;
};

static void take_bounds(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct bounds *bounds = ret_item;

    (void)arena;
    *bounds = (struct bounds){
        .surely = (uint32_t)sqlite3_column_int64(row, 0),
        .maybe = (uint32_t)sqlite3_column_int64(row, 1),
    };
}

enum status store_get_bounds(struct store *store, int64_t transcript,
                             uint32_t *ret_surely, uint32_t *ret_maybe,
                             struct error *err)
{
    struct bounds bounds = { 0, UINT32_MAX };
    bool found;
    enum status status =
        store_row(store, store_statement_of(store, GET_BOUNDS, transcript, err),
                  take_bounds, NULL, &bounds, &found, err);

    *ret_surely = bounds.surely;
    *ret_maybe = bounds.maybe;
    return status;
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

struct stored_episode {
    struct episode_meta meta;
    struct slice key;
};

static void take_episode(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct stored_episode *episode = ret_item;
    struct episode_meta *meta = &episode->meta;

    meta_init(meta);
    meta->show = column_text(row, 0, arena);
    episode->key = column_text(row, 1, arena);
    meta->number = column_text(row, 2, arena);
    meta->title = column_text(row, 3, arena);
    meta->date = column_text(row, 4, arena);
    meta->link = column_text(row, 5, arena);
    meta->media = column_text(row, 6, arena);
    meta->guid = column_text(row, 7, arena);
    meta->platform_id = column_text(row, 8, arena);
    meta->description = column_text(row, 9, arena);
    meta->duration_ms = column_time(row, 10);
}

enum status store_get_episode(struct store *store, int64_t id,
                              struct arena *arena,
                              struct episode_meta *ret_meta,
                              struct slice *ret_key, struct error *err)
{
    struct stored_episode episode;
    bool found;
    enum status status =
        store_row(store, store_statement_of(store, GET_EPISODE, id, err),
                  take_episode, arena, &episode, &found, err);

    if (status)
        return status;
    if (!found)
        return error_set(err, STATUS_NOT_FOUND, "there is no episode %lld",
                         (long long)id);
    status = get_people(store, id, arena, &episode.meta.people, err);
    if (!status)
        status = get_links(store, id, arena, &episode.meta.links, err);
    *ret_meta = episode.meta;
    *ret_key = episode.key;
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

    if (get)
        bind_int(get, 2, token);
    return store_text(store, get, arena, ret_title, err);
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

static void take_stats(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct store_stats *stats = ret_item;

    (void)arena;
    *stats = (struct store_stats){
        .shows = sqlite3_column_int64(row, 0),
        .episodes = sqlite3_column_int64(row, 1),
        .transcripts = sqlite3_column_int64(row, 2),
        .segments = sqlite3_column_int64(row, 3),
        .tokens = sqlite3_column_int64(row, 4),
        .text_bytes = sqlite3_column_int64(row, 5),
        .indexed_tokens = sqlite3_column_int64(row, 6),
        .speakers = sqlite3_column_int64(row, 7),
        .terms = sqlite3_column_int64(row, 8),
        .sources = sqlite3_column_int64(row, 9),
        .failures = sqlite3_column_int64(row, 10),
        .vanished = sqlite3_column_int64(row, 11),
    };
}

enum status store_stats(struct store *store, struct store_stats *ret_stats,
                        struct error *err)
{
    bool found;
    enum status status = store_row(store, store_statement(store, STATS, err),
                                   take_stats, NULL, ret_stats, &found, err);

    if (!status)
        ret_stats->file_bytes = file_bytes(store);
    return status;
}

enum status store_counts(struct store *store, int64_t *ret_segments,
                         int64_t *ret_episodes, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_TOTALS, err);
    enum status status;
    bool row;

    *ret_segments = *ret_episodes = 0;
    if (!get)
        return err->status;
    status = store_step(store, get, &row, err);
    if (!status && !row)
        status = error_set(err, STATUS_STORE,
                           "%s is damaged (its totals): quoth check --repair",
                           store->path);
    if (!status) {
        *ret_segments = sqlite3_column_int64(get, 0);
        *ret_episodes = sqlite3_column_int64(get, 1);
    }
    sqlite3_reset(get);
    return status;
}
