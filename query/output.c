#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int write_all(FILE *file, struct slice text)
{
    int failed = text.len && fwrite(text.ptr, 1, text.len, file) != text.len;

    return fclose(file) || failed;
}

enum status output_write(const char *path, struct slice text, struct error *err)
{
    struct buf part = BUF_INIT;
    FILE *file;
    enum status status = STATUS_OK;

    buf_printf(&part, "%s.part", path);
    file = fopen(part.ptr, "wb");
    if (!file || write_all(file, text) || rename(part.ptr, path)) {
        status = error_set(err, STATUS_STORE, "cannot write %s: %s", path,
                           strerror(errno));
        unlink(part.ptr);
    }
    buf_release(&part);
    return status;
}

void output_note(const struct context *context, struct slice text)
{
    if (!context->quiet)
        fwrite(text.ptr, 1, text.len, stderr);
}
