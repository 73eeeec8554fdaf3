/*
 * Transcripts: their words in the index, their segments, chapters and axis.
 */
#include "store_internal.h"

#include "base/buf.h"
#include "base/clock.h"
#include "term_counts.h"

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
        status = store_put_speaker(store, transcript->episode,
                                   transcript->speaker_names[i],
                                   &axis->speakers[i], err);
    return status;
}

size_t store_text_bytes(const struct transcript_record *transcript)
{
    size_t bytes = 0;

    for (size_t i = 0; i < transcript->axis.segment_count; i++)
        bytes += transcript->segments[i].text.len + 1;
    return bytes;
}

/* Where the chapters are from, as stored; of titles that are one nothing is. */
static const char *chapters_from(const struct transcript_record *transcript)
{
    if (transcript->chapter_count == 0 ||
        !slice_equal(slice_of(transcript->kind), SLICE(KIND_SPEECH)))
        return NULL;
    return transcript->chapters_guessed ? CHAPTERS_FROM_DESCRIPTION
                                        : CHAPTERS_FROM_TRANSCRIPT;
}

/*
 * When it came: read again from the same bytes, when those came; what is of
 * another transcript came with that.
 */
static enum status find_added(struct store *store,
                              const struct transcript_record *transcript,
                              int64_t *ret_ms, struct error *err)
{
    sqlite3_stmt *get;

    *ret_ms = clock_wall_ms();
    if (transcript->id == 0 && transcript->parent == 0)
        return STATUS_OK;
    get = store_statement(store, KEPT_ADDED, err);
    if (!get)
        return err->status;
    bind_int(get, 1, transcript->id);
    bind_int(get, 2, (int64_t)transcript->content_hash);
    bind_int(get, 3, transcript->parent);
    return store_number(store, get, *ret_ms, ret_ms, err);
}

static enum status
put_transcript_row(struct store *store,
                   const struct transcript_record *transcript, int64_t added_ms,
                   int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_TRANSCRIPT, err);
    enum status status;

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
    bind_int(put, 11, (int64_t)transcript->stream_hash);
    bind_int(put, 12, (int64_t)transcript->tokens->count);
    bind_int(put, 13, (int64_t)transcript->axis.segment_count);
    bind_int(put, 14, (int64_t)store_text_bytes(transcript));
    bind_time(put, 15, transcript->duration_ms);
    bind_int(put, 16, transcript->surely_close);
    bind_int(put, 17, transcript->maybe_close);
    bind_id(put, 18, transcript->parent);
    bind_time(put, 19, axis_grain_ms(&transcript->axis));
    bind_text(put, 20, slice_of(chapters_from(transcript)));
    bind_int(put, 21, transcript->partial);
    bind_int(put, 22, added_ms);
    bind_int(put, 23, transcript->crowding);
    status = store_run(store, put, err);
    if (!status)
        *ret_id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum status store_put_axis(struct store *store, int64_t id,
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

enum status store_put_segments(struct store *store, int64_t id,
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
        bind_string(put, 6, segment->text);
        status = store_run(store, put, err);
    }
    return status;
}

static enum status put_chapters(struct store *store, int64_t id,
                                const struct transcript_record *transcript,
                                struct error *err)
{
    enum status status =
        store_write_chapters(store, PUT_CHAPTER, id, transcript->chapters,
                             transcript->chapter_count, err);

    if (!status && transcript->chapters_guessed)
        status = store_write_chapters(store, PUT_GUESSED_CHAPTER, id,
                                      transcript->chapters,
                                      transcript->chapter_count, err);
    return status;
}

enum status store_put_sections(struct store *store, int64_t id,
                               const struct note_record *sections, size_t count,
                               struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && !status; i++) {
        const struct note_record *section = &sections[i];
        sqlite3_stmt *put = store_statement(store, PUT_NOTE_SECTION, err);

        if (!put)
            return err->status;
        bind_int(put, 1, id);
        bind_int(put, 2, section->token);
        bind_text(put, 3, section->kind);
        bind_text(put, 4, section->heading);
        status = store_run(store, put, err);
    }
    return status;
}

/* Takes a transcript's words, segments, chapters and axis away. */
static enum status clear_transcript(struct store *store, int64_t id,
                                    struct error *err)
{
    static const enum statement drops[] = {
        DROP_SEGMENTS,      DROP_CHAPTERS, DROP_GUESSED_CHAPTERS,
        DROP_NOTE_SECTIONS, DROP_AXIS,     DROP_TRANSCRIPT,
    };

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
        status = store_run_of(store, drops[i], id, err);
    token_list_release(&tokens);
    arena_release(&arena);
    return status;
}

enum status store_drop_transcript(struct store *store, int64_t id,
                                  struct error *err)
{
    enum status status = clear_transcript(store, id, err);

    if (!status)
        status = store_run_of(store, DROP_TRANSCRIPT_LOCATIONS, id, err);
    return status;
}

enum status store_put_transcript(struct store *store,
                                 struct transcript_record *transcript,
                                 int64_t *ret_id, struct error *err)
{
    struct arena arena;
    int64_t id = transcript->id, added_ms;
    bool is_new = id == 0;
    enum status status = store_write_begin(store, err);

    arena_init(&arena);
    if (!status)
        status = find_added(store, transcript, &added_ms, err);
    if (!status && !is_new)
        status = clear_transcript(store, id, err);
    if (!status)
        status = put_speakers(store, transcript, &arena, err);
    if (!status)
        status = put_transcript_row(store, transcript, added_ms, &id, err);
    if (!status)
        status = store_put_axis(store, id, &transcript->axis, err);
    if (!status)
        status = store_put_segments(store, id, transcript, err);
    if (!status)
        status = put_chapters(store, id, transcript, err);
    if (!status)
        status = store_put_sections(store, id, transcript->sections,
                                    transcript->section_count, err);
    if (!status)
        status = speech_insert(store, id, transcript->tokens, err);
    if (!status && !is_new)
        status = store_run_of(store, DROP_UNHEARD, transcript->episode, err);
    arena_release(&arena);
    if (status)
        return status;
    term_counts_merge(store->terms, transcript->terms);
    *ret_id = id;
    /* Titles have no titles, and notes have none of their own. */
    return slice_equal(slice_of(transcript->kind), SLICE(KIND_SPEECH))
               ? store_put_titles(store, id, transcript, err)
               : STATUS_OK;
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
        tokenize(out, column_view(texts, 0), 0);
    if (!status)
        status = store_number_of(store, GET_STREAM, transcript, &hash, err);
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
    int64_t episode = 0, titles = 0, left = 1;
    enum status status = store_write_begin(store, err);

    if (!status)
        status =
            store_number_of(store, EPISODE_OF_TRANSCRIPT, id, &episode, err);
    if (!status && !episode)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)id);
    if (!status)
        status = store_number_of(store, CHAPTERS_TRANSCRIPT, id, &titles, err);
    if (!status && titles)
        status = store_drop_transcript(store, titles, err);
    if (!status)
        status = store_drop_transcript(store, id, err);
    if (!status)
        status = store_number_of(store, COUNT_EPISODE_TRANSCRIPTS, episode,
                                 &left, err);
    if (!status && left == 0)
        return store_remove_episode(store, episode, err);
    if (!status)
        status = store_run_of(store, DROP_UNHEARD, episode, err);
    if (!status)
        status = store_choose_transcripts(store, episode, err);
    return status;
}

enum status store_remove_episode(struct store *store, int64_t id,
                                 struct error *err)
{
    static const enum statement drops[] = { DROP_EPISODE_KEYS,  DROP_PEOPLE,
                                            DROP_EPISODE_LINKS, DROP_DOUBTS,
                                            DROP_SPEAKERS,      DROP_EPISODE };

    int64_t show = 0, transcript = 0;
    enum status status = store_write_begin(store, err);

    if (!status)
        status = store_run_of(store, DROP_EPISODE_LOCATIONS, id, err);
    for (;;) {
        if (!status)
            status =
                store_number_of(store, LAST_OF_EPISODE, id, &transcript, err);
        if (status || !transcript)
            break;
        status = store_drop_transcript(store, transcript, err);
    }
    if (!status)
        status = store_number_of(store, SHOW_OF_EPISODE, id, &show, err);
    for (size_t i = 0; i < sizeof(drops) / sizeof(*drops) && !status; i++)
        status = store_run_of(store, drops[i], id, err);
    if (!status)
        status = store_run_of(store, DROP_EMPTY_SHOWS, show, err);
    return status;
}

enum status store_find_content(struct store *store, uint64_t content_hash,
                               int64_t *ret_transcript, struct error *err)
{
    return store_number_of(store, FIND_CONTENT, (int64_t)content_hash,
                           ret_transcript, err);
}

enum status store_choose_transcripts(struct store *store, int64_t episode,
                                     struct error *err)
{
    struct arena arena;
    sqlite3_stmt *get;
    int64_t said = 0, *ids;
    size_t count = 0;
    enum status status = store_settle_chapters(store, episode, err);

    if (!status)
        status = store_number_of(store, SAID_TRANSCRIPT, episode, &said, err);
    if (status)
        return status;
    get = store_statement_of(store, WRONGLY_CHOSEN, episode, err);
    if (!get)
        return err->status;
    bind_id(get, 2, said);
    arena_init(&arena);
    status = store_ids(store, get, &arena, &ids, &count, err);
    /* One by one: see the note on savepoints in statements.inc. */
    for (size_t i = 0; i < count && !status; i++)
        status = store_run_of(store, TURN_CHOSEN, ids[i], err);
    arena_release(&arena);
    return status;
}
