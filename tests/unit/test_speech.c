#include "speech.h"

#include "archive.h"
#include "store_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(positions_are_those_said, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
