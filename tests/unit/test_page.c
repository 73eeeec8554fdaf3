#include "page.h"
#include "page_link.h"
#include "page_name.h"
#include "page_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- names ---- */

static void names_are_told_from_titles(void **state)
{
    static const struct {
        const char *text;
        bool is_name;
    } cases[] = {
        { "Ana Lima", true },
        { "Jean-Luc O'Neil", true },
        { "Hanneke de Wit", true },
        { "J. R. Halloran", true },
        { "Łukasz Żak", true },
        { "Will Tern", true },
        { "Ana", false },
        { "ana lima", false },
        { "The Long Winter", false },
        { "Building Teams", false },
        { "Founder of Acme", false },
        { "Ana Lima 2", false },
        { "A B C D E", false },
        { "", false },
        { "Chief Executive CEO", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(page_name_is(slice_of(cases[i].text)),
                         cases[i].is_name);
}

/* A page as text, and whom it has in it: "name role; " for each. */
static const struct {
    const char *page, *people;
} pages[] = {
    { "# How bees vote | Ana Lima (Hive)\n\nText.", "Ana Lima guest; " },
    { "# How bees vote with Ana Lima and Bo Chen\n\nText.",
      "Ana Lima guest; Bo Chen guest; " },
    { "# Ana Lima: How bees vote\n\nAna Lima counts them.",
      "Ana Lima guest; " },
    { "# #12 – Ana Lima: Votes\n\nWhat Ana Lima saw.", "Ana Lima guest; " },
    /* Words of a title do not come back. */
    { "# Long Summer Nights: How bees vote\n\nNobody is named.", "" },
    { "# Votes\n\nMy guest today is Ana Lima, who counts.",
      "Ana Lima guest; " },
    { "# Votes\n\nHosted by Dana Rey. Ana Lima explains bees.",
      "Dana Rey host; Ana Lima guest; " },
    { "# Votes\n\nHost: Dana Rey\nGuests: Ana Lima, Bo Chen\n\nText.",
      "Dana Rey =host; Ana Lima =guest; Bo Chen =guest; " },
    { "# Votes\n\nWhere to find Ana Lima:\n\n- https://x.example",
      "Ana Lima guest; " },
    { "# Votes\n\nNobody at all.", "" },
};

/* "=" before a role that is stated. */
static void append_people(struct buf *out, const struct people *people)
{
    for (size_t i = 0; i < people->count; i++)
        buf_printf(out, "%.*s %s%.*s; ", SLICE_ARG(people->list[i].name),
                   people->list[i].guessed ? "" : "=",
                   SLICE_ARG(people->list[i].role));
}

static void people_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct buf got = BUF_INIT;
        struct page_signs signs;
        struct cue_list list;
        struct arena arena;
        struct error err;

        arena_init(&arena);
        cue_list_init(&list, &arena);
        assert_int_equal(
            page_read(slice_of(pages[i].page), 1, &list, &signs, &err), 0);
        append_people(&got, &list.meta.people);
        buf_append(&got, "", 0);
        assert_string_equal(got.ptr ? got.ptr : "", pages[i].people);
        buf_release(&got);
        arena_release(&arena);
    }
}

/* ---- words ---- */

static void parts_are_known(void **state)
{
    static const struct {
        const char *text;
        enum page_part heading, line;
    } cases[] = {
        { "Key takeaways", PAGE_PART_TAKEAWAYS, PAGE_PART_NONE },
        { "Timestamps:", PAGE_PART_CHAPTERS, PAGE_PART_CHAPTERS },
        { "Brought to you by:", PAGE_PART_SPONSOR, PAGE_PART_SPONSOR },
        { "This episode is sponsored by Acme, which …", PAGE_PART_SPONSOR,
          PAGE_PART_SPONSOR },
        { "Comments (3)", PAGE_PART_OTHER, PAGE_PART_NONE },
        { "On hiring", PAGE_PART_NOTES, PAGE_PART_NONE },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct slice text = slice_of(cases[i].text);

        assert_int_equal(page_part_of_heading(text), cases[i].heading);
        assert_int_equal(page_part_of_line(text), cases[i].line);
    }
}

static void sponsors_have_names(void **state)
{
    static const char *const cases[][2] = {
        { "This episode is brought to you by Acme — tools.", "Acme" },
        { "Thank you to our sponsor: Rope & Twine!", "Rope & Twine" },
        { "Sponsored by Ropewalk.", "Ropewalk" },
        { "Sponsors", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(slice_equal(page_part_sponsor(slice_of(cases[i][0])),
                                slice_of(cases[i][1])));
}

static void what_is_no_note_is_known(void **state)
{
    static const struct {
        const char *text;
        bool furniture, paywall, label;
    } cases[] = {
        { "Subscribe now", true, false, false },
        { "© 2026 Somebody", true, false, false },
        { "This post is for paid subscribers", false, true, false },
        { "Keep reading with a 7-day free trial", false, true, false },
        { "Listen on Apple Podcasts, Spotify or YouTube", false, false, true },
        { "Spotify: https://x.example/s", false, false, true },
        { "Spotify bought the company in 2014.", false, false, false },
        { "Bees vote by dancing.", false, false, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct slice text = slice_of(cases[i].text);

        assert_int_equal(page_part_is_furniture(text), cases[i].furniture);
        assert_int_equal(page_part_is_paywall(text), cases[i].paywall);
        assert_int_equal(page_link_is_label(text), cases[i].label);
    }
}

/* ---- addresses ---- */

static struct episode_meta links_of(struct arena *arena, const char *text)
{
    struct page_urls urls = { 0 };
    struct episode_meta meta;

    meta_init(&meta);
    page_urls_find(&urls, arena, slice_of(text));
    page_links_fill(&urls, arena, &meta);
    return meta;
}

static void links_lead_to_the_episode(void **state)
{
    static const struct {
        const char *text, *platform, *url; /* NULL = no link */
    } cases[] = {
        { "see https://podcasts.apple.com/us/podcast/x/id1?i=22&mt=2.", "apple",
          "https://podcasts.apple.com/us/podcast/x/id1?i=22" },
        { "https://podcasts.apple.com/us/podcast/x/id1", NULL, NULL },
        { "(https://open.spotify.com/episode/4aB?si=1)", "spotify",
          "https://open.spotify.com/episode/4aB" },
        { "https://open.spotify.com/show/4aB", NULL, NULL },
        { "https://www.youtube.com/watch?v=aaaaaaaaaa1", "youtube",
          "https://youtu.be/aaaaaaaaaa1" },
        /* Two videos, and nothing says which is meant. */
        { "https://youtu.be/aaaaaaaaaa1 https://youtu.be/aaaaaaaaaa2", NULL,
          NULL },
        { "https://youtu.be/aaaaaaaaaa1?t=1 https://youtu.be/aaaaaaaaaa2 "
          "https://youtu.be/aaaaaaaaaa1?t=9",
          "youtube", "https://youtu.be/aaaaaaaaaa1" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct episode_meta meta;
        struct arena arena;

        arena_init(&arena);
        meta = links_of(&arena, cases[i].text);
        assert_int_equal(meta.links.count, cases[i].url != NULL);
        if (cases[i].url) {
            assert_true(slice_equal(meta.links.list[0].platform,
                                    slice_of(cases[i].platform)));
            assert_true(
                slice_equal(meta.links.list[0].url, slice_of(cases[i].url)));
        }
        arena_release(&arena);
    }
}

/* ---- transcripts ---- */

static void transcripts_are_left_alone(void **state)
{
    static const char *const transcripts[] = {
        "# Votes\n\nAna Lima: One.\n\nDana Rey: Two.\n\nAna Lima: Three.\n\n"
        "Dana Rey: Four.\n",
        "00:00 Intro\n10:00 Bees\n20:00 End\n\nAna Lima (00:01): One.\n\n"
        "Dana Rey (00:05): Two.\n\nAna Lima (00:09): Three.\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(transcripts); i++) {
        struct page_signs signs;
        struct cue_list list;
        struct arena arena;
        struct error err;

        arena_init(&arena);
        cue_list_init(&list, &arena);
        assert_int_equal(
            page_read(slice_of(transcripts[i]), 1, &list, &signs, &err), 0);
        assert_true(signs.is_transcript);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_told_from_titles),
        cmocka_unit_test(people_are_found),
        cmocka_unit_test(parts_are_known),
        cmocka_unit_test(sponsors_have_names),
        cmocka_unit_test(what_is_no_note_is_known),
        cmocka_unit_test(links_lead_to_the_episode),
        cmocka_unit_test(transcripts_are_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
