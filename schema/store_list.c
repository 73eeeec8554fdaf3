/*
 * What `quoth list` can list: a query a line in a table. Times of a clock come
 * out as UTC; the last two columns, for the filter, are not shown.
 */
#include "store_internal.h"

#include "name.h"
#include "url.h"

#include <string.h>

#define COLUMNS(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define UTC(column) \
    "strftime('%Y-%m-%dT%H:%M:%SZ', " column " / 1000, 'unixepoch')"

/* A transcript of speech that is searched. */
#define IS_HEARD "transcript.chosen AND transcript.kind = 'speech'"

/* Asked with NULL: whether all are. */
#define IS_WANTED "quoth_wanted(transcript.id)"

#define EPISODE_IS_WANTED                                     \
    "(quoth_wanted(NULL) OR EXISTS (SELECT 1 FROM transcript" \
    " WHERE transcript.episode = episode.id AND " IS_WANTED "))"

#define EPISODE_NAME \
    "show.name || ' ' || ifnull(number, '') || ' ' || ifnull(title, '')"

#define YOUTUBE_LINK                    \
    "iif(platform_id LIKE 'youtube:%'," \
    " 'https://youtu.be/' || substr(platform_id, 9), NULL)"

/* SQL, a clause a line: at every macro it would begin a new column. */
/* clang-format off */
const struct listing listings[] = {
    {
        .name = "shows",
        .summary = "shows, with the dates of their first and last episode",
        .columns = COLUMNS("name", "episodes", "first", "last", "words"),
        .sql =
            "SELECT show.name, count(*), min(date), max(date),"
            " ifnull(sum((SELECT sum(tokens) FROM transcript WHERE " IS_HEARD
            "  AND transcript.episode = episode.id)), 0), NULL, show.name"
            " FROM show JOIN episode ON episode.show = show.id"
            " WHERE " EPISODE_IS_WANTED " GROUP BY show.id ORDER BY show.name",
        .of_transcripts = true,
    },
    {
        .name = "episodes",
        .summary = "episodes, the newest of each show first",
        .columns =
            COLUMNS("id", "key", "show", "number", "title", "people", "date",
                    "duration_ms", "link", "links", "language", "segments",
                    "words", "transcripts", "source", "partial"),
        .hidden = COLUMNS("key", "people", "duration_ms", "link", "links",
                          "segments", "transcripts", "source", "partial"),
        .json = COLUMNS("people", "links"),
        .sql =
            "SELECT episode.id, key, show.name, number, title,"
            " (SELECT json_group_array(json(iif(guessed,"
            "   json_object('name', name, 'role', role,"
            "    'guessed', json('true')),"
            "   json_object('name', name, 'role', role))))"
            "  FROM (SELECT * FROM person"
            "   WHERE person.episode = episode.id ORDER BY place)),"
            " date, ifnull(episode.duration_ms, max(transcript.duration_ms)),"
            " quoth_public(coalesce(link, " YOUTUBE_LINK ", media)),"
            /* A merge patch drops what is null. */
            " json_patch(ifnull((SELECT json_group_object(platform, url)"
            "   FROM episode_link"
            "   WHERE episode_link.episode = episode.id), '{}'),"
            "  json_object('youtube', " YOUTUBE_LINK ","
            "  'audio', quoth_public(media), 'page', quoth_public(link))),"
            " group_concat(DISTINCT language),"
            " ifnull(sum(iif(" IS_HEARD ", segments, 0)), 0),"
            " ifnull(sum(iif(" IS_HEARD ", tokens, 0)), 0),"
            " ifnull(sum(transcript.kind = 'speech'), 0),"
            " (SELECT quoth_public(path) FROM location JOIN transcript AS made"
            "   ON made.id = location.transcript"
            "   WHERE made.episode = episode.id"
            "   ORDER BY made.chosen DESC, made.id, path LIMIT 1),"
            /* Where only a preview of its page is known, and nothing else. */
            " ifnull(max(partial), 0),"
            " episode.id, " EPISODE_NAME
            " FROM episode JOIN show ON show.id = episode.show"
            " LEFT JOIN transcript ON transcript.episode = episode.id"
            " WHERE " EPISODE_IS_WANTED " GROUP BY episode.id"
            " ORDER BY show.name, date IS NULL, date DESC, episode.id",
        .of_transcripts = true,
    },
    {
        .name = "speakers",
        .summary = "speakers, those who said the most first",
        .columns = COLUMNS("name", "episodes", "segments", "episode", "merged"),
        /* Speaker 1 is somebody else in each episode. */
        .sql =
            "SELECT ifnull(known_as, speaker.name) AS who,"
            " count(DISTINCT transcript.episode), count(*),"
            " iif(known_as IS NULL AND NOT personal, speaker.episode, NULL),"
            " group_concat(DISTINCT iif(known_as IS NULL, NULL,"
            "   speaker.name || ' (' || known_by || ')')), NULL,"
            " ifnull(known_as, '') || ' ' || speaker.name"
            " FROM segment JOIN transcript ON transcript.id = segment.id >> 24"
            " JOIN speaker ON speaker.id = segment.speaker WHERE " IS_HEARD
            " AND " IS_WANTED " GROUP BY 1, 4 ORDER BY count(*) DESC, 1, 4",
        .of_transcripts = true,
    },
    {
        .name = "chapters",
        .summary = "chapters, by episode",
        .columns = COLUMNS("episode", "show", "start_ms", "end_ms", "title"),
        .sql = "SELECT episode.id, show.name, start_ms, end_ms, chapter.title,"
               " episode.id, chapter.title"
               " FROM chapter JOIN transcript"
               "  ON transcript.id = chapter.transcript"
               " JOIN episode ON episode.id = transcript.episode"
               " JOIN show ON show.id = episode.show"
               " WHERE transcript.chosen AND " IS_WANTED
               /* A sidecar gives transcripts in all languages the same. */
               " AND NOT EXISTS (SELECT 1 FROM transcript AS other"
               "  JOIN chapter AS same ON same.transcript = other.id"
               "  WHERE other.episode = episode.id AND other.chosen"
               "  AND other.id < transcript.id"
               "  AND same.start_ms IS chapter.start_ms"
               "  AND same.title = chapter.title)"
               " ORDER BY episode.id, transcript.id, chapter.place",
        .of_transcripts = true,
    },
    {
        .name = "transcripts",
        .summary = "transcripts: an episode may have several",
        .columns = COLUMNS("id", "episode", "show", "title", "chosen",
                           "language", "language_guessed", "format", "made_by",
                           "timing", "grain_ms", "words", "path"),
        .hidden = COLUMNS("show", "title", "language_guessed"),
        .sql =
            "SELECT transcript.id, episode.id, show.name, title,"
            " chosen, language, language_guessed, format, made_by, timing,"
            " grain_ms, tokens,"
            " (SELECT quoth_public(path) FROM location"
            "   WHERE transcript = transcript.id"
            "   ORDER BY state = 'vanished', id LIMIT 1),"
            " episode.id, " EPISODE_NAME
            " FROM transcript JOIN episode ON episode.id = transcript.episode"
            " JOIN show ON show.id = episode.show"
            " WHERE transcript.kind = 'speech' AND " IS_WANTED
            " ORDER BY episode.id, transcript.id",
        .of_transcripts = true,
    },
    {
        .name = "sources",
        .summary = "what `quoth index` was told to read, and reads again",
        .columns = COLUMNS("id", "path", "kind", "files", "transcripts",
                           "failed", "vanished", "show", "language", "format",
                           "encoding", "pattern", "exclude", "added"),
        .hidden = COLUMNS("show", "language", "format", "encoding", "pattern",
                          "exclude"),
        .sql =
            "SELECT source.id, quoth_public(source.path), kind,"
            " count(location.id),"
            " ifnull(sum(state = 'indexed'), 0),"
            " ifnull(sum(state = 'failed'), 0),"
            " ifnull(sum(state = 'vanished'), 0), show, lang, format,"
            " encoding, pattern, exclude, " UTC("added_ms") ","
            " NULL, source.path"
            " FROM source LEFT JOIN location ON location.source = source.id"
            " WHERE remembered GROUP BY source.id ORDER BY source.path",
    },
    {
        .name = "doubts",
        .summary = "episodes that may be the same, and were kept apart",
        .columns = COLUMNS("episode", "other", "key", "reason", "title"),
        .sql =
            "SELECT doubt.episode, other, doubt.key, reason, title,"
            " doubt.episode, " EPISODE_NAME
            " FROM doubt JOIN episode ON episode.id = doubt.episode"
            " JOIN show ON show.id = episode.show ORDER BY 1, 2",
    },
    {
        .name = "failures",
        .summary = "files that look like transcripts and could not be read",
        .columns = COLUMNS("path", "reason", "since", "retry"),
        .sql =
            "SELECT quoth_public(path), reason, " UTC("since_ms") ","
            " (SELECT " UTC("next_ms") " FROM remote WHERE url = path),"
            " NULL, path"
            " FROM failure JOIN location ON location.id = failure.location"
            " ORDER BY path",
    },
    {
        .name = "runs",
        .summary = "runs that wrote to the archive, the last one first",
        .columns = COLUMNS("id", "command", "started", "finished", "checked",
                           "added", "changed", "moved", "vanished", "removed",
                           "unchanged", "failed", "still_failing"),
        .hidden = COLUMNS("moved", "vanished", "removed", "still_failing"),
        .sql =
            "SELECT id, command, " UTC("started_ms") ", " UTC("finished_ms") ","
            " checked, added, changed, moved, vanished, removed, unchanged,"
            " failed, still_failing, NULL, command"
            " FROM run ORDER BY id DESC",
    },
    {
        .name = "settings",
        .summary = "what `quoth set` was told",
        .columns = COLUMNS("target", "key", "value", "since"),
        .sql =
            "SELECT target, key, quoth_public(value), " UTC("at_ms") ","
            " NULL, target FROM correction"
            " UNION ALL SELECT NULL, key, quoth_public(value), NULL, NULL, key"
            " FROM setting ORDER BY 1, 2",
    },
    {
        .name = "exclusions",
        .summary = "paths that `quoth remove` keeps out of the archive",
        .columns = COLUMNS("path", "since"),
        .sql =
            "SELECT quoth_public(path), " UTC("at_ms") ", NULL, path"
            " FROM exclusion ORDER BY path",
    },
    { 0 },
};

/* clang-format on */

/* More columns than any listing has. */
enum { COLUMNS_MAX = 16 };

static size_t column_count(const struct listing *listing)
{
    size_t count = 0;

    while (listing->columns[count])
        count++;
    return count;
}

static bool is_json(const struct listing *listing, const char *column)
{
    for (const char *const *name = listing->json; name && *name; name++)
        if (!strcmp(*name, column))
            return true;
    return false;
}

static struct value column_value(sqlite3_stmt *rows, int column)
{
    struct value value = { .kind = VALUE_TEXT };

    switch (sqlite3_column_type(rows, column)) {
    case SQLITE_NULL:
        value.kind = VALUE_NULL;
        return value;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        value.kind = VALUE_NUMBER;
        break;
    default:
        break;
    }
    value.text = column_view(rows, column);
    return value;
}

/* What rows have to be about. */
struct filter {
    struct slice text; /* empty = all are wanted */
    int64_t number;    /* the text, if it is one; else -1 */
    struct name_pattern pattern;
};

static void filter_init(struct filter *filter, struct slice text)
{
    struct slice rest = text;

    filter->text = text;
    if (!slice_take_number(&rest, INT64_MAX, &filter->number) || rest.len)
        filter->number = -1;
    name_pattern_init(&filter->pattern, text);
}

static bool filter_passes(struct filter *filter, sqlite3_stmt *rows,
                          int episode_column)
{
    int type = sqlite3_column_type(rows, episode_column);

    if (filter->text.len == 0)
        return true;
    if (filter->number >= 0 && type == SQLITE_INTEGER)
        return sqlite3_column_int64(rows, episode_column) == filter->number;
    return name_fit(&filter->pattern,
                    column_value(rows, episode_column + 1).text) != NAME_NO;
}

/* quoth_public(text): an address as it may be shown. */
static void public_function(sqlite3_context *context, int count,
                            sqlite3_value **values)
{
    struct slice text = { (const char *)sqlite3_value_text(values[0]),
                          (size_t)sqlite3_value_bytes(values[0]) };
    struct arena arena;

    (void)count;
    if (!text.ptr)
        return; /* null stays null */
    arena_init(&arena);
    text = url_public(text, &arena);
    sqlite3_result_text(context, text.ptr, (int)text.len, SQLITE_TRANSIENT);
    arena_release(&arena);
}

/* quoth_wanted(transcript): whether it passes the filter; NULL: if all do. */
static void wanted_function(sqlite3_context *context, int count,
                            sqlite3_value **values)
{
    const struct id_set *wanted = sqlite3_user_data(context);

    (void)count;
    sqlite3_result_int(
        context,
        !wanted->bits || (sqlite3_value_type(values[0]) != SQLITE_NULL &&
                          id_set_has(wanted, sqlite3_value_int64(values[0]))));
}

/* The functions that listings call. */
static bool add_functions(sqlite3 *db, const struct row_filter *filter)
{
    return sqlite3_create_function(db, "quoth_public", 1,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                   public_function, NULL, NULL) == SQLITE_OK &&
           sqlite3_create_function(db, "quoth_wanted", 1, SQLITE_UTF8,
                                   (void *)&filter->transcripts,
                                   wanted_function, NULL, NULL) == SQLITE_OK;
}

enum status store_list(struct store *store, const struct listing *listing,
                       const struct row_filter *row_filter,
                       void (*row)(void *context, const struct value *values,
                                   size_t count),
                       void *context, struct error *err)
{
    struct value values[COLUMNS_MAX];
    size_t count = column_count(listing);
    struct filter filter;
    sqlite3_stmt *rows;
    enum status status;
    bool found;

    if (!add_functions(store->db, row_filter) ||
        sqlite3_prepare_v2(store->db, listing->sql, -1, &rows, NULL) !=
            SQLITE_OK)
        return store_error(store, err);
    filter_init(&filter, row_filter->name);
    while (!(status = store_step(store, rows, &found, err)) && found) {
        if (!filter_passes(&filter, rows, (int)count))
            continue;
        for (size_t i = 0; i < count; i++) {
            values[i] = column_value(rows, (int)i);
            if (values[i].kind == VALUE_TEXT &&
                is_json(listing, listing->columns[i]))
                values[i].kind = VALUE_JSON;
        }
        row(context, values, count);
    }
    name_pattern_release(&filter.pattern);
    sqlite3_finalize(rows);
    return status;
}
