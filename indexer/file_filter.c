#include "file_filter.h"

#include "argv.h"
#include "base/limits.h"
#include "child.h"
#include "document.h"
#include "path.h"

#include <fnmatch.h>

const struct file_filter *file_filter_for(const struct file_filters *filters,
                                          struct slice name)
{
    const struct file_filter *found = NULL;
    struct arena arena;

    if (!filters || filters->count == 0)
        return NULL;
    arena_init(&arena);
    name = arena_lower(&arena, name);
    for (size_t i = 0; i < filters->count && !found; i++) {
        struct slice glob =
            arena_lower(&arena, slice_of(filters->list[i].glob));

        if (!fnmatch(glob.ptr, name.ptr, 0))
            found = &filters->list[i];
    }
    arena_release(&arena);
    return found;
}

static enum status run_filter(const struct file_filters *filters,
                              const struct file_filter *filter,
                              struct slice path, struct buf *out,
                              struct error *err)
{
    const struct child_limits limits = {
        .seconds = filters->seconds,
        .bytes = LIMIT_FILE_BYTES,
        .interrupted = filters->interrupted,
        .context = filters->context,
    };
    const struct argv_place place = { SLICE("{}"), path };
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = child_run(argv_fill(filter->argv, &place, 1, &arena), &limits,
                       SLICE(""), out, err);
    arena_release(&arena);
    return status;
}

/* "talk.pdf" and "talk.vtt.gz" are read as "talk" and "talk.vtt". */
static struct slice without_extension(struct slice path)
{
    struct slice name = path_name(path);
    size_t dot = name.len;

    while (dot > 0 && name.ptr[dot - 1] != '.')
        dot--;
    return dot > 1 ? slice_range(path, 0, path.len - name.len + dot - 1) : path;
}

enum status file_load(const struct file_filters *filters, struct slice path,
                      char **ret_bytes, size_t *ret_size,
                      struct slice *ret_name, struct error *err)
{
    const struct file_filter *filter =
        file_filter_for(filters, path_name(path));
    struct buf out = BUF_INIT;
    enum status status;

    *ret_name = path;
    if (!filter)
        return file_read(path.ptr, ret_bytes, ret_size, err);
    status = run_filter(filters, filter, path, &out, err);
    if (status) {
        buf_release(&out);
        if (status != STATUS_INTERRUPTED)
            err->status = STATUS_IO; /* the file was not read */
        return err->status;
    }
    buf_append(&out, "", 0); /* what is empty is no NULL */
    *ret_name = without_extension(path);
    *ret_bytes = out.ptr;
    *ret_size = out.len;
    return STATUS_OK;
}
