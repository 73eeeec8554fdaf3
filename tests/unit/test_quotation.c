#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "archive.h"
#include "quotation.h"

static const struct said said[] = {
    { "Ann", 0, 4000, "So, Dr. Wu came. She said: “It is one, two,", NULL },
    { "Ann", 4000, 8000, "three. Go!” And we we went- went, um, home.", NULL },
    { "Ben", 8000, 12000, "Had had it? That that. Very very well", NULL },
    { NULL, 12000, 16000, "二つ。「三つ」。", NULL },
    { NULL, 16000, 20000, "no marks at all in here", NULL },
    { NULL, 20000, 24000, "nor in here either", NULL },
    { "Cy", 24000, 28000,
      "we said we said nothing to the crew of the ship at all", NULL },
    { .text = NULL },
};

static const struct told told = {
    .key = "file:1",
    .show = "Show",
    .title = "One",
    .path = "/a/1.vtt",
    .said = said,
};

static struct store *open_archive(char **ret_path)
{
    *ret_path = archive_of(&told, 1);
    return archive_read(*ret_path);
}

/* The turns of the quotation as "NAME: TEXT | NAME: TEXT". */
static void print_turns(const struct passage *passage, struct buf *out)
{
    for (size_t i = 0; i < passage->turn_count; i++)
        buf_printf(out, "%s%.*s: %.*s", i ? " | " : "",
                   SLICE_ARG(passage->turns[i].speaker),
                   SLICE_ARG(passage->turns[i].text));
}

static void check(struct store *store, const struct quotation_options *options,
                  uint32_t first, uint32_t end, const char *expected)
{
    struct token_span span = { .transcript = 1, .first = first, .end = end };
    struct quotation quotation;
    struct buf out = BUF_INIT;
    struct quoter *quoter;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    quoter = quoter_new(store, options, &arena);
    assert_int_equal(quotation_make(quoter, &span, &quotation, &err),
                     STATUS_OK);
    print_turns(&quotation.passage, &out);
    assert_string_equal(out.ptr, expected);
    assert_true(quotation.line_count > 0);
    buf_release(&out);
    quoter_free(quoter);
    arena_release(&arena);
}

/*
 * Tokens: 0 so dr wu came / 4 she said it is one two / 10 three / 11 go /
 * 12 and we we went went um home / 19 had had it / 22 that that / 24 very very
 * well / 27 二 つ / 29 三 つ / 31 no marks at all in here / 37 nor in here either /
 * 41 we said we said / 45 nothing to the crew of the ship at all
 */
static void test_sentences(void **state)
{
    const struct quotation_options whole = { .max_words = 0 };
    char *path;
    struct store *store = open_archive(&path);

    (void)state;
    check(store, &whole, 2, 3, "Ann: So, Dr. Wu came.");
    check(store, &whole, 9, 10, "Ann: She said: “It is one, two, three.");
    check(store, &whole, 11, 12, "Ann: Go!”");
    check(store, &whole, 3, 5,
          "Ann: So, Dr. Wu came. She said: “It is one, two, three.");
    check(store, &whole, 22, 23, "Ben: That that.");
    check(store, &whole, 18, 20,
          "Ann: And we we went- went, um, home. | Ben: Had had it?");
    check(store, &whole, 29, 30, ": 「三つ」。");
    check(store, &whole, 33, 34,
          ": no marks at all in here nor in here either");
    check(store, &whole, 0, UINT32_MAX,
          "Ann: So, Dr. Wu came. She said: “It is one, two, three. Go!” And "
          "we we went- went, um, home. | Ben: Had had it? That that. Very "
          "very well | : 二つ。「三つ」。 no marks at all in here nor in here "
          "either | Cy: we said we said nothing to the crew of the ship at "
          "all");
    archive_close(store);
    archive_remove(path);
}

static void test_fewer_words(void **state)
{
    const struct quotation_options exact = { .exact = true };
    const struct quotation_options few = { .max_words = 4 };
    const struct quotation_options eight = { .max_words = 8 };
    const struct quotation_options one = { .max_words = 1 };
    char *path;
    struct store *store = open_archive(&path);

    (void)state;
    check(store, &exact, 8, 10, "Ann: one, two,");
    check(store, &few, 22, 23, "Ben: That that.");
    check(store, &few, 19, 26, "Ben: Had had it?");
    check(store, &few, 8, 9, "Ann: […] is one, two, three.");
    check(store, &eight, 47, 48,
          "Cy: […] nothing to the crew of the ship at […]");
    check(store, &one, 6, 7, "Ann: […] “It […]");
    archive_close(store);
    archive_remove(path);
}

/* Only what surely means nothing is left out, and it shows. */
static void test_clean(void **state)
{
    const struct quotation_options clean = { .clean = true };
    char *path;
    struct store *store = open_archive(&path);

    (void)state;
    check(store, &clean, 12, 13, "Ann: And […] we […] went, […] home.");
    check(store, &clean, 41, 42,
          "Cy: […] we said nothing to the crew of the ship at all");
    check(store, &clean, 19, 25, "Ben: Had had it? That that. Very very well");
    archive_close(store);
    archive_remove(path);
}

static void test_context(void **state)
{
    const struct quotation_options around = { .around = { .segments = 1 } };
    char *path;
    struct store *store = open_archive(&path);

    (void)state;
    check(store, &around, 22, 23,
          "Ann: She said: “It is one, two, three. Go!” And we we went- went, "
          "um, home. | Ben: Had had it? That that. Very very well | : "
          "二つ。「三つ」。");
    archive_close(store);
    archive_remove(path);
}

static void test_times(void **state)
{
    const struct quotation_options whole = { .max_words = 0 };
    const struct token_span span = { .transcript = 1, .first = 20, .end = 21 };
    char *path;
    struct store *store = open_archive(&path);
    struct quotation quotation;
    struct quoter *quoter;
    struct arena arena;
    struct error err;

    (void)state;
    arena_init(&arena);
    quoter = quoter_new(store, &whole, &arena);
    assert_int_equal(quotation_make(quoter, &span, &quotation, &err),
                     STATUS_OK);
    assert_int_equal(quotation.passage.start_ms, 8000);
    assert_int_equal(quotation.passage.end_ms, 9500); /* 3 of 8 words in 4 s */
    assert_int_equal(quotation.passage.within_ms, 4000);
    assert_int_equal(quotation.lines[0].end_ms, 9500);
    quoter_free(quoter);
    arena_release(&arena);
    archive_close(store);
    archive_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences), cmocka_unit_test(test_fewer_words),
        cmocka_unit_test(test_clean),     cmocka_unit_test(test_context),
        cmocka_unit_test(test_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
