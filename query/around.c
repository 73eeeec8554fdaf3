#include "around.h"

#include "base/slice.h"
#include "base/timecode.h"

enum status around_parse(const char *text, struct around *ret_around,
                         struct error *err)
{
    struct slice rest = slice_of(text);
    struct around around = { .segments = -1 };

    if (slice_take_number(&rest, INT32_MAX, &around.segments) && !rest.len) {
        *ret_around = around;
        return STATUS_OK;
    }
    around.segments = -1;
    if (!timecode_parse_user(slice_of(text), &around.ms))
        return error_set(err, STATUS_USAGE,
                         "--context is a number of segments or a time as in "
                         "30s, not \"%s\"",
                         text);
    *ret_around = around;
    return STATUS_OK;
}

void around_widen(const struct around *around, const struct axis *axis,
                  const int64_t *starts_ms, size_t *first, size_t *end)
{
    size_t count = axis->segment_count;
    int64_t from_ms = starts_ms[*first] - around->ms;
    uint32_t last = *end < count ? axis->segments[*end].token - 1 : UINT32_MAX;
    int64_t to_ms = axis_time_of(axis, last).end_ms + around->ms;

    if (around->segments >= 0) {
        size_t more = (size_t)around->segments;

        *first = more < *first ? *first - more : 0;
        *end = more < count - *end ? *end + more : count;
        return;
    }
    while (*first > 0 && starts_ms[*first - 1] >= from_ms)
        --*first;
    while (*end < count && starts_ms[*end] < to_ms)
        ++*end;
}
