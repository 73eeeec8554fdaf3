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

enum status store_note_at(struct store *store, int64_t transcript,
                          uint32_t token, struct arena *arena,
                          struct note_record *ret_section, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, NOTE_AT, transcript, err);
    enum status status;
    bool row;

    *ret_section = (struct note_record){ 0 };
    if (!get)
        return err->status;
    bind_int(get, 2, token);
    status = store_step(store, get, &row, err);
    if (status || !row)
        return status;
    *ret_section = (struct note_record){
        .token = (uint32_t)sqlite3_column_int64(get, 0),
        .kind = column_text(get, 1, arena),
        .heading = column_text(get, 2, arena),
    };
    sqlite3_reset(get);
    return STATUS_OK;
}
