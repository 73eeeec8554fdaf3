#include "term_rows.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "stem.h"
#include "store_internal.h"
#include "vocabulary.h"

#include <libstemmer.h>
#include <stdlib.h>

struct term_rows {
    const struct term_counts *counts;
    size_t count;
    struct slice *stems; /* of each row; empty where it is the term itself */
    struct arena arena;  /* their text */
    struct buf words;    /* the vocabulary, packed */
};

/* ---- making them ---- */

static void find_stems(struct term_rows *rows)
{
    size_t languages = term_counts_languages(rows->counts);
    struct sb_stemmer **stemmers = mem_alloc(languages * sizeof(*stemmers));

    for (size_t i = 0; i < languages; i++)
        stemmers[i] = stemmer_for(term_counts_language(rows->counts, i));
    for (size_t i = 0; i < rows->count; i++) {
        struct term_count row = term_counts_at(rows->counts, i);
        struct slice stem =
            stem_of(stemmers[row.language],
                    term_counts_language(rows->counts, row.language), row.term);

        if (!slice_equal(stem, row.term))
            rows->stems[i] = arena_copy(&rows->arena, stem);
    }
    for (size_t i = 0; i < languages; i++)
        sb_stemmer_delete(stemmers[i]);
    free(stemmers);
}

static void pack_words(struct term_rows *rows, struct slice words)
{
    struct vocabulary_change *changes =
        mem_alloc(rows->count * sizeof(*changes));

    for (size_t i = 0; i < rows->count; i++) {
        struct term_count row = term_counts_at(rows->counts, i);

        changes[i] = (struct vocabulary_change){ row.term, row.count };
    }
    vocabulary_merge(words, changes, rows->count, &rows->words);
    free(changes);
}

struct term_rows *term_rows_new(struct term_counts *counts, struct slice words)
{
    struct term_rows *rows = mem_alloc(sizeof(*rows));

    rows->counts = counts;
    rows->count = term_counts_sort(counts);
    rows->stems = mem_alloc(rows->count * sizeof(*rows->stems));
    arena_init(&rows->arena);
    find_stems(rows);
    pack_words(rows, words);
    return rows;
}

void term_rows_free(struct term_rows *rows)
{
    if (!rows)
        return;
    arena_release(&rows->arena);
    buf_release(&rows->words);
    free(rows->stems);
    free(rows);
}

/* ---- writing them ---- */

static enum status write_language(struct store *store, struct slice tag,
                                  struct error *err)
{
    sqlite3_stmt *put;

    if (tag.len == 0)
        return STATUS_OK;
    put = store_statement(store, PUT_LANGUAGE, err);
    if (!put)
        return err->status;
    bind_text(put, 1, tag);
    return store_run(store, put, err);
}

static enum status write_row(struct store *store, const struct term_rows *rows,
                             size_t index, struct error *err)
{
    struct term_count row = term_counts_at(rows->counts, index);
    struct slice language = term_counts_language(rows->counts, row.language);
    sqlite3_stmt *put = store_statement(store, ADD_TERM, err);

    if (!put)
        return err->status;
    bind_text(put, 1, row.term);
    bind_string(put, 2, language);
    bind_int(put, 3, row.count);
    if (rows->stems[index].len)
        bind_text(put, 4, rows->stems[index]);
    return store_run(store, put, err);
}

enum status term_rows_write(struct store *store, const struct term_rows *rows,
                            struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < term_counts_languages(rows->counts) && !status; i++)
        status =
            write_language(store, term_counts_language(rows->counts, i), err);
    for (size_t i = 0; i < rows->count && !status; i++)
        status = write_row(store, rows, i, err);
    if (!status && rows->count)
        status = vocabulary_save(store, buf_view(&rows->words), err);
    return status;
}
