#include "store_internal.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "term.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Different words that are counted in memory while an archive is built. */
enum { BUILDING_TERMS = 400000 };

static const char *const statement_sql[] = {
#define STATEMENT(name, sql) [name] = (sql),
#include "statements.inc"
#undef STATEMENT
};

/* ---- base ---- */

int64_t clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum status store_error(struct store *store, struct error *err)
{
    int code = sqlite3_errcode(store->db);

    switch (code & 0xff) {
    case SQLITE_FULL:
        return error_set(err, STATUS_STORE,
                         "no space left on the disk that holds %s",
                         store->path);
    case SQLITE_CORRUPT:
        return error_set(err, STATUS_STORE,
                         "%s is damaged; quoth check tells more", store->path);
    case SQLITE_NOTADB:
        return error_set(err, STATUS_STORE, "%s is not a quoth archive",
                         store->path);
    case SQLITE_READONLY:
        return error_set(err, STATUS_STORE, "%s may not be written",
                         store->path);
    case SQLITE_NOMEM:
        return error_set(err, STATUS_STORE, "out of memory");
    case SQLITE_BUSY:
        return error_set(err, STATUS_BUSY,
                         "%s is being written by another "
                         "program",
                         store->path);
    default:
        return error_set(err, STATUS_STORE, "%s: %s", store->path,
                         sqlite3_errmsg(store->db));
    }
}

enum status store_exec(struct store *store, const char *sql, struct error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return store_error(store, err);
    return STATUS_OK;
}

sqlite3_stmt *store_statement(struct store *store, enum statement statement,
                              struct error *err)
{
    sqlite3_stmt **prepared = &store->statements[statement];

    if (*prepared) {
        sqlite3_reset(*prepared);
        sqlite3_clear_bindings(*prepared);
        return *prepared;
    }
    if (sqlite3_prepare_v3(store->db, statement_sql[statement], -1,
                           SQLITE_PREPARE_PERSISTENT, prepared,
                           NULL) != SQLITE_OK) {
        store_error(store, err);
        return NULL;
    }
    return *prepared;
}

void bind_text(sqlite3_stmt *statement, int index, struct slice text)
{
    if (text.len)
        sqlite3_bind_text(statement, index, text.ptr, (int)text.len,
                          SQLITE_STATIC);
}

void bind_int(sqlite3_stmt *statement, int index, int64_t value)
{
    sqlite3_bind_int64(statement, index, value);
}

void bind_id(sqlite3_stmt *statement, int index, int64_t id)
{
    if (id)
        bind_int(statement, index, id);
}

void bind_time(sqlite3_stmt *statement, int index, int64_t ms)
{
    if (ms != TIME_NONE)
        sqlite3_bind_int64(statement, index, ms);
}

enum status store_step(struct store *store, sqlite3_stmt *statement,
                       bool *ret_row, struct error *err)
{
    int code = sqlite3_step(statement);
    enum status status = STATUS_OK;

    *ret_row = code == SQLITE_ROW;
    if (*ret_row)
        return STATUS_OK;
    if (code != SQLITE_DONE)
        status = store_error(store, err);
    sqlite3_reset(statement);
    return status;
}

enum status store_run(struct store *store, sqlite3_stmt *statement,
                      struct error *err)
{
    bool row;
    enum status status = store_step(store, statement, &row, err);

    if (row)
        sqlite3_reset(statement);
    return status;
}

enum status store_number(struct store *store, sqlite3_stmt *statement,
                         int64_t otherwise, int64_t *ret_value,
                         struct error *err)
{
    bool row;
    enum status status = store_step(store, statement, &row, err);

    *ret_value = otherwise;
    if (status || !row)
        return status;
    if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *ret_value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return STATUS_OK;
}

struct slice column_text(sqlite3_stmt *statement, int column,
                         struct arena *arena)
{
    return arena_copy(arena, column_view(statement, column));
}

struct slice column_view(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    size_t len = (size_t)sqlite3_column_bytes(statement, column);

    return (struct slice){ text, text ? len : 0 };
}

int64_t column_time(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return TIME_NONE;
    return sqlite3_column_int64(statement, column);
}

/* ---- opening ---- */

static struct store *store_new(const char *path)
{
    struct store *store = mem_alloc(sizeof(*store));

    store->path = mem_string(path);
    store->lock = -1;
    return store;
}

static void disconnect(struct store *store)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    sqlite3_close(store->db);
    store->db = NULL;
}

static void store_free(struct store *store)
{
    disconnect(store);
    term_counts_free(store->terms);
    if (store->lock >= 0)
        close(store->lock); /* and so the lock is gone */
    free(store->building);
    free(store->path);
    free(store);
}

static enum status connect(struct store *store, const char *path, int flags,
                           struct error *err)
{
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        return store_error(store, err);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, 5000);
    return speech_register(store, err);
}

/*
 * A reader of a WAL archive needs its -shm file, and on a medium or in a folder
 * where none can be made SQLite reads the file as one that nobody changes.
 */
static enum status connect_immutable(struct store *store, struct error *err)
{
    struct buf uri = BUF_INIT;
    enum status status;

    sqlite3_close(store->db);
    store->db = NULL;
    buf_string(&uri, "file:");
    for (const char *at = store->path; *at; at++) {
        if (strchr("%?#", *at))
            buf_printf(&uri, "%%%02x", (unsigned char)*at);
        else
            buf_char(&uri, *at);
    }
    buf_string(&uri, "?immutable=1");
    status =
        connect(store, uri.ptr, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    buf_release(&uri);
    return status;
}

/* Did it fail because the files beside the archive could not be made? */
static bool needs_side_files(const struct store *store)
{
    int code = sqlite3_errcode(store->db) & 0xff;

    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

enum status store_open_reader(const char *path, struct store **ret_store,
                              struct error *err)
{
    struct store *store;
    struct stat info;
    enum status status;

    if (stat(path, &info))
        return error_set(err,
                         errno == ENOENT || errno == ENOTDIR ? STATUS_NOT_FOUND
                                                             : STATUS_STORE,
                         "%s: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_set(err, STATUS_STORE, "%s is not a file", path);
    if (access(path, R_OK))
        return error_set(err, STATUS_STORE, "%s: %s", path, strerror(errno));
    store = store_new(path);
    status = connect(store, path, SQLITE_OPEN_READONLY, err);
    if (!status)
        status = store_exec(store, "PRAGMA mmap_size=1073741824", err);
    if (!status) {
        status = store_check_version(store, err);
        if (status && needs_side_files(store)) {
            status = connect_immutable(store, err);
            if (!status)
                status = store_check_version(store, err);
        }
    }
    if (status)
        store_free(store);
    else
        *ret_store = store;
    return status;
}

enum status store_open_again(const struct store *store,
                             struct store **ret_store, struct error *err)
{
    return store_open_reader(store->path, ret_store, err);
}

/* Makes the folder of `path`, and those above it, for this user alone. */
static enum status make_folder_of(const char *path, struct error *err)
{
    char *folder = mem_string(path);
    enum status status = STATUS_OK;

    for (char *slash = strchr(folder + 1, '/'); slash && !status;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0700) && errno != EEXIST && errno != EISDIR)
            status = error_set(err, STATUS_IO, "cannot make the folder %s: %s",
                               folder, strerror(errno));
        *slash = '/';
    }
    free(folder);
    return status;
}

/*
 * Takes the writers' lock: a kernel lock, so that none is left behind by a
 * run that was killed.
 */
static enum status take_lock(struct store *store, struct error *err)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct buf path = BUF_INIT;
    enum status status = STATUS_OK;

    buf_printf(&path, "%s.lock", store->path);
    store->lock = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock < 0)
        status = error_set(err, STATUS_STORE, "cannot write %s: %s", path.ptr,
                           strerror(errno));
    else if (!fcntl(store->lock, F_SETLK, &lock))
        status = STATUS_OK;
    else if (errno == EACCES || errno == EAGAIN)
        status = error_set(err, STATUS_BUSY,
                           "another quoth is writing to %s (--wait waits for "
                           "it)",
                           store->path);
    else
        status = error_set(err, STATUS_STORE, "cannot lock %s: %s", path.ptr,
                           strerror(errno));
    buf_release(&path);
    return status;
}

static enum status open_new(struct store *store, struct error *err)
{
    struct buf path = BUF_INIT;
    enum status status;
    int file;

    /* Nobody else builds here: we hold the lock. What a killed run left, goes. */
    buf_printf(&path, "%s.new", store->path);
    store->building = mem_string(path.ptr);
    unlink(store->building);
    buf_release(&path);
    file = open(store->building, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, STATUS_STORE, "cannot write %s: %s",
                         store->building, strerror(errno));
    close(file);
    status = connect(store, store->building, SQLITE_OPEN_READWRITE, err);
    if (!status)
        status = store_exec(store,
                            "PRAGMA page_size=8192;"
                            "PRAGMA auto_vacuum=INCREMENTAL;"
                            "PRAGMA journal_mode=OFF;"
                            "PRAGMA synchronous=OFF;"
                            "PRAGMA locking_mode=EXCLUSIVE;"
                            "PRAGMA cache_size=-65536",
                            err);
    if (!status)
        status = store_migrate(store, err);
    if (!status)
        status = speech_tune_building(store, err);
    return status;
}

static enum status open_existing(struct store *store, struct error *err)
{
    int persist = 1;
    enum status status =
        connect(store, store->path, SQLITE_OPEN_READWRITE, err);

    if (!status)
        status =
            store_exec(store,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                       "PRAGMA cache_size=-65536",
                       err);
    if (!status)
        status = store_migrate(store, err);
    if (!status)
        sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL,
                             &persist);
    return status;
}

enum status store_open_writer(const char *path, struct store **ret_store,
                              struct error *err)
{
    struct store *store = store_new(path);
    struct stat info;
    enum status status = make_folder_of(path, err);

    if (!status && !stat(path, &info) && !S_ISREG(info.st_mode))
        status = error_set(err, STATUS_STORE, "%s is not a file", path);
    if (!status)
        status = take_lock(store, err);
    if (!status)
        status = stat(path, &info) || info.st_size == 0
                     ? open_new(store, err)
                     : open_existing(store, err);
    if (status) {
        store_abandon(store);
        return status;
    }
    store->terms = term_counts_new();
    *ret_store = store;
    return STATUS_OK;
}

bool store_is_fresh(const struct store *store)
{
    return store->building != NULL;
}

/* ---- transactions ---- */

enum status store_read_begin(struct store *store, struct error *err)
{
    return store_exec(store, "BEGIN", err);
}

void store_read_end(struct store *store)
{
    struct error ignored;

    store_exec(store, "COMMIT", &ignored);
}

enum status store_write_begin(struct store *store, struct error *err)
{
    enum status status;

    if (store->writing)
        return STATUS_OK;
    status = store_exec(store, "BEGIN IMMEDIATE", err);
    store->writing = !status;
    return status;
}

sqlite3_stmt *store_write_statement(struct store *store,
                                    enum statement statement, struct error *err)
{
    return store_write_begin(store, err)
               ? NULL
               : store_statement(store, statement, err);
}

enum status store_commit(struct store *store, struct error *err)
{
    enum status status = STATUS_OK;

    if (!store->writing)
        return STATUS_OK;
    /* A new archive is one transaction, and its vocabulary is best written in
     * one go at the end: unless it grows past what memory should hold. */
    if (store->building && term_counts_size(store->terms) < BUILDING_TERMS)
        return STATUS_OK;
    status = term_counts_write(store, store->terms, err);
    if (!status && !store->building)
        status = store_exec(store, "COMMIT", err);
    if (!status && !store->building)
        store->writing = false;
    return status;
}

/* ---- closing ---- */

enum status store_sync_file(const char *path, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int failed = file < 0 || fsync(file);

    if (file >= 0)
        close(file);
    if (failed)
        return error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                         strerror(errno));
    return STATUS_OK;
}

void store_remove_side_files(const char *archive)
{
    static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        struct buf path = BUF_INIT;

        buf_printf(&path, "%s%s", archive, suffixes[i]);
        unlink(path.ptr);
        buf_release(&path);
    }
}

/* Lets the files beside the archive that readers need be made, and stay: a
 * reader that may not write could not make them. */
static enum status make_side_files(struct store *store, struct error *err)
{
    int persist = 1;
    enum status status =
        connect(store, store->path, SQLITE_OPEN_READWRITE, err);

    if (!status)
        sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL,
                             &persist);
    return status ? status : store_check_version(store, err);
}

/* A new archive is finished, made durable, and only then put in its place. */
static enum status finish_building(struct store *store, struct error *err)
{
    enum status status = store_write_begin(store, err);

    if (!status)
        status = term_counts_write(store, store->terms, err);
    if (!status)
        status = speech_tune_living(store, err);
    if (!status)
        status = store_exec(store, "COMMIT", err);
    if (!status) /* the index was written twice: give the first copy back */
        status = store_exec(store,
                            "PRAGMA incremental_vacuum;"
                            "PRAGMA locking_mode=NORMAL;"
                            "PRAGMA journal_mode=WAL",
                            err);
    if (status)
        return status;
    store->writing = false;
    disconnect(store);
    status = store_sync_file(store->building, err);
    if (status)
        return status;
    store_remove_side_files(store->path);
    if (rename(store->building, store->path))
        return error_set(err, STATUS_STORE, "cannot write %s: %s", store->path,
                         strerror(errno));
    free(store->building);
    store->building = NULL;
    return make_side_files(store, err);
}

enum status store_close(struct store *store, struct error *err)
{
    enum status status = STATUS_OK;
    struct error ignored;

    if (!store)
        return STATUS_OK;
    if (store->building) {
        status = finish_building(store, err);
    } else if (store->lock >= 0) {
        status = store_commit(store, err);
        if (!status) /* readers may be in the way: the next run does it */
            store_exec(store, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
    }
    if (status)
        store_abandon(store);
    else
        store_free(store);
    return status;
}

void store_abandon(struct store *store)
{
    char *building = store->building ? mem_string(store->building) : NULL;

    if (building)
        unlink(building); /* before the lock goes */
    free(building);
    store_free(store); /* an open transaction is rolled back */
}
