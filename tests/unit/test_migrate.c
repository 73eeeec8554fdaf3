/*
 * Archives of every older schema, with something in them, are brought up to
 * date: test_migrate SQL…, all migrations in their order.
 */
#include "store_internal.h"

#include "archive.h"
#include "tokenizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char **migrations;
static int migration_count;

#define FIRST  "The heron waits in cold water."
#define SECOND "The otter sleeps."

/* What the first schema can hold of a show, but for its words and their axis. */
static const char rows[] =
    "INSERT INTO source VALUES(1, 'folder', '/talks', NULL, 'en', NULL, NULL,"
    " '*.txt', 1, 1700000000000);"
    "INSERT INTO correction VALUES('episode:1', 'date', '2024-03-01', 1);"
    "INSERT INTO exclusion VALUES('/talks/never.vtt', 1);"
    "INSERT INTO show VALUES(1, 'Shore');"
    "INSERT INTO episode(id, show, key, title, date, added_ms) VALUES"
    " (1, 1, 'stem:/talks/one', 'Waders', '2024-03-01', 1700000000000);"
    "INSERT INTO episode_key VALUES('stem:/talks/one', 1);"
    "INSERT INTO person VALUES(1, 0, 'Ann Reed', 'guest');"
    "INSERT INTO speaker VALUES(1, 'Ann Reed');"
    "INSERT INTO segment VALUES(1 << 24, 1, 0, 5000, 1, '" FIRST "'),"
    " ((1 << 24) + 6, NULL, 5000, 8000, 2, '" SECOND "');"
    "INSERT INTO chapter VALUES(1, 6, 0, 5000, NULL, 'Otters');"
    "INSERT INTO location VALUES(1, 1, '/talks/one.vtt', 'indexed', 90, 1, 1,"
    " 1);"
    "INSERT INTO location VALUES(2, 1, '/talks/two.vtt', 'failed', 9, 1, NULL,"
    " 1);"
    "INSERT INTO failure VALUES(2, 'it is empty', 1, 1);"
    "INSERT INTO run(id, command, started_ms, finished_ms, added) VALUES"
    " (1, 'index', 1, 2, 1);"
    "INSERT INTO language VALUES('en');"
    "INSERT INTO term VALUES('the', 'en', 2, NULL), ('heron', 'en', 1, NULL),"
    " ('waits', 'en', 1, 'wait'), ('in', 'en', 1, NULL),"
    " ('cold', 'en', 1, NULL), ('water', 'en', 1, NULL),"
    " ('otter', 'en', 1, NULL), ('sleeps', 'en', 1, 'sleep');";

static void run_sql(struct store *store, const char *sql)
{
    struct error err;

    if (store_exec(store, sql, &err))
        fail_msg("%s: %.80s", err.text, sql);
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct buf text = BUF_INIT;
    char part[4096];
    size_t got;

    assert_non_null(file);
    while ((got = fread(part, 1, sizeof(part), file)) > 0)
        buf_append(&text, part, got);
    fclose(file);
    return text.ptr;
}

static void apply(struct store *store, int version)
{
    char *sql = read_text(migrations[version - 1]), pragma[96];

    run_sql(store, sql);
    free(sql);
    snprintf(pragma, sizeof(pragma),
             "PRAGMA application_id=0x71756f74; PRAGMA user_version=%d",
             version);
    run_sql(store, pragma);
}

static void put_axis(struct store *store, const struct token_list *tokens)
{
    struct axis_segment segments[] = { { 0, 0, false },
                                       { 6, AXIS_NO_SPEAKER, false } };
    struct axis_anchor anchors[] = { { 0, false, 0, 5000 },
                                     { 6, false, 5000, 8000 } };
    int64_t speaker = 1;
    const struct axis axis = {
        .token_count = (uint32_t)tokens->count,
        .anchors = anchors,
        .anchor_count = 2,
        .segments = segments,
        .segment_count = 2,
        .speakers = &speaker,
        .speaker_count = 1,
    };
    struct error err;

    assert_int_equal(store_put_axis(store, 1, &axis, &err), 0);
}

/* The transcript, its words in the index, and their axis. */
static void put_words(struct store *store)
{
    struct token_list tokens;
    struct error err;
    char sql[512];

    token_list_init(&tokens);
    tokenize(&tokens, SLICE(FIRST), 0);
    tokenize(&tokens, SLICE(SECOND), 0);
    assert_int_equal(tokens.count, 9);
    snprintf(sql, sizeof(sql),
             "INSERT INTO transcript VALUES(1, 1, 'speech', NULL, 1, 'en', 0,"
             " 'vtt', 'UTF-8', NULL, 'cue', 4000, 7, %lld, 9, 2, 48, 8000, 30,"
             " 90)",
             (long long)token_list_hash(&tokens));
    run_sql(store, sql);
    assert_int_equal(speech_insert(store, 1, &tokens, &err), 0);
    put_axis(store, &tokens);
    token_list_release(&tokens);
}

/* An archive that began with the first schema and has been brought so far. */
static void make_archive(const char *path, int version)
{
    struct store *store = store_new(path);
    struct error err;

    assert_int_equal(store_connect(store, path,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                   &err),
                     0);
    /* It need not outlive a power cut, and a sync a statement takes long. */
    run_sql(store, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
    apply(store, 1);
    run_sql(store, rows);
    put_words(store);
    for (int next = 2; next <= version; next++)
        apply(store, next);
    store_free(store);
}

static void assert_refused(const char *path, const char *reason)
{
    struct store *store;
    struct error err;

    assert_int_equal(store_open_reader(path, &store, &err), STATUS_STORE);
    if (!strstr(err.text, reason))
        fail_msg("\"%s\" is not in: %s", reason, err.text);
}

static void complain(void *context, const char *text)
{
    (void)context;
    fail_msg("%s", text);
}

static int64_t number(struct store *store, const char *sql)
{
    sqlite3_stmt *statement;
    struct error err;
    int64_t value;

    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(store_number(store, statement, -1, &value, &err), 0);
    sqlite3_finalize(statement);
    return value;
}

/* All that was put in is there, and can be found. */
static void assert_whole(const char *path)
{
    static const char *const ones[] = {
        "SELECT count(*) FROM speech WHERE speech MATCH 'otter'",
        "SELECT count(*) FROM vocabulary WHERE length(words) > 20",
        "SELECT count(*) FROM passage WHERE speaker = 'Ann Reed'",
        "SELECT count(*) FROM chapter WHERE title = 'Otters'",
        ("SELECT count(*) FROM transcript WHERE chapters_from = 'transcript'"
         " AND added_ms = 1700000000000"),
        "SELECT count(*) FROM source WHERE path = '/talks' AND remembered",
        "SELECT count(*) FROM failure WHERE reason = 'it is empty'",
        "SELECT count(*) FROM correction",
        "SELECT count(*) FROM exclusion",
        "SELECT count(*) FROM run WHERE command = 'index'",
        "SELECT count(*) FROM tokenizer",
    };
    struct store *store = archive_read(path);
    struct error err;
    size_t checks;

    assert_int_equal(store_check(store, complain, NULL, &checks, &err), 0);
    for (size_t i = 0; i < sizeof(ones) / sizeof(*ones); i++)
        if (number(store, ones[i]) != 1)
            fail_msg("%s", ones[i]);
    archive_close(store);
}

/* What was put in can be changed and taken out again. */
static void assert_lives(const char *path)
{
    struct store *store = archive_write(path);
    struct error err;

    assert_int_equal(store_remove_transcript(store, 1, &err), 0);
    archive_close(store);
    store = archive_read(path);
    assert_int_equal(
        number(store, "SELECT count(*) FROM speech WHERE speech MATCH 'otter'"),
        0);
    archive_close(store);
}

static void test_every_version(void **state)
{
    (void)state;
    for (int version = 1; version < migration_count; version++) {
        char *path = archive_path();

        make_archive(path, version);
        assert_refused(path, "is of an older version; quoth index brings it");
        archive_close(archive_write(path));
        assert_whole(path);
        assert_lives(path);
        archive_remove(path);
    }
}

/* A command that fails does not take back half of it. */
static void test_failing_command(void **state)
{
    (void)state;
    for (int version = 1; version < migration_count; version++) {
        char *path = archive_path();

        make_archive(path, version);
        store_abandon(archive_write(path));
        assert_whole(path);
        archive_remove(path);
    }
}

/* How its tables and indexes were made. */
static char *definitions(const char *path)
{
    struct store *store = archive_read(path);
    struct buf all = BUF_INIT;
    sqlite3_stmt *get;

    assert_int_equal(sqlite3_prepare_v2(store->db,
                                        "SELECT sql FROM sqlite_schema"
                                        " WHERE sql IS NOT NULL ORDER BY name",
                                        -1, &get, NULL),
                     SQLITE_OK);
    while (sqlite3_step(get) == SQLITE_ROW)
        buf_printf(&all, "%s;\n", (const char *)sqlite3_column_text(get, 0));
    sqlite3_finalize(get);
    archive_close(store);
    buf_char(&all, '\0');
    return all.ptr;
}

/* What a new archive makes late, or otherwise, is in the end the same. */
static void test_new_archive(void **state)
{
    static const struct said said[] = {
        { NULL, TIME_NONE, TIME_NONE, FIRST, NULL },
        { 0 },
    };
    const struct told told = {
        .key = "a", .title = "Waders", .path = "/talks/one", .said = said
    };
    char *path = archive_of(&told, 1), *old_path = archive_path();
    char *made, *migrated;

    (void)state;
    make_archive(old_path, 1);
    archive_close(archive_write(old_path));
    made = definitions(path);
    migrated = definitions(old_path);
    assert_string_equal(made, migrated);
    free(made);
    free(migrated);
    archive_remove(path);
    archive_remove(old_path);
}

static void test_newer(void **state)
{
    char *path = archive_path();
    struct store *store;
    struct error err;

    (void)state;
    make_archive(path, migration_count);
    store = store_new(path);
    assert_int_equal(store_connect(store, path, SQLITE_OPEN_READWRITE, &err),
                     0);
    run_sql(store, "PRAGMA user_version=9999");
    store_free(store);
    assert_refused(path, "was written by a newer quoth (schema 9999");
    assert_int_equal(store_open_writer(path, &store, &err), STATUS_STORE);
    assert_non_null(strstr(err.text, "newer quoth"));
    archive_remove(path);
}

static void test_another_program(void **state)
{
    char *path = archive_path();
    sqlite3 *db;

    (void)state;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "PRAGMA user_version=3", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_refused(path, "is not a quoth archive");
    archive_remove(path);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_version),
        cmocka_unit_test(test_failing_command),
        cmocka_unit_test(test_new_archive),
        cmocka_unit_test(test_newer),
        cmocka_unit_test(test_another_program),
    };

    migrations = argv + 1;
    migration_count = argc - 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
