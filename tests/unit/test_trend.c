#include "trend.h"

#include "archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* ---- buckets ---- */

static void assert_text(struct slice text, const char *wanted)
{
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.ptr ? text.ptr : "", wanted, text.len);
}

static void every_kind_has_a_name(void **state)
{
    enum trend_by by;
    struct error err;

    (void)state;
    for (int i = TREND_MONTH; i <= TREND_SHOW; i++) {
        assert_int_equal(
            trend_by_parse(trend_by_name((enum trend_by)i), &by, &err),
            STATUS_OK);
        assert_int_equal(by, i);
    }
    assert_int_equal(trend_by_parse("moth", &by, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "did you mean month?"));
}

static void equal_keys_share_a_bucket(void **state)
{
    const struct trend_bucket keys[] = {
        { .date = SLICE("2025-02") }, { .date = SLICE("") },
        { .date = SLICE("2024-11") }, { .date = SLICE("2025-02") },
        { .date = SLICE("") },
    };
    const size_t wanted[] = { 1, 2, 0, 1, 2 };
    struct trend_buckets buckets;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    trend_buckets_make(keys, 5, &arena, &buckets);
    assert_int_equal(buckets.count, 3);
    assert_text(buckets.list[0].date, "2024-11");
    assert_text(buckets.list[1].date, "2025-02");
    assert_text(buckets.list[2].date, "");
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(buckets.of_key[i], wanted[i]);
    arena_release(&arena);
}

/* Buckets of the given dates, one of each, arranged. */
static struct trend_buckets arranged(const char *const *dates, enum trend_by by,
                                     struct arena *arena)
{
    struct trend_bucket keys[8] = { 0 };
    struct trend_buckets buckets;
    size_t count = 0;

    for (; dates[count]; count++)
        keys[count].date = slice_of(dates[count]);
    trend_buckets_make(keys, count, arena, &buckets);
    trend_buckets_arrange(&buckets, by, arena);
    return buckets;
}

static void assert_dates(const struct trend_buckets *buckets,
                         const char *const *wanted)
{
    size_t count = 0;

    for (; wanted[count]; count++) {
        assert_true(count < buckets->count);
        assert_text(buckets->list[count].date, wanted[count]);
    }
    assert_int_equal(buckets->count, count);
}

static void months_and_years_have_no_holes(void **state)
{
    static const char *const months[] = { "2025-02", "", "2024-11", NULL };
    static const char *const all_months[] = { "2024-11", "2024-12", "2025-01",
                                              "2025-02", "",        NULL };
    static const char *const years[] = { "2021", "2024", NULL };
    static const char *const all_years[] = { "2021", "2022", "2023", "2024",
                                             NULL };
    static const char *const none[] = { "", NULL };
    struct trend_buckets buckets;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    buckets = arranged(months, TREND_MONTH, &arena);
    assert_dates(&buckets, all_months);
    buckets = arranged(years, TREND_YEAR, &arena);
    assert_dates(&buckets, all_years);
    buckets = arranged(none, TREND_MONTH, &arena);
    assert_dates(&buckets, none);
    buckets = arranged(none + 1, TREND_MONTH, &arena);
    assert_int_equal(buckets.count, 0);
    arena_release(&arena);
}

static void names_come_by_their_mentions(void **state)
{
    const struct trend_bucket keys[] = {
        { .name = SLICE("Bo"), .mentions = 2 },
        { .name = SLICE("Ann"), .mentions = 2 },
        { .name = SLICE("Cy"), .mentions = 7 },
        { .name = SLICE("Di") },
    };
    struct trend_buckets buckets;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    trend_buckets_make(keys, 4, &arena, &buckets);
    trend_buckets_arrange(&buckets, TREND_SPEAKER, &arena);
    assert_int_equal(buckets.count, 3);
    assert_text(buckets.list[0].name, "Cy");
    assert_text(buckets.list[1].name, "Ann");
    assert_text(buckets.list[2].name, "Bo");
    arena_release(&arena);
}

static void a_rate_is_per_ten_thousand_words(void **state)
{
    (void)state;
    assert_true(trend_rate(3, 10000) == 3.0);
    assert_true(trend_rate(1, 4000) == 2.5);
    assert_true(trend_rate(0, 100) == 0.0);
    assert_true(trend_rate(0, 0) < 0);
}

/* ---- counting ---- */

/* Ten words a segment, so that rates are easy to tell. */
static const struct said first_said[] = {
    { "Ann", 0, 5000, "a heron and a heron stood in the cold water", NULL },
    { "Bo", 5000, 10000, "then one heron flew off over the hill and away",
      "Flight" },
    { "Ann", 10000, 15000, "there was no bird there any more on that day",
      NULL },
    { 0 },
};

static const struct said second_said[] = {
    { "Bo", 0, 5000, "we saw herons by the lake that we had missed", NULL },
    { NULL, 5000, 10000, "somebody asked how many of them there were in all",
      NULL },
    { 0 },
};

static const struct said third_said[] = {
    { "Ann", 0, 5000, "a heron again and nobody knows when that was said",
      NULL },
    { 0 },
};

static const struct told archive[] = {
    { .key = "a",
      .show = "Marsh",
      .title = "One",
      .date = "2024-11-03",
      .language = "en",
      .path = "/podcasts/a.vtt",
      .said = first_said },
    { .key = "b",
      .show = "Marsh",
      .title = "Two",
      .date = "2025-01-20",
      .language = "en",
      .path = "/podcasts/b.vtt",
      .said = second_said },
    { .key = "c",
      .show = "Lake",
      .title = "Three",
      .date = "2025",
      .language = "en",
      .path = "/podcasts/c.vtt",
      .said = third_said },
};

struct world {
    char *path;
    struct store *store;
    struct arena arena;
};

static int make_world(void **state)
{
    static struct world world;
    struct store *store;

    world.path = archive_path();
    store = archive_write(world.path);
    for (size_t i = 0; i < sizeof(archive) / sizeof(*archive); i++)
        archive_add(store, &archive[i]);
    archive_close(store);
    world.store = archive_read(world.path);
    arena_init(&world.arena);
    *state = &world;
    return 0;
}

static int remove_world(void **state)
{
    struct world *world = *state;

    archive_close(world->store);
    archive_remove(world->path);
    arena_release(&world->arena);
    return 0;
}

/* What a bucket should be, written "NAME MENTIONS/WORDS in EPISODES". */
struct counted {
    const char *query;
    enum trend_by by;
    const char *wanted[6];
};

static const struct counted counts[] = {
    { "heron",
      TREND_MONTH,
      { "2024-11 3/30 in 1", "2024-12 0/0 in 0", "2025-01 1/20 in 1",
        " 1/10 in 1" } },
    { "heron", TREND_YEAR, { "2024 3/30 in 1", "2025 2/30 in 2" } },
    { "heron", TREND_SHOW, { "Marsh 4/50 in 2", "Lake 1/10 in 1" } },
    { "heron", TREND_SPEAKER, { "Ann 3/30 in 2", "Bo 2/20 in 2" } },
    { "heron",
      TREND_EPISODE,
      { "One 3/30 in 1", "Three 1/10 in 1", "Two 1/20 in 1" } },
    /* Conditions at the top hold for the words too. */
    { "heron speaker:bo", TREND_YEAR, { "2024 1/10 in 1", "2025 1/10 in 1" } },
    { "heron -speaker:ann",
      TREND_YEAR,
      { "2024 1/10 in 1", "2025 1/20 in 1" } },
    { "heron chapter:flight",
      TREND_YEAR,
      { "2024 1/20 in 1", "2025 0/0 in 0" } },
    { "heron show:lake", TREND_YEAR, { "2025 1/10 in 1" } },
    { "heron (show:lake OR speaker:bo)",
      TREND_YEAR,
      { "2024 1/10 in 1", "2025 2/20 in 2" } },
    /* Those elsewhere do not. */
    { "(heron speaker:bo) OR bird",
      TREND_YEAR,
      { "2024 2/30 in 1", "2025 1/30 in 2" } },
    /* Nothing is relaxed, and titles of chapters are not said. */
    { "heron knows", TREND_YEAR, { "2024 0/30 in 1", "2025 1/30 in 2" } },
    { "flight", TREND_SHOW, { NULL } },
};

static void print_bucket(const struct trend_bucket *bucket, enum trend_by by,
                         struct buf *out)
{
    struct slice name = by == TREND_SHOW ? bucket->show
                        : by == TREND_SPEAKER || by == TREND_EPISODE
                            ? bucket->name
                            : bucket->date;

    buf_printf(out, "%.*s %d/%d in %d", SLICE_ARG(name), (int)bucket->mentions,
               (int)bucket->words, (int)bucket->episodes);
}

static void counts_what_is_said(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
        const struct counted *counted = &counts[i];
        struct trend trend;
        struct error err;
        struct buf text = BUF_INIT;
        size_t count = 0;

        if (trend_count(world->store, slice_of(counted->query), counted->by,
                        &world->arena, &trend, &err))
            fail_msg("%s: %s", counted->query, err.text);
        while (counted->wanted[count])
            count++;
        for (size_t j = 0; j < trend.buckets.count; j++) {
            buf_clear(&text);
            print_bucket(&trend.buckets.list[j], counted->by, &text);
            if (j >= count || strcmp(text.ptr, counted->wanted[j]) != 0)
                fail_msg("%s: %s, not %s", counted->query, text.ptr,
                         j < count ? counted->wanted[j] : "nothing");
        }
        assert_int_equal(trend.buckets.count, count);
        buf_release(&text);
    }
}

static void sums_up(void **state)
{
    struct world *world = *state;
    struct trend trend;
    struct error err;

    assert_int_equal(trend_count(world->store, SLICE("heron show:marsh"),
                                 TREND_MONTH, &world->arena, &trend, &err),
                     STATUS_OK);
    assert_int_equal(trend.mentions, 4);
    assert_int_equal(trend.words, 50);
    assert_int_equal(trend.episodes, 2);
    assert_int_equal(trend.mentioned_in, 2);
    assert_int_equal(trend.totals.of_episodes, 3);
}

static void says_what_to_ask_instead(void **state)
{
    struct world *world = *state;
    struct trend trend;
    struct error err;

    assert_int_equal(trend_count(world->store, SLICE("albatross"), TREND_MONTH,
                                 &world->arena, &trend, &err),
                     STATUS_OK);
    assert_int_equal(trend.mentions, 0);
    assert_int_equal(trend.totals.missing_count, 1);
    assert_int_equal(trend_count(world->store, SLICE("show:nowhere heron"),
                                 TREND_MONTH, &world->arena, &trend, &err),
                     STATUS_BAD_QUERY);
    assert_int_equal(trend_count(world->store, SLICE(" "), TREND_MONTH,
                                 &world->arena, &trend, &err),
                     STATUS_BAD_QUERY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_name),
        cmocka_unit_test(equal_keys_share_a_bucket),
        cmocka_unit_test(months_and_years_have_no_holes),
        cmocka_unit_test(names_come_by_their_mentions),
        cmocka_unit_test(a_rate_is_per_ten_thousand_words),
        cmocka_unit_test(counts_what_is_said),
        cmocka_unit_test(sums_up),
        cmocka_unit_test(says_what_to_ask_instead),
    };

    return cmocka_run_group_tests_name("trend", tests, make_world,
                                       remove_world);
}
