#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void youtube_links_have_an_id(void **state)
{
    static const struct {
        const char *url, *id;
    } cases[] = {
        { "https://www.youtube.com/watch?v=aB3_-567890", "aB3_-567890" },
        { "http://youtube.com/watch?app=desktop&v=aB3_-567890&t=5s",
          "aB3_-567890" },
        { "https://m.youtube.com/watch/?v=aB3_-567890#t=1", "aB3_-567890" },
        { "https://music.youtube.com/watch?v=aB3_-567890", "aB3_-567890" },
        { "https://youtu.be/aB3_-567890?t=675", "aB3_-567890" },
        { "youtu.be/aB3_-567890", "aB3_-567890" },
        { "HTTPS://WWW.YouTube.com/shorts/aB3_-567890/", "aB3_-567890" },
        { "//www.youtube.com/embed/aB3_-567890?rel=0", "aB3_-567890" },
        { "https://www.youtube-nocookie.com/embed/aB3_-567890", "aB3_-567890" },
        { "https://youtube.com/live/aB3_-567890", "aB3_-567890" },
        { "https://youtube.com/v/aB3_-567890", "aB3_-567890" },
        { "https://youtu.be/aB3_-56789", "" },
        { "https://youtu.be/aB3_-5678901", "" },
        { "https://youtu.be/", "" },
        { "https://www.youtube.com/@quoth", "" },
        { "https://www.youtube.com/watch?list=aB3_-567890", "" },
        { "https://example.com/watch?v=aB3_-567890", "" },
        { "https://notyoutube.com/watch?v=aB3_-567890", "" },
        { "https://youtube.com.example/watch?v=aB3_-567890", "" },
        { "aB3_-567890", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice id = youtube_id(slice_of(cases[i].url));

        if (!slice_equal(id, slice_of(cases[i].id)))
            fail_msg("'%s': '%.*s'", cases[i].url, SLICE_ARG(id));
    }
}

static void a_person_is_added_once(void **state)
{
    struct arena arena;
    struct people people = { 0 };

    (void)state;
    arena_init(&arena);
    people_add(&people, &arena, SLICE("Dana Reyes"), SLICE("host"));
    people_add(&people, &arena, SLICE("Sam Okafor"), SLICE(""));
    people_add(&people, &arena, SLICE("DANA REYES"), SLICE("guest"));
    assert_int_equal(people.count, 2);
    assert_true(slice_equal(people.list[0].role, SLICE("host")));
    assert_true(slice_equal(people.list[1].name, SLICE("Sam Okafor")));
    arena_release(&arena);
}

/* What is compared with all that came before must not be without an end. */
static void people_are_hundreds_at_most(void **state)
{
    struct arena arena;
    struct people people = { 0 };

    (void)state;
    arena_init(&arena);
    for (int i = 0; i < 2000; i++)
        people_add(&people, &arena, arena_printf(&arena, "Guest %d", i),
                   SLICE("guest"));
    assert_int_equal(people.count, 500);
    assert_true(slice_equal(people.list[499].name, SLICE("Guest 499")));
    arena_release(&arena);
}

static void filling_keeps_what_is_known(void **state)
{
    struct episode_meta meta, other;

    (void)state;
    meta_init(&meta);
    meta_init(&other);
    assert_int_equal(meta.duration_ms, TIME_NONE);
    meta.title = SLICE("Kettles");
    other.title = SLICE("Pots");
    other.date = SLICE("2025-11");
    other.language = SLICE("en");
    other.language_guessed = true;
    other.duration_ms = 5000;
    meta_fill(&meta, &other);
    assert_true(slice_equal(meta.title, SLICE("Kettles")));
    assert_true(slice_equal(meta.date, SLICE("2025-11")));
    assert_true(slice_equal(meta.language, SLICE("en")));
    assert_true(meta.language_guessed);
    assert_int_equal(meta.duration_ms, 5000);
    other.language = SLICE("de");
    other.language_guessed = false;
    other.duration_ms = 6000;
    meta_fill(&meta, &other);
    assert_true(slice_equal(meta.language, SLICE("en")));
    assert_true(meta.language_guessed);
    assert_int_equal(meta.duration_ms, 5000);
}

static void people_taken_over_are_not_changed_behind_the_back(void **state)
{
    struct arena arena;
    struct episode_meta meta, other;

    (void)state;
    arena_init(&arena);
    meta_init(&meta);
    meta_init(&other);
    people_add(&other.people, &arena, SLICE("Dana"), SLICE("host"));
    meta_fill(&meta, &other);
    people_add(&meta.people, &arena, SLICE("Sam"), SLICE("guest"));
    people_add(&other.people, &arena, SLICE("Kim"), SLICE("guest"));
    assert_int_equal(meta.people.count, 2);
    assert_true(slice_equal(meta.people.list[1].name, SLICE("Sam")));
    assert_true(slice_equal(other.people.list[1].name, SLICE("Kim")));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(youtube_links_have_an_id),
        cmocka_unit_test(a_person_is_added_once),
        cmocka_unit_test(people_are_hundreds_at_most),
        cmocka_unit_test(filling_keeps_what_is_known),
        cmocka_unit_test(people_taken_over_are_not_changed_behind_the_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
