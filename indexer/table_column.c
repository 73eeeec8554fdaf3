#include "table_column.h"

#include <string.h>

enum { NAME_MAX_BYTES = 24 };

/* Letters and digits of a name in lower case; what is longer is no name. */
struct bare_name {
    char text[NAME_MAX_BYTES];
    size_t len;
};

struct column_name {
    enum column column;
    const char *name;
};

/* Of one column, a name that says more stands before one that says less. */
static const struct column_name column_names[] = {
    { COLUMN_START, "start" },
    { COLUMN_START, "starttime" },
    { COLUMN_START, "starttimestamp" },
    { COLUMN_START, "timestampstart" },
    { COLUMN_START, "timestart" },
    { COLUMN_START, "startoffset" },
    { COLUMN_START, "segmentstart" },
    { COLUMN_START, "begin" },
    { COLUMN_START, "begintime" },
    { COLUMN_START, "tcin" },
    { COLUMN_START, "timein" },
    { COLUMN_START, "in" },
    { COLUMN_START, "from" },
    { COLUMN_START, "timestamp" },
    { COLUMN_START, "timestamps" },
    { COLUMN_START, "timecode" },
    { COLUMN_START, "time" },
    { COLUMN_START, "offset" },
    { COLUMN_END, "end" },
    { COLUMN_END, "endtime" },
    { COLUMN_END, "endtimestamp" },
    { COLUMN_END, "timestampend" },
    { COLUMN_END, "timeend" },
    { COLUMN_END, "endoffset" },
    { COLUMN_END, "segmentend" },
    { COLUMN_END, "stop" },
    { COLUMN_END, "stoptime" },
    { COLUMN_END, "finish" },
    { COLUMN_END, "tcout" },
    { COLUMN_END, "timeout" },
    { COLUMN_END, "out" },
    { COLUMN_END, "to" },
    { COLUMN_DURATION, "duration" },
    { COLUMN_DURATION, "dur" },
    { COLUMN_SPEAKER, "speaker" },
    { COLUMN_SPEAKER, "speakername" },
    { COLUMN_SPEAKER, "speakerlabel" },
    { COLUMN_SPEAKER, "speakerid" },
    { COLUMN_SPEAKER, "participant" },
    { COLUMN_SPEAKER, "voice" },
    { COLUMN_SPEAKER, "who" },
    { COLUMN_SPEAKER, "name" },
    { COLUMN_TEXT, "text" },
    { COLUMN_TEXT, "transcript" },
    { COLUMN_TEXT, "transcription" },
    { COLUMN_TEXT, "utterance" },
    { COLUMN_TEXT, "sentence" },
    { COLUMN_TEXT, "caption" },
    { COLUMN_TEXT, "subtitle" },
    { COLUMN_TEXT, "content" },
    { COLUMN_TEXT, "body" },
    { COLUMN_TEXT, "dialogue" },
    { COLUMN_TEXT, "speech" },
    { COLUMN_TEXT, "message" },
    { COLUMN_TEXT, "word" },
    { COLUMN_TEXT, "token" },
};

static const struct {
    const char *ending;
    enum column_unit unit;
} unit_endings[] = {
    { "milliseconds", UNIT_MILLISECONDS },
    { "millis", UNIT_MILLISECONDS },
    { "msec", UNIT_MILLISECONDS },
    { "ms", UNIT_MILLISECONDS },
    { "seconds", UNIT_SECONDS },
    { "secs", UNIT_SECONDS },
    { "sec", UNIT_SECONDS },
    { "s", UNIT_SECONDS },
};

static struct bare_name bare_name_of(struct slice name)
{
    struct bare_name bare = { .len = 0 };

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!ascii_is_alpha(c) && !ascii_is_digit(c))
            continue;
        if (bare.len == NAME_MAX_BYTES)
            return (struct bare_name){ .len = 0 };
        bare.text[bare.len++] = ascii_lower(c);
    }
    return bare;
}

/* Is it that name, maybe with a unit behind it? */
static bool is_named(const struct bare_name *bare, const char *name,
                     enum column_unit *ret_unit)
{
    struct slice whole = { bare->text, bare->len };
    struct slice rest = slice_from(whole, strlen(name));

    *ret_unit = UNIT_UNKNOWN;
    if (!slice_starts_with(whole, slice_of(name)))
        return false;
    for (size_t i = 0; i < sizeof(unit_endings) / sizeof(unit_endings[0]); i++)
        if (slice_equal(rest, slice_of(unit_endings[i].ending)))
            *ret_unit = unit_endings[i].unit;
    return rest.len == 0 || *ret_unit != UNIT_UNKNOWN;
}

/* The first field of that name, or COLUMN_ABSENT. */
static size_t find_name(const struct slice *names, size_t count,
                        const char *name, enum column_unit *ret_unit)
{
    for (size_t i = 0; i < count; i++) {
        struct bare_name bare = bare_name_of(names[i]);

        if (bare.len && is_named(&bare, name, ret_unit))
            return i;
    }
    return COLUMN_ABSENT;
}

bool table_columns_read(const struct slice *names, size_t count,
                        struct table_columns *ret)
{
    *ret = (struct table_columns){ .unit = UNIT_UNKNOWN };
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        ret->at[i] = COLUMN_ABSENT;
    for (size_t i = 0; i < sizeof(column_names) / sizeof(column_names[0]);
         i++) {
        const struct column_name *known = &column_names[i];
        enum column_unit unit;
        size_t at;

        if (ret->at[known->column] != COLUMN_ABSENT)
            continue;
        at = find_name(names, count, known->name, &unit);
        if (at == COLUMN_ABSENT)
            continue;
        ret->at[known->column] = at;
        if (unit != UNIT_UNKNOWN && known->column != COLUMN_TEXT)
            ret->unit = unit;
        ret->words |=
            !strcmp(known->name, "word") || !strcmp(known->name, "token");
    }
    return ret->at[COLUMN_TEXT] != COLUMN_ABSENT &&
           (ret->at[COLUMN_START] != COLUMN_ABSENT ||
            ret->at[COLUMN_SPEAKER] != COLUMN_ABSENT);
}
