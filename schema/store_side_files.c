/*
 * The files beside the archive: its log, the log's index and the lock.
 */
#include "store_internal.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

void store_share_side_files(const char *archive, mode_t mode)
{
    static const char *const suffixes[] = { "-wal", "-shm", ".lock" };

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        struct buf path = BUF_INIT;
        struct stat info;

        buf_printf(&path, "%s%s", archive, suffixes[i]);
        if (!stat(path.ptr, &info) && (info.st_mode & 0777) != mode)
            chmod(path.ptr, mode); /* not ours: its owner's next run does it */
        buf_release(&path);
    }
}
