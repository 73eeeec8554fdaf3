#include "term.h"
#include "term_counts.h"

#include "archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- counting ---- */

static void count_text(struct term_counts *counts, const char *text,
                       const char *language, int sign)
{
    struct token_list tokens;

    token_list_init(&tokens);
    tokenize(&tokens, slice_of(text), 0);
    term_counts_add(counts, &tokens, slice_of(language), sign);
    token_list_release(&tokens);
}

static void test_counting(void **state)
{
    struct term_counts *counts = term_counts_new();
    struct term_counts *more = term_counts_new();

    (void)state;
    count_text(counts, "ship Ship ships", "en", 1);
    assert_int_equal(term_counts_size(counts), 2);
    /* The primary tag counts; another language is another word. */
    count_text(counts, "ship", "en-GB", 1);
    assert_int_equal(term_counts_size(counts), 2);
    count_text(counts, "ship", "de", 1);
    assert_int_equal(term_counts_size(counts), 3);
    count_text(more, "boat ship", "en", 1);
    count_text(more, "barco", "es", 1);
    term_counts_merge(counts, more);
    assert_int_equal(term_counts_size(counts), 5);
    term_counts_clear(counts);
    assert_int_equal(term_counts_size(counts), 0);
    term_counts_free(more);
    term_counts_free(counts);
    term_counts_free(NULL);
}

/* More words than there is room for at first. */
static void test_counting_many(void **state)
{
    enum { WORDS = 20000 };

    struct term_counts *counts = term_counts_new();
    struct buf text = BUF_INIT;

    (void)state;
    for (int i = 0; i < WORDS; i++)
        buf_printf(&text, "w%d ", i);
    count_text(counts, text.ptr, "", 1);
    count_text(counts, text.ptr, "", 1);
    assert_int_equal(term_counts_size(counts), WORDS);
    buf_release(&text);
    term_counts_free(counts);
}

static void assert_count(const struct term_counts *counts, size_t index,
                         const char *term, const char *language, int64_t count)
{
    struct term_count row = term_counts_at(counts, index);

    assert_true(slice_equal(row.term, slice_of(term)));
    assert_true(slice_equal(term_counts_language(counts, row.language),
                            slice_of(language)));
    assert_int_equal(row.count, count);
}

/* In byte order; what came to nothing is left out. */
static void test_sorting(void **state)
{
    struct term_counts *counts = term_counts_new();
    struct term_counts *more = term_counts_new();

    (void)state;
    count_text(counts, "zebra ship incomprehensibilities boat boat", "en", 1);
    count_text(counts, "ship", "en", -1);
    count_text(more, "boat", "es", 1);
    count_text(more, "boat incomprehensibilities abc", "en", 1);
    term_counts_merge(counts, more);
    assert_int_equal(term_counts_sort(counts), 5);
    assert_int_equal(term_counts_languages(counts), 2);
    assert_count(counts, 0, "abc", "en", 1);
    assert_count(counts, 1, "boat", "en", 3);
    assert_count(counts, 2, "boat", "es", 1);
    assert_count(counts, 3, "incomprehensibilities", "en", 2);
    assert_count(counts, 4, "zebra", "en", 1);
    term_counts_free(more);
    term_counts_free(counts);
}

/* ---- widening ---- */

static const struct said english[] = {
    { NULL, TIME_NONE, TIME_NONE, "ship ships ships shipped walk walking",
      NULL },
    { 0 },
};
static const struct said spanish[] = {
    { NULL, TIME_NONE, TIME_NONE, "barco barcos walks ship", NULL },
    { 0 },
};
static const struct said nobody_knows[] = {
    { NULL, TIME_NONE, TIME_NONE, "goats ship \u00e9t\u00e9", NULL },
    { 0 },
};

static const struct said french[] = {
    { NULL, TIME_NONE, TIME_NONE, "l'eau l'eau eaux aujourd'hui", NULL },
    { 0 },
};
static const struct said turkish[] = {
    { NULL, TIME_NONE, TIME_NONE, "Ankara'da Ankara'ya Ankara'da", NULL },
    { 0 },
};

static const struct told told[] = {
    { .key = "k1",
      .show = "S",
      .language = "en-US",
      .path = "/f/1",
      .said = english },
    { .key = "k2",
      .show = "S",
      .language = "es",
      .path = "/f/2",
      .said = spanish },
    { .key = "k3", .show = "S", .path = "/f/3", .said = nobody_knows },
    { .key = "k4",
      .show = "S",
      .language = "fr",
      .path = "/f/4",
      .said = french },
    { .key = "k5",
      .show = "S",
      .language = "tr",
      .path = "/f/5",
      .said = turkish },
};

static int setup(void **state)
{
    *state = archive_of(told, sizeof(told) / sizeof(*told));
    return 0;
}

static int teardown(void **state)
{
    archive_remove(*state);
    return 0;
}

/* "ship:4 ships:2"; a word that is the one asked for is in brackets. */
static void print_expansions(const struct expansion *list, size_t count,
                             struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s%.*s%s:%d", i ? " " : "", list[i].same ? "[" : "",
                   SLICE_ARG(list[i].term), list[i].same ? "]" : "",
                   (int)list[i].count);
}

static void assert_text(const char *what, const struct buf *text,
                        const char *expected)
{
    if (!slice_equal(buf_view(text), slice_of(expected)))
        fail_msg("%s: %.*s, not %s", what, SLICE_ARG(buf_view(text)), expected);
}

static void assert_inflections(struct store *store, const char *word,
                               const char *expected)
{
    struct expansion *list;
    struct buf text = BUF_INIT;
    struct arena arena;
    struct error err;
    size_t count;

    arena_init(&arena);
    assert_int_equal(
        term_inflections(store, slice_of(word), &arena, &list, &count, &err),
        STATUS_OK);
    print_expansions(list, count, &text);
    assert_text(word, &text, expected);
    buf_release(&text);
    arena_release(&arena);
}

static void test_inflections(void **state)
{
    static const char *const cases[][2] = {
        /* The word first, the others by their number; all languages count. */
        { "ship", "[ship]:3 ships:2 shipped:1" },
        { "ships", "[ships]:2 ship:3 shipped:1" },
        { "barcos", "[barcos]:1 barco:1" },
        /* Where nothing has the word itself, any language's stems do. */
        { "shipping", "[shipping]:0 ship:3 ships:2 shipped:1" },
        { "walked", "[walked]:0 walk:1 walking:1" },
        /* This one is Spanish, and has no such inflections there. */
        { "walks", "[walks]:1" },
        /* What an apostrophe joins is not of the word, where it is so. */
        { "eau", "[eau]:0 l'eau:2 eaux:1" },
        { "l'eau", "[l'eau]:2 eaux:1" },
        { "hui", "[hui]:0" },
        { "ankara", "[ankara]:0 ankara'da:2 ankara'ya:1" },
        /* No language, no stems. */
        { "goats", "[goats]:1" },
        { "unheard", "[unheard]:0" },
    };

    struct store *store = archive_read(*state);

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_inflections(store, cases[i][0], cases[i][1]);
    archive_close(store);
}

struct prefix_case {
    const char *prefix;
    size_t limit;
    const char *expected;
    int64_t occurrences;
    bool more;
};

static const struct prefix_case prefix_cases[] = {
    { "ship", 10, "[ship]:3 shipped:1 ships:2", 6, false },
    { "shipp", 10, "shipped:1", 1, false },
    { "sh", 3, "ship:3 shipped:1 ships:2", 6, false },
    { "sh", 2, "ship:3 shipped:1", 6, true },
    { "et", 10, "ete:1", 1, false },
    { "xy", 10, "", 0, false },
};

static void test_prefixes(void **state)
{
    struct store *store = archive_read(*state);
    struct buf text = BUF_INIT;
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < sizeof(prefix_cases) / sizeof(*prefix_cases); i++) {
        const struct prefix_case *one = &prefix_cases[i];
        struct expansion *list;
        int64_t occurrences;
        struct error err;
        size_t count;
        bool more;

        assert_int_equal(term_prefixed(store, slice_of(one->prefix), one->limit,
                                       &arena, &list, &count, &occurrences,
                                       &more, &err),
                         STATUS_OK);
        print_expansions(list, count, &text);
        assert_text(one->prefix, &text, one->expected);
        assert_int_equal(occurrences, one->occurrences);
        assert_int_equal(more, one->more);
    }
    buf_release(&text);
    arena_release(&arena);
    archive_close(store);
}

static int64_t count_of(struct store *store, const char *word)
{
    int64_t count;
    struct error err;

    assert_int_equal(term_count(store, slice_of(word), &count, &err),
                     STATUS_OK);
    return count;
}

/* What goes takes its words with it. */
static void test_removing(void **state)
{
    char *path = archive_path();
    struct store *store = archive_write(path);
    struct error err;

    (void)state;
    archive_add(store, &told[0]);
    archive_add(store, &told[1]);
    archive_close(store);
    store = archive_write(path);
    assert_int_equal(count_of(store, "ship"), 2);
    if (store_remove_transcript(store, 1, &err))
        fail_msg("%s", err.text);
    assert_int_equal(store_commit(store, &err), STATUS_OK);
    assert_int_equal(count_of(store, "ship"), 1);
    assert_int_equal(count_of(store, "ships"), 0);
    assert_inflections(store, "ship", "[ship]:1");
    archive_close(store);
    archive_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counting), cmocka_unit_test(test_counting_many),
        cmocka_unit_test(test_sorting),  cmocka_unit_test(test_inflections),
        cmocka_unit_test(test_prefixes), cmocka_unit_test(test_removing),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
