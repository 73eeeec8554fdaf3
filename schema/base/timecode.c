#include "base/timecode.h"

enum {
    MS_PER_SECOND = 1000,
    MS_PER_MINUTE = 60 * MS_PER_SECOND,
    MS_PER_HOUR = 60 * MS_PER_MINUTE,
    SEXAGESIMAL_MAX = 59,
};

/* Larger fields could not be part of a time up to TIME_MAX. */
static const int64_t FIELD_MAX = TIME_MAX / MS_PER_SECOND;

/* One number in a written time. */
struct field {
    const char *digits;
    size_t count;
    int64_t value; /* above FIELD_MAX if it is too large */
};

/* Takes the digits at the front of *s; there may be none. */
static struct field take_field(struct slice *s)
{
    struct field field = { s->ptr, 0, 0 };

    while (field.count < s->len) {
        int digit = s->ptr[field.count] - '0';

        if (digit < 0 || digit > 9)
            break;
        if (field.value <= FIELD_MAX)
            field.value = field.value * 10 + digit;
        field.count++;
    }
    s->ptr += field.count;
    s->len -= field.count;
    return field;
}

/* Takes `:` and exactly two digits up to 59, or leaves *s alone. */
static bool take_sexagesimal(struct slice *s, int64_t *ret_value)
{
    struct slice rest = *s;
    struct field field;

    if (!slice_take_char(&rest, ':'))
        return false;
    field = take_field(&rest);
    if (field.count != 2 || field.value > SEXAGESIMAL_MAX)
        return false;
    *s = rest;
    *ret_value = field.value;
    return true;
}

/* "5" and "500" are 500 ms, "046" is 46 ms; digits past the third are lost. */
static int64_t decimal_ms(struct field fraction)
{
    int64_t unit = MS_PER_SECOND, ms = 0;

    for (size_t i = 0; i < fraction.count && i < 3; i++) {
        unit /= 10;
        ms += (fraction.digits[i] - '0') * unit;
    }
    return ms;
}

static int64_t clock_ms(int64_t hours, int64_t minutes, int64_t seconds)
{
    return hours * MS_PER_HOUR + minutes * MS_PER_MINUTE +
           seconds * MS_PER_SECOND;
}

static bool believable(int64_t ms, int64_t *ret_ms)
{
    if (ms > TIME_MAX)
        return false;
    *ret_ms = ms;
    return true;
}

static int two_digits(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/*
 * Takes HH:MM:SS, `point` and three digits, the form of nearly all times: large
 * archives are read the faster for it. Does not look whether MM and SS are
 * above 59.
 */
static bool take_common(struct slice *s, char point, int64_t *ret_ms)
{
    static const unsigned char places[] = { 0, 1, 3, 4, 6, 7, 9, 10, 11 };

    enum { COMMON_BYTES = 12 };

    const char *text = s->ptr;
    bool odd = false;

    if (s->len < COMMON_BYTES || text[2] != ':' || text[5] != ':' ||
        text[8] != point ||
        (s->len > COMMON_BYTES && ascii_is_digit(text[COMMON_BYTES])))
        return false;
    for (size_t i = 0; i < sizeof(places); i++)
        odd |= text[places[i]] < '0' || text[places[i]] > '9';
    if (odd)
        return false;
    *ret_ms =
        clock_ms(two_digits(text), two_digits(text + 3), two_digits(text + 6)) +
        (text[9] - '0') * 100 + two_digits(text + 10);
    s->ptr += COMMON_BYTES;
    s->len -= COMMON_BYTES;
    return true;
}

bool timecode_take_vtt(struct slice *s, int64_t *ret_ms)
{
    struct slice rest = *s;
    struct field first = take_field(&rest), fraction;
    int64_t hours = first.value, minutes, seconds;

    if (first.count == 0 || !take_sexagesimal(&rest, &minutes))
        return false;
    if (!take_sexagesimal(&rest, &seconds)) {
        if (first.count != 2 || first.value > SEXAGESIMAL_MAX)
            return false;
        seconds = minutes;
        minutes = first.value;
        hours = 0;
    }
    if (!slice_take_char(&rest, '.'))
        return false;
    fraction = take_field(&rest);
    if (fraction.count != 3 ||
        !believable(clock_ms(hours, minutes, seconds) + fraction.value, ret_ms))
        return false;
    *s = rest;
    return true;
}

static struct slice skip_blanks(struct slice s)
{
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t'))
        s = slice_from(s, 1);
    return s;
}

/*
 * Takes the separator at the front of *s, in ASCII or in a full-width form,
 * and the blanks around it, if a digit follows. Returns it in ASCII, or 0.
 */
static char take_separator(struct slice *s)
{
    static const struct {
        const char *text;
        char ascii;
    } separators[] = {
        { ":", ':' },
        { ".", '.' },
        { ",", ',' },
        { "\xEF\xBC\x9A", ':' }, /* U+FF1A full-width colon */
        { "\xEF\xBC\x8E", '.' }, /* U+FF0E full-width full stop */
        { "\xEF\xBC\x8C", ',' }, /* U+FF0C full-width comma */
        { "\xE2\x88\xB6", ':' }, /* U+2236 ratio */
    };
    struct slice rest = skip_blanks(*s);

    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
        struct slice text = slice_of(separators[i].text);

        if (!slice_starts_with(rest, text))
            continue;
        rest = skip_blanks(slice_from(rest, text.len));
        if (!rest.len || !ascii_is_digit(rest.ptr[0]))
            return 0;
        *s = rest;
        return separators[i].ascii;
    }
    return 0;
}

bool timecode_take_loose(struct slice *s, int64_t *ret_ms)
{
    struct slice rest = *s;
    bool negative = slice_take_char(&rest, '-');
    int64_t ms = 0;
    int fields = 0;
    char separator;

    if (take_common(s, '.', ret_ms) || take_common(s, ',', ret_ms))
        return true;
    do {
        struct field field = take_field(&rest);

        if (field.count == 0 || field.value > FIELD_MAX)
            return false;
        /* Each earlier field turns out to be sixty times as much. */
        ms = ms * 60 + field.value * MS_PER_SECOND;
        fields++;
        separator = take_separator(&rest);
    } while (separator == ':' && fields < 3);
    if (separator)
        ms += decimal_ms(take_field(&rest));
    if (!believable(negative ? 0 : ms, ret_ms))
        return false;
    *s = rest;
    return true;
}

/* The fraction of a stamp in prose: ".5", ",500", or frames after a dot. */
static int64_t take_stamp_fraction(struct slice *s, int frames_per_second)
{
    struct slice rest = *s;
    bool dot = slice_take_char(&rest, '.');
    struct field field;

    if (!dot && !slice_take_char(&rest, ','))
        return 0;
    field = take_field(&rest);
    if (field.count == 0)
        return 0; /* it ends a sentence */
    *s = rest;
    if (dot && field.count == 2 && field.value < frames_per_second)
        return field.value * MS_PER_SECOND / frames_per_second;
    return decimal_ms(field);
}

bool timecode_take_stamp(struct slice *s, int frames_per_second,
                         int64_t *ret_ms)
{
    struct slice rest = *s;
    struct field first = take_field(&rest);
    int64_t hours = 0, minutes = first.value, seconds, ms;

    if (first.count == 0 || first.count > 3 ||
        !take_sexagesimal(&rest, &seconds))
        return false;
    if (rest.len > 1 && rest.ptr[0] == ':' && ascii_is_digit(rest.ptr[1])) {
        hours = first.value;
        minutes = seconds;
        if (!take_sexagesimal(&rest, &seconds))
            return false;
    }
    ms = take_stamp_fraction(&rest, frames_per_second);
    if (!believable(clock_ms(hours, minutes, seconds) + ms, ret_ms))
        return false;
    *s = rest;
    return true;
}

/* "1h2m3.5s": each unit at most once, from large to small. */
static bool take_units(struct slice *s, int64_t *ret_ms)
{
    static const struct {
        char letter;
        int64_t ms;
    } units[] = {
        { 'h', MS_PER_HOUR },
        { 'm', MS_PER_MINUTE },
        { 's', MS_PER_SECOND },
    };

    enum { UNITS = sizeof(units) / sizeof(units[0]) };
    struct slice rest = *s;
    int64_t total = 0;
    size_t unit = 0;

    while (rest.len) {
        struct field field = take_field(&rest);
        int64_t fraction = 0;

        if (field.count == 0 || field.value > FIELD_MAX)
            return false;
        if (slice_take_char(&rest, '.'))
            fraction = decimal_ms(take_field(&rest));
        while (unit < UNITS && !slice_take_char(&rest, units[unit].letter))
            unit++;
        if (unit == UNITS)
            return false;
        total += field.value * units[unit].ms +
                 fraction * (units[unit].ms / MS_PER_SECOND);
        unit++;
    }
    *s = rest;
    return believable(total, ret_ms);
}

/* "675" and "675.5" */
static bool take_seconds(struct slice *s, int64_t *ret_ms)
{
    struct field field = take_field(s);
    int64_t ms = 0;

    if (slice_take_char(s, '.'))
        ms = decimal_ms(take_field(s));
    return believable(field.value * MS_PER_SECOND + ms, ret_ms);
}

bool timecode_parse_user(struct slice s, int64_t *ret_ms)
{
    int64_t ms;
    bool taken;

    if (s.len == 0 || !ascii_is_digit(s.ptr[0]))
        return false;
    if (slice_find_char(s, ':') != SLICE_NOT_FOUND)
        taken = timecode_take_stamp(&s, 0, &ms);
    else if (ascii_is_digit(s.ptr[s.len - 1]))
        taken = take_seconds(&s, &ms);
    else
        taken = take_units(&s, &ms);
    if (!taken || s.len)
        return false;
    *ret_ms = ms;
    return true;
}

struct clock {
    int hours, minutes, seconds, ms;
};

static struct clock clock_of(int64_t ms)
{
    if (ms < 0)
        ms = 0;
    if (ms > TIME_MAX)
        ms = TIME_MAX;
    return (struct clock){
        .hours = (int)(ms / MS_PER_HOUR),
        .minutes = (int)(ms / MS_PER_MINUTE % 60),
        .seconds = (int)(ms / MS_PER_SECOND % 60),
        .ms = (int)(ms % MS_PER_SECOND),
    };
}

void timecode_print_clock(struct buf *out, int64_t ms)
{
    struct clock clock = clock_of(ms);

    if (clock.hours)
        buf_printf(out, "%d:%02d:%02d", clock.hours, clock.minutes,
                   clock.seconds);
    else
        buf_printf(out, "%d:%02d", clock.minutes, clock.seconds);
}

void timecode_print_tenths(struct buf *out, int64_t ms)
{
    int tenths = clock_of(ms).ms / 100;

    timecode_print_clock(out, ms);
    if (tenths)
        buf_printf(out, ".%d", tenths);
}

static void print_full(struct buf *out, int64_t ms, char point)
{
    struct clock clock = clock_of(ms);

    buf_printf(out, "%02d:%02d:%02d%c%03d", clock.hours, clock.minutes,
               clock.seconds, point, clock.ms);
}

void timecode_print_vtt(struct buf *out, int64_t ms)
{
    print_full(out, ms, '.');
}

void timecode_print_srt(struct buf *out, int64_t ms)
{
    print_full(out, ms, ',');
}
