#include "store.h"

#include "archive.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <sqlite3.h>

/* ---- an archive of four episodes, the first with two languages ---- */

static const struct said door[] = {
    { "Ann Lee", 0, 4000, "Welcome to the show about doors.", "Intro" },
    { "Bo Müller", 5000, 9000, "It was a one-way door.", NULL },
    { "Ann Lee", 20000, 25000, "And then we went home.", "Home" },
    { .text = NULL },
};

static const struct said tuer[] = {
    { "Bo Müller", 0, 4000, "Willkommen zur Sendung über Türen.", NULL },
    { .text = NULL },
};

static const struct said short_one[] = {
    { NULL, TIME_NONE, TIME_NONE, "Just this one line.", NULL },
    { .text = NULL },
};

static const struct told tolds[] = {
    { .key = "guid:1",
      .show = "Field Notes",
      .number = "007",
      .title = "The Door",
      .date = "2025-11-02",
      .guest = "Bo Müller",
      .language = "en",
      .path = "/podcasts/door.vtt",
      .said = door },
    { .key = "guid:1",
      .language = "de",
      .path = "/podcasts/door.de.vtt",
      .said = tuer },
    { .key = "guid:2",
      .show = "Field Notes",
      .number = "8",
      .title = "Café on the corner",
      .date = "2025",
      .path = "/podcasts/cafe.txt",
      .said = short_one },
    { .key = "guid:3",
      .show = "Second Draft",
      .number = "S02E07",
      .title = "Doors, again",
      .date = "2024-03",
      .path = "/podcasts/again.txt",
      .said = short_one },
    { .key = "guid:4",
      .show = "Second Draft",
      .title = "Café",
      .path = "/podcasts/undated.txt",
      .said = short_one },
};

static int set_up(void **state)
{
    *state = archive_of(tolds, sizeof(tolds) / sizeof(*tolds));
    return 0;
}

static int tear_down(void **state)
{
    archive_remove(*state);
    return 0;
}

/* ---- getting ---- */

static void test_episode(void **state)
{
    struct store *store = archive_read(*state);
    struct episode_meta meta;
    struct slice key;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    assert_int_equal(store_get_episode(store, 1, &arena, &meta, &key, &err), 0);
    assert_true(slice_equal(key, SLICE("guid:1")));
    assert_true(slice_equal(meta.show, SLICE("Field Notes")));
    assert_true(slice_equal(meta.number, SLICE("007")));
    assert_true(slice_equal(meta.title, SLICE("The Door")));
    assert_true(slice_equal(meta.date, SLICE("2025-11-02")));
    assert_int_equal(meta.people.count, 1);
    assert_true(slice_equal(meta.people.list[0].role, SLICE("guest")));
    assert_true(meta.duration_ms == TIME_NONE);
    assert_int_equal(store_get_episode(store, 99, &arena, &meta, &key, &err),
                     STATUS_NOT_FOUND);
    arena_release(&arena);
    archive_close(store);
}

static void test_transcripts_of_episode(void **state)
{
    struct store *store = archive_read(*state);
    struct slice *paths;
    struct arena arena;
    struct error err;
    int64_t *ids;
    size_t count;

    arena_init(&arena);
    assert_int_equal(
        store_episode_transcripts(store, 1, &arena, &ids, &count, &err), 0);
    assert_int_equal(count, 2);
    assert_int_equal(ids[0], 1);
    assert_int_equal(ids[1], 3); /* 2 is the titles of 1 */
    assert_int_equal(
        store_episode_paths(store, 1, &arena, &paths, &count, &err), 0);
    assert_int_equal(count, 2);
    assert_true(slice_equal(paths[0], SLICE("/podcasts/door.de.vtt")));
    arena_release(&arena);
    archive_close(store);
}

static void test_segments(void **state)
{
    struct store *store = archive_read(*state);
    struct segment_record *segments;
    struct arena arena;
    struct error err;
    size_t count;

    arena_init(&arena);
    /* Tokens 6 to 11 are the second segment. */
    assert_int_equal(
        store_get_segments(store, 1, 1, 12, &arena, &segments, &count, &err),
        0);
    assert_int_equal(count, 1);
    assert_true(slice_equal(segments[0].text, SLICE("It was a one-way door.")));
    assert_true(slice_equal(segments[0].speaker, SLICE("Bo Müller")));
    assert_int_equal(segments[0].start_ms, 5000);
    assert_int_equal(segments[0].line, 2);
    /* "All" ends where the next transcript begins. */
    assert_int_equal(store_get_segments(store, 1, 0, UINT32_MAX, &arena,
                                        &segments, &count, &err),
                     0);
    assert_int_equal(count, 3);
    assert_int_equal(store_get_segments(store, 1, UINT32_MAX, UINT32_MAX,
                                        &arena, &segments, &count, &err),
                     0);
    assert_int_equal(count, 0);
    arena_release(&arena);
    archive_close(store);
}

static void test_chapters(void **state)
{
    static const struct {
        uint32_t token;
        const char *title;
    } cases[] = {
        { 0, "Intro" }, { 11, "Intro" }, { 12, "Home" }, { 99, "Home" }
    };
    struct store *store = archive_read(*state);
    struct chapter_record *chapters;
    struct slice title;
    struct arena arena;
    struct error err;
    size_t count;

    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_int_equal(
            store_chapter_at(store, 1, cases[i].token, &arena, &title, &err),
            0);
        assert_true(slice_equal(title, slice_of(cases[i].title)));
    }
    assert_int_equal(store_chapter_at(store, 2, 0, &arena, &title, &err), 0);
    assert_int_equal(title.len, 0);
    assert_int_equal(
        store_get_chapters(store, 1, &arena, &chapters, &count, &err), 0);
    assert_int_equal(count, 2);
    assert_int_equal(chapters[1].token, 12);
    assert_int_equal(chapters[1].start_ms, 20000);
    assert_true(chapters[1].end_ms == TIME_NONE);
    arena_release(&arena);
    archive_close(store);
}

/* ---- finding ---- */

struct where_case {
    enum episode_condition condition;
    const char *text;
    bool exact;
    const char *transcripts; /* their ids */
    size_t episodes, unknown;
};

static const struct where_case where_cases[] = {
    { WHERE_SHOW, "field notes", false, "1234", 2, 0 },
    { WHERE_SHOW, "FIELD", false, "1234", 2, 0 },
    { WHERE_SHOW, "dra", false, "56", 2, 0 },
    { WHERE_SHOW, "notes field", false, "", 0, 0 },
    { WHERE_SHOW, "field", true, "", 0, 0 },
    { WHERE_SHOW, "field notes", true, "1234", 2, 0 },
    { WHERE_SHOW, "…", false, "", 0, 0 },
    { WHERE_TITLE, "door", false, "1235", 2, 0 },
    { WHERE_TITLE, "the door", true, "123", 1, 0 },
    { WHERE_TITLE, "cafe", false, "46", 2, 0 },
    { WHERE_TITLE, "cafe", true, "6", 1, 0 },
    { WHERE_NUMBER, "7", false, "123", 1, 0 },
    { WHERE_NUMBER, "008", false, "4", 1, 0 },
    { WHERE_NUMBER, "s02e07", false, "5", 1, 0 },
    { WHERE_NUMBER, "70", false, "", 0, 0 },
    { WHERE_ID, "1", false, "123", 1, 0 },
    { WHERE_ID, "4", false, "6", 1, 0 },
    { WHERE_ID, "12", false, "", 0, 0 },
    { WHERE_DATE_FROM, "2025", false, "1234", 2, 1 },
    { WHERE_DATE_FROM, "2025-11-02", false, "1234", 2, 1 },
    { WHERE_DATE_FROM, "2025-11-03", false, "4", 1, 1 },
    { WHERE_DATE_FROM, "2024-03-31", false, "12345", 3, 1 },
    { WHERE_DATE_FROM, "2024-04", false, "1234", 2, 1 },
    { WHERE_DATE_FROM, "2026", false, "", 0, 1 },
    { WHERE_DATE_TO, "2024", false, "5", 1, 1 },
    { WHERE_DATE_TO, "2024-02-29", false, "", 0, 1 },
    { WHERE_DATE_TO, "2025-01-01", false, "45", 2, 1 },
    { WHERE_DATE_TO, "2025-11", false, "12345", 3, 1 },
    { WHERE_NO_DATE, "", false, "6", 1, 0 },
};

static void test_where(void **state)
{
    struct store *store = archive_read(*state);

    for (size_t i = 0; i < sizeof(where_cases) / sizeof(*where_cases); i++) {
        const struct where_case *expected = &where_cases[i];
        struct buf found = BUF_INIT;
        size_t episodes, unknown;
        struct id_set set;
        struct arena arena;
        struct error err;

        arena_init(&arena);
        assert_int_equal(store_transcripts_where(store, expected->condition,
                                                 slice_of(expected->text),
                                                 expected->exact, &arena, &set,
                                                 &episodes, &unknown, &err),
                         0);
        for (int id = 0; id < 20; id++)
            if (id_set_has(&set, id))
                buf_printf(&found, "%d", id);
        if (!slice_equal(buf_view(&found), slice_of(expected->transcripts)) ||
            episodes != expected->episodes || unknown != expected->unknown)
            fail_msg("case %zu, \"%s\": transcripts %.*s, %zu episodes, "
                     "%zu unknown",
                     i, expected->text, SLICE_ARG(buf_view(&found)), episodes,
                     unknown);
        buf_release(&found);
        arena_release(&arena);
    }
    archive_close(store);
}

static void test_chosen(void **state)
{
    static const struct told machine = {
        .key = "guid:1",
        .language = "en",
        .path = "/podcasts/door.srt",
        .said = short_one,
    };
    struct store *store = archive_read(*state);
    struct id_set set;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    assert_int_equal(store_chosen_transcripts(store, false, &arena, &set, &err),
                     0);
    assert_null(set.bits);
    assert_true(id_set_has(&set, 1) && id_set_has(&set, 5));
    archive_close(store);

    /* A second one in the same language, and without times, is not searched. */
    store = archive_write(*state);
    archive_add(store, &machine);
    assert_int_equal(store_chosen_transcripts(store, false, &arena, &set, &err),
                     0);
    assert_non_null(set.bits);
    for (int64_t id = 1; id <= 6; id++)
        assert_true(id_set_has(&set, id));
    assert_false(id_set_has(&set, 7));
    assert_false(id_set_has(&set, 1000));
    store_abandon(store);
    arena_release(&arena);
}

static void test_speakers(void **state)
{
    static const struct {
        const char *text;
        bool exact;
        size_t count;
    } cases[] = {
        { "ann", false, 1 },    { "MULLER", false, 1 }, { "lee", false, 1 },
        { "ann lee", true, 1 }, { "ann", true, 0 },     { "lee ann", false, 0 },
        { "", false, 0 },       { "x", false, 0 },
    };
    struct store *store = archive_read(*state);
    struct slice *names;
    struct arena arena;
    struct error err;
    int64_t *ids;
    size_t count;

    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_int_equal(store_speakers_named(store, slice_of(cases[i].text),
                                              cases[i].exact, &arena, &ids,
                                              &count, &err),
                         0);
        if (count != cases[i].count)
            fail_msg("%s: %zu speakers", cases[i].text, count);
    }
    assert_int_equal(
        store_names(store, NAMES_SPEAKERS, &arena, &names, &count, &err), 0);
    assert_int_equal(count, 2);
    assert_true(slice_equal(names[0], SLICE("Ann Lee")));
    assert_int_equal(
        store_names(store, NAMES_SHOWS, &arena, &names, &count, &err), 0);
    assert_int_equal(count, 2);
    arena_release(&arena);
    archive_close(store);
}

struct match_case {
    const char *text;
    size_t limit;
    const char *episodes; /* their ids, in order */
};

static const struct match_case match_cases[] = {
    { "1", 9, "1" },
    { "latest", 9, "1" },
    { "/podcasts/cafe.txt", 9, "2" },
    { "cafe.txt", 9, "2" },
    { "afe.txt", 9, "" },
    { "guid:3", 9, "3" },
    { "the door", 9, "1" },
    { "door", 9, "13" },
    { "cafe", 9, "4" },
    { "corner cafe", 9, "2" },
    { "field notes 8", 9, "2" },
    { "second draft", 9, "34" },
    { "second draft", 1, "3" },
    { "s02e07", 9, "3" },
    { "no such words", 9, "" },
    { "", 9, "" },
};

static void test_match_episodes(void **state)
{
    struct store *store = archive_read(*state);

    for (size_t i = 0; i < sizeof(match_cases) / sizeof(*match_cases); i++) {
        struct buf found = BUF_INIT;
        struct arena arena;
        struct error err;
        int64_t *ids;
        size_t count;

        arena_init(&arena);
        assert_int_equal(store_match_episodes(
                             store, slice_of(match_cases[i].text),
                             match_cases[i].limit, &arena, &ids, &count, &err),
                         0);
        for (size_t j = 0; j < count; j++)
            buf_printf(&found, "%d", (int)ids[j]);
        if (!slice_equal(buf_view(&found), slice_of(match_cases[i].episodes)))
            fail_msg("%s: episodes %.*s", match_cases[i].text,
                     SLICE_ARG(buf_view(&found)));
        buf_release(&found);
        arena_release(&arena);
    }
    archive_close(store);
}

/* ---- figures and lists ---- */

static void test_figures(void **state)
{
    struct store *store = archive_read(*state);
    struct store_stats stats;
    int64_t segments, episodes;
    struct error err;

    assert_int_equal(store_stats(store, &stats, &err), 0);
    assert_int_equal(stats.shows, 2);
    assert_int_equal(stats.episodes, 4);
    assert_int_equal(stats.transcripts, 5);
    assert_int_equal(stats.segments, 7);
    assert_int_equal(stats.tokens, 34);
    assert_int_equal(stats.indexed_tokens, 34);
    assert_int_equal(stats.speakers, 2);
    assert_int_equal(stats.sources, 1);
    assert_true(stats.file_bytes > 0);
    assert_int_equal(store_counts(store, &segments, &episodes, &err), 0);
    assert_int_equal(segments, 7);
    assert_int_equal(episodes, 4);
    archive_close(store);
}

/* The rows of a listing as "a|b\n…", the first two columns. */
static void append_row(void *context, const struct value *values, size_t count)
{
    assert_true(count >= 2);
    buf_printf(context, "%.*s|%.*s\n", SLICE_ARG(values[0].text),
               SLICE_ARG(values[1].text));
}

static const struct listing *listing_called(const char *name)
{
    const struct listing *listing = listings;

    while (listing->name && strcmp(listing->name, name))
        listing++;
    assert_non_null(listing->name);
    return listing;
}

static const struct {
    const char *listing, *filter, *rows;
} list_cases[] = {
    { "shows", "", "Field Notes|2\nSecond Draft|2\n" },
    { "shows", "draft", "Second Draft|2\n" },
    { "shows", "2", "" },
    { "episodes", "", "1|guid:1\n2|guid:2\n3|guid:3\n4|guid:4\n" },
    { "episodes", "2", "2|guid:2\n" },
    { "episodes", "CAFE", "2|guid:2\n4|guid:4\n" },
    { "episodes", "notes door", "1|guid:1\n" },
    { "speakers", "", "Ann Lee|1\nBo Müller|1\n" },
    { "chapters", "1", "1|Field Notes\n1|Field Notes\n" },
    { "chapters", "home", "1|Field Notes\n" },
    { "transcripts", "1", "1|1\n3|1\n" },
    { "sources", "", "1|/podcasts\n" },
    { "failures", "", "" },
    { "runs", "", "" },
    { "settings", "", "" },
    { "exclusions", "", "" },
};

static void test_listings(void **state)
{
    struct store *store = archive_read(*state);

    for (size_t i = 0; i < sizeof(list_cases) / sizeof(*list_cases); i++) {
        struct row_filter filter = { .name = slice_of(list_cases[i].filter) };
        struct buf rows = BUF_INIT;
        struct error err;

        if (store_list(store, listing_called(list_cases[i].listing), &filter,
                       append_row, &rows, &err))
            fail_msg("%s: %s", list_cases[i].listing, err.text);
        if (!slice_equal(buf_view(&rows), slice_of(list_cases[i].rows)))
            fail_msg("list %s %s: %.*s", list_cases[i].listing,
                     list_cases[i].filter, SLICE_ARG(buf_view(&rows)));
        buf_release(&rows);
    }
    archive_close(store);
}

static void count_columns(void *context, const struct value *values,
                          size_t count)
{
    (void)values;
    *(size_t *)context = count;
}

/* What is hidden or JSON are names of columns. */
static void test_listing_table(void **state)
{
    struct store *store = archive_read(*state);

    for (const struct listing *listing = listings; listing->name; listing++) {
        static const struct row_filter all = { .name = { "", 0 } };
        const char *const *lists[] = { listing->hidden, listing->json };
        size_t count = 0, columns = 0;
        struct error err;

        while (listing->columns[columns])
            columns++;
        for (size_t i = 0; i < 2; i++)
            for (const char *const *name = lists[i]; name && *name; name++) {
                size_t at = 0;

                while (at < columns && strcmp(listing->columns[at], *name))
                    at++;
                if (at == columns)
                    fail_msg("%s has no column %s", listing->name, *name);
            }
        assert_int_equal(
            store_list(store, listing, &all, count_columns, &count, &err), 0);
        assert_true(count == 0 || count == columns);
    }
    archive_close(store);
}

/* ---- what a person says ---- */

static void test_rename_show(void **state)
{
    struct slice names[] = { SLICE("Second Draft"), SLICE("Drafts"),
                             SLICE("Field Notes") };
    struct told later = tolds[4];
    struct store *store = archive_write(*state);
    struct store_stats stats;
    struct error err;

    assert_int_equal(store_rename_show(store, names[0], names[1], &err), 0);
    assert_int_equal(store_rename_show(store, names[0], names[1], &err),
                     STATUS_NOT_FOUND);
    /* Into a show that is there. */
    assert_int_equal(store_rename_show(store, names[1], names[2], &err), 0);
    assert_int_equal(store_stats(store, &stats, &err), 0);
    assert_int_equal(stats.shows, 1);
    /* A file that still has the first name gets the last. */
    later.key = "guid:5";
    later.path = "/podcasts/later.txt";
    archive_add(store, &later);
    assert_int_equal(store_stats(store, &stats, &err), 0);
    assert_int_equal(stats.shows, 1);
    assert_int_equal(stats.episodes, 5);
    store_abandon(store);
}

static void test_correction(void **state)
{
    struct store *store = archive_write(*state);
    struct episode_meta meta, nothing;
    struct slice key;
    struct arena arena;
    struct error err;
    int64_t episode = 1;

    arena_init(&arena);
    meta_init(&nothing);
    assert_int_equal(store_put_correction(store, SLICE("episode:1"),
                                          SLICE("date"), SLICE("2020"), &err),
                     0);
    assert_int_equal(store_put_episode(store, &nothing, NULL, 0, EPISODE_FILL,
                                       &episode, &err),
                     0);
    store_get_episode(store, 1, &arena, &meta, &key, &err);
    assert_true(slice_equal(meta.date, SLICE("2020")));
    assert_int_equal(store_drop_correction(store, 1, SLICE("date"), &err), 0);
    store_get_episode(store, 1, &arena, &meta, &key, &err);
    assert_int_equal(meta.date.len, 0);
    assert_true(slice_equal(meta.title, SLICE("The Door")));
    assert_int_equal(meta.people.count, 1);
    arena_release(&arena);
    store_abandon(store);
}

static void test_exclusion(void **state)
{
    struct store *store = archive_write(*state);
    struct slice path = SLICE("/podcasts/x.vtt");
    struct error err;
    bool is;

    assert_int_equal(store_put_exclusion(store, path, &err), 0);
    assert_int_equal(store_is_excluded(store, path, &is, &err), 0);
    assert_true(is);
    assert_int_equal(store_drop_exclusion(store, path, &is, &err), 0);
    assert_true(is);
    assert_int_equal(store_drop_exclusion(store, path, &is, &err), 0);
    assert_false(is);
    assert_int_equal(store_is_excluded(store, path, &is, &err), 0);
    assert_false(is);
    store_abandon(store);
}

static void test_remove_source(void **state)
{
    struct store *store = archive_write(*state);
    struct source_record source;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    for (int64_t episode = 1; episode <= 4; episode++)
        assert_int_equal(store_remove_episode(store, episode, &err), 0);
    assert_int_equal(
        store_get_source(store, SLICE("/podcasts"), &arena, &source, &err), 0);
    assert_int_not_equal(source.id, 0);
    assert_int_equal(store_remove_source(store, source.id, &err), 0);
    assert_int_equal(
        store_get_source(store, SLICE("/podcasts"), &arena, &source, &err), 0);
    assert_int_equal(source.id, 0);
    arena_release(&arena);
    store_abandon(store);
}

/* ---- checking ---- */

static void append_line(void *context, const char *text)
{
    buf_printf(context, "%s\n", text);
}

/* Fails unless the check of the archive says `sentence`; NULL: nothing. */
static void assert_check_says(const char *path, const char *sentence)
{
    struct store *store = archive_read(path);
    struct buf said = BUF_INIT;
    struct error err;
    size_t checks;

    assert_int_equal(store_check(store, append_line, &said, &checks, &err), 0);
    assert_true(checks > 10);
    if (sentence
            ? slice_find(buf_view(&said), slice_of(sentence)) == SLICE_NOT_FOUND
            : said.len > 0)
        fail_msg("expected %s, was told:\n%.*s", sentence,
                 SLICE_ARG(buf_view(&said)));
    buf_release(&said);
    archive_close(store);
}

/* Each damage, and how it is made good again. */
static const struct {
    const char *damage, *repair, *sentence;
} damages[] = {
    { "UPDATE segment SET text = text || ' Ghost.' WHERE id = 1 << 24",
      "UPDATE segment SET text = replace(text, ' Ghost.', '')",
      "the text of transcript 1 is not what was indexed" },
    { "UPDATE segment SET id = id + 1 WHERE id = (1 << 24) + 6",
      "UPDATE segment SET id = id - 1 WHERE id = (1 << 24) + 7",
      "1 segments of transcript 1 are not where its time axis has them" },
    { "UPDATE transcript SET segments = 4 WHERE id = 1",
      "UPDATE transcript SET segments = 3 WHERE id = 1",
      "transcript 1 has 3 segments, but should have 4" },
    { "UPDATE transcript SET tokens = 1 WHERE id = 3",
      "UPDATE transcript SET tokens = 5 WHERE id = 3",
      "the time axis of transcript 3 has 5 words" },
    { "UPDATE axis SET transcript = 77 WHERE transcript = 3",
      "UPDATE axis SET transcript = 3 WHERE transcript = 77",
      "transcript 3 has no time axis that can be read" },
    { "UPDATE transcript SET chosen = 0 WHERE id = 5",
      "UPDATE transcript SET chosen = 1 WHERE id = 5",
      "episode 3 has no transcript that is searched" },
    { "INSERT INTO segment(id, text) VALUES(99 << 24, 'Lost.')",
      "DELETE FROM segment WHERE id = 99 << 24",
      "1 segments are of transcript 99, which is not there" },
    { "UPDATE term SET count = count + 1 WHERE term = 'door'",
      "UPDATE term SET count = count - 1 WHERE term = 'door'",
      "count differently: 1, such as \"door\"" },
    { "INSERT INTO term VALUES('unsaid', 'en', 1, NULL)",
      "DELETE FROM term WHERE term = 'unsaid'", "but the index has 36" },
    { "CREATE TABLE kept AS SELECT words FROM vocabulary;"
      "UPDATE vocabulary SET words = substr(words, 1, length(words) - 1)",
      "UPDATE vocabulary SET words = (SELECT words FROM kept);"
      "DROP TABLE kept",
      "the packed vocabulary differs from its table" },
    { "UPDATE location SET transcript = NULL WHERE transcript = 1",
      "UPDATE location SET transcript = 1 WHERE path = '/podcasts/door.vtt'",
      "/podcasts/door.vtt counts as indexed" },
    { "INSERT INTO person(episode, place, name) VALUES(77, 0, 'Nobody')",
      "DELETE FROM person WHERE episode = 77",
      "references from the table person to rows of the table episode" },
    { "INSERT INTO episode(id, show, key, added_ms) VALUES(50, 1, 'x', 0)",
      "DELETE FROM episode WHERE id = 50", "episode 50 has no transcript" },
};

static void test_check(void **state)
{
    sqlite3 *db;

    assert_check_says(*state, NULL);
    assert_int_equal(sqlite3_open(*state, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
        assert_int_equal(sqlite3_exec(db, damages[i].damage, NULL, NULL, NULL),
                         SQLITE_OK);
        assert_check_says(*state, damages[i].sentence);
        assert_int_equal(sqlite3_exec(db, damages[i].repair, NULL, NULL, NULL),
                         SQLITE_OK);
        assert_check_says(*state, NULL);
    }
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_episode),
        cmocka_unit_test(test_transcripts_of_episode),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_chapters),
        cmocka_unit_test(test_where),
        cmocka_unit_test(test_chosen),
        cmocka_unit_test(test_speakers),
        cmocka_unit_test(test_match_episodes),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_listings),
        cmocka_unit_test(test_listing_table),
        cmocka_unit_test(test_rename_show),
        cmocka_unit_test(test_correction),
        cmocka_unit_test(test_exclusion),
        cmocka_unit_test(test_remove_source),
        cmocka_unit_test(test_check),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
