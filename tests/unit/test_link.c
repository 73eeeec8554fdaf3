#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "link.h"

/* All links of an episode that has this as its link, as "NAME URL NAME URL". */
static void check(const char *link, const char *media, const char *template,
                  int64_t offset_ms, int64_t start_ms, int64_t end_ms,
                  const char *expected)
{
    struct link_rule rule = { slice_of(template), offset_ms };
    struct passage passage = { 0 };
    struct buf all = BUF_INIT;
    struct episode_meta meta;
    struct arena arena;

    arena_init(&arena);
    meta_init(&meta);
    meta.link = slice_of(link);
    meta.media = slice_of(media);
    meta.guid = SLICE("g/1 ä");
    meta.number = SLICE("7");
    links_make(&meta, &rule, start_ms, end_ms, &arena, &passage);
    for (size_t i = 0; i < passage.link_count; i++)
        buf_printf(&all, "%s%s %.*s", i ? " " : "", passage.links[i].platform,
                   SLICE_ARG(passage.links[i].url));
    assert_string_equal(all.ptr ? all.ptr : "", expected);
    if (passage.link_count)
        assert_true(slice_equal(passage.link, passage.links[0].url));
    buf_release(&all);
    arena_release(&arena);
}

static void test_platforms(void **state)
{
    static const struct {
        const char *link, *expected, *whole;
    } cases[] = {
        { "https://www.youtube.com/watch?v=abcdefghijk&t=9",
          "youtube https://youtu.be/abcdefghijk?t=675",
          "youtube https://youtu.be/abcdefghijk" },
        { "https://open.spotify.com/episode/4aB?si=secret",
          "spotify https://open.spotify.com/episode/4aB?t=675",
          "spotify https://open.spotify.com/episode/4aB" },
        { "https://podcasts.apple.com/us/podcast/x/id15?i=1000&uo=4",
          "apple https://podcasts.apple.com/us/podcast/x/id15?i=1000&t=675",
          "apple https://podcasts.apple.com/us/podcast/x/id15?i=1000" },
        { "https://podcasts.apple.com/us/podcast/x/id15", "", "" },
        { "https://overcast.fm/+AbC_d/1:00",
          "overcast https://overcast.fm/+AbC_d/11:15",
          "overcast https://overcast.fm/+AbC_d/1:00" },
        { "https://pca.st/episode/6b-1",
          "pocketcasts https://pca.st/episode/6b-1?t=675",
          "pocketcasts https://pca.st/episode/6b-1" },
        { "https://vimeo.com/12345#t=3s",
          "vimeo https://vimeo.com/12345#t=675s",
          "vimeo https://vimeo.com/12345#t=3s" },
        { "https://show.example/7?token=x", "page https://show.example/7",
          "page https://show.example/7" },
        { "javascript:alert(1)", "", "" },
        { "file:///etc/passwd", "", "" },
        { "", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        check(cases[i].link, "", "", 0, 675200, TIME_NONE, cases[i].expected);
        check(cases[i].link, "", "", 0, TIME_NONE, TIME_NONE, cases[i].whole);
    }
}

static void test_fragments(void **state)
{
    (void)state;
    check("", "https://cdn.example/7.mp3?key=x", "", 0, 675999, TIME_NONE,
          "audio https://cdn.example/7.mp3#t=675");
    check("", "https://cdn.example/7.mp3", "", 0, 675000, 688001,
          "audio https://cdn.example/7.mp3#t=675,689");
    check("", "https://cdn.example/7.mp3", "", 0, 0, 0,
          "audio https://cdn.example/7.mp3#t=0");
    check("", "/home/me/7.mp3", "", 0, 0, 0, "");
}

/* The published recording is later or earlier; there is nothing before 0. */
static void test_offset(void **state)
{
    (void)state;
    check("https://youtu.be/abcdefghijk", "", "", -12000, 13000, TIME_NONE,
          "youtube https://youtu.be/abcdefghijk?t=1");
    check("https://youtu.be/abcdefghijk", "", "", -12000, 2000, TIME_NONE,
          "youtube https://youtu.be/abcdefghijk?t=0");
    check("https://youtu.be/abcdefghijk", "", "", 90000, 0, TIME_NONE,
          "youtube https://youtu.be/abcdefghijk?t=90");
}

static void test_templates(void **state)
{
    (void)state;
    check("", "", "https://x.example/{id}?s={seconds}", 0, 3675000, TIME_NONE,
          "site https://x.example/g%2F1%20%C3%A4?s=3675");
    check("", "", "https://x.example/{number}#{hh}:{mm}:{ss}", 0, 3675000,
          TIME_NONE, "site https://x.example/7#01:01:15");
    check("https://p.example/a?b", "", "{url}?t={seconds}", 0, 5000, TIME_NONE,
          "site https://p.example/a?t=5 page https://p.example/a");
    check("", "", "{url}?t={seconds}", 0, 5000, TIME_NONE, "");
    check("", "", "https://x.example/{id}", 0, TIME_NONE, TIME_NONE, "");
}

static void test_valid(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        { "https://x.example/{id}?s={seconds}", true },
        { "{url}#t={hh}:{mm}:{ss}", true },
        { "http://x.example/", true },
        { "", false },
        { "x.example/{id}", false },
        { "javascript:{id}", false },
        { "https://x.example/{minutes}", false },
        { "https://x.example/{id", false },
        { "https://x.example/id}", false },
        { "https://x.example/{}", false },
        { "https://x.example/a b", false },
        { "https://x.example/\"", false },
    };

    int64_t ms;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_int_equal(link_template_is_valid(slice_of(cases[i].text)),
                         cases[i].valid);
    assert_true(link_offset_parse(SLICE("-12s"), &ms));
    assert_int_equal(ms, -12000);
    assert_true(link_offset_parse(SLICE("+1:02"), &ms));
    assert_int_equal(ms, 62000);
    assert_false(link_offset_parse(SLICE("--1"), &ms));
    assert_false(link_offset_parse(SLICE("-"), &ms));
    assert_false(link_offset_parse(SLICE("soon"), &ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_platforms), cmocka_unit_test(test_fragments),
        cmocka_unit_test(test_offset),    cmocka_unit_test(test_templates),
        cmocka_unit_test(test_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
