#include "plan.h"

#include "archive.h"
#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct said first_said[] = {
    { "Ann Bell", 0, 4000, "the ship ships red", NULL },
    { 0 },
};
static const struct said second_said[] = {
    { "Tom Cole", 0, 4000, "shipping green red", NULL },
    { 0 },
};
static const struct said third_said[] = {
    { "Ann Bell", 0, 4000, "green blue one way", NULL },
    { 0 },
};

/* Their transcripts are 1, 2 and 3. */
static const struct told told[] = {
    { .key = "k1",
      .show = "Alpha",
      .title = "Roads",
      .date = "2024-03",
      .language = "en",
      .path = "/f/1",
      .said = first_said },
    { .key = "k2",
      .show = "Beta Talk",
      .title = "Boats",
      .language = "en",
      .path = "/f/2",
      .said = second_said },
    { .key = "k3",
      .show = "Alpha",
      .title = "More roads",
      .date = "2025",
      .language = "en",
      .path = "/f/3",
      .said = third_said },
};

struct world {
    char *path;
    struct store *store;
    struct arena arena;
    struct query query;
    struct plan plan;
};

static int setup(void **state)
{
    struct world *world = calloc(1, sizeof(*world));

    assert_non_null(world);
    arena_init(&world->arena);
    world->path = archive_of(told, sizeof(told) / sizeof(*told));
    world->store = archive_read(world->path);
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;

    archive_close(world->store);
    archive_remove(world->path);
    arena_release(&world->arena);
    free(world);
    return 0;
}

static enum status try_plan(struct world *world, const char *line,
                            struct error *err)
{
    enum status status;

    arena_clear(&world->arena);
    status = query_parse(slice_of(line), &world->arena, &world->query, err);
    if (status)
        fail_msg("%s: %s", line, err->text);
    return plan_make(world->store, &world->query, &world->arena, &world->plan,
                     err);
}

static void make_plan(struct world *world, const char *line)
{
    struct error err;

    if (try_plan(world, line, &err))
        fail_msg("%s: %s", line, err.text);
}

/* The expression, closed as the index gets it, with "" for the word that every
 * row has. */
static void assert_match(const struct world *world, const char *line,
                         const char *expected)
{
    struct slice text = buf_view(&world->plan.match.text);
    struct buf shown = BUF_INIT;

    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= ' ')
            buf_char(&shown, text.ptr[i]);
    buf_char(&shown, ')');
    if (strcmp(shown.ptr, expected))
        fail_msg("%s: %s, not %s", line, shown.ptr, expected);
    buf_release(&shown);
}

struct plan_case {
    const char *line;
    const char *match;
    const char *scope; /* transcripts that may answer */
    size_t unknown_date;
};

static const struct plan_case plan_cases[] = {
    { "red", "(\"red\")", "123", 0 },
    { "unheard", "(\"unheard\")", "123", 0 },
    /* inflections: the word itself, then the others */
    { "ship", "(\"ship\" OR \"shipping\" OR \"ships\")", "123", 0 },
    { "\"ship\"", "(\"ship\")", "123", 0 },
    /* words in a row */
    { "one-way", "(\"one\") AND (\"way\")", "123", 0 },
    { "\"one way ship\"", "(\"one\") AND (\"way\") AND (\"ship\")", "123", 0 },
    { "\"red blue\" one-way",
      "(\"red\") AND (\"blue\") AND (\"one\") AND (\"way\")", "123", 0 },
    /* but where another word would do, or none, and long ones */
    { "one-way OR red", "(\"one way\" OR \"red\")", "123", 0 },
    { "red -one-way", "(\"red\") AND (\"\" OR \"one way\")", "123", 0 },
    { "\"a b c d e f g h i\"", "(\"a b c d e f g h i\")", "123", 0 },
    /* prefixes: what they stand for, else left to the index */
    { "gre*", "(\"green\")", "123", 0 },
    { "shipp*", "(\"shipping\")", "123", 0 },
    { "xy*", "(\"xy\" *)", "123", 0 },
    { "one-wa*", "(\"one wa\" *)", "123", 0 },
    /* what every answer needs is a clause of its own */
    { "red green", "(\"red\") AND (\"green\")", "123", 0 },
    { "red OR green", "(\"red\" OR \"green\")", "123", 0 },
    { "red (green OR blue)", "(\"red\") AND (\"green\" OR \"blue\")", "123",
      0 },
    /* what it may have stands in one that every row satisfies */
    { "red -green", "(\"red\") AND (\"\" OR \"green\")", "123", 0 },
    { "red -(green -blue)", "(\"red\") AND (\"\" OR \"green\" OR \"blue\")",
      "123", 0 },
    { "red OR (green AND blue)",
      "(\"red\" OR \"blue\") AND (\"\" OR \"green\")", "123", 0 },
    { "(red AND green) OR (blue AND way)",
      "(\"red\" OR \"blue\") AND (\"\" OR \"green\" OR \"way\")", "123", 0 },
    /* filters need no word */
    { "show:alpha", "(\"\")", "13", 0 },
    { "red show:alpha", "(\"red\")", "13", 0 },
    { "red -show:alpha", "(\"red\")", "2", 0 },
    { "red -show:alpha -title:roads", "(\"red\")", "2", 0 },
    { "red (blue AND show:alpha)", "(\"red\") AND (\"blue\")", "13", 0 },
    { "red show:alpha title:\"more roads\"", "(\"red\")", "3", 0 },
    { "red id:2", "(\"red\")", "2", 0 },
    /* and do not narrow what they do not hold for */
    { "red OR show:alpha", "(\"\" OR \"red\")", "123", 0 },
    { "red (green OR show:alpha)", "(\"red\") AND (\"\" OR \"green\")", "123",
      0 },
    { "red -(green show:alpha)", "(\"red\") AND (\"\" OR \"green\")", "123",
      0 },
    { "red speaker:ann", "(\"red\")", "123", 0 },
    /* dates */
    { "red date:2024", "(\"red\")", "1", 1 },
    { "red date:2024..", "(\"red\")", "13", 1 },
    { "red before:2024-03-02", "(\"red\")", "1", 1 },
    { "red before:2024-03-01", "(\"red\")", "", 1 },
    { "red after:2024-04", "(\"red\")", "3", 1 },
    { "red date:none", "(\"red\")", "2", 0 },
    /* regular expressions: their rarest words, and those beside them */
    { "/one way/", "(\"one\") AND (\"way\")", "123", 0 },
    { "/(one|the) way/", "(\"way\") AND (\"one\" OR \"the\")", "123", 0 },
    { "/ships? red/", "(\"ships\" OR \"ship\") AND (\"red\")", "123", 0 },
    { "/nobody way/", "(\"nobody\") AND (\"way\")", "123", 0 },
    { "/green blue \\w+ way/", "(\"blue\") AND (\"green\") AND (\"way\")",
      "123", 0 },
    { "/green blue.* way/", "(\"blue\") AND (\"green\")", "123", 0 },
    { "red /one way/", "(\"red\") AND (\"one\") AND (\"way\")", "123", 0 },
    /* but where something else would do, or it must not be said */
    { "red OR /one way/", "(\"red\" OR \"one\")", "123", 0 },
    { "red -/one way/", "(\"red\") AND (\"\" OR \"one\")", "123", 0 },
    { "/\\w+/", "(\"\")", "123", 0 },
};

static void test_plans(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < sizeof(plan_cases) / sizeof(*plan_cases); i++) {
        const struct plan_case *one = &plan_cases[i];
        char scope[4] = "";

        make_plan(world, one->line);
        assert_match(world, one->line, one->match);
        for (int id = 1; id <= 3; id++)
            if (id_set_has(&world->plan.scope, id))
                snprintf(scope + strlen(scope), sizeof(scope) - strlen(scope),
                         "%d", id);
        if (strcmp(scope, one->scope))
            fail_msg("%s: may be in %s, not in %s", one->line, scope,
                     one->scope);
        assert_int_equal(world->plan.unknown_date, one->unknown_date);
        plan_release(&world->plan);
    }
}

/* ---- relaxing ---- */

struct relax_case {
    const char *line;
    size_t parts;
    const char *match; /* when any part is enough; NULL if there are none */
};

static const struct relax_case relax_cases[] = {
    { "red green", 2, "(\"red\" OR \"green\")" },
    { "red one-way", 2, "(\"red\" OR \"one way\")" },
    { "red green -blue", 2, "(\"red\" OR \"green\") AND (\"\" OR \"blue\")" },
    { "red green show:alpha", 2, "(\"red\" OR \"green\")" },
    { "red green (show:alpha OR title:boats)", 2, "(\"red\" OR \"green\")" },
    { "red (green AND blue)", 2,
      "(\"red\" OR \"blue\") AND (\"\" OR \"green\")" },
    { "red (green OR show:alpha)", 2, "(\"\" OR \"red\" OR \"green\")" },
    { "red", 0, NULL },
    { "red AND green", 0, NULL },
    { "red OR green", 0, NULL },
    { "red -green", 0, NULL },
    { "red show:alpha", 0, NULL },
    { "red (show:alpha OR title:boats)", 0, NULL },
};

static void test_relaxing(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < sizeof(relax_cases) / sizeof(*relax_cases); i++) {
        const struct relax_case *one = &relax_cases[i];
        struct node *parts[RELAX_PARTS];

        make_plan(world, one->line);
        assert_int_equal(plan_parts(&world->plan, parts), one->parts);
        assert_int_equal(world->plan.relaxable != NULL, one->parts > 0);
        if (one->match) {
            plan_relax(&world->plan);
            assert_match(world, one->line, one->match);
        }
        plan_release(&world->plan);
    }
}

/* More words than a number has bits for are all wanted. */
static void test_many_parts(void **state)
{
    struct world *world = *state;
    struct node *parts[RELAX_PARTS];
    struct buf line = BUF_INIT;

    for (int count = 1; count <= RELAX_PARTS + 1; count++) {
        buf_printf(&line, "w%d ", count);
        make_plan(world, line.ptr);
        assert_int_equal(plan_parts(&world->plan, parts),
                         count > 1 && count <= RELAX_PARTS ? count : 0);
        plan_release(&world->plan);
    }
    buf_release(&line);
}

/* ---- what cannot be planned ---- */

struct error_case {
    const char *line;
    long from, to;
    const char *hint; /* in the message */
};

static const struct error_case error_cases[] = {
    { "red show:alhpa", 4, 14, "Alpha" },
    { "red show:\"beta\"", 4, 15, "no show" },
    { "speaker:\"Anne Bell\"", 0, 19, "Ann Bell" },
    { "red title:nowhere", 4, 17, "no title has 'nowhere'" },
    { "red OR (green id:77)", 14, 19, "no episode has the id '77'" },
    { "date:soon", 0, 9, "no date" },
    { "date:..", 0, 7, "no date" },
    { "after:2024..2025 red", 0, 16, "no date" },
};

static void test_errors(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < sizeof(error_cases) / sizeof(*error_cases); i++) {
        const struct error_case *one = &error_cases[i];
        struct error err;

        assert_int_equal(try_plan(world, one->line, &err), STATUS_BAD_QUERY);
        if (err.from != one->from || err.to != one->to ||
            !strstr(err.text, one->hint))
            fail_msg("%s: %ld-%ld: %s", one->line, err.from, err.to, err.text);
        plan_release(&world->plan);
    }
}

static void test_too_many_words(void **state)
{
    struct world *world = *state;
    struct buf line = BUF_INIT;
    struct error err;

    for (int i = 0; i < 2040; i++)
        buf_string(&line, i ? " q" : "q");
    assert_int_equal(try_plan(world, line.ptr, &err), STATUS_LIMIT);
    plan_release(&world->plan);
    buf_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plans),          cmocka_unit_test(test_relaxing),
        cmocka_unit_test(test_many_parts),     cmocka_unit_test(test_errors),
        cmocka_unit_test(test_too_many_words),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
