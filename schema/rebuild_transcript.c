/*
 * One transcript, rebuilt of its stored text.
 */
#include "rebuild_internal.h"

#include "recount.h"
#include "term_counts.h"
#include "titles.h"

/* What is stored of it. */
struct stored {
    int64_t id, parent;
    struct slice kind, language;
    int64_t tokens, segment_count; /* as the transcript's row has them */
    uint64_t stream_hash;
    uint32_t crowding; /* crowding.h */
    struct stored_segment *segments;
    size_t count;
    struct axis axis;
    bool has_axis;
};

/* What it is now. */
struct relaid {
    struct recounted recounted;
    struct chapter_record *chapters; /* of titles: where they are now */
    size_t chapter_count;
    bool are_titles;
    uint64_t stream_hash;
    bool words_lost; /* not all that was indexed is there */
};

/* ---- reading ---- */

static void take_stored(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct stored *stored = ret_item;

    *stored = (struct stored){
        .kind = column_text(row, 0, arena),
        .parent = sqlite3_column_int64(row, 1),
        .language = column_text(row, 2, arena),
        .tokens = sqlite3_column_int64(row, 3),
        .segment_count = sqlite3_column_int64(row, 4),
        .stream_hash = (uint64_t)sqlite3_column_int64(row, 5),
        .crowding = column_crowding(row, 6),
    };
}

static enum status read_row(struct rebuilding *rebuilding, int64_t id,
                            struct stored *ret_stored, struct error *err)
{
    struct store *store = rebuilding->store;
    bool found;
    enum status status =
        store_row(store, store_statement_of(store, STORED_TRANSCRIPT, id, err),
                  take_stored, &rebuilding->arena, ret_stored, &found, err);

    ret_stored->id = id;
    return status;
}

static void take_segment(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct stored_segment *segment = ret_item;

    *segment = (struct stored_segment){
        .token = (uint32_t)sqlite3_column_int64(row, 0),
        .speaker = sqlite3_column_int64(row, 1),
        .record = {
            .start_ms = column_time(row, 2),
            .end_ms = column_time(row, 3),
            .line = (uint32_t)sqlite3_column_int64(row, 4),
            .text = column_text(row, 5, arena),
        },
    };
}

static enum status read_segments(struct rebuilding *rebuilding,
                                 struct stored *stored, struct error *err)
{
    struct store *store = rebuilding->store;
    struct row_list rows;
    enum status status = store_rows(
        store, store_statement_of(store, STORED_SEGMENTS, stored->id, err),
        take_segment, sizeof(*stored->segments), &rebuilding->arena, &rows,
        err);

    stored->segments = rows.items;
    stored->count = rows.count;
    return status;
}

/* An axis that makes no sense is as good as none. */
static enum status read_axis(struct rebuilding *rebuilding,
                             struct stored *stored, struct error *err)
{
    struct store *store = rebuilding->store;
    struct arena *arena = &rebuilding->arena;
    struct error damage;
    struct slice packed;
    bool found;
    enum status status =
        store_blob(store, store_statement_of(store, GET_AXIS, stored->id, err),
                   arena, &packed, &found, err);

    stored->has_axis =
        found && !axis_unpack(packed, arena, &stored->axis, &damage);
    return status;
}

static enum status read_stored(struct rebuilding *rebuilding, int64_t id,
                               struct stored *ret_stored, struct error *err)
{
    enum status status = read_row(rebuilding, id, ret_stored, err);

    if (!status)
        status = read_segments(rebuilding, ret_stored, err);
    if (!status)
        status = read_axis(rebuilding, ret_stored, err);
    return status;
}

/* ---- laying it out ---- */

/*
 * Titles are laid out of their chapters as when they came, so that one in which
 * the rules see no word, or now see one, goes or comes.
 */
static enum status lay_titles(struct rebuilding *rebuilding,
                              const struct stored *stored,
                              struct relaid *relaid, struct error *err)
{
    struct arena *arena = &rebuilding->arena;
    struct recounted *out = &relaid->recounted;
    struct titles titles;
    bool same;
    enum status status =
        store_read_chapters(rebuilding->store, GET_CHAPTERS,
                            stored->parent ? stored->parent : stored->id, arena,
                            &relaid->chapters, &relaid->chapter_count, err);

    if (status)
        return status;
    titles_lay_out(relaid->chapters, relaid->chapter_count, arena,
                   &rebuilding->tokens, &titles);
    relaid->are_titles = titles.axis.segment_count;
    if (!relaid->are_titles)
        return STATUS_OK;
    titles_place(&titles, relaid->chapters, relaid->chapter_count);
    same = stored->has_axis && stored->count == titles.axis.segment_count &&
           stored->axis.segment_count == stored->count;
    for (size_t i = 0; i < stored->count && same; i++)
        same = stored->segments[i].token == titles.axis.segments[i].token &&
               stored->axis.segments[i].token == stored->segments[i].token;
    out->axis = titles.axis;
    out->segments = titles.segments;
    out->crowding = titles.crowding;
    out->moved = !same;
    return STATUS_OK;
}

static enum status lay_out(struct rebuilding *rebuilding,
                           const struct stored *stored,
                           struct relaid *ret_relaid, struct error *err)
{
    enum status status = STATUS_OK;

    *ret_relaid = (struct relaid){ 0 };
    if (slice_equal(stored->kind, SLICE(KIND_CHAPTERS)))
        status = lay_titles(rebuilding, stored, ret_relaid, err);
    if (status)
        return status;
    if (!ret_relaid->are_titles)
        recount(stored->segments, stored->count,
                stored->has_axis ? &stored->axis : NULL, &rebuilding->arena,
                &rebuilding->tokens, &ret_relaid->recounted);
    ret_relaid->stream_hash = token_list_hash(&rebuilding->tokens);
    ret_relaid->words_lost = !ret_relaid->are_titles &&
                             ((int64_t)stored->count < stored->segment_count ||
                              (rebuilding->same_rules &&
                               ret_relaid->stream_hash != stored->stream_hash));
    return STATUS_OK;
}

/* ---- writing ---- */

/* Writes a list of chapters in the place of what is stored. */
static enum status replace_chapters(struct rebuilding *rebuilding,
                                    int64_t transcript, enum statement drop,
                                    enum statement put,
                                    const struct chapter_record *chapters,
                                    size_t count, struct error *err)
{
    struct store *store = rebuilding->store;
    enum status status = store_run_of(store, drop, transcript, err);

    if (!status)
        status =
            store_write_chapters(store, put, transcript, chapters, count, err);
    return status;
}

static enum status carry_chapters(struct rebuilding *rebuilding,
                                  int64_t transcript,
                                  struct recounted *recounted,
                                  enum statement get, enum statement drop,
                                  enum statement put, struct error *err)
{
    struct chapter_record *chapters;
    size_t count;
    enum status status =
        store_read_chapters(rebuilding->store, get, transcript,
                            &rebuilding->arena, &chapters, &count, err);

    if (status || count == 0)
        return status;
    for (size_t i = 0; i < count; i++)
        chapters[i].token =
            recount_carry(recounted, chapters[i].token, &recounted->estimated);
    return replace_chapters(rebuilding, transcript, drop, put, chapters, count,
                            err);
}

static void take_section(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct note_record *section = ret_item;

    *section = (struct note_record){
        .token = (uint32_t)sqlite3_column_int64(row, 0),
        .kind = column_text(row, 1, arena),
        .heading = column_text(row, 2, arena),
    };
}

static enum status carry_sections(struct rebuilding *rebuilding,
                                  const struct stored *stored,
                                  struct recounted *recounted,
                                  struct error *err)
{
    struct store *store = rebuilding->store;
    struct row_list rows;
    struct note_record *sections;
    size_t count = 0;
    enum status status = store_rows(
        store, store_statement_of(store, GET_NOTE_SECTIONS, stored->id, err),
        take_section, sizeof(*sections), &rebuilding->arena, &rows, err);

    if (status || rows.count == 0)
        return status;
    sections = rows.items;
    for (size_t i = 0; i < rows.count; i++) {
        struct note_record section = sections[i];

        section.token =
            recount_carry(recounted, section.token, &recounted->estimated);
        /* One without a word is none. */
        if (count && sections[count - 1].token == section.token)
            count--;
        sections[count++] = section;
    }
    status = store_run_of(store, DROP_NOTE_SECTIONS, stored->id, err);
    if (!status)
        status = store_put_sections(store, stored->id, sections, count, err);
    return status;
}

/* Titles of a file of its own are where its chapters begin. */
static enum status move_titles(struct rebuilding *rebuilding,
                               const struct stored *stored,
                               const struct relaid *relaid, struct error *err)
{
    if (stored->parent)
        return STATUS_OK;
    return replace_chapters(rebuilding, stored->id, DROP_CHAPTERS, PUT_CHAPTER,
                            relaid->chapters, relaid->chapter_count, err);
}

/* All that is attached to words. */
static enum status carry_marks(struct rebuilding *rebuilding,
                               const struct stored *stored,
                               struct relaid *relaid, struct error *err)
{
    struct recounted *recounted = &relaid->recounted;
    enum status status =
        carry_chapters(rebuilding, stored->id, recounted, GET_CHAPTERS,
                       DROP_CHAPTERS, PUT_CHAPTER, err);

    if (!status)
        status = carry_chapters(rebuilding, stored->id, recounted,
                                GET_GUESSED_CHAPTERS, DROP_GUESSED_CHAPTERS,
                                PUT_GUESSED_CHAPTER, err);
    if (!status)
        status = carry_sections(rebuilding, stored, recounted, err);
    return status;
}

static enum status relay_row(struct rebuilding *rebuilding,
                             const struct stored *stored,
                             const struct transcript_record *record,
                             struct error *err)
{
    struct store *store = rebuilding->store;
    const struct axis *axis = &record->axis;
    sqlite3_stmt *put =
        store_statement_of(store, RELAY_TRANSCRIPT, stored->id, err);
    uint32_t surely, maybe;

    if (!put)
        return err->status;
    axis_closeness_bounds(axis, axis_token_starts(axis, &rebuilding->arena),
                          &surely, &maybe);
    bind_int(put, 2, (int64_t)store_text_bytes(record));
    bind_time(put, 3, axis_grain_ms(axis));
    bind_int(put, 4, surely);
    bind_int(put, 5, maybe);
    bind_int(put, 6, !stored->has_axis);
    return store_run(store, put, err);
}

/* Segments, axis, and what is attached to them. */
static enum status write_layout(struct rebuilding *rebuilding,
                                const struct stored *stored,
                                struct relaid *relaid, struct error *err)
{
    struct store *store = rebuilding->store;
    const struct transcript_record record = {
        .axis = relaid->recounted.axis,
        .segments = relaid->recounted.segments,
    };
    enum status status = store_run_of(store, DROP_SEGMENTS, stored->id, err);

    if (!status)
        status = store_run_of(store, DROP_AXIS, stored->id, err);
    if (!status)
        status = store_put_axis(store, stored->id, &record.axis, err);
    if (!status)
        status = store_put_segments(store, stored->id, &record, err);
    if (!status)
        status = relaid->are_titles
                     ? move_titles(rebuilding, stored, relaid, err)
                     : carry_marks(rebuilding, stored, relaid, err);
    if (!status)
        status = relay_row(rebuilding, stored, &record, err);
    return status;
}

static enum status write_counts(struct rebuilding *rebuilding,
                                const struct stored *stored,
                                const struct relaid *relaid, struct error *err)
{
    const struct axis *axis = &relaid->recounted.axis;
    sqlite3_stmt *put;

    if (stored->stream_hash == relaid->stream_hash &&
        stored->crowding == relaid->recounted.crowding &&
        stored->tokens == (int64_t)rebuilding->tokens.count &&
        stored->segment_count == (int64_t)axis->segment_count)
        return STATUS_OK;
    put = store_statement_of(rebuilding->store, RECOUNT_TRANSCRIPT, stored->id,
                             err);
    if (!put)
        return err->status;
    bind_int(put, 2, (int64_t)rebuilding->tokens.count);
    bind_int(put, 3, (int64_t)axis->segment_count);
    bind_int(put, 4, (int64_t)relaid->stream_hash);
    bind_int(put, 5, relaid->recounted.crowding);
    return store_run(rebuilding->store, put, err);
}

/* Lets the next update read its file again, if there is one. */
static enum status mark_to_read(struct rebuilding *rebuilding, int64_t id,
                                struct error *err)
{
    struct store *store = rebuilding->store;
    int64_t can = 0;
    enum status status = store_number_of(store, CAN_REREAD, id, &can, err);

    rebuilding->report->inexact++;
    if (status || !can)
        return status;
    rebuilding->report->to_read++;
    status = store_run_of(store, REREAD_TRANSCRIPT, id, err);
    if (!status)
        status = store_run_of(store, REREAD_FEED, id, err);
    return status;
}

enum status rebuild_transcript(struct rebuilding *rebuilding, int64_t id,
                               struct error *err)
{
    struct store *store = rebuilding->store;
    struct stored stored = { 0 };
    struct relaid relaid;
    enum status status;

    arena_clear(&rebuilding->arena);
    token_list_clear(&rebuilding->tokens);
    status = read_stored(rebuilding, id, &stored, err);
    if (!status)
        status = lay_out(rebuilding, &stored, &relaid, err);
    if (!status && relaid.recounted.moved) {
        rebuilding->report->recounted++;
        status = write_layout(rebuilding, &stored, &relaid, err);
    }
    if (!status)
        status = write_counts(rebuilding, &stored, &relaid, err);
    if (!status && (relaid.recounted.estimated || relaid.words_lost))
        status = mark_to_read(rebuilding, id, err);
    if (!status)
        status = speech_insert(store, id, &rebuilding->tokens, err);
    if (status)
        return status;
    term_counts_add(store->terms, &rebuilding->tokens, stored.language, 1);
    rebuilding->report->transcripts++;
    if (slice_equal(stored.kind, SLICE(KIND_SPEECH)))
        rebuilding->report->tokens += (int64_t)rebuilding->tokens.count;
    return STATUS_OK;
}
