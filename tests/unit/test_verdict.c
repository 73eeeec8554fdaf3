#include "archive.h"
#include "judge.h"
#include "verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const struct said first_telling[] = {
    { "Ann Berg", 0, 10000,
      "Welcome back. Today we talk about harbours, and about the people who "
      "dredge them at night.",
      "Harbour lights" },
    { "Bo Dahl", 10000, 22000,
      "We had 10,417 barrels of silt, and nobody knew where to put a single "
      "one of them.",
      NULL },
    { "Bo Dahl", 22000, 34000,
      "So the crane stood still for a week. Don't laugh, it really did stand "
      "still.",
      "The crane that waited" },
    { "Ann Berg", 34000, 40000, "And who paid the crew for all of that time?",
      NULL },
    { "Bo Dahl", 340000, 352000,
      "In the end it was the fishermen who bought the silt, by the bucket, "
      "for their gardens.",
      NULL },
    { .text = NULL },
};

/* Another reading of the same: it is not searched, but it counts. */
static const struct said second_telling[] = {
    { "Bo Dahl", 22000, 34000,
      "So the crane stood still for a weak. Don't laugh, it really did stand "
      "still.",
      NULL },
    { .text = NULL },
};

static const struct said other_episode[] = {
    { "Cy Eng", 0, 9000,
      "A lighthouse keeper told me that fog has a smell like cold pennies.",
      NULL },
    { .text = NULL },
};

static const struct told told[] = {
    { .key = "youtube:abcdefghijk",
      .show = "Low Tide",
      .title = "A week of silt and waiting",
      .link = "https://youtu.be/abcdefghijk",
      .language = "en",
      .path = "/podcasts/one.vtt",
      .said = first_telling },
    { .key = "youtube:abcdefghijk",
      .show = "Low Tide",
      .title = "A week of silt and waiting",
      .language = "en",
      .path = "/podcasts/one.srt",
      .said = second_telling },
    { .key = "two",
      .show = "Low Tide",
      .title = "Fog",
      .language = "en",
      .path = "/podcasts/two.vtt",
      .said = other_episode },
};

struct verdict_case {
    const char *draft;
    enum verdict_kind kind;
};

static const struct verdict_case cases[] = {
    /* Words. */
    { "“So the crane stood still for a week.”", VERDICT_EXACT },
    { "“So the crane stood still for a weak.”", VERDICT_EXACT },
    { "“so the Crane stood still - for a week!”", VERDICT_SAME_WORDS },
    { "“it really did stand still”", VERDICT_EXACT },
    { "“Don’t laugh, it really did stand still”", VERDICT_SAME_WORDS },
    { "“We had 10417 barrels of silt”", VERDICT_SAME_WORDS },
    { "“We had $10,417 barrels of silt”", VERDICT_SAME_WORDS },
    { "“So the crane stood idle for a week.”", VERDICT_EDITED },
    { "“So the crane stood for a week.”", VERDICT_EDITED },
    { "“So the crane still stood for a week.”", VERDICT_EDITED },
    { "“So the big crane stood still for a week.”", VERDICT_EDITED },
    { "“Then the crane stood still for a week.”", VERDICT_EDITED },
    { "“So the crane stood still for a fortnight.”", VERDICT_EDITED },
    { "“Every pelican in the bay was counted twice that winter”",
      VERDICT_NOT_FOUND },
    { "“the of a and it to was for that”", VERDICT_NOT_FOUND },
    /* Pieces. */
    { "“We had 10,417 barrels […] one of them.”", VERDICT_ELIDED },
    { "“So the crane stood still… it really did stand still.”",
      VERDICT_ELIDED },
    { "“So [our] crane stood still for a week.”", VERDICT_ELIDED },
    { "“We had 10,417 barrels of silt. So the crane stood still for a week.”",
      VERDICT_STITCHED },
    { "“So the crane stood still for a week. In the end it was the fishermen "
      "who bought the silt”",
      VERDICT_STITCHED },
    { "“it really did stand still […] So the crane stood still for a week”",
      VERDICT_STITCHED },
    { "“it really did stand still. And who paid the crew for all of that "
      "time?”",
      VERDICT_ACROSS_SPEAKERS },
    /* Who. */
    { "“So the crane stood still for a week,” says Bo Dahl.", VERDICT_EXACT },
    { "“So the crane stood still for a week,” says Bo.", VERDICT_EXACT },
    { "“So the crane stood still for a week,” says Ann Berg.",
      VERDICT_WRONG_SPEAKER },
    { "“So the crane stood still for a week,” says Dee Fox.",
      VERDICT_WRONG_SPEAKER },
    { "Ann Berg: “So the crane stood still for a week”",
      VERDICT_WRONG_SPEAKER },
    { "Takeaway: “So the crane stood still for a week”", VERDICT_EXACT },
    /* When. */
    { "“So the crane stood still for a week” (0:22)", VERDICT_EXACT },
    { "“So the crane stood still for a week” (0:18–0:26)", VERDICT_EXACT },
    { "“So the crane stood still for a week” (2:22)", VERDICT_WRONG_TIME },
    { "“So the crane stood still for a week” "
      "[0:22](https://youtu.be/abcdefghijk?t=22)",
      VERDICT_EXACT },
    { "“So the crane stood still for a week” "
      "[0:22](https://youtu.be/abcdefghijk?t=142)",
      VERDICT_WRONG_TIME },
    { "“fog has a smell like cold pennies” "
      "[0:04](https://youtu.be/abcdefghijk?t=4)",
      VERDICT_WRONG_TIME },
    /* What is no quote. */
    { "“cold pennies”", VERDICT_SHORT },
    { "“purple pennies”", VERDICT_SHORT },
    { "“A week of silt and waiting”", VERDICT_TITLE },
    { "“The crane that waited”", VERDICT_TITLE },
    { "“The crane that waited,” says Bo Dahl", VERDICT_NOT_FOUND },
    { "[0:22](https://youtu.be/abcdefghijk?t=22)", VERDICT_IN_TIME },
    { "[9:22](https://youtu.be/abcdefghijk?t=562)", VERDICT_WRONG_TIME },
    { "[0:22](https://youtu.be/abcdefghijk?t=60)", VERDICT_WRONG_TIME },
};

static char *make_archive(void)
{
    char *path = archive_path();
    struct store *store = archive_write(path);

    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        archive_add(store, &told[i]);
    archive_close(store);
    return path;
}

/* The verdict on the first item of a draft. */
static struct verdict check(struct store *store, const char *text,
                            const char *filters,
                            const struct draft_options *how,
                            struct arena *arena)
{
    struct check_options options = { .min_words = 4 };
    struct verdict verdict;
    struct checker *checker;
    struct draft draft;
    struct error err;
    bool judged;

    assert_int_equal(check_scope(store, slice_of(filters), arena,
                                 &options.scope, &options.episode, &err),
                     STATUS_OK);
    assert_int_equal(draft_read(slice_of(text), how, arena, &draft, &err),
                     STATUS_OK);
    if (draft.count == 0)
        fail_msg("nothing in %s", text);
    checker = checker_new(store, &options, arena);
    assert_int_equal(
        checker_check(checker, &draft.list[0], &verdict, &judged, &err),
        STATUS_OK);
    assert_true(judged);
    checker_free(checker);
    return verdict;
}

static void test_cases(void **state)
{
    const struct draft_options how = { .html = false };
    char *path = make_archive();
    struct store *store = archive_read(path);

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct verdict verdict;
        struct arena arena;

        arena_init(&arena);
        verdict = check(store, cases[i].draft, "", &how, &arena);
        if (verdict.kind != cases[i].kind)
            fail_msg("%s: %s, not %s", cases[i].draft,
                     verdict_name(verdict.kind), verdict_name(cases[i].kind));
        arena_release(&arena);
    }
    archive_close(store);
    archive_remove(path);
}

static void test_scope(void **state)
{
    const struct draft_options how = { .html = false };
    const char *quote = "“fog has a smell like cold pennies”";
    char *path = make_archive();
    struct store *store = archive_read(path);
    struct arena arena;
    struct id_set scope;
    struct error err;
    int64_t episode;

    (void)state;
    arena_init(&arena);
    assert_int_equal(check(store, quote, "title:fog", &how, &arena).kind,
                     VERDICT_EXACT);
    assert_int_equal(check(store, quote, "title:silt", &how, &arena).kind,
                     VERDICT_NOT_FOUND);
    assert_int_equal(
        check(store, quote, "show:tide -title:silt", &how, &arena).kind,
        VERDICT_EXACT);
    assert_int_equal(
        check(store, quote, "title:fog OR title:silt", &how, &arena).kind,
        VERDICT_EXACT);
    assert_int_equal(
        check_scope(store, SLICE("pennies"), &arena, &scope, &episode, &err),
        STATUS_BAD_QUERY);
    assert_int_equal(
        check_scope(store, SLICE("speaker:bo"), &arena, &scope, &episode, &err),
        STATUS_BAD_QUERY);
    arena_release(&arena);
    archive_close(store);
    archive_remove(path);
}

static const struct verdict_case titles[] = {
    { "(0:00) Harbour lights\n(0:22) b\n(0:34) c\n", VERDICT_EXACT },
    { "(0:01) harbour LIGHTS\n(0:22) b\n(0:34) c\n", VERDICT_SAME_WORDS },
    { "(0:10) Harbour lights\n(0:22) b\n(0:34) c\n", VERDICT_WRONG_TIME },
    { "(0:10) Barrels of silt\n(0:22) b\n(0:34) c\n", VERDICT_SAID_THERE },
    { "(0:34) Barrels of silt\n(0:38) b\n(0:40) c\n", VERDICT_NOT_FOUND },
    { "(0:10) Pelicans counted\n(0:22) b\n(0:34) c\n", VERDICT_NOT_FOUND },
};

static void test_titles(void **state)
{
    const struct draft_options how = { .chapters = true };
    char *path = make_archive();
    struct store *store = archive_read(path);

    (void)state;
    for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
        struct verdict verdict;
        struct arena arena;

        arena_init(&arena);
        verdict = check(store, titles[i].draft, "title:silt", &how, &arena);
        if (verdict.kind != titles[i].kind)
            fail_msg("%s: %s, not %s", titles[i].draft,
                     verdict_name(verdict.kind), verdict_name(titles[i].kind));
        arena_release(&arena);
    }
    archive_close(store);
    archive_remove(path);
}

static void test_difference(void **state)
{
    static const struct {
        enum align_step step;
        const char *text;
    } parts[] = {
        { ALIGN_SAME, "So the crane stood" },
        { ALIGN_MISSING, "still" },
        { ALIGN_ADDED, "idle" },
        { ALIGN_SAME, "for a week" },
    };
    const struct draft_options how = { .html = false };
    char *path = make_archive();
    struct store *store = archive_read(path);
    struct verdict verdict;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    verdict =
        check(store, "“So the crane stood idle for a week.”", "", &how, &arena);
    assert_int_equal(verdict.part_count, sizeof(parts) / sizeof(*parts));
    for (size_t i = 0; i < verdict.part_count; i++) {
        assert_int_equal(verdict.parts[i].step, parts[i].step);
        assert_true(
            slice_equal(verdict.parts[i].text, slice_of(parts[i].text)));
    }
    assert_true(slice_equal(verdict.speaker, SLICE("Bo Dahl")));
    assert_true(slice_equal(verdict.ref, SLICE("1@0:22")));
    arena_release(&arena);
    archive_close(store);
    archive_remove(path);
}

static void test_same_person(void **state)
{
    (void)state;
    assert_true(judge_same_person(SLICE("Bo"), SLICE("Bo Dahl")));
    assert_true(judge_same_person(SLICE("Dr. Bo Dahl"), SLICE("Bo Dahl")));
    assert_true(judge_same_person(SLICE("B. Dahl"), SLICE("BO DAHL")));
    assert_true(judge_same_person(SLICE("Zoë"), SLICE("zoe")));
    assert_false(judge_same_person(SLICE("Bo Berg"), SLICE("Bo Dahl")));
    assert_false(judge_same_person(SLICE("Ann"), SLICE("Bo")));
    assert_false(judge_same_person(SLICE(""), SLICE("Bo")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),       cmocka_unit_test(test_scope),
        cmocka_unit_test(test_titles),      cmocka_unit_test(test_difference),
        cmocka_unit_test(test_same_person),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
