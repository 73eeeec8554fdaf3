#include "ref.h"

#include "archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- reading ---- */

struct parse_case {
    const char *text;
    enum ref_kind kind;
    const char *episode;
    int64_t from, to, precision_ms;
};

static const struct parse_case parse_cases[] = {
    { "12", REF_EPISODE, "12", 0, -1, 0 },
    { "latest", REF_EPISODE, "latest", 0, -1, 0 },
    { "one-way door", REF_EPISODE, "one-way door", 0, -1, 0 },
    { "12@11:15", REF_TIME, "12", 675000, -1, 1000 },
    { "12@1:02:03", REF_TIME, "12", 3723000, -1, 1000 },
    { "12@11:15.2", REF_TIME, "12", 675200, -1, 100 },
    { "12@11:15.25", REF_TIME, "12", 675250, -1, 10 },
    { "12@11:15.250", REF_TIME, "12", 675250, -1, 1 },
    { "12@90s", REF_TIME, "12", 90000, -1, 1000 },
    { "12@1h2m3s", REF_TIME, "12", 3723000, -1, 1000 },
    { "12@11:15-11:40", REF_TIME, "12", 675000, 700000, 1000 },
    { "12@11:15.2-11:40", REF_TIME, "12", 675200, 700000, 100 },
    { "12@11:15-11:15", REF_TIME, "12", 675000, 675000, 1000 },
    { "12@w4310", REF_WORD, "12", 4310, -1, 1000 },
    { "12@w0-w7", REF_WORD, "12", 0, 7, 1000 },
    { "latest@0:00", REF_TIME, "latest", 0, -1, 1000 },
    { "a title@2:00", REF_TIME, "a title", 120000, -1, 1000 },
    /* A guid may have an @ of its own. */
    { "abc@host.example", REF_EPISODE, "abc@host.example", 0, -1, 0 },
    { "abc@host.example@2:00", REF_TIME, "abc@host.example", 120000, -1, 1000 },
    { "talk-17@11:75", REF_EPISODE, "talk-17@11:75", 0, -1, 0 },
    /* Links that say when. */
    { "https://youtu.be/abcdefghijk?t=675", REF_TIME,
      "https://youtu.be/abcdefghijk?t=675", 675000, -1, 1000 },
    { "youtu.be/abcdefghijk?si=Xx&t=675", REF_TIME,
      "youtu.be/abcdefghijk?si=Xx&t=675", 675000, -1, 1000 },
    { "https://www.youtube.com/watch?v=abcdefghijk&t=1m5s", REF_TIME,
      "https://www.youtube.com/watch?v=abcdefghijk&t=1m5s", 65000, -1, 1000 },
    { "https://www.youtube.com/embed/abcdefghijk?start=30", REF_TIME,
      "https://www.youtube.com/embed/abcdefghijk?start=30", 30000, -1, 1000 },
    { "https://a.example/ep/7#t=11:15", REF_TIME, "https://a.example/ep/7",
      675000, -1, 1000 },
    { "https://a.example/ep/7?t=token", REF_EPISODE,
      "https://a.example/ep/7?t=token", 0, -1, 0 },
    { "https://a.example/ep/7", REF_EPISODE, "https://a.example/ep/7", 0, -1,
      0 },
    { "https://a.example/ep/7@2:00", REF_TIME, "https://a.example/ep/7", 120000,
      -1, 1000 },
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(parse_cases) / sizeof(*parse_cases); i++) {
        const struct parse_case *expected = &parse_cases[i];
        struct error err;
        struct ref ref;

        if (ref_parse(slice_of(expected->text), &ref, &err))
            fail_msg("%s: %s", expected->text, err.text);
        if (ref.kind != expected->kind || ref.from != expected->from ||
            ref.to != expected->to ||
            ref.precision_ms != expected->precision_ms ||
            !slice_equal(ref.episode, slice_of(expected->episode)))
            fail_msg("%s: read as %d of \"%.*s\", %lld to %lld", expected->text,
                     (int)ref.kind, SLICE_ARG(ref.episode), (long long)ref.from,
                     (long long)ref.to);
    }
}

struct fault_case {
    const char *text;
    long from, to;
};

static const struct fault_case fault_cases[] = {
    { "12@", 3, 3 },
    { "12@11:75", 3, 8 },
    { "12@1x:15", 3, 8 },
    { "12@11:15-", 9, 9 },
    { "12@11:15-x", 9, 10 },
    { "12@11:15-w7", 9, 11 },
    { "12@w", 3, 4 },
    { "12@w99999999999", 3, 15 },
    { "12@11:40-11:15", 3, 14 },
    { "latest@w7-w3", 7, 12 },
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(fault_cases) / sizeof(*fault_cases); i++) {
        const struct fault_case *expected = &fault_cases[i];
        struct error err;
        struct ref ref;

        if (ref_parse(slice_of(expected->text), &ref, &err) !=
                STATUS_BAD_QUERY ||
            err.from != expected->from || err.to != expected->to)
            fail_msg("%s: fault at %ld to %ld", expected->text, err.from,
                     err.to);
    }
}

/* ---- in an archive ---- */

static const struct said timed[] = {
    { "Ann", 0, 4000, "Welcome to the show.", NULL },
    { "Bo", 5000, 5300, "Hi.", NULL },
    { "Ann", 5400, 5450, "So.", NULL },
    { "Bo", 5460, 9000, "It was a one-way door.", NULL },
    { "Ann", 20000, 25000, "And then we went home.", NULL },
    { .text = NULL },
};

static const struct said untimed[] = {
    { "Ann", TIME_NONE, TIME_NONE, "One two three.", NULL },
    { "Bo", TIME_NONE, TIME_NONE, "Four five.", NULL },
    { .text = NULL },
};

/* Prose whose stamps step back: three segments start in second 10. */
static const struct said stepping[] = {
    { "Ann", 10200, 12000, "First.", NULL },
    { "Ann", 90000, 92000, "Later.", NULL },
    { "Ann", 10500, 11000, "Back again.", NULL },
    { "Ann", 10000, 11000, "And again.", NULL },
    { .text = NULL },
};

static const struct told tolds[] = {
    { .key = "youtube:abcdefghijk",
      .show = "Doors",
      .title = "Which way it swings",
      .date = "2025-01-01",
      .link = "https://doors.example/1",
      .path = "/podcasts/1.vtt",
      .said = timed },
    { .key = "guid:two",
      .show = "Doors",
      .title = "Which way it hangs",
      .date = "2025-02-01",
      .path = "/podcasts/2.txt",
      .said = untimed },
    { .key = "guid:three",
      .show = "Steps",
      .title = "Back",
      .path = "/podcasts/3.md",
      .said = stepping },
};

struct archive {
    char *path;
    struct store *store;
};

static int set_up(void **state)
{
    static struct archive archive;

    archive.path = archive_of(tolds, sizeof(tolds) / sizeof(*tolds));
    archive.store = archive_read(archive.path);
    *state = &archive;
    return 0;
}

static int tear_down(void **state)
{
    struct archive *archive = *state;

    archive_close(archive->store);
    archive_remove(archive->path);
    return 0;
}

struct place_case {
    const char *ref;
    enum status status;
    int64_t episode;
    size_t first, end;
};

static const struct place_case place_cases[] = {
    { "1", STATUS_OK, 1, 0, 5 },
    { "1@0:00", STATUS_OK, 1, 0, 1 },
    { "1@0:05", STATUS_OK, 1, 1, 2 },
    { "1@0:05.4", STATUS_OK, 1, 2, 3 },
    { "1@0:05.46", STATUS_OK, 1, 3, 4 },
    { "1@w6", STATUS_OK, 1, 3, 4 },
    /* Nothing starts in this second: what contains it, or was said last. */
    { "1@0:07", STATUS_OK, 1, 3, 4 },
    { "1@0:15", STATUS_OK, 1, 3, 4 },
    { "1@0:00-0:20", STATUS_OK, 1, 0, 4 },
    { "1@0:00-0:21", STATUS_OK, 1, 0, 5 },
    { "1@0:05-0:05", STATUS_OK, 1, 1, 2 },
    { "1@w0-w6", STATUS_OK, 1, 0, 3 },
    { "1@w0-w7", STATUS_OK, 1, 0, 4 },
    { "1@0:26", STATUS_NOT_FOUND, 0, 0, 0 },
    { "1@w99", STATUS_NOT_FOUND, 0, 0, 0 },
    { "2@w3", STATUS_OK, 2, 1, 2 },
    { "2@0:01", STATUS_NOT_FOUND, 0, 0, 0 },
    { "latest@w0", STATUS_OK, 2, 0, 1 },
    { "which way it SWINGS@0:20", STATUS_OK, 1, 4, 5 },
    { "which way", STATUS_USAGE, 0, 0, 0 },
    { "which door", STATUS_USAGE, 0, 0, 0 },
    { "nothing like it", STATUS_NOT_FOUND, 0, 0, 0 },
    { "4", STATUS_NOT_FOUND, 0, 0, 0 },
    { "", STATUS_NOT_FOUND, 0, 0, 0 },
    { "/podcasts/1.vtt@0:20", STATUS_OK, 1, 4, 5 },
    { "1.vtt", STATUS_OK, 1, 0, 5 },
    { "two", STATUS_OK, 2, 0, 2 },
    { "https://doors.example/1#t=20", STATUS_OK, 1, 4, 5 },
    { "https://youtu.be/abcdefghijk?t=20", STATUS_OK, 1, 4, 5 },
    { "https://www.youtube.com/watch?v=abcdefghijk&t=20s", STATUS_OK, 1, 4, 5 },
    { "3@0:10", STATUS_OK, 3, 0, 1 },
    { "3@0:10.5", STATUS_OK, 3, 2, 3 },
};

static void test_resolve(void **state)
{
    const struct archive *archive = *state;

    for (size_t i = 0; i < sizeof(place_cases) / sizeof(*place_cases); i++) {
        const struct place_case *expected = &place_cases[i];
        struct place place = { 0 };
        struct arena arena;
        struct error err = { 0 };
        struct ref ref;
        enum status status;

        arena_init(&arena);
        assert_int_equal(ref_parse(slice_of(expected->ref), &ref, &err), 0);
        status = ref_resolve(archive->store, &ref, 0, &arena, &place, &err);
        if (status != expected->status || place.episode != expected->episode ||
            place.first != expected->first || place.end != expected->end)
            fail_msg("%s: status %d (%s), %lld segments %zu to %zu",
                     expected->ref, (int)status, err.text,
                     (long long)place.episode, place.first, place.end);
        arena_release(&arena);
    }
}

static void test_several_are_listed(void **state)
{
    const struct archive *archive = *state;
    struct error err;
    int64_t episode;

    assert_int_equal(
        ref_episode(archive->store, SLICE("which way"), &episode, &err),
        STATUS_USAGE);
    assert_non_null(strstr(err.text, "1 Which way it swings"));
    assert_non_null(strstr(err.text, "2 Which way it hangs"));
}

static void test_other_transcript(void **state)
{
    const struct archive *archive = *state;
    struct ref ref = { .episode = SLICE("1"), .to = -1 };
    struct place place;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    assert_int_equal(ref_resolve(archive->store, &ref, 1, &arena, &place, &err),
                     STATUS_OK);
    assert_int_equal(ref_resolve(archive->store, &ref, 2, &arena, &place, &err),
                     STATUS_NOT_FOUND);
    assert_int_equal(ref_resolve(archive->store, &ref, 9, &arena, &place, &err),
                     STATUS_NOT_FOUND);
    arena_release(&arena);
}

/* ---- printing ---- */

struct print_case {
    const char *episode;
    const char *refs[8]; /* of all segments */
};

static const struct print_case print_cases[] = {
    { "1", { "1@0:00", "1@0:05", "1@0:05.4", "1@w6", "1@0:20" } },
    { "2", { "2@w0", "2@w3" } },
    { "3", { "3@0:10", "3@1:30", "3@0:10.5", "3@w4" } },
};

static void check_printed(struct store *store,
                          const struct print_case *expected)
{
    struct ref ref = { .episode = slice_of(expected->episode), .to = -1 };
    struct place whole, again;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    assert_int_equal(ref_resolve(store, &ref, 0, &arena, &whole, &err), 0);
    for (size_t i = 0; i < whole.end; i++) {
        struct buf text = BUF_INIT;

        ref_print(&text, whole.episode, &whole.clock, i);
        assert_string_equal(text.ptr, expected->refs[i]);
        /* What is printed leads back to the segment. */
        assert_int_equal(ref_parse(buf_view(&text), &ref, &err), 0);
        assert_int_equal(ref_resolve(store, &ref, 0, &arena, &again, &err), 0);
        assert_int_equal(again.first, i);
        buf_release(&text);
    }
    assert_null(expected->refs[whole.end]);
    arena_release(&arena);
}

static void test_print(void **state)
{
    const struct archive *archive = *state;

    for (size_t i = 0; i < sizeof(print_cases) / sizeof(*print_cases); i++)
        check_printed(archive->store, &print_cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_several_are_listed),
        cmocka_unit_test(test_other_transcript),
        cmocka_unit_test(test_print),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
