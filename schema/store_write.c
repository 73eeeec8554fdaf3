#include "store_internal.h"

#include "base/buf.h"
#include "base/limits.h"
#include "term.h"

#include <string.h>

/* ---- sources and files ---- */

enum status store_put_source(struct store *store,
                             const struct source_record *source,
                             int64_t *ret_id, struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, PUT_SOURCE, err);
    if (!put)
        return err->status;
    bind_text(put, 1, source->kind);
    bind_text(put, 2, source->path);
    bind_text(put, 3, source->show);
    bind_text(put, 4, source->lang);
    bind_text(put, 5, source->format);
    bind_text(put, 6, source->encoding);
    bind_text(put, 7, source->exclude);
    bind_int(put, 8, clock_ms());
    return store_number(store, put, 0, ret_id, err);
}

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

enum status store_load_locations(struct store *store, struct arena *arena,
                                 struct location_record **ret_list,
                                 size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, LOAD_LOCATIONS, err);
    struct location_record *list = NULL;
    size_t count = 0, capacity = 0;
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row) {
        list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
        list[count++] = (struct location_record){
            .id = sqlite3_column_int64(get, 0),
            .source = sqlite3_column_int64(get, 1),
            .path = column_text(get, 2, arena),
            .state = state_by_name((const char *)sqlite3_column_text(get, 3)),
            .size = sqlite3_column_int64(get, 4),
            .mtime_ns = sqlite3_column_int64(get, 5),
            .transcript = sqlite3_column_int64(get, 6),
            .reader = sqlite3_column_int64(get, 7),
            .content_hash = (uint64_t)sqlite3_column_int64(get, 8),
        };
    }
    *ret_list = list;
    *ret_count = count;
    return status;
}

static void bind_id(sqlite3_stmt *statement, int index, int64_t id)
{
    if (id)
        bind_int(statement, index, id);
}

static enum status run_with_id(struct store *store, enum statement which,
                               int64_t id, struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, which, err);

    if (!statement)
        return err->status;
    bind_int(statement, 1, id);
    return store_run(store, statement, err);
}

static enum status number_with_id(struct store *store, enum statement which,
                                  int64_t id, int64_t *ret_value,
                                  struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, which, err);

    if (!statement)
        return err->status;
    bind_int(statement, 1, id);
    return store_number(store, statement, 0, ret_value, err);
}

enum status store_put_location(struct store *store,
                               const struct location_record *location,
                               int64_t *ret_id, struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, PUT_LOCATION, err);
    if (!put)
        return err->status;
    bind_int(put, 1, location->source);
    bind_text(put, 2, location->path);
    bind_text(put, 3, slice_of(location_states[location->state]));
    bind_int(put, 4, location->size);
    bind_int(put, 5, location->mtime_ns);
    bind_id(put, 6, location->transcript);
    bind_int(put, 7, READER_VERSION);
    status = store_number(store, put, 0, ret_id, err);
    if (!status && location->state != LOCATION_FAILED)
        status = run_with_id(store, DROP_FAILURE, *ret_id, err);
    return status;
}

enum status store_move_location(struct store *store, int64_t id,
                                const struct location_record *to,
                                struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *move;

    if (status)
        return status;
    move = store_statement(store, MOVE_LOCATION, err);
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
    *ret_known =
        row && slice_equal(reason,
                           slice_of((const char *)sqlite3_column_text(
                               statement, 0)));
    sqlite3_reset(statement);
    statement = store_statement(store, PUT_FAILURE, err);
    if (!statement)
        return err->status;
    bind_int(statement, 1, location);
    bind_text(statement, 2, reason);
    bind_int(statement, 3, clock_ms());
    return store_run(store, statement, err);
}

enum status store_remove_location(struct store *store, int64_t id,
                                  struct error *err)
{
    int64_t transcript = 0, others = 1;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = number_with_id(store, GET_LOCATION_TRANSCRIPT, id,
                                &transcript, err);
    if (!status)
        status = run_with_id(store, DROP_FAILURE, id, err);
    if (!status)
        status = run_with_id(store, DROP_LOCATION, id, err);
    if (!status && transcript)
        status = number_with_id(store, COUNT_TRANSCRIPT_LOCATIONS, transcript,
                                &others, err);
    if (!status && transcript && others == 0)
        status = store_remove_transcript(store, transcript, err);
    return status;
}

/* ---- exclusions and corrections ---- */

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
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, PUT_EXCLUSION, err);
    if (!put)
        return err->status;
    bind_text(put, 1, path);
    bind_int(put, 2, clock_ms());
    return store_run(store, put, err);
}

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
        bind_int(put, 4, clock_ms());
    }
    return store_run(store, put, err);
}

/* ---- episodes ---- */

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
        { "title", &meta->title },   { "date", &meta->date },
        { "show", &meta->show },     { "number", &meta->number },
        { "link", &meta->link },     { "lang", &meta->language },
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

static enum status id_of_name(struct store *store, enum statement find,
                              enum statement add, struct slice name,
                              int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, find, err);
    enum status status;

    if (!statement)
        return err->status;
    sqlite3_bind_text(statement, 1, name.len ? name.ptr : "", (int)name.len,
                      SQLITE_STATIC);
    status = store_number(store, statement, 0, ret_id, err);
    if (status || *ret_id)
        return status;
    statement = store_statement(store, add, err);
    if (!statement)
        return err->status;
    sqlite3_bind_text(statement, 1, name.len ? name.ptr : "", (int)name.len,
                      SQLITE_STATIC);
    return store_number(store, statement, 0, ret_id, err);
}

static enum status put_people(struct store *store, int64_t episode,
                              const struct people *people, struct error *err)
{
    enum status status = run_with_id(store, DROP_PEOPLE, episode, err);

    for (size_t i = 0; i < people->count && !status; i++) {
        sqlite3_stmt *put = store_statement(store, PUT_PERSON, err);

        if (!put)
            return err->status;
        bind_int(put, 1, episode);
        bind_int(put, 2, (int64_t)i);
        bind_text(put, 3, people->list[i].name);
        bind_text(put, 4, people->list[i].role);
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
    sqlite3_bind_text(put, 2, key.len ? key.ptr : "", (int)key.len,
                      SQLITE_STATIC);
    bind_text(put, 3, meta->number);
    bind_text(put, 4, meta->title);
    bind_text(put, 5, meta->date);
    bind_text(put, 6, meta->link);
    bind_text(put, 7, meta->media);
    bind_text(put, 8, meta->guid);
    bind_text(put, 9, meta->platform_id);
    bind_text(put, 10, meta->description);
    bind_time(put, 11, meta->duration_ms);
    bind_int(put, 12, *episode ? *episode : clock_ms());
    if (*episode)
        return store_run(store, put, err);
    return store_number(store, put, 0, episode, err);
}

/* What is stored, what is new, and what a person said, in one. */
static enum status merge_episode(struct store *store,
                                 const struct episode_meta *meta, bool replace,
                                 int64_t episode, struct arena *arena,
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
    meta_fill(ret_meta, replace ? meta : &stored);
    meta_fill(ret_meta, replace ? &stored : meta);
    return correct(store, arena_printf(arena, "episode:%lld",
                                       (long long)episode),
                   arena, ret_meta, err);
}

/* A show that a person renamed goes by its new name. */
static enum status rename_show(struct store *store, struct arena *arena,
                               struct episode_meta *meta, struct error *err)
{
    struct episode_meta said;
    enum status status;

    meta_init(&said);
    status = correct(store,
                     arena_printf(arena, "show:%.*s", SLICE_ARG(meta->show)),
                     arena, &said, err);
    /* Of a show its name is kept as "show", its language as "lang". */
    if (!status && said.show.len)
        meta->show = said.show;
    return status;
}

enum status store_put_episode(struct store *store,
                              const struct episode_meta *meta,
                              const struct slice *keys, size_t key_count,
                              bool replace, int64_t *episode,
                              struct error *err)
{
    struct slice key = key_count ? keys[0] : SLICE("");
    struct episode_meta merged;
    struct arena arena;
    int64_t old_show = 0;
    enum status status = store_write_begin(store, err);

    arena_init(&arena);
    if (!status)
        status = merge_episode(store, meta, replace, *episode, &arena, &merged,
                               &key, err);
    if (!status)
        status = rename_show(store, &arena, &merged, err);
    if (!status && *episode)
        status = number_with_id(store, SHOW_OF_EPISODE, *episode, &old_show,
                                err);
    if (!status)
        status = put_episode_row(store, &merged, key, episode, err);
    if (!status)
        status = put_people(store, *episode, &merged.people, err);
    if (!status)
        status = put_keys(store, *episode, keys, key_count, err);
    if (!status && old_show)
        status = run_with_id(store, DROP_EMPTY_SHOWS, old_show, err);
    arena_release(&arena);
    return status;
}

/* ---- transcripts ---- */

/* Makes the speakers' ids of the axis out of their names. */
static enum status put_speakers(struct store *store,
                                struct transcript_record *transcript,
                                struct arena *arena, struct error *err)
{
    struct axis *axis = &transcript->axis;
    enum status status = STATUS_OK;

    axis->speaker_count = transcript->speaker_count;
    axis->speakers =
        arena_array(arena, axis->speaker_count, sizeof(*axis->speakers));
    for (size_t i = 0; i < axis->speaker_count && !status; i++)
        status = id_of_name(store, GET_SPEAKER, PUT_SPEAKER,
                            transcript->speaker_names[i], &axis->speakers[i],
                            err);
    return status;
}

static size_t text_bytes(const struct transcript_record *transcript)
{
    size_t bytes = 0;

    for (size_t i = 0; i < transcript->axis.segment_count; i++)
        bytes += transcript->segments[i].text.len + 1;
    return bytes;
}

static enum status put_transcript_row(struct store *store,
                                      const struct transcript_record *transcript,
                                      int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_TRANSCRIPT, err);

    if (!put)
        return err->status;
    bind_id(put, 1, transcript->id);
    bind_int(put, 2, transcript->episode);
    bind_text(put, 3, slice_of(transcript->kind));
    bind_text(put, 4, transcript->language);
    bind_int(put, 5, transcript->language_guessed);
    bind_text(put, 6, transcript->format);
    bind_text(put, 7, transcript->encoding);
    bind_text(put, 8, transcript->made_by);
    bind_text(put, 9, slice_of(timing_name(transcript->timing)));
    bind_int(put, 10, (int64_t)transcript->content_hash);
    bind_int(put, 11, (int64_t)token_list_hash(transcript->tokens));
    bind_int(put, 12, (int64_t)transcript->tokens->count);
    bind_int(put, 13, (int64_t)transcript->axis.segment_count);
    bind_int(put, 14, (int64_t)text_bytes(transcript));
    bind_time(put, 15, transcript->duration_ms);
    bind_int(put, 16, transcript->surely_close);
    bind_int(put, 17, transcript->maybe_close);
    return store_number(store, put, 0, ret_id, err);
}

static enum status put_axis(struct store *store, int64_t id,
                            const struct axis *axis, struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_AXIS, err);
    struct buf packed = BUF_INIT;
    enum status status;

    if (!put)
        return err->status;
    axis_pack(axis, &packed);
    bind_int(put, 1, id);
    sqlite3_bind_blob(put, 2, packed.ptr, (int)packed.len, SQLITE_STATIC);
    status = store_run(store, put, err);
    buf_release(&packed);
    return status;
}

static enum status put_segments(struct store *store, int64_t id,
                                const struct transcript_record *transcript,
                                struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < transcript->axis.segment_count && !status; i++) {
        const struct axis_segment *place = &transcript->axis.segments[i];
        const struct segment_record *segment = &transcript->segments[i];
        sqlite3_stmt *put = store_statement(store, PUT_SEGMENT, err);

        if (!put)
            return err->status;
        bind_int(put, 1, id << 24 | place->token);
        if (place->speaker != AXIS_NO_SPEAKER)
            bind_int(put, 2, transcript->axis.speakers[place->speaker]);
        bind_time(put, 3, segment->start_ms);
        bind_time(put, 4, segment->end_ms);
        bind_int(put, 5, segment->line);
        sqlite3_bind_text(put, 6, segment->text.len ? segment->text.ptr : "",
                          (int)segment->text.len, SQLITE_STATIC);
        status = store_run(store, put, err);
    }
    return status;
}

static enum status put_chapters(struct store *store, int64_t id,
                                const struct transcript_record *transcript,
                                struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < transcript->chapter_count && !status; i++) {
        const struct chapter_record *chapter = &transcript->chapters[i];
        sqlite3_stmt *put = store_statement(store, PUT_CHAPTER, err);

        if (!put)
            return err->status;
        bind_int(put, 1, id);
        bind_int(put, 2, chapter->token);
        bind_int(put, 3, (int64_t)i);
        bind_time(put, 4, chapter->start_ms);
        bind_time(put, 5, chapter->end_ms);
        bind_text(put, 6, chapter->title);
        status = store_run(store, put, err);
    }
    return status;
}

/* Takes a transcript's words, segments, chapters and axis away. */
static enum status clear_transcript(struct store *store, int64_t id,
                                    struct error *err)
{
    static const enum statement drops[] = { DROP_SEGMENTS, DROP_CHAPTERS,
                                            DROP_AXIS };
    sqlite3_stmt *get;
    struct token_list tokens;
    struct arena arena;
    struct slice language = SLICE("");
    enum status status;
    bool row;

    arena_init(&arena);
    token_list_init(&tokens);
    status = store_transcript_tokens(store, id, &tokens, err);
    if (!status)
        status = speech_delete(store, id, &tokens, err);
    get = status ? NULL : store_statement(store, GET_STREAM, err);
    if (get) {
        bind_int(get, 1, id);
        status = store_step(store, get, &row, err);
        if (row) {
            language = column_text(get, 1, &arena);
            sqlite3_reset(get);
        }
        term_counts_add(store->terms, &tokens, language, -1);
    } else if (!status) {
        status = err->status;
    }
    for (size_t i = 0; i < sizeof(drops) / sizeof(*drops) && !status; i++)
        status = run_with_id(store, drops[i], id, err);
    token_list_release(&tokens);
    arena_release(&arena);
    return status;
}

enum status store_put_transcript(struct store *store,
                                 struct transcript_record *transcript,
                                 int64_t *ret_id, struct error *err)
{
    struct arena arena;
    int64_t id = transcript->id;
    enum status status = store_write_begin(store, err);

    arena_init(&arena);
    if (!status && id)
        status = clear_transcript(store, id, err);
    if (!status)
        status = put_speakers(store, transcript, &arena, err);
    if (!status)
        status = put_transcript_row(store, transcript, &id, err);
    if (!status)
        status = put_axis(store, id, &transcript->axis, err);
    if (!status)
        status = put_segments(store, id, transcript, err);
    if (!status)
        status = put_chapters(store, id, transcript, err);
    if (!status)
        status = speech_insert(store, id, transcript->tokens, err);
    if (!status)
        term_counts_merge(store->terms, transcript->terms);
    arena_release(&arena);
    if (!status)
        *ret_id = id;
    return status;
}

enum status store_transcript_tokens(struct store *store, int64_t transcript,
                                    struct token_list *out, struct error *err)
{
    sqlite3_stmt *texts = store_statement(store, SEGMENT_TEXTS, err);
    int64_t hash = 0;
    enum status status;
    bool row;

    if (!texts)
        return err->status;
    bind_int(texts, 1, transcript);
    while (!(status = store_step(store, texts, &row, err)) && row)
        tokenize(out,
                 (struct slice){ (const char *)sqlite3_column_text(texts, 0),
                                 (size_t)sqlite3_column_bytes(texts, 0) },
                 0);
    if (!status)
        status = number_with_id(store, GET_STREAM, transcript, &hash, err);
    if (!status && hash != (int64_t)token_list_hash(out))
        /* Taking other words out of the index than went in would leave ghosts
         * in it that no check of FTS5's sees. */
        return error_set(err, STATUS_STORE,
                         "the text of transcript %lld is not what was indexed",
                         (long long)transcript);
    return status;
}

enum status store_remove_transcript(struct store *store, int64_t id,
                                    struct error *err)
{
    int64_t episode = 0, left = 1;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = number_with_id(store, EPISODE_OF_TRANSCRIPT, id, &episode,
                                err);
    if (!status && !episode)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)id);
    if (!status)
        status = clear_transcript(store, id, err);
    if (!status)
        status = run_with_id(store, FORGET_TRANSCRIPT_LOCATIONS, id, err);
    if (!status)
        status = run_with_id(store, DROP_TRANSCRIPT, id, err);
    if (!status)
        status = number_with_id(store, COUNT_EPISODE_TRANSCRIPTS, episode,
                                &left, err);
    if (!status && left == 0)
        return store_remove_episode(store, episode, err);
    if (!status)
        status = store_choose_transcripts(store, episode, err);
    return status;
}

enum status store_remove_episode(struct store *store, int64_t id,
                                 struct error *err)
{
    static const enum statement drops[] = { DROP_EPISODE_KEYS, DROP_PEOPLE,
                                            DROP_EPISODE };
    int64_t show = 0, transcript = 0;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = run_with_id(store, DROP_EPISODE_LOCATIONS, id, err);
    for (;;) {
        if (!status)
            status = number_with_id(store, LAST_OF_EPISODE, id, &transcript,
                                    err);
        if (status || !transcript)
            break;
        status = clear_transcript(store, transcript, err);
        if (!status)
            status = run_with_id(store, DROP_TRANSCRIPT, transcript, err);
    }
    if (!status)
        status = number_with_id(store, SHOW_OF_EPISODE, id, &show, err);
    for (size_t i = 0; i < sizeof(drops) / sizeof(*drops) && !status; i++)
        status = run_with_id(store, drops[i], id, err);
    if (!status)
        status = run_with_id(store, DROP_EMPTY_SHOWS, show, err);
    return status;
}

enum status store_find_content(struct store *store, uint64_t content_hash,
                               int64_t *ret_transcript, struct error *err)
{
    return number_with_id(store, FIND_CONTENT, (int64_t)content_hash,
                          ret_transcript, err);
}

enum status store_choose_transcripts(struct store *store, int64_t episode,
                                     struct error *err)
{
    enum status status = store_write_begin(store, err);

    if (!status)
        status = run_with_id(store, CHOOSE_TRANSCRIPTS, episode, err);
    return status;
}

/* ---- runs ---- */

enum status store_run_begin(struct store *store, const char *command,
                            int64_t *ret_id, struct error *err)
{
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, RUN_BEGIN, err);
    if (!put)
        return err->status;
    bind_text(put, 1, slice_of(command));
    bind_int(put, 2, clock_ms());
    return store_number(store, put, 0, ret_id, err);
}

enum status store_run_end(struct store *store, int64_t id,
                          const struct run_counts *counts, struct error *err)
{
    const int64_t values[] = {
        counts->checked, counts->added,   counts->changed,
        counts->moved,   counts->vanished, counts->removed,
        counts->unchanged, counts->failed, counts->still_failing,
    };
    enum status status = store_write_begin(store, err);
    sqlite3_stmt *put;

    if (status)
        return status;
    put = store_statement(store, RUN_END, err);
    if (!put)
        return err->status;
    bind_int(put, 1, id);
    bind_int(put, 2, clock_ms());
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        bind_int(put, (int)i + 3, values[i]);
    return store_run(store, put, err);
}
