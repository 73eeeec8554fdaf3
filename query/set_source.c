#include "set.h"

#include "source_move.h"
#include "source_named.h"
#include "store.h"
#include "url.h"

enum status set_source(struct context *context, const char *target, int argc,
                       char **argv, struct arena *arena, struct error *err)
{
    struct buf *out = &context->out;
    struct source_record source;
    struct moved_source moved;
    struct slice key, value;
    enum status status = set_split(argv[0], arena, &key, &value, err);

    if (!status)
        status = source_named(context->store, target, arena, &source, err);
    if (status)
        return status;
    if (argc > 1 || !slice_equal(key, SLICE("path")) || value.len == 0)
        return error_set(err, STATUS_USAGE,
                         "all that can be set of a source is where it is: "
                         "path=NEW");
    status = source_move(context->store, &source, arena_string(arena, value),
                         arena, &moved, err);
    if (status)
        return status;
    buf_printf(out, "source %lld is now ", (long long)source.id);
    present_safe(out, url_public(moved.path, arena));
    if (moved.missing) {
        buf_string(out, "; not there: ");
        present_count(out, moved.missing);
        buf_string(out, " of ");
        present_count(out, moved.files);
        buf_string(out, " transcripts");
    }
    buf_char(out, '\n');
    return STATUS_OK;
}
