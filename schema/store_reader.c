/*
 * Opening the archive for reading: wherever it lies, without changing anything.
 */
#include "store_internal.h"

#include "base/buf.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum status store_check_file(const char *path, struct error *err)
{
    struct stat info;

    if (stat(path, &info))
        return error_set(err,
                         errno == ENOENT || errno == ENOTDIR ? STATUS_NOT_FOUND
                                                             : STATUS_STORE,
                         "%s: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_set(err, STATUS_STORE, "%s is not a file", path);
    if (access(path, R_OK))
        return error_set(err, STATUS_STORE, "%s: %s", path, strerror(errno));
    return STATUS_OK;
}

/* ---- where nothing can be written ---- */

/*
 * A reader of a WAL archive needs its -shm file, which it may not be able to
 * make: on a medium that nobody writes, or in a folder of somebody else's. Then
 * it goes by the file alone. See https://sqlite.org/wal.html, "Read-Only
 * Databases".
 */

/* Did it fail because the files beside the archive could not be made? */
static bool needs_side_files(const struct store *store)
{
    int code = sqlite3_errcode(store->db) & 0xff;

    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

/* The archive's path as a URI for SQLite, with that query. */
static void put_uri(const char *path, const char *query, struct buf *out)
{
    buf_string(out, "file:");
    for (const char *at = path; *at; at++) {
        if (strchr("%?#", *at))
            buf_printf(out, "%%%02x", (unsigned char)*at);
        else
            buf_char(out, *at);
    }
    buf_string(out, query);
}

static enum status connect_by_uri(struct store *store, const char *query,
                                  struct error *err)
{
    struct buf uri = BUF_INIT;
    enum status status;

    store_disconnect(store);
    put_uri(store->path, query, &uri);
    status = store_connect(store, uri.ptr,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    buf_release(&uri);
    return status;
}

/*
 * What a killed run, or one that others were reading beside, left in the log is
 * part of the archive. Without -shm nobody has it open, so it can be read with
 * an index of the log in this process's memory, which is what exclusive locking
 * means to SQLite; the locks themselves would have to be written.
 */
static enum status connect_with_log(struct store *store, const char *log,
                                    const char *shared, struct error *err)
{
    struct stat info;
    enum status status;

    if (access(log, R_OK) || !stat(shared, &info))
        return error_set(err, STATUS_STORE,
                         "%s holds the newest part of the archive, and %s may "
                         "not be read; --group, with any command that writes, "
                         "lets a group search",
                         log, access(log, R_OK) ? "it" : shared);
    status = connect_by_uri(store, "?vfs=unix-none", err);
    return status ? status
                  : store_exec(store, "PRAGMA locking_mode=EXCLUSIVE", err);
}

static enum status connect_alone(struct store *store, struct error *err)
{
    struct buf log = BUF_INIT, shared = BUF_INIT;
    struct stat info;
    enum status status;

    buf_printf(&log, "%s-wal", store->path);
    buf_printf(&shared, "%s-shm", store->path);
    if (stat(log.ptr, &info) || info.st_size == 0)
        status = connect_by_uri(store, "?immutable=1", err);
    else
        status = connect_with_log(store, log.ptr, shared.ptr, err);
    buf_release(&log);
    buf_release(&shared);
    return status;
}

/* ---- opening ---- */

static enum status open_reader(const char *path, bool map,
                               struct store **ret_store, struct error *err)
{
    struct store *store;
    enum status status = store_check_file(path, err);

    if (status)
        return status;
    store = store_new(path);
    status = store_connect(store, path, SQLITE_OPEN_READONLY, err);
    if (!status && map)
        status = store_exec(store, "PRAGMA mmap_size=1073741824", err);
    if (!status) {
        status = store_check_version(store, err);
        if (status && needs_side_files(store)) {
            status = connect_alone(store, err);
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

enum status store_open_reader(const char *path, struct store **ret_store,
                              struct error *err)
{
    return open_reader(path, true, ret_store, err);
}

/*
 * Its threads read segments all over the archive. A page that is read costs
 * them less than the fault that maps it and, at the end, its unmapping.
 */
enum status store_open_again(const struct store *store,
                             struct store **ret_store, struct error *err)
{
    enum status status = open_reader(store->path, false, ret_store, err);

    return status ? status : store_read_begin(*ret_store, err);
}
