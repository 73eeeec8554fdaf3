/*
 * Which chapters of an episode are in effect. Those that stand in a transcript
 * are its own. Another takes them from the episode's file of chapters, if there
 * is one, else from what was guessed from a description. It is worked out anew
 * whenever a transcript comes or goes, so the order of arrival does not matter.
 */
#include "store_internal.h"

/* A transcript whose chapters are not its own. */
struct borrower {
    int64_t id, file; /* file: the transcript of the file's titles; 0 = none */
    struct transcript_info info;
    struct slice from; /* where its chapters are from now */
};

struct chapter_rows {
    struct chapter_record *list;
    size_t count;
};

/* ---- reading and writing lists ---- */

static void take_chapter(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct chapter_record *chapter = ret_item;

    *chapter = (struct chapter_record){
        .token = (uint32_t)sqlite3_column_int64(row, 0),
        .start_ms = column_time(row, 1),
        .end_ms = column_time(row, 2),
        .title = column_text(row, 3, arena),
    };
}

enum status store_read_chapters(struct store *store, enum statement statement,
                                int64_t transcript, struct arena *arena,
                                struct chapter_record **ret_chapters,
                                size_t *ret_count, struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement_of(store, statement, transcript, err),
                   take_chapter, sizeof(**ret_chapters), arena, &rows, err);

    *ret_chapters = rows.items;
    *ret_count = rows.count;
    return status;
}

enum status store_write_chapters(struct store *store, enum statement statement,
                                 int64_t transcript,
                                 const struct chapter_record *chapters,
                                 size_t count, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && !status; i++) {
        sqlite3_stmt *put = store_statement(store, statement, err);

        if (!put)
            return err->status;
        bind_int(put, 1, transcript);
        bind_int(put, 2, chapters[i].token);
        bind_int(put, 3, (int64_t)i);
        bind_time(put, 4, chapters[i].start_ms);
        bind_time(put, 5, chapters[i].end_ms);
        bind_string(put, 6, chapters[i].title);
        status = store_run(store, put, err);
    }
    return status;
}

/* ---- what should be in effect ---- */

/* Puts each chapter at the first word that is said at or after its start. */
static enum status place_on_axis(struct store *store, int64_t transcript,
                                 struct chapter_rows *chapters,
                                 struct arena *arena, struct error *err)
{
    struct slice packed;
    struct axis axis;
    enum status status = store_get_axis(store, transcript, arena, &packed, err);

    if (!status)
        status = axis_unpack(packed, arena, &axis, err);
    for (size_t i = 0, anchor = 0; i < chapters->count && !status; i++) {
        while (anchor < axis.anchor_count &&
               axis.anchors[anchor].start_ms < chapters->list[i].start_ms)
            anchor++;
        chapters->list[i].token = anchor < axis.anchor_count
                                      ? axis.anchors[anchor].token
                                      : axis.token_count;
    }
    return status;
}

static enum status wanted_chapters(struct store *store,
                                   const struct borrower *borrower,
                                   struct arena *arena,
                                   struct chapter_rows *ret_wanted,
                                   struct error *err)
{
    enum status status;

    if (!borrower->file)
        return store_read_chapters(store, GET_GUESSED_CHAPTERS, borrower->id,
                                   arena, &ret_wanted->list, &ret_wanted->count,
                                   err);
    status = store_read_chapters(store, GET_CHAPTERS, borrower->file, arena,
                                 &ret_wanted->list, &ret_wanted->count, err);
    if (!status)
        status = place_on_axis(store, borrower->id, ret_wanted, arena, err);
    return status;
}

static bool are_same(const struct chapter_rows *a, const struct chapter_rows *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; i < a->count && same; i++)
        same = a->list[i].token == b->list[i].token &&
               a->list[i].start_ms == b->list[i].start_ms &&
               a->list[i].end_ms == b->list[i].end_ms &&
               slice_equal(a->list[i].title, b->list[i].title);
    return same;
}

/* ---- making it so ---- */

static enum status note_origin(struct store *store, int64_t transcript,
                               struct slice from, struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_CHAPTERS_FROM, err);

    if (!put)
        return err->status;
    bind_int(put, 1, transcript);
    bind_text(put, 2, from);
    return store_run(store, put, err);
}

/* The titles are in the file's language where that is known. */
static enum status put_borrowed_titles(struct store *store,
                                       const struct borrower *borrower,
                                       const struct chapter_rows *chapters,
                                       struct arena *arena, struct error *err)
{
    struct transcript_info from = borrower->info;
    struct transcript_record record;
    enum status status = STATUS_OK;

    if (borrower->file)
        status = store_get_transcript(store, borrower->file, arena, &from, err);
    if (status)
        return status;
    record = (struct transcript_record){
        .episode = borrower->info.episode,
        .language = from.language.len ? from.language : borrower->info.language,
        .format = from.format,
        .encoding = SLICE("UTF-8"),
        .made_by = from.made_by,
        .duration_ms = borrower->info.duration_ms,
        .chapters = chapters->list,
        .chapter_count = chapters->count,
    };
    return store_put_titles(store, borrower->id, &record, err);
}

static enum status settle(struct store *store, const struct borrower *borrower,
                          struct arena *arena, struct error *err)
{
    struct chapter_rows now = { 0 }, wanted = { 0 };
    struct slice from = SLICE("");
    enum status status = store_read_chapters(store, GET_CHAPTERS, borrower->id,
                                             arena, &now.list, &now.count, err);

    if (!status)
        status = wanted_chapters(store, borrower, arena, &wanted, err);
    if (status)
        return status;
    if (wanted.count)
        from = slice_of(borrower->file ? CHAPTERS_FROM_FILE
                                       : CHAPTERS_FROM_DESCRIPTION);
    if (slice_equal(from, borrower->from) && are_same(&now, &wanted))
        return STATUS_OK;
    status = store_run_of(store, DROP_CHAPTERS, borrower->id, err);
    if (!status)
        status = store_write_chapters(store, PUT_CHAPTER, borrower->id,
                                      wanted.list, wanted.count, err);
    if (!status)
        status = note_origin(store, borrower->id, from, err);
    if (!status)
        status = put_borrowed_titles(store, borrower, &wanted, arena, err);
    return status;
}

static void take_borrower(sqlite3_stmt *row, struct arena *arena,
                          void *ret_item)
{
    struct borrower *borrower = ret_item;

    *borrower = (struct borrower){
        .id = sqlite3_column_int64(row, 0),
        .file = sqlite3_column_int64(row, 1),
        .from = column_text(row, 2, arena),
    };
}

/* The episode's transcripts that have a file to borrow from, or had one. */
static enum status find_borrowers(struct store *store, int64_t episode,
                                  struct arena *arena,
                                  struct borrower **ret_list, size_t *ret_count,
                                  struct error *err)
{
    sqlite3_stmt *get =
        store_statement_of(store, CHAPTER_BORROWERS, episode, err);
    struct row_list rows;
    enum status status = store_rows(store, get, take_borrower,
                                    sizeof(**ret_list), arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}

enum status store_settle_chapters(struct store *store, int64_t episode,
                                  struct error *err)
{
    struct borrower *list;
    struct arena arena;
    size_t count;
    enum status status;

    arena_init(&arena);
    status = find_borrowers(store, episode, &arena, &list, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        status =
            store_get_transcript(store, list[i].id, &arena, &list[i].info, err);
        if (!status)
            status = settle(store, &list[i], &arena, err);
    }
    arena_release(&arena);
    return status;
}
