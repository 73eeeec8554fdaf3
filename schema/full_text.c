#include "full_text.h"

#include "base/alloc.h"
#include "base/bisect.h"
#include "base/utf8.h"
#include "store_internal.h"

#include <stdlib.h>

void full_text_init(struct full_text *full)
{
    *full = (struct full_text){ .text = BUF_INIT };
    arena_init(&full->scratch);
}

void full_text_release(struct full_text *full)
{
    buf_release(&full->text);
    free(full->segments);
    arena_release(&full->scratch);
}

static void clear(struct full_text *full)
{
    buf_clear(&full->text);
    full->count = 0;
    arena_clear(&full->scratch);
}

static void add_segment(struct full_text *full, uint32_t token,
                        struct slice text, const char *joint)
{
    struct full_text_segment *segment;

    if (full->count == full->capacity)
        full->segments = mem_grow(full->segments, &full->capacity,
                                  full->count + 1, sizeof(*full->segments));
    if (full->count)
        buf_string(&full->text, joint);
    segment = &full->segments[full->count++];
    segment->token = token;
    segment->from_byte = (uint32_t)full->text.len;
    buf_slice(&full->text, text);
    segment->to_byte = (uint32_t)full->text.len;
}

/* Which segments are glued to the one before. */
static enum status load_joints(struct full_text *full, struct store *store,
                               int64_t transcript, bool **ret_glued,
                               size_t *ret_count, struct error *err)
{
    sqlite3_stmt *get =
        store_statement_of(store, GET_FULL_TEXT, transcript, err);
    struct slice track;
    enum status status;
    bool row;

    if (!get)
        return err->status;
    status = store_step(store, get, &row, err);
    if (!status && !row)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)transcript);
    if (status)
        return status;
    full->stream_hash = (uint64_t)sqlite3_column_int64(get, 0);
    track = column_blob(get, 1);
    status =
        axis_unpack_glued(track, &full->scratch, ret_glued, ret_count, err);
    sqlite3_reset(get);
    return status;
}

static const char *joint_text(enum full_text_joint joint, bool is_glued)
{
    if (joint == FULL_TEXT_LINES)
        return "\n";
    return is_glued ? "" : " ";
}

enum status full_text_load(struct full_text *full, struct store *store,
                           int64_t transcript, enum full_text_joint joint,
                           struct error *err)
{
    sqlite3_stmt *get;
    size_t glued_count;
    enum status status;
    bool *glued, row;

    clear(full);
    status = load_joints(full, store, transcript, &glued, &glued_count, err);
    if (status)
        return status;
    get = store_statement_of(store, SEGMENT_PLACES, transcript, err);
    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row)
        add_segment(
            full, (uint32_t)sqlite3_column_int64(get, 0), column_view(get, 1),
            joint_text(joint, full->count < glued_count && glued[full->count]));
    if (!status && utf8_valid_prefix(buf_view(&full->text)) < full->text.len)
        return error_set(err, STATUS_STORE,
                         "the index is damaged (text of transcript %lld)",
                         (long long)transcript);
    return status;
}

size_t full_text_segment_at(const struct full_text *full, size_t byte)
{
    return last_not_above(full->segments, sizeof(*full->segments),
                          offsetof(struct full_text_segment, from_byte),
                          full->count, (uint32_t)byte);
}

struct slice full_text_segment_text(const struct full_text *full,
                                    size_t segment)
{
    return slice_range(buf_view(&full->text), full->segments[segment].from_byte,
                       full->segments[segment].to_byte);
}
