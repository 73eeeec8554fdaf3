#include "frame.h"

#include <inttypes.h>

enum { MINUTES_A_DAY = 24 * 60 };

/* ---- rates ---- */

bool frame_rate_parse(struct slice text, struct frame_rate *ret_rate)
{
    static const struct {
        const char *name;
        struct frame_rate rate;
    } rates[] = {
        { "24", { 24, false, false } },
        { "25", { 25, false, false } },
        { "30", { 30, false, false } },
        { "50", { 50, false, false } },
        { "60", { 60, false, false } },
        { "23.976", { 24, true, false } },
        { "23.98", { 24, true, false } },
        { "29.97", { 30, true, true } },
        { "59.94", { 60, true, true } },
        { "29.97ndf", { 30, true, false } },
        { "59.94ndf", { 60, true, false } },
    };

    for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++)
        if (slice_equal(text, slice_of(rates[i].name))) {
            *ret_rate = rates[i].rate;
            return true;
        }
    return false;
}

/* Frames are ms * timebase / this. */
static int64_t divisor(const struct frame_rate *rate)
{
    return rate->ntsc ? 1001 : 1000;
}

int64_t frame_before(const struct frame_rate *rate, int64_t ms)
{
    return ms * rate->timebase / divisor(rate);
}

int64_t frame_behind(const struct frame_rate *rate, int64_t ms)
{
    return (ms * rate->timebase + divisor(rate) - 1) / divisor(rate);
}

/* ---- timecode ---- */

/*
 * Drop-frame timecode (SMPTE 12M) leaves out the first numbers of each minute
 * but every tenth: 2 at 29.97, 4 at 59.94.
 */
static int64_t dropped_a_minute(const struct frame_rate *rate)
{
    return rate->drop ? rate->timebase / 15 : 0;
}

/* Numbers that were left out before the frame. */
static int64_t dropped_before(const struct frame_rate *rate, int64_t frame)
{
    int64_t drop = dropped_a_minute(rate);
    int64_t minute = rate->timebase * 60 - drop;
    int64_t ten = minute * 10 + drop; /* the first of ten minutes has all */
    int64_t rest = frame % ten;
    int64_t minutes =
        rest < minute + drop ? 0 : 1 + (rest - minute - drop) / minute;

    return drop * (frame / ten * 9 + minutes);
}

static int64_t frames_a_day(const struct frame_rate *rate)
{
    return (int64_t)MINUTES_A_DAY * 60 * rate->timebase -
           dropped_a_minute(rate) * (MINUTES_A_DAY - MINUTES_A_DAY / 10);
}

void frame_put_timecode(struct buf *out, const struct frame_rate *rate,
                        int64_t frame)
{
    int64_t base = rate->timebase, seconds;

    frame %= frames_a_day(rate);
    frame += dropped_before(rate, frame);
    seconds = frame / base;
    buf_printf(out, "%02" PRId64 ":%02" PRId64 ":%02" PRId64 "%c%02" PRId64,
               seconds / 3600, seconds / 60 % 60, seconds % 60,
               rate->drop ? ';' : ':', frame % base);
}

bool frame_parse_timecode(struct slice text, const struct frame_rate *rate,
                          int64_t *ret_frame)
{
    const int64_t most[] = { 23, 59, 59, rate->timebase - 1 };
    int64_t parts[4], drop = dropped_a_minute(rate), minutes;

    for (size_t i = 0; i < 4; i++) {
        if (i > 0 && !slice_take_char(&text, ':') &&
            !(i == 3 && slice_take_char(&text, ';')))
            return false;
        if (!slice_take_number(&text, most[i], &parts[i]))
            return false;
    }
    minutes = parts[0] * 60 + parts[1];
    /* A number that is left out is no timecode. */
    if (text.len || (parts[3] < drop && parts[2] == 0 && minutes % 10 != 0))
        return false;
    *ret_frame = (minutes * 60 + parts[2]) * rate->timebase + parts[3] -
                 drop * (minutes - minutes / 10);
    return true;
}
