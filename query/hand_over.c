#include "hand_over.h"

#include "base/buf.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first folder of PATH with a program of that name, as a shell finds it. */
static bool find_in_path(const char *name, struct buf *out)
{
    const char *folders = getenv("PATH");
    struct slice rest = slice_of(folders ? folders : ""), folder;

    while (slice_next_part(&rest, ':', &folder)) {
        buf_clear(out);
        buf_slice(out, folder.len ? folder : slice_of("."));
        buf_printf(out, "/%s", name);
        if (!access(buf_view(out).ptr, X_OK))
            return true;
    }
    return false;
}

/*
 * The file that is running, symbolic links resolved; NULL if it cannot be
 * told. Owned by the caller. Linux says it; elsewhere the name by which the
 * program was called leads to it.
 */
static char *running_file(const char *called)
{
    char *path = realpath("/proc/self/exe", NULL);
    struct buf found = BUF_INIT;

    if (path)
        return path;
    if (strchr(called, '/'))
        return realpath(called, NULL);
    if (find_in_path(called, &found))
        path = realpath(buf_view(&found).ptr, NULL);
    buf_release(&found);
    return path;
}

/* Where `program` may be, from the folder of this one, the likeliest first. */
static const char *const places[] = { "", "../libexec/quoth/" };

enum status hand_over(const char *program, char **argv, struct error *err)
{
    char *own = running_file(argv[0]);
    char *slash = own ? strrchr(own, '/') : NULL;
    int folder_len = slash ? (int)(slash - own) : 0;
    struct buf path = BUF_INIT;
    int reason = ENOENT;

    for (size_t i = 0; slash && i < sizeof(places) / sizeof(*places); i++) {
        buf_clear(&path);
        buf_printf(&path, "%.*s/%s%s", folder_len, own, places[i], program);
        execv(buf_view(&path).ptr, argv);
        if (errno != ENOENT)
            reason = errno;
    }
    error_set(err, STATUS_IO,
              "%s, which belongs to this installation, does not start (%s): "
              "it should be in %.*s or in %.*s/../libexec/quoth",
              program, strerror(reason), folder_len, own ? own : "", folder_len,
              own ? own : "");
    buf_release(&path);
    free(own);
    return STATUS_IO;
}
