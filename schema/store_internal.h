#ifndef QUOTH_STORE_INTERNAL_H
#define QUOTH_STORE_INTERNAL_H

/*
 * What the files of the store share: the connection, its statements, and short
 * ways to run them. Included by schema/ alone.
 */

#include "store.h"

#include <sqlite3.h>
#include <sys/types.h>

struct term_counts;
struct speech_module;

/* Every fixed statement, prepared on first use. */
enum statement {

#define STATEMENT(name, sql) name,
#include "statements.inc"
#undef STATEMENT
    STATEMENT_COUNT
};

struct store {
    sqlite3 *db;
    char *path;
    char *building;   /* the temporary file of a new archive, else NULL */
    int lock;         /* descriptor of the lock file, -1 for readers */
    mode_t mode;      /* of a writer's files */
    bool made_folder; /* that of the archive: there was none */
    bool writing;     /* a transaction is open */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    struct term_counts *terms;    /* not yet written; NULL for readers */
    struct speech_module *speech; /* owned by the connection */
};

/* ---- store_statement.c ---- */

/* Turns the connection's last error into ours. Returns err->status. */
enum status store_error(struct store *store, struct error *err);

/* Runs SQL without parameters or results. */
enum status store_exec(struct store *store, const char *sql, struct error *err);

/* The statement, reset, without bindings; NULL with `err` set if it fails. */
sqlite3_stmt *store_statement(struct store *store, enum statement statement,
                              struct error *err);

/* Binding: an empty slice, and TIME_NONE, become NULL; bind_string keeps an
 * empty slice as such, for columns that are never NULL. */
void bind_text(sqlite3_stmt *statement, int index, struct slice text);
void bind_string(sqlite3_stmt *statement, int index, struct slice text);
void bind_int(sqlite3_stmt *statement, int index, int64_t value);
void bind_id(sqlite3_stmt *statement, int index, int64_t id); /* 0 = NULL */
void bind_time(sqlite3_stmt *statement, int index, int64_t ms);

/*
 * Steps to the next row: *ret_row says whether there is one. A statement that
 * is done, or failed, is reset.
 */
enum status store_step(struct store *store, sqlite3_stmt *statement,
                       bool *ret_row, struct error *err);

/* Runs a statement that returns no rows, and resets it. */
enum status store_run(struct store *store, sqlite3_stmt *statement,
                      struct error *err);

/*
 * Runs a statement for one number in its first row, `otherwise` without a row
 * or where it is NULL, and resets it.
 */
enum status store_number(struct store *store, sqlite3_stmt *statement,
                         int64_t otherwise, int64_t *ret_value,
                         struct error *err);

/* Columns, copied to `arena`. */
struct slice column_text(sqlite3_stmt *statement, int column,
                         struct arena *arena);
int64_t column_time(sqlite3_stmt *statement, int column);
uint32_t column_crowding(sqlite3_stmt *statement, int column);
/* A column, in place: good until the statement is stepped or reset. */
struct slice column_view(sqlite3_stmt *statement, int column);

/* Opens a transaction for writing unless one is open. */
enum status store_write_begin(struct store *store, struct error *err);
/* store_statement, in a transaction for writing. */
sqlite3_stmt *store_write_statement(struct store *store,
                                    enum statement statement,
                                    struct error *err);

/* ---- speech.c ---- */

/* Makes the connection know the tokenizer and the function of speech_scan. */
enum status speech_register(struct store *store, struct error *err);

/* Indexes, or takes out of the index, a transcript's tokens. */
enum status speech_insert(struct store *store, int64_t transcript,
                          const struct token_list *tokens, struct error *err);
enum status speech_delete(struct store *store, int64_t transcript,
                          const struct token_list *tokens, struct error *err);

/* Settings of the index: while it is built, and ever after. */
enum status speech_tune_building(struct store *store, struct error *err);
enum status speech_tune_living(struct store *store, struct error *err);

/* ---- store.c ---- */

/* A store without a connection. store_free closes what is open. */
struct store *store_new(const char *path);
void store_free(struct store *store);

/* Opens a connection to `path`, which may be another than the store's. */
enum status store_connect(struct store *store, const char *path, int flags,
                          struct error *err);
void store_disconnect(struct store *store);

/* ---- store_reader.c ---- */

/* Is there a file that may be read? STATUS_NOT_FOUND, STATUS_STORE. */
enum status store_check_file(const char *path, struct error *err);

/* ---- store_side_files.c ---- */

/* Waits until a file is on the disk. */
enum status store_sync_file(const char *path, struct error *err);

/*
 * Removes what an archive that is no more left beside its file: a log that a
 * killed run did not finish would be replayed into the new one.
 */
void store_remove_side_files(const char *archive);

/*
 * Who may read the archive may read those files, too: SQLite needs them, and a
 * mode that was changed since they were made is not theirs.
 */
void store_share_side_files(const char *archive, mode_t mode);

/* ---- migrate.c ---- */

/* Brings the archive from its schema to ours, as a whole or not at all. */
enum status store_migrate(struct store *store, struct error *err);
/* STATUS_STORE unless the schema is of our version. */
enum status store_check_version(struct store *store, struct error *err);

/*
 * The rules for words that the archive was indexed by (TOKENIZER_VERSION);
 * those of this program if it does not say.
 */
enum status store_tokenizer_version(struct store *store, int64_t *ret_version,
                                    struct error *err);
/* From now on, they are those of this program. */
enum status store_put_tokenizer_version(struct store *store, struct error *err);
/* STATUS_STORE unless they are: such an index must not be added to, since what
 * it holds could not be taken out of it again, word by word. */
enum status store_check_tokenizer(struct store *store, struct error *err);

/* ---- store_terms.c ---- */

typedef enum status store_step_function(struct store *store, struct error *err);

/* Counts what is searched anew; before every commit of a change. */
enum status store_write_totals(struct store *store, struct error *err);

/*
 * Writes the words that were counted, and empties the counts. While they are
 * made ready, `meanwhile` (may be NULL) is run, which must not count any.
 */
enum status store_write_terms(struct store *store,
                              store_step_function *meanwhile,
                              struct error *err);

/* ---- store_rows.c ---- */

/* The statement with `id` as its first parameter; NULL with `err` set. */
sqlite3_stmt *store_statement_of(struct store *store, enum statement statement,
                                 int64_t id, struct error *err);
/* Runs it, for statements that return no rows. */
enum status store_run_of(struct store *store, enum statement statement,
                         int64_t id, struct error *err);
/* Runs it for one number in its first row, 0 without a row. */
enum status store_number_of(struct store *store, enum statement statement,
                            int64_t id, int64_t *ret_value, struct error *err);
/* Runs a statement that writes and returns no rows, in a transaction, with
 * `text` as its first parameter. */
enum status store_run_of_text(struct store *store, enum statement statement,
                              struct slice text, struct error *err);

/* A column of bytes, in place: good until the statement is stepped or reset. */
struct slice column_blob(sqlite3_stmt *statement, int column);

/* Makes an item of the row that the statement is at, its text in `arena`. */
typedef void row_taker(sqlite3_stmt *row, struct arena *arena, void *ret_item);

/*
 * Reads the first row of a statement, and resets it. Without one the item stays
 * as it is. Here and below a statement of NULL, as store_statement returns it,
 * is an error in `err`.
 */
enum status store_row(struct store *store, sqlite3_stmt *statement,
                      row_taker *take, struct arena *arena, void *ret_item,
                      bool *ret_found, struct error *err);

/* The same for the first column alone: text, or bytes; empty without a row. */
enum status store_text(struct store *store, sqlite3_stmt *statement,
                       struct arena *arena, struct slice *ret_text,
                       struct error *err);
enum status store_blob(struct store *store, sqlite3_stmt *statement,
                       struct arena *arena, struct slice *ret_blob,
                       bool *ret_found, struct error *err);

/* All rows of a statement. */
struct row_list {
    void *items;
    size_t count;
};

/*
 * Reads all rows of a statement into items of `size` bytes, in `arena`. The
 * list is empty after an error.
 */
enum status store_rows(struct store *store, sqlite3_stmt *statement,
                       row_taker *take, size_t size, struct arena *arena,
                       struct row_list *ret_rows, struct error *err);

/* The same for the first column alone, as numbers or as text. */
enum status store_ids(struct store *store, sqlite3_stmt *statement,
                      struct arena *arena, int64_t **ret_ids, size_t *ret_count,
                      struct error *err);
enum status store_texts(struct store *store, sqlite3_stmt *statement,
                        struct arena *arena, struct slice **ret_texts,
                        size_t *ret_count, struct error *err);

/* ---- store_speaker.c ---- */

/* The id of whom an episode's transcripts call `name`, added if it is new. */
enum status store_put_speaker(struct store *store, int64_t episode,
                              struct slice name, int64_t *ret_id,
                              struct error *err);

/* ---- store_chapters.c ---- */

/* Reads a list of chapters (GET_CHAPTERS, GET_GUESSED_CHAPTERS), or writes one
 * (PUT_CHAPTER, PUT_GUESSED_CHAPTER). */
enum status store_read_chapters(struct store *store, enum statement statement,
                                int64_t transcript, struct arena *arena,
                                struct chapter_record **ret_chapters,
                                size_t *ret_count, struct error *err);
enum status store_write_chapters(struct store *store, enum statement statement,
                                 int64_t transcript,
                                 const struct chapter_record *chapters,
                                 size_t count, struct error *err);

/* Lets the transcripts of an episode have the chapters that they should. */
enum status store_settle_chapters(struct store *store, int64_t episode,
                                  struct error *err);

/* ---- store_transcript.c, store_titles.c ---- */

/* Parts of store_put_transcript. The axis has its speakers' ids; of the record
 * nothing but axis and segments is looked at. */
enum status store_put_axis(struct store *store, int64_t id,
                           const struct axis *axis, struct error *err);
enum status store_put_segments(struct store *store, int64_t id,
                               const struct transcript_record *transcript,
                               struct error *err);
enum status store_put_sections(struct store *store, int64_t id,
                               const struct note_record *sections, size_t count,
                               struct error *err);
/* How long its segments' texts are, with what parts them. */
size_t store_text_bytes(const struct transcript_record *transcript);

/* Takes a transcript and all that is of it away; its episode stays. */
enum status store_drop_transcript(struct store *store, int64_t id,
                                  struct error *err);

/* Stores the chapters' titles of transcript `parent` as one of their own, or
 * takes that away if there are none. */
enum status store_put_titles(struct store *store, int64_t parent,
                             const struct transcript_record *transcript,
                             struct error *err);

#endif
