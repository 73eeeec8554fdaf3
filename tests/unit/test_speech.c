#include "speech.h"

#include "archive.h"
#include "store_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/*
 * Where a word is said in a transcript: each time after so many others, and
 * before the first 0. Around what FTS5 writes in one byte, in two and in three.
 */
enum { MOST_HITS = 8 };

static const uint32_t distances[][MOST_HITS] = {
    { 1, 1, 2, 1 },
    { 5 },
    { 1, 125, 126, 127, 128, 129 },
    { 127, 1, 16381, 1, 2 },
    { 16380, 16382, 16383, 16384, 16385 },
    { 3, 40000, 1, 1, 20000, 5 },
    { 70000 },
};

enum { TRANSCRIPTS = sizeof(distances) / sizeof(*distances) };

static size_t hits_of(int64_t transcript)
{
    size_t count = 0;

    while (count < MOST_HITS && distances[transcript - 1][count])
        count++;
    return count;
}

/* The words of a transcript, with another behind the last. */
static void say(struct token_list *tokens, const uint32_t *steps, size_t count)
{
    token_list_clear(tokens);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t other = 0; other < steps[i]; other++)
            tokenize(tokens, SLICE("between"), 0);
        tokenize(tokens, SLICE("lantern"), 0);
    }
    tokenize(tokens, SLICE("afterwards"), 0);
}

static int setup(void **state)
{
    char *path = archive_path();
    struct store *store = archive_write(path);
    struct token_list tokens;
    struct error err;

    token_list_init(&tokens);
    assert_int_equal(store_write_begin(store, &err), 0);
    for (int64_t id = 1; id <= TRANSCRIPTS; id++) {
        say(&tokens, distances[id - 1], hits_of(id));
        assert_int_equal(speech_insert(store, id, &tokens, &err), 0);
    }
    assert_int_equal(store_commit(store, &err), 0);
    token_list_release(&tokens);
    archive_close(store);
    *state = path;
    return 0;
}

static int teardown(void **state)
{
    archive_remove(*state);
    return 0;
}

struct scan {
    int64_t rows;
    uint32_t *positions;
    size_t capacity;
};

/* Phrase 0 is said where the distances say, phrase 1 at the end. */
static enum status check(void *context, const struct speech_row *row)
{
    struct scan *scan = context;
    int64_t transcript = speech_row_transcript(row);
    const uint32_t *steps = distances[transcript - 1];
    size_t expected = hits_of(transcript), count = 0;
    uint32_t at = 0;

    assert_int_equal(transcript, ++scan->rows);
    assert_true(speech_row_has(row, 0));
    speech_row_positions(row, 0, &scan->positions, &count, &scan->capacity);
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++) {
        at += steps[i];
        if (scan->positions[i] != at)
            fail_msg("transcript %d: hit %zu at %u, not %u", (int)transcript, i,
                     scan->positions[i], at);
        at++;
    }
    speech_row_positions(row, 1, &scan->positions, &count, &scan->capacity);
    assert_int_equal(count, expected + 1); /* behind what is there */
    assert_int_equal(scan->positions[expected], at);
    assert_false(speech_row_has(row, 2));
    speech_row_positions(row, 2, &scan->positions, &count, &scan->capacity);
    assert_int_equal(count, expected + 1);
    return STATUS_OK;
}

static void positions_are_those_said(void **state)
{
    struct store *store = archive_read(*state);
    struct scan scan = { 0 };
    struct match match;
    struct error err;

    match_init(&match);
    match_clause(&match, false);
    match_phrase(&match, &SLICE("lantern"), 1, false);
    match_clause(&match, false);
    match_phrase(&match, &SLICE("afterwards"), 1, false);
    match_phrase(&match, &SLICE("unsaid"), 1, false);
    assert_int_equal(speech_scan(store, &match, check, &scan, &err), 0);
    assert_int_equal(scan.rows, TRANSCRIPTS);
    match_release(&match);
    free(scan.positions);
    archive_close(store);
}

/* ---- a damaged index ---- */

/* What FTS5 wrote of a distance, 2 more than that; the greatest number of as
 * many bytes replaces it. */
static const struct damage {
    unsigned char written[3];
    size_t left; /* hits of that transcript that are still told of */
} damages[TRANSCRIPTS] = {
    [5] = { { 0x82, 0xb8, 0x43 }, 1 }, /* 40001 tokens from one to the next */
    [6] = { { 0x84, 0xa2, 0x72 }, 0 }, /* 70000 from the start */
};

static void change(struct store *store, int64_t id, const unsigned char *bytes,
                   size_t count)
{
    sqlite3_stmt *set;

    assert_int_equal(sqlite3_prepare_v2(store->db,
                                        "UPDATE speech_data SET block = ?1"
                                        " WHERE id = ?2",
                                        -1, &set, NULL),
                     SQLITE_OK);
    sqlite3_bind_blob(set, 1, bytes, (int)count, SQLITE_TRANSIENT);
    sqlite3_bind_int64(set, 2, id);
    assert_int_equal(sqlite3_step(set), SQLITE_DONE);
    sqlite3_finalize(set);
}

/* Returns how often that was. */
static int do_damage(struct store *store, const struct damage *damage)
{
    sqlite3_stmt *get;
    int done = 0;

    assert_int_equal(sqlite3_prepare_v2(store->db,
                                        "SELECT id, block FROM speech_data"
                                        " WHERE id > 10",
                                        -1, &get, NULL),
                     SQLITE_OK);
    while (sqlite3_step(get) == SQLITE_ROW) {
        size_t count = (size_t)sqlite3_column_bytes(get, 1);
        unsigned char *bytes = malloc(count + 1);

        assert_non_null(bytes);
        memcpy(bytes, sqlite3_column_blob(get, 1), count);
        for (size_t i = 0; i + 3 <= count; i++)
            if (!memcmp(bytes + i, damage->written, 3)) {
                memcpy(bytes + i, "\xff\xff\x7f", 3);
                change(store, sqlite3_column_int64(get, 0), bytes, count);
                done++;
            }
        free(bytes);
    }
    sqlite3_finalize(get);
    return done;
}

static enum status check_damaged(void *context, const struct speech_row *row)
{
    struct scan *scan = context;
    int64_t transcript = speech_row_transcript(row);
    const struct damage *damage = &damages[transcript - 1];
    size_t count = 0;

    scan->rows++;
    speech_row_positions(row, 0, &scan->positions, &count, &scan->capacity);
    assert_int_equal(count,
                     damage->written[0] ? damage->left : hits_of(transcript));
    return STATUS_OK;
}

/* No word is farther from the start than a transcript may be long. */
static void damage_makes_no_far_positions(void **state)
{
    struct store *store = archive_write(*state);
    struct scan scan = { 0 };
    struct match match;
    struct error err;

    for (size_t i = 0; i < TRANSCRIPTS; i++)
        if (damages[i].written[0])
            assert_int_equal(do_damage(store, &damages[i]), 1);
    match_init(&match);
    match_clause(&match, false);
    match_phrase(&match, &SLICE("lantern"), 1, false);
    assert_int_equal(speech_scan(store, &match, check_damaged, &scan, &err), 0);
    assert_int_equal(scan.rows, TRANSCRIPTS);
    match_release(&match);
    free(scan.positions);
    archive_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(positions_are_those_said, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(damage_makes_no_far_positions, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
