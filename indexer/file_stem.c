#include "file_stem.h"

#include "base/date.h"
#include "language.h"
#include "path.h"

/* ---- the parts of a path ---- */

/* Folders that say how the files are kept, not what they are. */
static bool is_format_folder(struct slice name)
{
    static const char *const list[] = {
        "ass",        "caption",     "captions",
        "chapters",   "json",        "json3",
        "markdown",   "md",          "srt",
        "sub",        "subs",        "subtitle",
        "subtitles",  "text",        "texts",
        "transcript", "transcripts", "transcriptions",
        "ttml",       "txt",         "vtt",
        "webvtt",     "whisper",     "episodes",
        "auto",       "manual",      "notes",
        "show-notes", "shownotes",   "pages",
    };
    int64_t number;

    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
        if (slice_equal_nocase(name, slice_of(list[i])))
            return true;
    /* 2024, S01, Season 3, 01 */
    if (slice_starts_with_nocase(name, SLICE("season")))
        name = slice_trim_left(slice_from(name, 6));
    else if (name.len <= 3 && slice_starts_with_nocase(name, SLICE("s")))
        name = slice_from(name, 1);
    return slice_take_number(&name, 9999, &number) && name.len == 0;
}

struct slice file_language_tag(struct slice text, struct arena *arena)
{
    static const char *const known[] = {
        "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et",
        "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu",
        "hy", "id", "is", "it", "ja", "ko", "lt", "lv", "ms", "nb",
        "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
        "sv", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
    };
    struct slice primary = slice_range(text, 0, slice_find_char(text, '-'));

    primary = slice_range(primary, 0, slice_find_char(primary, '_'));
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (slice_equal(primary, slice_of(known[i])))
            return language_normalize(text, arena);
    return SLICE("");
}

bool file_folder_is_neutral(struct slice folder, struct arena *arena)
{
    return is_format_folder(folder) || file_language_tag(folder, arena).len;
}

/* Takes ".suffix" off the end of *stem; empty if there is none. */
static struct slice take_suffix(struct slice *stem)
{
    size_t dot = stem->len;
    struct slice suffix;

    while (dot > 0 && stem->ptr[dot - 1] != '.')
        dot--;
    if (dot < 2)
        return SLICE("");
    suffix = slice_from(*stem, dot);
    *stem = slice_range(*stem, 0, dot - 1);
    return suffix;
}

static bool is_kind_suffix(struct slice suffix)
{
    static const char *const list[] = {
        "transcript", "captions", "caption", "subtitles", "sub",
        "forced",     "sdh",      "cc",      "auto",      "whisper",
        "otter",      "chapters", "chapter", "labels",    "ffmetadata"
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
        if (slice_equal_nocase(suffix, slice_of(list[i])))
            return true;
    return false;
}

struct slice file_stem(struct slice path, struct arena *arena,
                       struct slice *language)
{
    struct slice stem = path_name(path), before;

    take_suffix(&stem);
    for (;;) {
        struct slice suffix, tag;

        before = stem;
        suffix = take_suffix(&stem);
        tag = suffix.len ? file_language_tag(suffix, arena) : suffix;
        /* Behind the id that yt-dlp puts there, it can be nothing else. */
        if (!tag.len && slice_ends_with(stem, SLICE("]")))
            tag = language_normalize(suffix, arena);
        if (tag.len && language && language->len == 0)
            *language = tag;
        if (suffix.len == 0 || (!tag.len && !is_kind_suffix(suffix)))
            return slice_trim(before);
    }
}

/* ---- numbers and dates in a stem ---- */

static bool is_separator(char c)
{
    return c == '-' || c == '_' || c == ' ' || c == '.' || c == '#';
}

struct slice file_stem_trim(struct slice text)
{
    while (text.len && is_separator(text.ptr[0]))
        text = slice_from(text, 1);
    while (text.len && is_separator(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* Advances past a separator and one or two digits. */
static bool take_date_part(struct slice *text, int64_t *ret_value)
{
    struct slice rest = slice_from(*text, 1);
    size_t before = rest.len;

    if (text->len == 0 || !is_separator(text->ptr[0]) ||
        !slice_take_number(&rest, 99, ret_value) || before - rest.len > 2)
        return false;
    *text = rest;
    return true;
}

/* Advances past digits that are written as dates are, whatever they say. */
static bool take_date_shape(struct slice *text, int64_t *ret_year,
                            int64_t *ret_month, int64_t *ret_day)
{
    struct slice rest = *text;
    int64_t number;
    size_t digits;

    if (!slice_take_number(&rest, 99999999, &number))
        return false;
    digits = text->len - rest.len;
    if (digits == 8) {
        *ret_year = number / 10000;
        *ret_month = number / 100 % 100;
        *ret_day = number % 100;
    } else {
        *ret_year = number;
        if (digits != 4 || !take_date_part(&rest, ret_month) ||
            !take_date_part(&rest, ret_day))
            return false;
    }
    if ((rest.len && !is_separator(rest.ptr[0])) || *ret_year < 1900 ||
        *ret_year > 2100)
        return false;
    *text = rest;
    return true;
}

struct slice file_stem_take_date(struct slice *stem, struct arena *arena)
{
    struct slice rest = *stem;
    int64_t year, month, day;

    if (!take_date_shape(&rest, &year, &month, &day) ||
        !date_exists(year, month, day))
        return SLICE("");
    *stem = file_stem_trim(rest);
    return arena_printf(arena, "%04d-%02d-%02d", (int)year, (int)month,
                        (int)day);
}

struct slice file_stem_take_youtube_id(struct slice *stem, struct arena *arena)
{
    enum { ID_BYTES = 11 };

    struct slice id;
    size_t from; /* of the bracket */

    if (stem->len < ID_BYTES + 2 || stem->ptr[stem->len - 1] != ']')
        return SLICE("");
    from = stem->len - ID_BYTES - 2;
    if (stem->ptr[from] != '[')
        return SLICE("");
    id = slice_range(*stem, from + 1, stem->len - 1);
    for (size_t i = 0; i < id.len; i++)
        if (!ascii_is_digit(id.ptr[i]) && !ascii_is_alpha(id.ptr[i]) &&
            id.ptr[i] != '-' && id.ptr[i] != '_')
            return SLICE("");
    *stem = file_stem_trim(slice_range(*stem, 0, from));
    return arena_printf(arena, "youtube:%.*s", SLICE_ARG(id));
}

/* Length of a number at the end of `stem`: "131", "s1e2", "S02E07". */
static size_t number_at_end(struct slice stem)
{
    size_t at = stem.len;

    while (at > 0 && ascii_is_digit(stem.ptr[at - 1]))
        at--;
    if (at == stem.len || stem.len - at > 4)
        return 0;
    if (at > 1 && ascii_lower(stem.ptr[at - 1]) == 'e') {
        size_t season = at - 1;

        while (season > 0 && ascii_is_digit(stem.ptr[season - 1]))
            season--;
        if (season < at - 1 && season > 0 &&
            ascii_lower(stem.ptr[season - 1]) == 's')
            at = season - 1;
    }
    return stem.len - at;
}

bool file_stem_split_numbered(struct slice stem, struct slice *ret_name,
                              struct slice *ret_number)
{
    size_t digits = number_at_end(stem);
    size_t at = stem.len - digits;

    if (digits == 0 || at == 0 || !is_separator(stem.ptr[at - 1]))
        return false;
    *ret_name = file_stem_trim(slice_range(stem, 0, at));
    *ret_number = slice_from(stem, at);
    return ret_name->len > 0;
}

struct slice file_number_without_zeros(struct slice number)
{
    while (number.len > 1 && number.ptr[0] == '0')
        number = slice_from(number, 1);
    return number;
}

struct slice file_stem_take_number(struct slice *stem)
{
    struct slice rest = *stem, date = *stem, number;
    int64_t value, year, month, day;

    if (take_date_shape(&date, &year, &month, &day) ||
        !slice_take_number(&rest, 9999, &value))
        return SLICE("");
    number = slice_range(*stem, 0, stem->len - rest.len);
    if (rest.len && !is_separator(rest.ptr[0]))
        return SLICE("");
    *stem = file_stem_trim(rest);
    return file_number_without_zeros(number);
}

struct slice file_stem_title(struct slice stem, struct arena *arena)
{
    struct slice title = arena_copy(arena, file_stem_trim(stem));
    bool blanks = slice_find_char(stem, ' ') != SLICE_NOT_FOUND;

    for (size_t i = 0; i < title.len; i++)
        if (title.ptr[i] == '_' || (title.ptr[i] == '-' && !blanks))
            ((char *)title.ptr)[i] = ' ';
    return title;
}
