#include "front_matter.h"

#include "base/buf.h"
#include "date_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What is known of an episode, one "key=value" a line, for comparing. */
static struct slice print_meta(const struct episode_meta *meta, struct buf *out)
{
    const struct {
        const char *name;
        struct slice text;
    } fields[] = {
        { "show", meta->show },
        { "number", meta->number },
        { "title", meta->title },
        { "date", meta->date },
        { "language", meta->language },
        { "link", meta->link },
        { "media", meta->media },
        { "guid", meta->guid },
        { "platform_id", meta->platform_id },
        { "description", meta->description },
        { "made_by", meta->made_by },
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (fields[i].text.len)
            buf_printf(out, "%s=%.*s\n", fields[i].name,
                       SLICE_ARG(fields[i].text));
    for (size_t i = 0; i < meta->people.count; i++)
        buf_printf(out, "%.*s=%.*s\n", SLICE_ARG(meta->people.list[i].role),
                   SLICE_ARG(meta->people.list[i].name));
    if (meta->duration_ms != TIME_NONE)
        buf_printf(out, "duration=%lld\n", (long long)meta->duration_ms);
    return buf_view(out);
}

struct yaml_case {
    const char *yaml, *meta;
    size_t complaints;
};

static const struct yaml_case yaml_cases[] = {
    { "", "", 0 },
    { "title: A  plain\n  folded title\n", "title=A plain folded title\n", 0 },
    { "title: \"caf\\u0065\\u0301\"\n", "title=café\n", 0 },
    { "Podcast: Field Notes\nEpisode: 12\n", "show=Field Notes\nnumber=12\n",
      0 },
    { "season: 2\nepisode: 7\n", "number=S02E07\n", 0 },
    { "episode: special\nseason: 2\n", "number=special\n", 0 },
    { "date: 2025-11-02T10:00:00Z\n", "date=2025-11-02\n", 0 },
    { "publish_date: May 17, 2026\n", "date=2026-05-17\n", 0 },
    { "date: soon\n", "", 1 },
    { "lang: English\n", "language=en\n", 0 },
    { "language: Klingon\n", "", 1 },
    { "guest: Ada Byrne\nhost: Sam Okafor\n",
      "guest=Ada Byrne\nhost=Sam Okafor\n", 0 },
    { "guests: Ada Byrne, Tom Reed, Jr. & Li Wei and Bo Lind\n",
      "guest=Ada Byrne\nguest=Tom Reed, Jr.\nguest=Li Wei\nguest=Bo Lind\n",
      0 },
    { "speakers:\n  - Ada Byrne\n  - Bo Lind, Acme\n",
      "speaker=Ada Byrne\nspeaker=Bo Lind, Acme\n", 0 },
    { "speakers: ['Ada Byrne', \"Bo Lind\"]\n",
      "speaker=Ada Byrne\nspeaker=Bo Lind\n", 0 },
    { "speakers: []\n", "", 0 },
    { "people:\n- name: Ada Byrne\n  role: editor\n- name: Bo Lind\n"
      "  links: {web: [x, y]}\n- Li Wei\n",
      "editor=Ada Byrne\n=Bo Lind\n=Li Wei\n", 0 },
    { "youtube_url: https://www.youtube.com/watch?v=abcdefghi_1\n",
      "link=https://www.youtube.com/watch?v=abcdefghi_1\n"
      "platform_id=youtube:abcdefghi_1\n",
      0 },
    { "media: https://youtu.be/abcdefghi_1\n",
      "link=https://youtu.be/abcdefghi_1\nplatform_id=youtube:abcdefghi_1\n",
      0 },
    { "media: https://cdn.example.org/a/12.mp3?source=feed\n",
      "media=https://cdn.example.org/a/12.mp3?source=feed\n", 0 },
    { "media: https://example.org/12\n", "link=https://example.org/12\n", 0 },
    { "video_id: abcdefghi_1\n", "platform_id=youtube:abcdefghi_1\n", 0 },
    { "video_id: abcdefghi_1\nplatform: vimeo\n", "", 0 },
    { "video_id: 1234\n", "", 0 },
    { "duration: 1:16:34\n", "duration=4594000\n", 0 },
    { "duration_seconds: 4594.5\n", "duration=4594500\n", 0 },
    { "duration: PT1H2M3S\n", "duration=3723000\n", 0 },
    { "duration: long\n", "", 1 },
    { "transcript_by: Ada Byrne\n", "made_by=person\n", 0 },
    { "transcript_by: Ada Byrne via Whisper v3\n", "made_by=machine\n", 0 },
    { "description: |\n  One  line\n\n  (00:00) Intro\n",
      "description=One line\n(00:00) Intro\n", 0 },
    { "title: ~\nguid: null\n", "", 0 },
    { "title: First\ntitle: Second\n", "title=First\n", 0 },
    { "tags: [a, b]\nfavourite_colour: red\n", "", 1 },
    { "title: &a One\nshow: *a\n", "title=One\n", 0 },
};

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(yaml_cases) / sizeof(yaml_cases[0]); i++) {
        const struct yaml_case *c = &yaml_cases[i];
        struct buf out = BUF_INIT;
        struct arena arena;
        struct diag diag;
        struct episode_meta meta;
        struct error err;

        arena_init(&arena);
        diag_init(&diag, &arena);
        meta_init(&meta);
        if (meta_yaml_read(slice_of(c->yaml), &arena, &meta, &diag, &err))
            fail_msg("%s: %s", c->yaml, err.text);
        if (!slice_equal(print_meta(&meta, &out), slice_of(c->meta)))
            fail_msg("%s: got\n%s", c->yaml, out.ptr);
        if (diag.count != c->complaints)
            fail_msg("%s: %zu complaints", c->yaml, diag.count);
        buf_release(&out);
        arena_release(&arena);
    }
}

struct split_case {
    const char *name, *text, *meta, *body;
    bool found, transcript;
    uint32_t line;
    size_t complaints;
};

static const struct split_case split_cases[] = {
    { "none", "Just text\n---\ntitle: x\n---\n", "",
      "Just text\n---\ntitle: x\n---\n", false, false, 1, 0 },
    { "usual", "---\ntitle: One\n---\nbody\n", "title=One\n", "body\n", true,
      false, 4, 0 },
    { "a title and a date", "---\ntitle: One\ndate: 2025\n---\nbody\n",
      "title=One\ndate=2025\n", "body\n", true, true, 5, 0 },
    { "ended by dots", "---\nguest: Ada Byrne\n...\nbody\n",
      "guest=Ada Byrne\n", "body\n", true, true, 4, 0 },
    { "empty", "---\n---\nbody\n", "", "body\n", true, false, 3, 0 },
    { "a comment first", "---\n# x\n\ntitle: One\n--- \nbody\n", "title=One\n",
      "body\n", true, false, 6, 0 },
    { "a rule in the body", "---\ntitle: One\n---\na\n---\nb\n", "title=One\n",
      "a\n---\nb\n", true, false, 4, 0 },
    { "never closed", "---\ntitle: One\n\nbody\n", "",
      "---\ntitle: One\n\nbody\n", false, false, 1, 0 },
    { "a rule above prose", "---\nWell, that was it.\n---\nAnd more.\n", "",
      "---\nWell, that was it.\n---\nAnd more.\n", false, false, 1, 0 },
    { "a rule above a turn", "---\nDana: Hello.\n---\nSam: Hello.\n", "",
      "---\nDana: Hello.\n---\nSam: Hello.\n", false, false, 1, 0 },
    { "faulty: a colon in a title",
      "---\nguest: Ada Byrne\ntitle: Agents: what now?\ndate: 2025\nhost:\n"
      "  - Sam\n---\nbody\n",
      "title=Agents: what now?\ndate=2025\nguest=Ada Byrne\nhost=Sam\n",
      "body\n", true, true, 8, 1 },
    { "faulty: a quote that is not closed",
      "---\ntitle: 'One\ndate: 2025-02\n---\nbody\n",
      "title='One\ndate=2025-02\n", "body\n", true, true, 5, 1 },
};

static void test_split(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(split_cases) / sizeof(split_cases[0]); i++) {
        const struct split_case *c = &split_cases[i];
        struct buf out = BUF_INIT;
        struct arena arena;
        struct diag diag;
        struct episode_meta meta;
        struct slice body;
        uint32_t line;
        bool transcript;

        arena_init(&arena);
        diag_init(&diag, &arena);
        meta_init(&meta);
        if (front_matter_split(slice_of(c->text), &arena, &meta, &body, &line,
                               &transcript, &diag) != c->found ||
            line != c->line || transcript != c->transcript ||
            diag.count != c->complaints)
            fail_msg("%s: line %u, %zu complaints", c->name, line, diag.count);
        if (!slice_equal(body, slice_of(c->body)))
            fail_msg("%s: body \"%.*s\"", c->name, SLICE_ARG(body));
        if (!slice_equal(print_meta(&meta, &out), slice_of(c->meta)))
            fail_msg("%s: got\n%s", c->name, out.ptr);
        buf_release(&out);
        arena_release(&arena);
    }
}

static void test_faults(void **state)
{
    static const struct {
        const char *yaml, *text;
    } cases[] = {
        { "just words", "line 1: not a mapping of keys to values" },
        { "- a\n- b\n", "line 1: not a mapping of keys to values" },
        { "title: x\nshow: a: b\n",
          "line 2: mapping values are not allowed in this context" },
    };
    struct arena arena;
    struct diag diag;
    struct episode_meta meta;
    struct error err;

    (void)state;
    arena_init(&arena);
    diag_init(&diag, &arena);
    meta_init(&meta);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(
            meta_yaml_read(slice_of(cases[i].yaml), &arena, &meta, &diag, &err),
            STATUS_BAD_INPUT);
        assert_string_equal(err.text, cases[i].text);
    }
    arena_release(&arena);
}

static void test_nesting(void **state)
{
    struct buf yaml = BUF_INIT;
    struct arena arena;
    struct diag diag;
    struct episode_meta meta;
    struct error err;

    (void)state;
    arena_init(&arena);
    diag_init(&diag, &arena);
    meta_init(&meta);
    buf_string(&yaml, "title: ");
    for (int i = 0; i < 600; i++)
        buf_char(&yaml, '[');
    assert_int_equal(
        meta_yaml_read(buf_view(&yaml), &arena, &meta, &diag, &err),
        STATUS_BAD_INPUT);
    assert_string_equal(err.text, "line 1: nested too deeply");
    buf_release(&yaml);
    arena_release(&arena);
}

static void test_date(void **state)
{
    static const struct {
        const char *text, *date;
    } cases[] = {
        { "2025-11-02", "2025-11-02" },
        { "2025-11-02T10:30:00+01:00", "2025-11-02" },
        { "2025-11-02 10:30", "2025-11-02" },
        { "20251102", "2025-11-02" },
        { "2025/11/02", "2025-11-02" },
        { "2025-11", "2025-11" },
        { "2025", "2025" },
        { "May 17, 2026", "2026-05-17" },
        { "May 7th 2026", "2026-05-07" },
        { "17 May 2026", "2026-05-17" },
        { "Sept. 2026", "2026-09" },
        { "Thu, 04 Jan 2024 10:00:00 GMT", "2024-01-04" },
        { "Sunday, May 17, 2026 at 9", "2026-05-17" },
        { "", "" },
        { "May", "" },
        { "2025-13-01", "" },
        { "2025-11-32", "" },
        { "2025-02-30", "" },
        { "February 29, 2025", "" },
        { "2024-02-29", "2024-02-29" },
        { "05/06/2026", "" },
        { "251102", "" },
        { "yesterday", "" },
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice date = date_normalize(slice_of(cases[i].text), &arena);

        if (!slice_equal(date, slice_of(cases[i].date)))
            fail_msg("%s: got %.*s", cases[i].text, SLICE_ARG(date));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),   cmocka_unit_test(test_split),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
