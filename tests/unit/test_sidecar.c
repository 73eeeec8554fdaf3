#include "sidecar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void assert_slice(struct slice text, const char *expected)
{
    if (!slice_equal(text, slice_of(expected)))
        fail_msg("\"%.*s\" is not \"%s\"", SLICE_ARG(text), expected);
}

static void test_is(void **state)
{
    enum sidecar_kind kind;

    (void)state;
    assert_true(sidecar_is(SLICE("Title [abc].info.json"), &kind));
    assert_int_equal(kind, SIDECAR_INFO_JSON);
    assert_true(sidecar_is(SLICE("Title.meta.yaml"), &kind));
    assert_int_equal(kind, SIDECAR_META_YAML);
    assert_true(sidecar_is(SLICE("quoth.yaml"), &kind));
    assert_int_equal(kind, SIDECAR_FOLDER);
    assert_false(sidecar_is(SLICE("Title.json"), &kind));
    assert_false(sidecar_is(SLICE("notes.yaml"), &kind));
}

static void test_names(void **state)
{
    struct slice names[SIDECAR_NAMES_MAX];
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(sidecar_names(SLICE("A [b].en.vtt"), &arena, names), 6);
    assert_slice(names[0], "A [b].en.vtt.meta.yaml");
    assert_slice(names[1], "A [b].en.vtt.info.json");
    assert_slice(names[2], "A [b].en.meta.yaml");
    assert_slice(names[4], "A [b].meta.yaml");
    assert_slice(names[5], "A [b].info.json");
    assert_int_equal(sidecar_names(SLICE("plain"), &arena, names), 2);
    assert_int_equal(sidecar_names(SLICE("a.b.c.d.e.f.g"), &arena, names),
                     SIDECAR_NAMES_MAX);
    assert_int_equal(sidecar_names(SLICE(""), &arena, names), 0);
    arena_release(&arena);
}

static void test_id(void **state)
{
    (void)state;
    assert_slice(sidecar_id(SLICE("Title [part 2] [a-b_c].en.vtt")), "a-b_c");
    assert_slice(sidecar_id(SLICE("Title [live in Paris].vtt")), "");
    assert_slice(sidecar_id(SLICE("Title [open.vtt")), "");
    assert_slice(sidecar_id(SLICE("Title.vtt")), "");
}

struct fixture {
    struct arena arena;
    struct diag diag;
    struct cue_list list;
    struct episode_meta meta;
    struct error err;
};

static void setup(struct fixture *f)
{
    arena_init(&f->arena);
    diag_init(&f->diag, &f->arena);
    cue_list_init(&f->list, &f->arena);
    meta_init(&f->meta);
}

static enum status read_for(struct fixture *f, enum sidecar_kind kind,
                            const char *filename, const char *text)
{
    return sidecar_read(kind, slice_of(text), slice_of(filename), &f->arena,
                        &f->meta, &f->list, &f->diag, &f->err);
}

static enum status read_kind(struct fixture *f, enum sidecar_kind kind,
                             const char *text)
{
    return read_for(f, kind, "Title [id].vtt", text);
}

static void test_info_json(void **state)
{
    struct fixture f;

    (void)state;
    setup(&f);
    f.meta.title = SLICE("Known already");
    assert_int_equal(
        read_kind(
            &f, SIDECAR_INFO_JSON,
            "\xef\xbb\xbf{\"id\":\"abcdefghi_1\",\"extractor\":\"youtube\","
            "\"title\":\"Other\",\"channel\":\"Field  Notes\","
            "\"uploader\":\"someone\",\"duration\":4594,"
            "\"upload_date\":\"20251102\",\"language\":\"en-US\","
            "\"webpage_url\":\"https://example.org/w?v=1\","
            "\"description\":\"Line one\\n0:00 Intro\\n\","
            "\"chapters\":[{\"start_time\":0.0,\"end_time\":12.5,"
            "\"title\":\" Intro \"},{\"start_time\":12.5,"
            "\"title\":\"The end\"},{\"start_time\":99}],"
            "\"formats\":[{\"abr\":NaN}]}"),
        STATUS_OK);
    assert_slice(f.meta.title, "Known already");
    assert_slice(f.meta.show, "Field Notes");
    assert_slice(f.meta.date, "2025-11-02");
    assert_slice(f.meta.language, "en-US");
    assert_slice(f.meta.link, "https://example.org/w?v=1");
    assert_slice(f.meta.platform_id, "youtube:abcdefghi_1");
    assert_slice(f.meta.description, "Line one\n0:00 Intro");
    assert_int_equal(f.meta.duration_ms, 4594000);
    assert_int_equal(f.list.chapter_count, 2);
    assert_slice(f.list.chapters[0].title, "Intro");
    assert_int_equal(f.list.chapters[0].start_ms, 0);
    assert_int_equal(f.list.chapters[0].end_ms, 12500);
    assert_int_equal(f.list.chapters[1].start_ms, 12500);
    assert_true(f.list.chapters[1].end_ms == TIME_NONE);
    arena_release(&f.arena);
}

static void test_info_json_sparse(void **state)
{
    struct fixture f;

    (void)state;
    setup(&f);
    assert_int_equal(read_kind(&f, SIDECAR_INFO_JSON,
                               "{\"id\":\"77\",\"extractor\":\"vimeo\","
                               "\"chapters\":null,\"duration\":null,"
                               "\"title\":\"One\",\"series\":\"S\","
                               "\"episode_number\":4}"),
                     STATUS_OK);
    assert_slice(f.meta.platform_id, "");
    assert_slice(f.meta.show, "S");
    assert_slice(f.meta.number, "4");
    assert_true(f.meta.duration_ms == TIME_NONE);
    assert_int_equal(f.list.chapter_count, 0);
    assert_int_equal(read_kind(&f, SIDECAR_INFO_JSON, "[1]"), STATUS_BAD_INPUT);
    assert_int_equal(read_kind(&f, SIDECAR_INFO_JSON, "{\"id\":"),
                     STATUS_BAD_INPUT);
    arena_release(&f.arena);
}

/* Captions are listed by language, a person's and YouTube's own apart. */
static void test_info_json_maker(void **state)
{
    static const struct {
        const char *filename, *made_by;
    } cases[] = {
        { "Title [id].de.vtt", "person" },
        { "Title [id].en.vtt", "person" }, /* in both: yt-dlp writes this */
        { "Title [id].en-orig.json3", "machine" },
        { "Title [id].fr.vtt", "" },
        { "Title [id].vtt", "" },
        { "Title", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct fixture f;

        setup(&f);
        assert_int_equal(
            read_for(&f, SIDECAR_INFO_JSON, cases[i].filename,
                     "{\"subtitles\":{\"de\":[{}],\"en\":[{}]},"
                     "\"automatic_captions\":{\"en\":[],\"en-orig\":[]}}"),
            STATUS_OK);
        assert_slice(f.meta.made_by, cases[i].made_by);
        arena_release(&f.arena);
    }
}

static void test_yaml(void **state)
{
    struct fixture f;

    (void)state;
    setup(&f);
    assert_int_equal(read_kind(&f, SIDECAR_META_YAML,
                               "\xef\xbb\xbftitle: One\r\ndate: 2025\r\n"),
                     STATUS_OK);
    assert_slice(f.meta.title, "One");
    assert_slice(f.meta.date, "2025");
    assert_int_equal(read_kind(&f, SIDECAR_FOLDER, "show: Two\n"), STATUS_OK);
    assert_slice(f.meta.show, "Two");
    assert_int_equal(read_kind(&f, SIDECAR_FOLDER, "- x\n"), STATUS_BAD_INPUT);
    arena_release(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_id),
        cmocka_unit_test(test_info_json),
        cmocka_unit_test(test_info_json_sparse),
        cmocka_unit_test(test_info_json_maker),
        cmocka_unit_test(test_yaml),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
