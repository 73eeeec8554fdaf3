/*
 * Whatever a person may type is answered or gets an error that points at the
 * character, in words of our own; and the same answer if it is typed again.
 */
#include "archive.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "odd_lines.h"
#include "search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct said first_words[] = {
    { "Dana Reyes", 0, 9000, "A one-way door is a way out, don't you think?",
      "Doors" },
    { "Sam Okafor", 9000, 18000, "C++ and C#, 20.04 and AT&T: loops, loops.",
      NULL },
    { "Dana Reyes", 18000, 29000, "单向门 дверь πόρτας الباب שלום दरवाज़ा ประตู",
      NULL },
    { NULL, 0, 0, NULL, NULL },
};

static const struct said second_words[] = {
    { NULL, TIME_NONE, TIME_NONE, "No way, the door has no handle.", NULL },
    { NULL, 0, 0, NULL, NULL },
};

static const struct told tolds[] = {
    {
        .key = "1",
        .show = "Second Draft",
        .number = "1",
        .title = "Doors",
        .date = "2025-02-03",
        .guest = "Sam Okafor",
        .language = "en",
        .path = "/podcasts/1.vtt",
        .said = first_words,
    },
    {
        .key = "2",
        .show = "Field Notes",
        .title = "Handles",
        .path = "/podcasts/2.txt",
        .said = second_words,
    },
};

struct world {
    char *path;
    struct store *store;
    size_t answered, refused;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof(*world));

    assert_non_null(world);
    world->path = archive_of(tolds, sizeof(tolds) / sizeof(*tolds));
    world->store = archive_read(world->path);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;

    archive_close(world->store);
    archive_remove(world->path);
    free(world);
    return 0;
}

static void note_ref(void *context, const struct passage *passage)
{
    struct buf *out = context;

    for (size_t i = 0; i < passage->hit_count; i++) {
        const struct hit *hit = &passage->hits[i];

        assert_true(hit->from_byte < hit->to_byte);
        assert_true(hit->to_byte <= passage->text.len);
        assert_true(i == 0 || hit[-1].to_byte < hit->to_byte);
    }
    buf_printf(out, "%.*s %.3f\n", SLICE_ARG(passage->ref), passage->score);
}

static bool is_boundary(struct slice line, long at)
{
    return at == (long)line.len || ((unsigned char)line.ptr[at] & 0xC0) != 0x80;
}

/* It says where, and nothing that only the libraries below us would say. */
static void check_error(struct slice line, const struct error *err)
{
    static const char *const foreign[] = { "fts5",
                                           "sqlite",
                                           "sql",
                                           "pcre",
                                           "no such column",
                                           "malformed match",
                                           "syntax error",
                                           "unterminated string" };
    struct slice text = slice_of(err->text);

    if (err->status != STATUS_BAD_QUERY && err->status != STATUS_LIMIT)
        fail_msg("%.*s: status %d, %s", SLICE_ARG(line), err->status,
                 err->text);
    if (err->from < 0 || err->to > (long)line.len ||
        (err->from >= err->to && slice_trim(line).len))
        fail_msg("%.*s: %s points at %ld-%ld", SLICE_ARG(line), err->text,
                 err->from, err->to);
    if (utf8_valid_prefix(line) == line.len &&
        (!is_boundary(line, err->from) || !is_boundary(line, err->to)))
        fail_msg("%.*s: %s points into a character", SLICE_ARG(line),
                 err->text);
    for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
        for (size_t at = 0; at < text.len; at++)
            if (slice_starts_with_nocase(slice_from(text, at),
                                         slice_of(foreign[i])))
                fail_msg("%.*s: %s", SLICE_ARG(line), err->text);
}

/* The answer to the line, written out. */
static void ask(struct world *world, struct slice line, struct buf *out)
{
    struct search_options options = { .limit = 20 };
    struct search_totals totals;
    struct arena arena;
    struct error err = { 0 };

    arena_init(&arena);
    if (search(world->store, line, &options, &arena, note_ref, out, &totals,
               &err)) {
        check_error(line, &err);
        buf_printf(out, "%ld-%ld %s", err.from, err.to, err.text);
        world->refused++;
    } else {
        buf_printf(out, "%zu of %zu", totals.passages, totals.total);
        world->answered++;
    }
    arena_release(&arena);
}

static void ask_twice(struct world *world, struct slice line)
{
    struct buf once = BUF_INIT, again = BUF_INIT;

    ask(world, line, &once);
    ask(world, line, &again);
    if (!slice_equal(buf_view(&once), buf_view(&again)))
        fail_msg("%.*s: first %s, then %s", SLICE_ARG(line), once.ptr,
                 again.ptr);
    buf_release(&once);
    buf_release(&again);
}

/* What a line may stand in: a % is the line. */
static const char *const frames[] = {
    "%",        "way %",     "% way",         "(%)",
    "-%",       "way -%",    "way OR %",      "% AND door",
    "\"%\"",    "speaker:%", "show:%",        "speaker:\"%",
    "%*",       "%~",        "% near/3 door", "(%",
    "%)",       "\"%",       "door \"% ",     "/%/",
    "date:%",   "%%",        "% %",           "way % door within:1m",
    "within:%", "id:% way",
};

static void put_in_frame(const char *frame, const char *line, struct buf *out)
{
    buf_clear(out);
    for (; *frame; frame++)
        if (*frame == '%')
            buf_string(out, line);
        else
            buf_char(out, *frame);
}

static void answers_or_points(void **state)
{
    struct world *world = *state;
    struct buf line = BUF_INIT;

    for (size_t i = 0; odd_lines[i]; i++)
        for (size_t k = 0; k < sizeof(frames) / sizeof(*frames); k++) {
            put_in_frame(frames[k], odd_lines[i], &line);
            ask_twice(world, buf_view(&line));
        }
    buf_release(&line);
    /* Both happen, often. */
    assert_true(world->answered > 10000);
    assert_true(world->refused > 5000);
}

/* Cut anywhere, also inside a character. */
static void answers_or_points_at_beginnings(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; odd_lines[i]; i++)
        for (size_t length = 0; length < strlen(odd_lines[i]); length++)
            ask_twice(world, (struct slice){ odd_lines[i], length });
}

static void repeats(struct world *world, const char *text, size_t count)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < count; i++)
        buf_string(&line, text);
    ask_twice(world, buf_view(&line));
    buf_release(&line);
}

static void answers_or_points_at_much(void **state)
{
    static const char *const texts[] = {
        "(",        ")",      "\"",         "-",         "*",
        "~",        "/",      "a",          "way ",      "way OR ",
        "(way ",    "-(way ", "a* ",        "w~ ",       "门",
        "👋",        "\xff",   " ",          "way-",      "id:1 ",
        "-id:1 ",   "NOT ",   "/way/ ",     "\"way\" ",  "a:",
        "way~ ",    "&",      "within:1m ", "a near/1 ", "date:2025 ",
        "(way OR ", "/(/ ",   "\xcc\x81",
    };
    static const size_t counts[] = { 63, 64, 65, 100, 1000, 4097 };

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++)
            repeats(*state, texts[i], counts[k]);
}

static void a_long_line_is_a_line_up_to_the_limit(void **state)
{
    char line[LIMIT_QUERY_BYTES + 1];
    struct world *world = *state;
    struct buf out = BUF_INIT;

    memset(line, 'a', sizeof(line));
    world->refused = 0;
    ask(world, (struct slice){ line, LIMIT_QUERY_BYTES }, &out);
    assert_int_equal(world->refused, 0);
    ask(world, (struct slice){ line, LIMIT_QUERY_BYTES + 1 }, &out);
    assert_int_equal(world->refused, 1);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_or_points),
        cmocka_unit_test(answers_or_points_at_beginnings),
        cmocka_unit_test(answers_or_points_at_much),
        cmocka_unit_test(a_long_line_is_a_line_up_to_the_limit),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
