/*
 * The notes of a page, kept as a transcript beside its chapters.
 */
#include "store_internal.h"

enum status store_put_notes(struct store *store, int64_t parent,
                            struct transcript_record *notes, struct error *err)
{
    int64_t id = 0;
    enum status status =
        store_number_of(store, CHAPTERS_TRANSCRIPT, parent, &id, err);

    if (status)
        return status;
    if (!notes)
        return id ? store_drop_transcript(store, id, err) : STATUS_OK;
    notes->id = id;
    notes->parent = parent;
    return store_put_transcript(store, notes, &id, err);
}

static void take_note(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct note_record *note = ret_item;

    *note = (struct note_record){
        .token = (uint32_t)sqlite3_column_int64(row, 0),
        .kind = column_text(row, 1, arena),
        .heading = column_text(row, 2, arena),
    };
}

enum status store_note_at(struct store *store, int64_t transcript,
                          uint32_t token, struct arena *arena,
                          struct note_record *ret_section, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, NOTE_AT, transcript, err);
    bool found;

    *ret_section = (struct note_record){ 0 };
    if (get)
        bind_int(get, 2, token);
    return store_row(store, get, take_note, arena, ret_section, &found, err);
}
