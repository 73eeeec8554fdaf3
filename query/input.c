#include "input.h"

#include "base/buf.h"
#include "base/limits.h"
#include "document.h"

#include <stdio.h>
#include <string.h>

enum status input_read_stdin(char **ret_bytes, size_t *ret_size,
                             struct error *err)
{
    struct buf all = { .max = LIMIT_FILE_BYTES + 1 };
    char part[1 << 16];
    size_t got;

    while ((got = fread(part, 1, sizeof(part), stdin)) > 0 && !all.truncated)
        buf_append(&all, part, got);
    if (ferror(stdin) || all.truncated) {
        buf_release(&all);
        return error_set(err, all.truncated ? STATUS_LIMIT : STATUS_IO,
                         "standard input cannot be read, or is too long");
    }
    buf_append(&all, "", 0);
    *ret_bytes = all.ptr;
    *ret_size = all.len;
    return STATUS_OK;
}

enum status input_read(const char *path, char **ret_bytes, size_t *ret_size,
                       struct error *err)
{
    enum status status = strcmp(path, "-")
                             ? file_read(path, ret_bytes, ret_size, err)
                             : input_read_stdin(ret_bytes, ret_size, err);

    if (status == STATUS_IO)
        err->status = STATUS_BAD_INPUT;
    return status ? error_prefix(err, "%s", path) : STATUS_OK;
}
