#include "draft_file.h"

#include "decode.h"
#include "html.h"
#include "input.h"

#include <stdlib.h>

enum status draft_file_read(const char *path, struct arena *arena,
                            struct draft_file *ret_file, struct error *err)
{
    struct draft_file file = { .bytes = NULL };
    struct slice name = slice_of(path);
    struct decoded decoded;
    struct diag diag;
    size_t size;
    enum status status = input_read(path, &file.bytes, &size, err);

    if (status)
        return status;
    diag_init(&diag, arena);
    status = decode((struct slice){ file.bytes, size }, SLICE(""), arena,
                    &decoded, &diag, err);
    if (status) {
        draft_file_release(&file);
        return error_prefix(err, "%s", path);
    }
    file.text = decoded.text;
    file.html = slice_ends_with(name, SLICE(".html")) ||
                slice_ends_with(name, SLICE(".htm")) ||
                html_is_page(decoded.text);
    *ret_file = file;
    return STATUS_OK;
}

void draft_file_release(struct draft_file *file)
{
    free(file->bytes);
}
