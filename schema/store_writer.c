/*
 * Opening the archive for writing, one at a time, and closing it: a new one is
 * built beside its place, and put there when it is whole.
 */
#include "store_internal.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "term_counts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- opening ---- */

/* Makes the folder of the archive, and those above it, for this user alone. */
static enum status make_folder(struct store *store, struct error *err)
{
    char *folder = mem_string(store->path);
    enum status status = STATUS_OK;

    for (char *slash = strchr(folder + 1, '/'); slash && !status;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        store->made_folder = !mkdir(folder, 0700);
        if (!store->made_folder && errno != EEXIST && errno != EISDIR)
            status = error_set(err, STATUS_IO, "cannot make the folder %s: %s",
                               folder, strerror(errno));
        *slash = '/';
    }
    free(folder);
    return status;
}

/* The files beside the archive have its mode, and may be written by us. */
static mode_t mode_of(const char *path)
{
    struct stat info;

    return stat(path, &info) ? 0600 : (info.st_mode & 0666) | 0600;
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
    store->lock = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, store->mode);
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
    file = open(store->building, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                store->mode);
    if (file < 0)
        return error_set(err, STATUS_STORE, "cannot write %s: %s",
                         store->building, strerror(errno));
    close(file);
    status = store_connect(store, store->building, SQLITE_OPEN_READWRITE, err);
    if (!status)
        /* First of all that nothing be waited for: all may be built anew. In
         * bigger pages less room is left over; in still bigger ones more. */
        status = store_exec(store,
                            "PRAGMA journal_mode=OFF;"
                            "PRAGMA synchronous=OFF;"
                            "PRAGMA page_size=16384;"
                            "PRAGMA auto_vacuum=INCREMENTAL;"
                            "PRAGMA locking_mode=EXCLUSIVE;"
                            "PRAGMA cache_size=-16384",
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
        store_connect(store, store->path, SQLITE_OPEN_READWRITE, err);

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

static enum status hand_out(struct store *store, enum status status,
                            struct store **ret_store)
{
    if (status) {
        store_abandon(store);
        return status;
    }
    store->terms = term_counts_new();
    store_share_side_files(store->path, store->mode);
    *ret_store = store;
    return STATUS_OK;
}

enum status store_open_writer(const char *path, struct store **ret_store,
                              struct error *err)
{
    struct store *store = store_new(path);
    struct stat info;
    enum status status = make_folder(store, err);

    store->mode = mode_of(path);
    if (!status && !stat(path, &info) && !S_ISREG(info.st_mode))
        status = error_set(err, STATUS_STORE, "%s is not a file", path);
    if (!status)
        status = take_lock(store, err);
    if (!status)
        status = stat(path, &info) || info.st_size == 0
                     ? open_new(store, err)
                     : open_existing(store, err);
    if (!status)
        status = store_check_tokenizer(store, err);
    return hand_out(store, status, ret_store);
}

enum status store_open_rebuilder(const char *path, struct store **ret_store,
                                 struct error *err)
{
    struct store *store;
    enum status status = store_check_file(path, err);

    if (status)
        return status;
    store = store_new(path);
    store->mode = mode_of(path);
    status = take_lock(store, err);
    if (!status)
        status = open_existing(store, err);
    return hand_out(store, status, ret_store);
}

/* ---- sharing ---- */

/* The bit that hands its group on to what is made in it stays. */
static int open_folder_of(const struct store *store)
{
    const char *slash = strrchr(store->path, '/');
    struct buf folder = BUF_INIT;
    struct stat info;
    int failed;

    if (!store->made_folder || !slash)
        return 0;
    buf_append(&folder, store->path, (size_t)(slash - store->path));
    failed = stat(buf_view(&folder).ptr, &info) ||
             chmod(folder.ptr, (info.st_mode & 07777) | S_IRGRP | S_IXGRP);
    buf_release(&folder);
    return failed;
}

enum status store_share(struct store *store, struct error *err)
{
    store->mode |= S_IRGRP;
    if (chmod(store->building ? store->building : store->path, store->mode) ||
        open_folder_of(store))
        return error_set(err, STATUS_STORE, "cannot let the group read %s: %s",
                         store->path, strerror(errno));
    store_share_side_files(store->path, store->mode);
    return STATUS_OK;
}

bool store_is_shared(const struct store *store)
{
    return store->mode & S_IRGRP;
}

/* ---- closing ---- */

/* Lets the files beside the archive that readers need be made, and stay: a
 * reader that may not write could not make them. */
static enum status make_side_files(struct store *store, struct error *err)
{
    int persist = 1;
    enum status status =
        store_connect(store, store->path, SQLITE_OPEN_READWRITE, err);

    if (!status)
        sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL,
                             &persist);
    if (!status)
        status = store_check_version(store, err);
    store_share_side_files(store->path, store->mode);
    return status;
}

/* A new archive is finished, made durable, and only then put in its place. */
static enum status finish_building(struct store *store, struct error *err)
{
    enum status status = store_write_begin(store, err);

    if (!status) /* the words are sorted while the index is written out */
        status = store_write_terms(store, speech_tune_living, err);
    if (!status)
        status = store_write_totals(store, err);
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
    store_disconnect(store);
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
