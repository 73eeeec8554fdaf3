#include "vtt_clock.h"

#include "base/timecode.h"

enum { TICKS_PER_MS = 90 };

/* The clock has 33 bits, and then begins again. */
static const int64_t clock_period = (int64_t)1 << 33;

/* Ticks from one reading of the clock to the other, the shorter way round. */
static int64_t ticks_between(int64_t from, int64_t to)
{
    int64_t ticks = (to - from + clock_period) % clock_period;

    if (ticks > clock_period / 2)
        ticks -= clock_period;
    return ticks;
}

static bool read_map(struct slice map, int64_t *ret_ticks, int64_t *ret_local)
{
    bool has_ticks = false, has_local = false;
    struct slice part, name;

    while (slice_next_part(&map, ',', &part)) {
        if (!slice_next_part(&part, ':', &name))
            continue;
        name = slice_trim(name);
        part = slice_trim(part);
        if (slice_equal_nocase(name, SLICE("MPEGTS")))
            has_ticks = slice_take_number(&part, clock_period, ret_ticks);
        else if (slice_equal_nocase(name, SLICE("LOCAL")))
            has_local = timecode_take_loose(&part, ret_local);
    }
    return has_ticks && has_local;
}

void vtt_clock_read(struct vtt_clock *clock, struct slice line)
{
    struct slice name;
    int64_t ticks, local_ms;

    if (!slice_next_part(&line, '=', &name) ||
        !slice_equal_nocase(slice_trim(name), SLICE("X-TIMESTAMP-MAP")) ||
        !read_map(line, &ticks, &local_ms))
        return;
    if (!clock->known) {
        clock->known = true;
        clock->ticks = ticks;
        clock->local_ms = local_ms;
    }
    clock->shift_ms = ticks_between(clock->ticks, ticks) / TICKS_PER_MS -
                      (local_ms - clock->local_ms);
}
