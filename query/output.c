#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(FILE *file, struct slice text)
{
    int failed = text.len && fwrite(text.ptr, 1, text.len, file) != text.len;

    return fclose(file) || failed;
}

/* /dev/null, a terminal, a pipe: written to, never put another file there. */
static bool is_special(const char *path)
{
    struct stat info;

    return !stat(path, &info) && !S_ISREG(info.st_mode);
}

/* Writes to `path`, by way of `part` unless that is NULL. */
static int write_by_way_of(const char *part, const char *path,
                           struct slice text)
{
    FILE *file = fopen(part ? part : path, "wb");

    return !file || write_all(file, text) || (part && rename(part, path));
}

enum status output_write(const char *path, struct slice text, struct error *err)
{
    char *real = realpath(path, NULL); /* a link stays one */
    const char *target = real ? real : path;
    bool direct = is_special(target);
    struct buf part = BUF_INIT;
    enum status status = STATUS_OK;

    buf_printf(&part, "%s.part", target);
    if (write_by_way_of(direct ? NULL : part.ptr, target, text)) {
        status = error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                           strerror(errno));
        if (!direct)
            unlink(part.ptr);
    }
    buf_release(&part);
    free(real);
    return status;
}

void output_note(const struct context *context, struct slice text)
{
    if (!context->quiet)
        output_complaint(text);
}

void output_complaint(struct slice text)
{
    fwrite(text.ptr, 1, text.len, stderr);
}
