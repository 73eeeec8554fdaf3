#include "ttml_time.h"

#include <math.h>

enum {
    MS_PER_SECOND = 1000,
    FIELDS = 3,            /* hours, minutes and seconds */
    RATE_MAX = 1000000000, /* ticks a second, and any other rate */
};

/* Larger numbers would be no time, in whatever unit. */
static const int64_t NUMBER_MAX = (int64_t)1 << 52;

/* Takes "12", "12.5" or "12,5". */
static bool take_decimal(struct slice *text, double *ret)
{
    double place = 1;
    int64_t whole;

    if (!slice_take_number(text, NUMBER_MAX, &whole))
        return false;
    *ret = (double)whole;
    if (!slice_take_char(text, '.') && !slice_take_char(text, ','))
        return true;
    if (text->len == 0 || !ascii_is_digit(text->ptr[0]))
        return false;
    for (; text->len && ascii_is_digit(text->ptr[0]);
         *text = slice_from(*text, 1)) {
        place /= 10;
        *ret += (text->ptr[0] - '0') * place;
    }
    return true;
}

/* A number above zero. */
static bool read_rate(const struct xml_element *root, const char *name,
                      struct arena *arena, double *ret)
{
    struct slice text;
    int64_t rate;

    if (!xml_attribute(root, name, arena, &text))
        return false;
    text = slice_trim(text);
    if (!slice_take_number(&text, RATE_MAX, &rate) || rate == 0 || text.len)
        return false;
    *ret = (double)rate;
    return true;
}

/* "1000 1001"; drafts of TTML had "1000:1001". */
static void read_multiplier(const struct xml_element *root, struct arena *arena,
                            double *ret)
{
    struct slice text;
    int64_t numerator, denominator;

    if (!xml_attribute(root, "frameRateMultiplier", arena, &text))
        return;
    text = slice_trim(text);
    if (!slice_take_number(&text, RATE_MAX, &numerator) || numerator == 0)
        return;
    slice_take_char(&text, ':');
    text = slice_trim(text);
    if (slice_take_number(&text, RATE_MAX, &denominator) && denominator != 0)
        *ret = (double)numerator / (double)denominator;
}

static bool has_value(const struct xml_element *root, const char *name,
                      const char *value, struct arena *arena)
{
    struct slice text;

    return xml_attribute(root, name, arena, &text) &&
           slice_equal(slice_trim(text), slice_of(value));
}

struct ttml_clock ttml_clock_of(const struct xml_element *root)
{
    struct ttml_clock clock = {
        .frames = 30, .multiplier = 1, .sub_frames = 1, .ticks = 1
    };
    struct arena arena;
    bool framed;

    arena_init(&arena);
    framed = read_rate(root, "frameRate", &arena, &clock.frames);
    read_rate(root, "subFrameRate", &arena, &clock.sub_frames);
    read_multiplier(root, &arena, &clock.multiplier);
    if (!read_rate(root, "tickRate", &arena, &clock.ticks) && framed)
        clock.ticks = clock.frames * clock.sub_frames;
    clock.smpte = has_value(root, "timeBase", "smpte", &arena);
    if (has_value(root, "dropMode", "dropNTSC", &arena))
        clock.drop = TTML_DROP_NTSC;
    else if (has_value(root, "dropMode", "dropPAL", &arena))
        clock.drop = TTML_DROP_PAL;
    arena_release(&arena);
    return clock;
}

/* Milliseconds in the unit that `name` is; 0 if it is none. */
static double unit_ms(struct slice name, const struct ttml_clock *clock)
{
    if (name.len == 0 || slice_equal(name, SLICE("s")))
        return MS_PER_SECOND;
    if (slice_equal(name, SLICE("ms")))
        return 1;
    if (slice_equal(name, SLICE("m")))
        return 60.0 * MS_PER_SECOND;
    if (slice_equal(name, SLICE("h")))
        return 3600.0 * MS_PER_SECOND;
    if (slice_equal(name, SLICE("f")))
        return MS_PER_SECOND / (clock->frames * clock->multiplier);
    if (slice_equal(name, SLICE("t")))
        return MS_PER_SECOND / clock->ticks;
    return 0;
}

/* How many labels were left out until then: TTML2, appendix I.3. */
static double dropped_frames(const struct ttml_clock *clock, double seconds)
{
    double minutes = floor(seconds / 60);

    switch (clock->drop) {
    case TTML_DROP_NTSC:
        return 2 * (minutes - floor(minutes / 10));
    case TTML_DROP_PAL:
        return 4 * (floor(minutes / 2) - floor(minutes / 20));
    default:
        return 0;
    }
}

/* Takes the frames of a clock time: ":15", ";15", ":15.1". */
static bool take_frames(struct slice *text, const struct ttml_clock *clock,
                        double *ret_frames)
{
    int64_t frames, sub_frames;

    *ret_frames = 0;
    if (!slice_take_char(text, ':') && !slice_take_char(text, ';'))
        return true;
    if (!slice_take_number(text, RATE_MAX, &frames))
        return false;
    *ret_frames = (double)frames;
    if (!slice_take_char(text, '.'))
        return true;
    if (!slice_take_number(text, RATE_MAX, &sub_frames))
        return false;
    *ret_frames += (double)sub_frames / clock->sub_frames;
    return true;
}

static double clock_ms(const struct ttml_clock *clock, double seconds,
                       double frames)
{
    double passing = clock->frames * clock->multiplier;

    if (!clock->smpte)
        return MS_PER_SECOND * (seconds + frames / passing);
    frames += seconds * clock->frames - dropped_frames(clock, seconds);
    return MS_PER_SECOND * frames / passing;
}

bool ttml_time_parse(struct slice text, const struct ttml_clock *clock,
                     int64_t *ret_ms)
{
    double value, field, unit, frames, ms;
    int fields = 1;

    text = slice_trim(text);
    if (!take_decimal(&text, &value))
        return false;
    while (fields < FIELDS && slice_take_char(&text, ':')) {
        if (!take_decimal(&text, &field))
            return false;
        value = value * 60 + field;
        fields++;
    }
    if (fields == 1) {
        unit = unit_ms(text, clock);
        if (unit <= 0)
            return false;
        ms = value * unit;
    } else {
        if (!take_frames(&text, clock, &frames) || text.len)
            return false;
        ms = clock_ms(clock, value, frames);
    }
    if (!(ms <= (double)TIME_MAX))
        return false;
    *ret_ms = llround(ms);
    return true;
}
