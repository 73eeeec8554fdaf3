#include "identity.h"

#include "base/alloc.h"
#include "base/date.h"
#include "language.h"
#include "name.h"
#include "path.h"

#include <stdlib.h>
#include <string.h>

/* A feed, a page and a file may date the same episode so far apart. */
enum { SAME_EPISODE_DAYS = 3 };

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

/* A folder, or the part before an extension, that is a language's tag. */
static struct slice language_tag(struct slice text, struct arena *arena)
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

/* "Title [abc].en.vtt" -> "Title [abc]", and "en" to *language if not NULL. */
static struct slice stem_of(struct slice path, struct arena *arena,
                            struct slice *language)
{
    struct slice stem = path_name(path), before;

    take_suffix(&stem);
    for (;;) {
        struct slice suffix, tag;

        before = stem;
        suffix = take_suffix(&stem);
        tag = suffix.len ? language_tag(suffix, arena) : suffix;
        /* Behind the id that yt-dlp puts there, it can be nothing else. */
        if (!tag.len && slice_ends_with(stem, SLICE("]")))
            tag = language_normalize(suffix, arena);
        if (tag.len && language && language->len == 0)
            *language = tag;
        if (suffix.len == 0 || (!tag.len && !is_kind_suffix(suffix)))
            return slice_trim(before);
    }
}

struct slice identity_language(struct slice path, struct arena *arena)
{
    struct slice language = { 0 };

    stem_of(path, arena, &language);
    return language;
}

/* ---- numbers and dates in a stem ---- */

static bool is_separator(char c)
{
    return c == '-' || c == '_' || c == ' ' || c == '.' || c == '#';
}

static struct slice trim_separators(struct slice text)
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

/* "2024-05-01 …" or "20240501-…" at the front of *stem. */
static struct slice take_date(struct slice *stem, struct arena *arena)
{
    struct slice rest = *stem;
    int64_t year, month, day;

    if (!take_date_shape(&rest, &year, &month, &day) ||
        !date_exists(year, month, day))
        return SLICE("");
    *stem = trim_separators(rest);
    return arena_printf(arena, "%04d-%02d-%02d", (int)year, (int)month,
                        (int)day);
}

/* A YouTube id in brackets at the end, as yt-dlp writes it. */
static struct slice take_youtube_id(struct slice *stem, struct arena *arena)
{
    size_t from;

    if (stem->len < 13 || stem->ptr[stem->len - 1] != ']')
        return SLICE("");
    from = stem->len - 13;
    if (stem->ptr[from] != '[')
        return SLICE("");
    for (size_t i = from + 1; i < stem->len - 1; i++)
        if (!ascii_is_digit(stem->ptr[i]) && !ascii_is_alpha(stem->ptr[i]) &&
            stem->ptr[i] != '-' && stem->ptr[i] != '_')
            return SLICE("");
    *stem = trim_separators(slice_range(*stem, 0, from));
    return arena_printf(arena, "youtube:%.11s",
                        stem->ptr ? stem->ptr + from + 1 : "");
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

/*
 * Splits "go-time-131" into "go-time" and "131". The number must be parted
 * from the name.
 */
static bool split_numbered(struct slice stem, struct slice *ret_name,
                           struct slice *ret_number)
{
    size_t digits = number_at_end(stem);
    size_t at = stem.len - digits;

    if (digits == 0 || at == 0 || !is_separator(stem.ptr[at - 1]))
        return false;
    *ret_name = trim_separators(slice_range(stem, 0, at));
    *ret_number = slice_from(stem, at);
    return ret_name->len > 0;
}

static struct slice without_zeros(struct slice number)
{
    while (number.len > 1 && number.ptr[0] == '0')
        number = slice_from(number, 1);
    return number;
}

/*
 * "131-title-of-it": the number in front; the rest stays in *stem. The year of
 * a date that the calendar does not have is no such number.
 */
static struct slice take_leading_number(struct slice *stem)
{
    struct slice rest = *stem, date = *stem, number;
    int64_t value, year, month, day;

    if (take_date_shape(&date, &year, &month, &day) ||
        !slice_take_number(&rest, 9999, &value))
        return SLICE("");
    number = slice_range(*stem, 0, stem->len - rest.len);
    if (rest.len && !is_separator(rest.ptr[0]))
        return SLICE("");
    *stem = trim_separators(rest);
    return without_zeros(number);
}

/* A readable title: separators that stand for blanks become blanks. */
static struct slice title_from(struct slice stem, struct arena *arena)
{
    struct slice title = arena_copy(arena, trim_separators(stem));
    bool blanks = slice_find_char(stem, ' ') != SLICE_NOT_FOUND;

    for (size_t i = 0; i < title.len; i++)
        if (title.ptr[i] == '_' || (title.ptr[i] == '-' && !blanks))
            ((char *)title.ptr)[i] = ' ';
    return title;
}

/* ---- the census ---- */

struct census_entry {
    struct slice folder, name;
    size_t files;
};

struct stem_census {
    struct arena arena;
    struct census_entry *entries; /* sorted */
    size_t count;
};

static int by_entry(const void *left, const void *right)
{
    const struct census_entry *a = left, *b = right;
    int order = slice_compare(a->folder, b->folder);

    return order ? order : slice_compare(a->name, b->name);
}

/* Sorted entries, the same ones merged. */
static void merge_entries(struct stem_census *census)
{
    size_t kept = 0;

    qsort(census->entries, census->count, sizeof(*census->entries), by_entry);
    for (size_t i = 0; i < census->count; i++) {
        if (kept && !by_entry(&census->entries[kept - 1], &census->entries[i]))
            census->entries[kept - 1].files++;
        else
            census->entries[kept++] = census->entries[i];
    }
    census->count = kept;
}

struct stem_census *stem_census_new(const struct walk *walk)
{
    struct stem_census *census = mem_alloc(sizeof(*census));

    arena_init(&census->arena);
    census->entries = mem_alloc(walk->file_count * sizeof(*census->entries));
    for (size_t i = 0; i < walk->file_count; i++) {
        struct slice path = walk->files[i].path, name, number;

        if (split_numbered(stem_of(path, &census->arena, NULL), &name, &number))
            census->entries[census->count++] =
                (struct census_entry){ path_folder(path), name, 1 };
    }
    merge_entries(census);
    return census;
}

void stem_census_free(struct stem_census *census)
{
    if (!census)
        return;
    arena_release(&census->arena);
    free(census->entries);
    free(census);
}

static bool is_common(const struct stem_census *census, struct slice folder,
                      struct slice name)
{
    struct census_entry wanted = { folder, name, 0 };
    const struct census_entry *found =
        census->count ? bsearch(&wanted, census->entries, census->count,
                                sizeof(wanted), by_entry)
                      : NULL;

    return found && found->files > 1;
}

/* ---- the show ---- */

static bool names_no_show(struct slice folder, struct arena *arena)
{
    return is_format_folder(folder) || language_tag(folder, arena).len;
}

/*
 * The first folder below the root that can be a show's name, else the last of
 * the root's own path that can.
 */
static struct slice show_from_folders(const struct walk_file *file,
                                      struct arena *arena)
{
    struct slice folder = path_folder(file->path), root = file->root, part;

    if (file->named)
        root = folder;
    if (folder.len > root.len) {
        struct slice below = slice_from(folder, root.len);

        while (slice_next_part(&below, '/', &part))
            if (part.len && !names_no_show(part, arena))
                return part;
    }
    for (; root.len; root = path_folder(root)) {
        part = path_name(root);
        if (part.len && !names_no_show(part, arena))
            return part;
    }
    return SLICE("unnamed show");
}

/* ---- together ---- */

static struct slice language_from_folders(struct slice path,
                                          struct arena *arena)
{
    return language_tag(path_name(path_folder(path)), arena);
}

/* Takes a number off the front of `text`, behind blanks, "#" and "episode". */
static struct slice number_in_front(struct slice text)
{
    static const char *const words[] = { "episode", "ep.", "ep", "no.", "#" };
    struct slice digits, behind;
    int64_t number;

    text = trim_separators(text);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (slice_starts_with_nocase(text, slice_of(words[i]))) {
            text = slice_trim_left(slice_from(text, strlen(words[i])));
            break;
        }
    digits = text;
    if (!slice_take_number(&text, 9999, &number))
        return SLICE("");
    behind = slice_trim_left(text);
    /* "Field Notes 2024 in review" has no number. */
    if (behind.len && !strchr(":-|,.", behind.ptr[0]) &&
        !slice_starts_with(behind, SLICE("–")) &&
        !slice_starts_with(behind, SLICE("—")))
        return SLICE("");
    return without_zeros(slice_range(digits, 0, digits.len - text.len));
}

/*
 * "Field Notes 12: Forty hives" or "#12 - Forty hives": the number that a title
 * begins with, behind the show's name or a word for it.
 */
static struct slice number_from_title(const struct episode_meta *meta)
{
    struct slice title = slice_trim(meta->title);

    if (meta->show.len && slice_starts_with_nocase(title, meta->show))
        return number_in_front(slice_from(title, meta->show.len));
    if (slice_starts_with(title, SLICE("#")) ||
        slice_starts_with_nocase(title, SLICE("episode ")) ||
        slice_starts_with_nocase(title, SLICE("ep. ")))
        return number_in_front(title);
    return SLICE("");
}

void identity_from_path(const struct walk_file *file,
                        const struct stem_census *census, struct arena *arena,
                        struct episode_meta *meta)
{
    struct episode_meta said;
    struct slice stem, name, number;

    meta_init(&said);
    stem = stem_of(file->path, arena, &said.language);
    if (said.language.len == 0)
        said.language = language_from_folders(file->path, arena);
    said.platform_id = take_youtube_id(&stem, arena);
    said.date = take_date(&stem, arena);
    if (split_numbered(stem, &name, &number) &&
        is_common(census, path_folder(file->path), name)) {
        said.show = name;
        said.number = without_zeros(number);
        said.title =
            arena_printf(arena, "%.*s %.*s", SLICE_ARG(title_from(name, arena)),
                         SLICE_ARG(said.number));
    } else {
        struct slice rest = stem;

        said.number = take_leading_number(&rest);
        said.title = title_from(rest.len ? rest : stem, arena);
    }
    if (said.title.len == 0)
        said.title = path_name(file->path);
    if (said.show.len == 0)
        said.show = show_from_folders(file, arena);
    meta_fill(meta, &said);
    if (meta->number.len == 0)
        meta->number = number_from_title(meta);
}

/* ---- keys ---- */

static void add_key(struct identity_keys *keys, enum key_trust trust,
                    struct slice key)
{
    keys->keys[keys->count] = key;
    keys->trust[keys->count++] = trust;
}

/* The folder of `path` without the parts that name a format or language. */
static struct slice stem_folder(struct slice path, struct arena *arena)
{
    struct slice folder = path_folder(path);

    while (folder.len && names_no_show(path_name(folder), arena))
        folder = path_folder(folder);
    return folder;
}

void identity_keys(const struct episode_meta *meta, struct slice path,
                   bool said_title, struct arena *arena,
                   struct identity_keys *ret_keys)
{
    struct slice show = name_fold(meta->show, arena);
    struct slice title = name_fold(meta->title, arena);

    ret_keys->count = 0;
    if (meta->guid.len)
        add_key(ret_keys, KEY_SURE,
                arena_printf(arena, "guid:%.*s", SLICE_ARG(meta->guid)));
    if (meta->platform_id.len)
        add_key(ret_keys, KEY_SURE, meta->platform_id);
    if (meta->media.len)
        add_key(ret_keys, KEY_SURE,
                arena_printf(arena, "media:%.*s", SLICE_ARG(meta->media)));
    if (meta->number.len)
        add_key(ret_keys, KEY_LIKELY,
                arena_printf(arena, "number:%.*s/%.*s", SLICE_ARG(show),
                             SLICE_ARG(meta->number)));
    if (said_title && title.len)
        add_key(ret_keys, KEY_LIKELY,
                arena_printf(arena, "title:%.*s/%.*s", SLICE_ARG(show),
                             SLICE_ARG(title)));
    if (path_is_address(path))
        return; /* its parts may be the same for all that a host has */
    add_key(ret_keys, KEY_PLACE,
            arena_printf(arena, "stem:%.*s/%.*s",
                         SLICE_ARG(stem_folder(path, arena)),
                         SLICE_ARG(stem_of(path, arena, NULL))));
}

static bool is_full_date(struct slice date, int64_t *ret_day)
{
    struct date_span span;

    if (!date_parse(date, &span) || span.first != span.last)
        return false;
    *ret_day = span.first;
    return true;
}

static bool dates_agree(const struct episode_meta *a,
                        const struct episode_meta *b)
{
    int64_t day_a, day_b;

    return !is_full_date(a->date, &day_a) || !is_full_date(b->date, &day_b) ||
           llabs(day_a - day_b) <= SAME_EPISODE_DAYS;
}

bool identity_compatible(const struct episode_meta *a,
                         const struct episode_meta *b, enum key_trust trust)
{
    struct arena arena;
    bool same = true;

    if (trust == KEY_SURE)
        return true;
    if (!dates_agree(a, b))
        return false;
    if (trust == KEY_LIKELY && a->title.len && b->title.len) {
        arena_init(&arena);
        same = slice_equal(name_fold(a->title, &arena),
                           name_fold(b->title, &arena));
        arena_release(&arena);
    }
    return same;
}
