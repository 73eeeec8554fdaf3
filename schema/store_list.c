/*
 * What `quoth list` can list: a query a line in a table. Times of a clock come
 * out as UTC; the last two columns, for the filter, are not shown.
 */
#include "store_internal.h"

#include "name.h"

#include <string.h>

#define COLUMNS(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define UTC(column) \
    "strftime('%Y-%m-%dT%H:%M:%SZ', " column " / 1000, 'unixepoch')"

/* A transcript of speech that is searched. */
#define IS_HEARD "transcript.chosen AND transcript.kind = 'speech'"

#define EPISODE_NAME \
    "show.name || ' ' || ifnull(number, '') || ' ' || ifnull(title, '')"

#define YOUTUBE_LINK                    \
    "iif(platform_id LIKE 'youtube:%'," \
    " 'https://youtu.be/' || substr(platform_id, 9), NULL)"

const struct listing listings[] = {
    {
        .name = "shows",
        .summary = "shows, with the dates of their first and last episode",
        .columns = COLUMNS("name", "episodes", "first", "last", "words"),
        .sql = "SELECT show.name, count(*), min(date), max(date),"
               " ifnull(sum((SELECT sum(tokens) FROM transcript WHERE " IS_HEARD
               "  AND transcript.episode = episode.id)), 0), NULL, show.name"
               " FROM show JOIN episode ON episode.show = show.id"
               " GROUP BY show.id ORDER BY show.name",
    },
    {
        .name = "episodes",
        .summary = "episodes, the newest of each show first",
        .columns = COLUMNS("id", "key", "show", "number", "title", "people",
                           "date", "duration_ms", "link", "links", "language",
                           "segments", "words", "transcripts", "source"),
        .hidden = COLUMNS("key", "people", "duration_ms", "link", "links",
                          "segments", "transcripts", "source"),
        .json = COLUMNS("people", "links"),
        .sql =
            "SELECT episode.id, key, show.name, number, title,"
            " (SELECT json_group_array(json_object('name', name, 'role',"
            "   role)) FROM (SELECT name, role FROM person"
            "   WHERE person.episode = episode.id ORDER BY place)),"
            " date, ifnull(episode.duration_ms, max(transcript.duration_ms)),"
            " coalesce(link, " YOUTUBE_LINK ", media),"
            /* A merge patch drops what is null. */
            " json_patch('{}', json_object('youtube', " YOUTUBE_LINK ","
            "  'audio', media, 'page', link)),"
            " group_concat(DISTINCT language),"
            " ifnull(sum(iif(" IS_HEARD ", segments, 0)), 0),"
            " ifnull(sum(iif(" IS_HEARD ", tokens, 0)), 0),"
            " count(transcript.id),"
            " (SELECT path FROM location JOIN transcript AS made"
            "   ON made.id = location.transcript"
            "   WHERE made.episode = episode.id"
            "   ORDER BY made.chosen DESC, made.id, path LIMIT 1),"
            " episode.id, " EPISODE_NAME
            " FROM episode JOIN show ON show.id = episode.show"
            " LEFT JOIN transcript ON transcript.episode = episode.id"
            " GROUP BY episode.id"
            " ORDER BY show.name, date IS NULL, date DESC, episode.id",
    },
    {
        .name = "speakers",
        .summary = "speakers, those who said the most first",
        .columns = COLUMNS("name", "episodes", "segments"),
        .sql =
            "SELECT speaker.name, count(DISTINCT transcript.episode),"
            " count(*), NULL, speaker.name"
            " FROM segment JOIN transcript ON transcript.id = segment.id >> 24"
            " JOIN speaker ON speaker.id = segment.speaker WHERE " IS_HEARD
            " GROUP BY speaker.id ORDER BY count(*) DESC, speaker.name",
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
               " JOIN show ON show.id = episode.show WHERE transcript.chosen"
               " ORDER BY episode.id, transcript.id, chapter.place",
    },
    {
        .name = "transcripts",
        .summary = "transcripts: an episode may have several",
        .columns =
            COLUMNS("id", "episode", "show", "title", "language", "format",
                    "timing", "made_by", "chosen", "words", "path"),
        .hidden = COLUMNS("show", "made_by", "path"),
        .sql =
            "SELECT transcript.id, episode.id, show.name, title,"
            " language, format, timing, made_by, chosen, tokens,"
            " (SELECT path FROM location WHERE transcript = transcript.id"
            "   ORDER BY state = 'vanished', id LIMIT 1),"
            " episode.id, " EPISODE_NAME
            " FROM transcript JOIN episode ON episode.id = transcript.episode"
            " JOIN show ON show.id = episode.show"
            " WHERE transcript.kind = 'speech' ORDER BY transcript.id",
    },
    {
        .name = "sources",
        .summary = "what `quoth index` was told to read, and reads again",
        .columns = COLUMNS("path", "kind", "files", "transcripts", "failed",
                           "vanished", "show", "language", "format", "encoding",
                           "exclude", "added"),
        .hidden = COLUMNS("show", "language", "format", "encoding", "exclude"),
        .sql = "SELECT source.path, kind, count(location.id),"
               " ifnull(sum(state = 'indexed'), 0),"
               " ifnull(sum(state = 'failed'), 0),"
               " ifnull(sum(state = 'vanished'), 0), show, lang, format,"
               " encoding, exclude, " UTC(
                   "added_ms") ", NULL, source.path"
                               " FROM source LEFT JOIN location ON "
                               "location.source = source.id WHERE remembered"
                               " GROUP BY source.id ORDER BY source.path",
    },
    {
        .name = "doubts",
        .summary = "episodes that may be the same, and were kept apart",
        .columns = COLUMNS("episode", "other", "key", "reason", "title"),
        .sql = "SELECT doubt.episode, other, doubt.key, reason, title,"
               " doubt.episode, " EPISODE_NAME
               " FROM doubt JOIN episode ON episode.id = doubt.episode"
               " JOIN show ON show.id = episode.show ORDER BY 1, 2",
    },
    {
        .name = "failures",
        .summary = "files that look like transcripts and could not be read",
        .columns = COLUMNS("path", "reason", "since"),
        .sql = "SELECT path, reason, " UTC(
            "since_ms") ", NULL, path"
                        " FROM failure JOIN location ON location.id = "
                        "failure.location"
                        " ORDER BY path",
    },
    {
        .name = "runs",
        .summary = "runs that wrote to the archive, the last one first",
        .columns = COLUMNS("id", "command", "started", "finished", "checked",
                           "added", "changed", "moved", "vanished", "removed",
                           "unchanged", "failed", "still_failing"),
        .hidden = COLUMNS("moved", "vanished", "removed", "still_failing"),
        .sql = "SELECT id, command, " UTC("started_ms") ", " UTC(
            "finished_ms") ", checked, added, changed, moved, vanished, "
                           "removed, unchanged,"
                           " failed, still_failing, NULL, command"
                           " FROM run ORDER BY id DESC",
    },
    {
        .name = "settings",
        .summary = "what `quoth set` was told",
        .columns = COLUMNS("target", "key", "value", "since"),
        .sql = "SELECT target, key, value, " UTC(
            "at_ms") ", NULL, target"
                     " FROM correction UNION ALL SELECT NULL, key, value, "
                     "NULL, NULL,"
                     " key FROM setting ORDER BY 1, 2",
    },
    {
        .name = "exclusions",
        .summary = "paths that `quoth remove` keeps out of the archive",
        .columns = COLUMNS("path", "since"),
        .sql = "SELECT path, " UTC("at_ms") ", NULL, path"
                                            " FROM exclusion ORDER BY path",
    },
    { 0 },
};

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
    value.text.ptr = (const char *)sqlite3_column_text(rows, column);
    value.text.len = (size_t)sqlite3_column_bytes(rows, column);
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

enum status store_list(struct store *store, const struct listing *listing,
                       struct slice filter_text,
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

    if (sqlite3_prepare_v2(store->db, listing->sql, -1, &rows, NULL) !=
        SQLITE_OK)
        return store_error(store, err);
    filter_init(&filter, filter_text);
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
