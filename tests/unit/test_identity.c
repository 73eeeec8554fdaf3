#include "identity.h"
#include "identity_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- from a path ---- */

/* What comes of a path below the root /pods. NULL = nothing. */
struct path_case {
    const char *path;
    const char *show, *number, *title, *date, *language, *platform_id;
};

/* All in one walk: stems that come more than once are names of shows. */
static const struct path_case path_cases[] = {
    /* A stem with numbers, several times. */
    { "/pods/go-time-131.md", "go-time", "131", "go time 131", NULL, NULL,
      NULL },
    { "/pods/go-time-007.md", "go-time", "7", "go time 7", NULL, NULL, NULL },
    { "/pods/x/deep_talk_s02e07.srt", "deep_talk", "s02e07", "deep talk s02e07",
      NULL, NULL, NULL },
    { "/pods/x/deep_talk_s02e08.srt", "deep_talk", "s02e08", "deep talk s02e08",
      NULL, NULL, NULL },
    /* Only once: it is a title. */
    { "/pods/Field Notes/catch-22.vtt", "Field Notes", NULL, "catch 22", NULL,
      NULL, NULL },
    /* The first folder below the root that can be a show. */
    { "/pods/Alpha/2024/vtt/interview.vtt", "Alpha", NULL, "interview", NULL,
      NULL, NULL },
    { "/pods/transcripts/en/S01/Beta/one.vtt", "Beta", NULL, "one", NULL, NULL,
      NULL },
    { "/pods/season 3/chat.vtt", "pods", NULL, "chat", NULL, NULL, NULL },
    { "/pods/solo.vtt", "pods", NULL, "solo", NULL, NULL, NULL },
    /* A number in front. */
    { "/pods/Alpha/131-title-of-it.txt", "Alpha", "131", "title of it", NULL,
      NULL, NULL },
    { "/pods/Alpha/004 - Keep it small.txt", "Alpha", "4", "Keep it small",
      NULL, NULL, NULL },
    { "/pods/Alpha/12.txt", "Alpha", "12", "12", NULL, NULL, NULL },
    { "/pods/Alpha/3rd time.txt", "Alpha", NULL, "3rd time", NULL, NULL, NULL },
    /* A number in the title, behind the show's name or a word for it. */
    { "/pods/Field Notes/Field Notes 12 - Hives.vtt", "Field Notes", "12",
      "Field Notes 12 - Hives", NULL, NULL, NULL },
    { "/pods/Field Notes/Field Notes 2024 in review.vtt", "Field Notes", NULL,
      "Field Notes 2024 in review", NULL, NULL, NULL },
    { "/pods/Alpha/Episode 7, The door.vtt", "Alpha", "7",
      "Episode 7, The door", NULL, NULL, NULL },
    /* Dates in front. */
    { "/pods/Alpha/2024-05-01 Launch.vtt", "Alpha", NULL, "Launch",
      "2024-05-01", NULL, NULL },
    { "/pods/Alpha/20240502-launch_two.vtt", "Alpha", NULL, "launch two",
      "2024-05-02", NULL, NULL },
    { "/pods/Alpha/2024_05_03.vtt", "Alpha", NULL, "2024_05_03.vtt",
      "2024-05-03", NULL, NULL },
    /* A day that the calendar does not have is neither date nor number. */
    { "/pods/Alpha/2025-02-30 Never.vtt", "Alpha", NULL, "2025-02-30 Never",
      NULL, NULL, NULL },
    { "/pods/Alpha/2025-13-01.vtt", "Alpha", NULL, "2025 13 01", NULL, NULL,
      NULL },
    { "/pods/Alpha/18991231 too old.vtt", "Alpha", NULL, "18991231 too old",
      NULL, NULL, NULL },
    /* Languages, and what else stands before the extension. */
    { "/pods/Alpha/talk.es.vtt", "Alpha", NULL, "talk", NULL, "es", NULL },
    { "/pods/Alpha/walk.pt-BR.auto.srt", "Alpha", NULL, "walk", NULL, "pt-BR",
      NULL },
    { "/pods/Alpha/run.transcript.txt", "Alpha", NULL, "run", NULL, NULL,
      NULL },
    { "/pods/Alpha/Node.js explained.txt", "Alpha", NULL, "Node.js explained",
      NULL, NULL, NULL },
    { "/pods/Alpha/de/rede.txt", "Alpha", NULL, "rede", NULL, "de", NULL },
    { "/pods/Alpha/de/speech.fr.txt", "Alpha", NULL, "speech", NULL, "fr",
      NULL },
    /* As yt-dlp names files. */
    { "/pods/Alpha/Big news [dQw4w9WgXcQ].en.vtt", "Alpha", NULL, "Big news",
      NULL, "en", "youtube:dQw4w9WgXcQ" },
    { "/pods/Alpha/Big news [dQw4w9WgXcQ].en-orig.srv3", "Alpha", NULL,
      "Big news", NULL, "en", "youtube:dQw4w9WgXcQ" },
    { "/pods/Alpha/Big news [dQw4w9WgXcQ].en-eEY6OEpapPo.vtt", "Alpha", NULL,
      "Big news", NULL, "en", "youtube:dQw4w9WgXcQ" },
    { "/pods/Alpha/Big news [dQw4w9WgXcQ].iw.json3", "Alpha", NULL, "Big news",
      NULL, "he", "youtube:dQw4w9WgXcQ" },
    { "/pods/Alpha/Big news.iw.json3", "Alpha", NULL, "Big news.iw", NULL, NULL,
      NULL },
    { "/pods/Alpha/20240506 Small news [-_aaaaaaaaa].vtt", "Alpha", NULL,
      "Small news", "2024-05-06", NULL, "youtube:-_aaaaaaaaa" },
    { "/pods/Alpha/#shorts My news [dQw4w9WgXcQ].en.vtt", "Alpha", NULL,
      "shorts My news", NULL, "en", "youtube:dQw4w9WgXcQ" },
    { "/pods/Alpha/Part [of a whole].vtt", "Alpha", NULL, "Part [of a whole]",
      NULL, NULL, NULL },
};

enum { PATHS = sizeof(path_cases) / sizeof(*path_cases) };

static void assert_field(const char *path, const char *field,
                         struct slice value, const char *expected)
{
    if (!slice_equal(value, slice_of(expected)))
        fail_msg("%s: %s is '%.*s', not '%s'", path, field, SLICE_ARG(value),
                 expected ? expected : "");
}

static void assert_meta(const struct path_case *one,
                        const struct episode_meta *meta)
{
    assert_field(one->path, "show", meta->show, one->show);
    assert_field(one->path, "number", meta->number, one->number);
    assert_field(one->path, "title", meta->title, one->title);
    assert_field(one->path, "date", meta->date, one->date);
    assert_field(one->path, "language", meta->language, one->language);
    assert_field(one->path, "id", meta->platform_id, one->platform_id);
}

static void test_paths(void **state)
{
    struct walk_file files[PATHS];
    struct walk walk = { .files = files, .file_count = PATHS };
    struct stem_census *census;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < PATHS; i++)
        files[i] = (struct walk_file){ .path = slice_of(path_cases[i].path),
                                       .root = SLICE("/pods") };
    census = stem_census_new(&walk);
    for (size_t i = 0; i < PATHS; i++) {
        struct episode_meta meta;

        meta_init(&meta);
        identity_from_path(&files[i], census, &arena, &meta);
        assert_meta(&path_cases[i], &meta);
    }
    stem_census_free(census);
    stem_census_free(NULL);
    arena_release(&arena);
}

/* What was said of an episode stands; a file that was named by itself has its
 * own folder for a root. */
static void test_what_is_known_stays(void **state)
{
    struct walk_file file = { .path = SLICE("/pods/Alpha/S02/12-roads.vtt"),
                              .root = SLICE("/pods/Alpha/S02/12-roads.vtt"),
                              .named = true };
    struct walk walk = { .files = &file, .file_count = 1 };
    struct stem_census *census = stem_census_new(&walk);
    struct episode_meta meta;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    meta_init(&meta);
    meta.title = SLICE("On roads");
    identity_from_path(&file, census, &arena, &meta);
    assert_field("named", "show", meta.show, "Alpha");
    assert_field("named", "title", meta.title, "On roads");
    assert_field("named", "number", meta.number, "12");
    stem_census_free(census);
    arena_release(&arena);
}

/* ---- keys ---- */

static void assert_keys(const struct episode_meta *meta, const char *path,
                        bool said_title, const char *expected)
{
    static const char signs[] = {
        [KEY_SURE] = '!', [KEY_PLACE] = '@', [KEY_LIKELY] = '?'
    };

    struct identity_keys keys;
    struct buf text = BUF_INIT;
    struct arena arena;

    arena_init(&arena);
    identity_keys(meta, slice_of(path), said_title, &arena, &keys);
    for (size_t i = 0; i < keys.count; i++) {
        buf_printf(&text, "%s%c", i ? " " : "", signs[keys.trust[i]]);
        buf_slice(&text, keys.keys[i]);
    }
    if (!slice_equal(buf_view(&text), slice_of(expected)))
        fail_msg("keys are %.*s, not %s", SLICE_ARG(buf_view(&text)), expected);
    buf_release(&text);
    arena_release(&arena);
}

static void test_keys(void **state)
{
    struct episode_meta meta;

    (void)state;
    meta_init(&meta);
    meta.show = SLICE("Field  Notes!");
    assert_keys(&meta, "/pods/Alpha/de/talk.es.vtt", false,
                "@stem:/pods/Alpha/talk");
    meta.number = SLICE("131");
    meta.title = SLICE("Roads: a talk");
    assert_keys(&meta, "/pods/x.vtt", false,
                "?number:field notes/131 @stem:/pods/x");
    assert_keys(&meta, "/pods/x.vtt", true,
                "?number:field notes/131 ?title:field notes/roads a talk "
                "@stem:/pods/x");
    meta.guid = SLICE("g-1");
    meta.platform_id = SLICE("youtube:dQw4w9WgXcQ");
    meta.media = SLICE("https://a.example/1.mp3");
    meta.number = meta.title = SLICE("");
    assert_keys(&meta, "/pods/x.vtt", true,
                "!guid:g-1 !youtube:dQw4w9WgXcQ "
                "!media:https://a.example/1.mp3 @stem:/pods/x");
}

/* ---- the same? ---- */

struct same_case {
    const char *title_a, *date_a, *title_b, *date_b;
    bool sure, place, likely; /* compatible, by the trust of the key */
};

static const struct same_case same_cases[] = {
    { "Roads", "2024-05-01", "Roads", "2024-05-01", true, true, true },
    { "Roads", "2024-05-01", "ROADS!", "2024-05-04", true, true, true },
    { "Roads", "2024-05-01", "Roads", "2024-05-05", true, false, false },
    { "Roads", "2024-05-05", "Roads", "2024-05-01", true, false, false },
    { "Roads", "2024-05-01", "Boats", "2024-05-01", true, true, false },
    { "Roads", NULL, "Roads", "2024-05-05", true, true, true },
    { "Roads", "2024-05", "Roads", "2026-01-01", true, true, true },
    { NULL, NULL, "Roads", NULL, true, true, true },
};

static void test_compatible(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(same_cases) / sizeof(*same_cases); i++) {
        const struct same_case *one = &same_cases[i];
        struct episode_meta a, b;

        meta_init(&a);
        meta_init(&b);
        a.title = slice_of(one->title_a);
        a.date = slice_of(one->date_a);
        b.title = slice_of(one->title_b);
        b.date = slice_of(one->date_b);
        if (identity_compatible(&a, &b, KEY_SURE) != one->sure ||
            identity_compatible(&a, &b, KEY_PLACE) != one->place ||
            identity_compatible(&a, &b, KEY_LIKELY) != one->likely)
            fail_msg("case %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_what_is_known_stays),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_compatible),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
