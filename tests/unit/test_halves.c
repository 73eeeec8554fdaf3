/*
 * A ranking in two threads where the archive is not the same for both: what is
 * found is what the one that asks would find alone.
 */
#include "halves.h"

#include "archive.h"
#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct said boats[] = {
    { NULL, TIME_NONE, TIME_NONE, "The boat is on the sea.", NULL },
    { NULL, TIME_NONE, TIME_NONE, "A boat, and a second boat.", NULL },
    { 0 },
};

static const struct told tolds[] = {
    { .key = "a", .title = "One", .path = "/f/a", .said = boats },
    { .key = "b", .title = "Two", .path = "/f/b", .said = boats },
    { .key = "c", .title = "Three", .path = "/f/c", .said = boats },
    { .key = "d", .title = "Four", .path = "/f/d", .said = boats },
};

/* Transcripts with answers, in their order: "1 2 2". */
static void rank(struct store *store, bool halves, char *ret, size_t size)
{
    const struct rank_options options = { .limit = SIZE_MAX, .halves = halves };
    struct ranking ranking;
    struct query query;
    struct plan plan;
    struct arena arena;
    struct error err;
    size_t len = 0;

    arena_init(&arena);
    assert_int_equal(query_parse(SLICE("boat"), &arena, &query, &err), 0);
    assert_int_equal(plan_make(store, &query, &arena, &plan, &err), 0);
    assert_int_equal(rank_run(&plan, &options, &ranking, &err), 0);
    ret[0] = '\0';
    for (size_t i = 0; i < ranking.count && len < size; i++)
        len += (size_t)snprintf(ret + len, size - len, "%lld ",
                                (long long)ranking.list[i].transcript);
    plan_release(&plan);
    arena_release(&arena);
}

static void assert_same(struct store *store, size_t answers)
{
    char alone[256], both[256];

    rank(store, false, alone, sizeof(alone));
    rank(store, true, both, sizeof(both));
    assert_string_equal(both, alone);
    assert_int_equal(strlen(both), 2 * answers);
}

static void test_committed(void **state)
{
    char *path = archive_of(tolds, 4);
    struct store *store = archive_read(path);

    (void)state;
    assert_same(store, 8);
    archive_close(store);
    archive_remove(path);
}

/* The thread beside sees an archive without the last two. */
static void test_not_committed(void **state)
{
    char *path = archive_of(tolds, 2);
    struct store *store = archive_write(path);

    (void)state;
    archive_add(store, &tolds[2]);
    archive_add(store, &tolds[3]);
    assert_same(store, 8);
    archive_close(store);
    archive_remove(path);
}

/* The thread beside finds nothing to open. */
static void test_gone(void **state)
{
    char *path = archive_of(tolds, 4), elsewhere[512];
    struct store *store = archive_read(path);

    (void)state;
    snprintf(elsewhere, sizeof(elsewhere), "%s.moved", path);
    assert_int_equal(rename(path, elsewhere), 0);
    assert_same(store, 8);
    assert_int_equal(rename(elsewhere, path), 0);
    archive_close(store);
    archive_remove(path);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_committed),
        cmocka_unit_test(test_not_committed),
        cmocka_unit_test(test_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
