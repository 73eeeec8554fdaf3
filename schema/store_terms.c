/*
 * The words that were counted, on their way into the archive.
 */
#include "store_internal.h"

#include "base/arena.h"
#include "term_rows.h"
#include "vocabulary.h"

#include <pthread.h>

struct making {
    struct term_counts *counts;
    struct slice words; /* packed, as the archive has them */
    struct term_rows *rows;
};

static void *make_rows(void *context)
{
    struct making *making = context;

    making->rows = term_rows_new(making->counts, making->words);
    return NULL;
}

/* Makes the rows while `meanwhile` has the archive. */
static enum status make_beside(struct making *making, struct store *store,
                               store_step_function *meanwhile,
                               struct error *err)
{
    pthread_t thread;
    bool is_beside = !pthread_create(&thread, NULL, make_rows, making);
    enum status status = meanwhile(store, err);

    if (is_beside)
        pthread_join(thread, NULL);
    else
        make_rows(making);
    return status;
}

/*
 * The words of a new archive. Their index by stems is made when all are there:
 * so it is packed tighter than one that grows row by row.
 */
static enum status write_all(struct store *store, const struct term_rows *rows,
                             struct error *err)
{
    struct arena arena;
    struct slice index;
    enum status status;

    arena_init(&arena);
    status = store_text(store, store_statement(store, STEM_INDEX, err), &arena,
                        &index, err);
    if (!status)
        status = store_exec(store, "DROP INDEX term_stem", err);
    if (!status)
        status = term_rows_write(store, rows, err);
    if (!status)
        status = store_exec(store, arena_string(&arena, index), err);
    arena_release(&arena);
    return status;
}

static void *sync_file(void *context)
{
    struct error ignored; /* it is done again, and heeded, at the end */

    store_sync_file(context, &ignored);
    return NULL;
}

/*
 * Writes the rows of a new archive while what it holds so far, nearly all, is
 * brought to the disk. To close a file drops all locks on it: nobody else knows
 * of this one.
 */
static enum status write_and_sync(struct store *store,
                                  const struct term_rows *rows,
                                  struct error *err)
{
    pthread_t thread;
    bool is_beside;
    enum status status;

    /* Where it fails, so will the commit, which has the reason. */
    sqlite3_db_cacheflush(store->db);
    is_beside = !pthread_create(&thread, NULL, sync_file, store->building);
    status = write_all(store, rows, err);
    if (is_beside)
        pthread_join(thread, NULL);
    return status;
}

enum status store_write_terms(struct store *store,
                              store_step_function *meanwhile, struct error *err)
{
    struct making making = { .counts = store->terms };
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = vocabulary_load(store, &arena, &making.words, err);
    if (!status && meanwhile)
        status = make_beside(&making, store, meanwhile, err);
    else if (!status)
        make_rows(&making);
    if (!status && store->building && meanwhile)
        status = write_and_sync(store, making.rows, err);
    else if (!status)
        status = term_rows_write(store, making.rows, err);
    term_rows_free(making.rows);
    arena_release(&arena);
    term_counts_clear(store->terms);
    return status;
}
