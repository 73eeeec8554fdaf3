/*
 * A copy of the archive, made while it is in use.
 */
#include "store_internal.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages between two looks at whether the user wants to end. */
enum { STEP_PAGES = 4096 };

static enum status copy_error(const char *path, int code, struct error *err)
{
    return error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                     code == SQLITE_FULL ? "no space left"
                                         : sqlite3_errstr(code));
}

/* One snapshot of the archive: SQLite begins anew if a writer comes between. */
static enum status copy_pages(struct store *store, sqlite3 *copy,
                              const char *path, bool (*interrupted)(void),
                              struct error *err)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(copy, "main", store->db, "main");
    bool ends = false;
    int code;

    if (!backup)
        return copy_error(path, sqlite3_errcode(copy), err);
    do {
        code = sqlite3_backup_step(backup, STEP_PAGES);
        ends = interrupted();
    } while (code == SQLITE_OK && !ends);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_OK)
        return error_set(err, STATUS_INTERRUPTED, "%s", "");
    if (code != SQLITE_DONE)
        return copy_error(path, code, err);
    /* Whole without files beside it; the next writer turns the log on. */
    code = sqlite3_exec(copy, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : copy_error(path, code, err);
}

static enum status write_copy(struct store *store, const char *part,
                              const char *path, bool (*interrupted)(void),
                              struct error *err)
{
    int file = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    sqlite3 *copy = NULL;
    enum status status;
    int code;

    if (file < 0)
        return error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                         strerror(errno));
    close(file);
    code = sqlite3_open_v2(part, &copy, SQLITE_OPEN_READWRITE, NULL);
    status = code == SQLITE_OK ? copy_pages(store, copy, path, interrupted, err)
                               : copy_error(path, code, err);
    sqlite3_close(copy);
    return status;
}

static enum status verify_copy(const char *path, struct error *err)
{
    struct store *copy;
    sqlite3_stmt *statement;
    enum status status = store_open_reader(path, &copy, err);
    bool sound;

    if (status)
        return status;
    sound = sqlite3_prepare_v2(copy->db, "PRAGMA quick_check(1)", -1,
                               &statement, NULL) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW &&
            !strcmp((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    store_abandon(copy);
    if (sound)
        return STATUS_OK;
    return error_set(err, STATUS_STORE,
                     "the copy is not sound, and was thrown away; quoth check "
                     "tells whether the archive is");
}

static enum status put_in_place(const char *part, const char *path, bool force,
                                struct error *err)
{
    enum status status = store_sync_file(part, err);

    if (status)
        return status;
    if (force)
        store_remove_side_files(path);
    /* link(2), unlike rename(2), never takes the place of a file. */
    if (force ? rename(part, path) : link(part, path))
        return error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                         strerror(errno));
    return STATUS_OK;
}

/* Would the copy be put over the archive itself, or over another file? */
static enum status check_target(const struct store *store, const char *path,
                                bool force, struct error *err)
{
    struct stat there, ours;

    if (stat(path, &there))
        return STATUS_OK;
    if (!stat(store->path, &ours) && there.st_dev == ours.st_dev &&
        there.st_ino == ours.st_ino)
        return error_set(err, STATUS_USAGE, "%s is the archive itself", path);
    if (!S_ISREG(there.st_mode))
        return error_set(err, STATUS_USAGE, "%s is not a file", path);
    if (!force)
        return error_set(err, STATUS_USAGE,
                         "%s is there already (--force replaces it)", path);
    return STATUS_OK;
}

enum status store_backup(struct store *store, const char *path, bool force,
                         bool (*interrupted)(void), struct error *err)
{
    struct buf part = BUF_INIT;
    enum status status = check_target(store, path, force, err);

    buf_printf(&part, "%s.part%ld", path, (long)getpid());
    if (!status) {
        status = write_copy(store, part.ptr, path, interrupted, err);
        if (!status)
            status = verify_copy(part.ptr, err);
        if (!status)
            status = put_in_place(part.ptr, path, force, err);
        unlink(part.ptr);
    }
    buf_release(&part);
    return status;
}
