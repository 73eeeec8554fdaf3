#include "present.h"

#include "excerpt.h"
#include "json_write.h"
#include "wrap.h"

#include <json-c/json.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- a passage to show ---- */

#define TEXT "If it is not a one-way door, then it costs nothing to try. Right."

enum { TURN_AT = 59 }; /* "Right." */

struct sample {
    struct passage_episode episode;
    struct person guest;
    struct turn turns[2];
    struct hit hits[1];
    struct link links[2];
    struct slice without[2];
    struct passage passage;
};

static void sample_init(struct sample *sample)
{
    struct slice text = SLICE(TEXT);
    struct slice link = SLICE("https://youtu.be/q7Rm?t=675");

    *sample = (struct sample){ 0 };
    sample->guest =
        (struct person){ .name = SLICE("Dana Reyes"), .role = SLICE("guest") };
    sample->episode = (struct passage_episode){
        .id = 12,
        .key = SLICE("youtube:q7Rm"),
        .show = SLICE("Second Draft"),
        .number = SLICE("131"),
        .title = SLICE("How a research team ships models"),
        .date = SLICE("2026-05-17"),
        .people = { &sample->guest, 1, 1 },
    };
    sample->turns[0] = (struct turn){ SLICE("Dana Reyes"), 675000,
                                      slice_range(text, 0, TURN_AT) };
    sample->turns[1] =
        (struct turn){ SLICE("Sam Okafor"), 687000, slice_from(text, TURN_AT) };
    sample->hits[0] = (struct hit){
        .start_ms = 676200,
        .end_ms = 677000,
        .timing = TIMING_CUE,
        .match = slice_range(text, 15, 27),
        .from_byte = 15,
        .to_byte = 27,
        .speaker = SLICE("Dana Reyes"),
    };
    sample->links[0] = (struct link){ "youtube", link };
    sample->links[1] = (struct link){ "audio", SLICE("https://x.y/a.mp3") };
    sample->without[0] = SLICE("models");
    sample->without[1] = SLICE("team");
    sample->passage = (struct passage){
        .kind = "speech",
        .rank = 1,
        .score = 7.31,
        .ref = SLICE("12@11:15"),
        .episode = &sample->episode,
        .speaker = SLICE("Dana Reyes"),
        .start_ms = 675000,
        .end_ms = 688000,
        .timing = TIMING_CUE,
        .within_ms = 4200,
        .text = text,
        .turns = sample->turns,
        .turn_count = 2,
        .hits = sample->hits,
        .hit_count = 1,
        .chapter = SLICE("Decide fast"),
        .link = link,
        .links = sample->links,
        .link_count = 2,
        .source_path = SLICE("/p/131.vtt"),
        .source_line = 212,
        .made_by = SLICE("machine"),
    };
}

static const struct search_totals totals = {
    .passages = 1,
    .total = 1,
    .total_exact = true,
    .episodes = 1,
    .of_episodes = 410,
    .elapsed_ms = 3,
};

static const struct present_style plain = { 0 };

/* The whole output for `count` times the passage. */
static void present(struct buf *out, const struct presenter *presenter,
                    const struct present_style *style,
                    const struct passage *passage, size_t count)
{
    void *state = calloc(1, presenter->state_size + 1);

    assert_non_null(state);
    if (presenter->begin)
        presenter->begin(state, style, out);
    for (size_t i = 0; i < count; i++)
        presenter->passage(state, style, passage, out);
    if (presenter->end)
        presenter->end(state, style, &totals, out);
    free(state);
}

static void check(const struct presenter *presenter,
                  const struct present_style *style,
                  const struct sample *sample, const char *expected)
{
    struct buf out = BUF_INIT;

    present(&out, presenter, style, &sample->passage, 1);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

/* ---- text ---- */

#define HEADING "Second Draft · How a research team ships models (2026-05-17)\n"
#define FOOTER  "1 passage in 1 of 410 episodes · 3 ms\n"
#define WORDS                                                                 \
    "Dana Reyes   \"If it is not a [one-way door], then it costs nothing to " \
    "try.\" Sam Okafor: \"Right.\"   12@11:15\n"
#define PLACE "         in \"Decide fast\"   https://youtu.be/q7Rm?t=675\n"

static void text_shows_a_passage(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    check(&present_text, &plain, &sample,
          HEADING "  11:15  " WORDS PLACE FOOTER);
}

static void text_heads_each_run_of_an_episode_once(void **state)
{
    struct sample sample;
    struct buf out = BUF_INIT;

    (void)state;
    sample_init(&sample);
    present(&out, &present_text, &plain, &sample.passage, 2);
    assert_string_equal(out.ptr, HEADING "  11:15  " WORDS PLACE
                                         "  11:15  " WORDS PLACE FOOTER);
    buf_release(&out);
}

static void text_is_honest_about_times(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    sample.passage.within_ms = WITHIN_APPROXIMATE_MS;
    check(&present_text, &plain, &sample,
          HEADING "  11:15  " WORDS PLACE FOOTER);
    sample.passage.within_ms = WITHIN_APPROXIMATE_MS + 1;
    check(&present_text, &plain, &sample,
          HEADING " ~11:15  " WORDS PLACE FOOTER);
    sample.passage.start_ms += 3600000;
    check(&present_text, &plain, &sample,
          HEADING "~1:11:15  " WORDS PLACE FOOTER);
}

static void text_without_times_has_no_time_column(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    sample.passage.start_ms = sample.passage.end_ms = TIME_NONE;
    sample.passage.within_ms = TIME_NONE;
    sample.passage.link.len = 0;
    sample.passage.speaker.len = 0;
    sample.passage.turn_count = 0;
    check(&present_text, &plain, &sample,
          HEADING "  \"If it is not a [one-way door], then it costs nothing "
                  "to try. Right.\"   12@11:15\n"
                  "  in \"Decide fast\"\n" FOOTER);
}

static void text_says_what_is_not_speech_and_what_is_missing(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    sample.passage.kind = "chapter";
    sample.passage.without = sample.without;
    sample.passage.without_count = 2;
    check(&present_text, &plain, &sample,
          HEADING "  11:15  " WORDS
                  "         chapter title, not speech   without: models, team"
                  "   https://youtu.be/q7Rm?t=675\n" FOOTER);
}

static void text_names_an_episode_that_has_no_name(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    sample.episode.show.len = sample.episode.date.len = 0;
    check(&present_text, &plain, &sample,
          "How a research team ships models\n"
          "  11:15  " WORDS PLACE FOOTER);
    sample.episode.title.len = 0;
    check(&present_text, &plain, &sample,
          "episode 12\n"
          "  11:15  " WORDS PLACE FOOTER);
}

static void text_is_harmless_for_a_terminal(void **state)
{
    struct sample sample;
    struct buf out = BUF_INIT;

    (void)state;
    sample_init(&sample);
    sample.passage.text = SLICE("a\033[31m \u202Eb \xC2\x85 one\x01");
    sample.passage.hit_count = 0;
    sample.passage.turn_count = 0;
    sample.passage.speaker = SLICE("D\033");
    sample.passage.chapter = SLICE("C\033]0;x\a");
    sample.passage.link = SLICE("https://x\033");
    sample.episode.title = SLICE("T\r\n");
    sample.episode.show = SLICE("\x9B S");
    present(&out, &present_text, &plain, &sample.passage, 1);
    for (size_t i = 0; i < out.len; i++)
        assert_true((unsigned char)out.ptr[i] >= ' ' || out.ptr[i] == '\n');
    assert_int_equal(slice_find(buf_view(&out), SLICE("\u202E")),
                     SLICE_NOT_FOUND);
    assert_int_equal(slice_find(buf_view(&out), SLICE("\xC2\x85")),
                     SLICE_NOT_FOUND);
    buf_release(&out);
}

static void text_is_coloured_and_wrapped_in_a_terminal(void **state)
{
    static const struct present_style terminal = { true, true, true, 60 };
    struct sample sample;

    (void)state;
    sample_init(&sample);
    check(&present_text, &terminal, &sample,
          "\033[1mSecond Draft · How a research team ships models "
          "(2026-05-17)\033[0m\n"
          "  \033]8;;https://youtu.be/q7Rm?t=675\033\\11:15\033]8;;\033\\  "
          "\033[1mDana Reyes\033[0m   \"If it is not a \033[1;31mone-way "
          "door\033[0m, then it\n"
          "         costs nothing to try.\" Sam Okafor: \"Right.\"\n"
          "                                                    "
          "\033[2m12@11:15\033[0m\n"
          "         in \"Decide fast\"   https://youtu.be/q7Rm?t=675\n" FOOTER);
}

static void only_links_of_the_web_are_clickable(void **state)
{
    static const struct present_style terminal = { true, true, true, 80 };
    static const char *const links[] = { "javascript:x", "file:///x",
                                         "https://x y", "https://\u00E9" };
    (void)state;
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        struct sample sample;
        struct buf out = BUF_INIT;

        sample_init(&sample);
        sample.passage.link = slice_of(links[i]);
        present(&out, &present_text, &terminal, &sample.passage, 1);
        assert_int_equal(slice_find(buf_view(&out), SLICE("\033]8")),
                         SLICE_NOT_FOUND);
        buf_release(&out);
    }
}

static const struct slice absent[] = { { "bokomotive", 10 }, { "\033x", 2 } };

static const struct {
    struct search_totals totals;
    const char *footer;
} footers[] = {
    { { .passages = 2,
        .total = 2,
        .total_exact = true,
        .episodes = 2,
        .of_episodes = 410,
        .elapsed_ms = 3 },
      "2 passages in 2 of 410 episodes · 3 ms\n" },
    { { .passages = 3,
        .folded = 1,
        .total = 4,
        .total_exact = true,
        .episodes = 2,
        .of_episodes = 410,
        .elapsed_ms = 3 },
      "3 passages in 2 of 410 episodes · 3 ms\n" },
    { { .passages = 1,
        .total = 1,
        .total_exact = true,
        .episodes = 1,
        .of_episodes = 1,
        .elapsed_ms = 1234 },
      "1 passage in 1 of 1 episode · 1.2 s\n" },
    { { .passages = 20,
        .total = 1234,
        .total_exact = true,
        .episodes = 15,
        .of_episodes = 41000,
        .elapsed_ms = 3 },
      "20 of 1,234 passages in 15 of 41,000 episodes · 3 ms; -n 0 shows "
      "all\n" },
    { { .passages = 20,
        .total = 1234567,
        .total_exact = false,
        .episodes = 15,
        .of_episodes = 410,
        .elapsed_ms = 3 },
      "20 of at least 1,234,567 passages in 15 of 410 episodes · 3 ms; -n 0 "
      "shows all\n" },
    { { .total_exact = true, .of_episodes = 410, .elapsed_ms = 3 },
      "nothing found in 410 episodes · 3 ms\n" },
    { { .total_exact = true,
        .of_episodes = 410,
        .unknown_date = 1,
        .elapsed_ms = 3 },
      "nothing found in 410 episodes · 3 ms\n"
      "1 episode left out: no date known\n" },
    { { .total_exact = true,
        .of_episodes = 410,
        .elapsed_ms = 3,
        .missing = absent,
        .missing_count = 2,
        .suggestions = absent,
        .suggestion_count = 1 },
      "nothing found in 410 episodes · 3 ms\n"
      "not in the archive: bokomotive, \xEF\xBF\xBDx\n"
      "did you mean: bokomotive\n" },
    /* All is said: less of it was. */
    { { .total_exact = true,
        .of_episodes = 410,
        .elapsed_ms = 3,
        .suggestions = absent,
        .suggestion_count = 1 },
      "nothing found in 410 episodes · 3 ms\n"
      "found more widely: bokomotive\n" },
};

static void text_ends_with_the_totals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(footers) / sizeof(footers[0]); i++) {
        struct buf out = BUF_INIT;

        present_text.end(NULL, &plain, &footers[i].totals, &out);
        assert_string_equal(out.ptr, footers[i].footer);
        buf_release(&out);
    }
}

/* ---- excerpts and wrapping ---- */

/* "one two three …" of 100 words of 4 letters and a blank each. */
static struct slice long_text(struct buf *out)
{
    for (int i = 0; i < 100; i++)
        buf_printf(out, i ? " w%03d" : "w%03d", i);
    return buf_view(out);
}

static void an_excerpt_keeps_whole_words_around_hits(void **state)
{
    struct hit hits[] = {
        { .from_byte = 250, .to_byte = 254 },
        { .from_byte = 400, .to_byte = 404 },
    };
    struct buf text = BUF_INIT;
    struct passage passage = { .text = long_text(&text),
                               .hits = hits,
                               .hit_count = 1 };
    struct excerpt pieces[EXCERPT_MAX];

    (void)state;
    assert_int_equal(excerpt_choose(&passage, 499, pieces), 1);
    assert_int_equal(pieces[0].from, 0);
    assert_int_equal(pieces[0].to, 499);
    assert_int_equal(excerpt_choose(&passage, 50, pieces), 1);
    assert_int_equal(pieces[0].from, 230);
    assert_int_equal(pieces[0].to, 274);
    passage.hit_count = 2;
    assert_int_equal(excerpt_choose(&passage, 100, pieces), 2);
    assert_int_equal(pieces[1].from, 380);
    assert_int_equal(pieces[1].to, 424);
    passage.hit_count = 0;
    assert_int_equal(excerpt_choose(&passage, 52, pieces), 1);
    assert_int_equal(pieces[0].from, 0);
    assert_int_equal(pieces[0].to, 49);
    buf_release(&text);
}

static void an_excerpt_of_chinese_is_cut_between_characters(void **state)
{
    struct hit hit = { .from_byte = 90, .to_byte = 96 };
    struct buf text = BUF_INIT;
    struct passage passage = { .hits = &hit, .hit_count = 1 };
    struct excerpt pieces[EXCERPT_MAX];

    (void)state;
    for (int i = 0; i < 60; i++)
        buf_string(&text, "語");
    passage.text = buf_view(&text);
    assert_int_equal(excerpt_choose(&passage, 45, pieces), 1);
    assert_int_equal(pieces[0].from, 90 - 10 * 3);
    assert_int_equal(pieces[0].to, 96 + 10 * 3);
    buf_release(&text);
}

static void a_hit_longer_than_the_room_is_cut(void **state)
{
    struct hit hit = { .from_byte = 100, .to_byte = 499 };
    struct buf text = BUF_INIT;
    struct passage passage = { .text = long_text(&text),
                               .hits = &hit,
                               .hit_count = 1 };
    struct excerpt pieces[EXCERPT_MAX];

    (void)state;
    assert_int_equal(excerpt_choose(&passage, 50, pieces), 1);
    assert_int_equal(pieces[0].from, 90);
    assert_int_equal(pieces[0].to, 149);
    buf_release(&text);
}

static const struct {
    const char *text;
    size_t width;
    const char *lines; /* from column 4 on, indented by 2 */
} wrapped[] = {
    { "a b c", 0, "a b c" },
    { "aa bb cc", 9, "aa bb\n  cc" },
    { "aa bbbbbbb", 9, "aa\n  bbbbbbb" },
    { "aa bbbbbbbbbbbb", 9, "aa bb\n  bbbbbbb\n  bbb" },
    { "日本語日本語", 9, "日本\n  語日本\n  語" },
    { "aaa 日本語日本語", 9, "aaa\n  日本語\n  日本語" },
    { "\x01"
      "aa\x02 bb",
      9, "<aa> bb" },
};

static void wraps_between_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(wrapped) / sizeof(wrapped[0]); i++) {
        struct buf out = BUF_INIT;
        struct wrap wrap = { &out, wrapped[i].width, 2, 4, "<", ">" };

        wrap_text(&wrap, slice_of(wrapped[i].text));
        assert_string_equal(out.ptr, wrapped[i].lines);
        buf_release(&out);
    }
}

/* ---- json ---- */

#define PASSAGE_JSON                                                           \
    "{\"type\":\"passage\",\"kind\":\"speech\",\"rank\":1,\"score\":7.31,"     \
    "\"ref\":\"12@11:15\",\"show\":\"Second Draft\",\"episode\":{\"id\":12,"   \
    "\"key\":\"youtube:q7Rm\",\"number\":131,\"title\":\"How a research team " \
    "ships models\",\"date\":\"2026-05-17\",\"people\":[{\"name\":\"Dana "     \
    "Reyes\",\"role\":\"guest\"}]},\"speaker\":\"Dana Reyes\",\"start_ms\":"   \
    "675000,\"end_ms\":688000,\"timing\":\"cue\",\"within_ms\":4200,"          \
    "\"text\":\"" TEXT "\",\"turns\":[{\"speaker\":\"Dana Reyes\","            \
    "\"start_ms\":675000,\"text\":\"If it is not a one-way door, then it "     \
    "costs nothing to try. \"},{\"speaker\":\"Sam Okafor\",\"start_ms\":"      \
    "687000,\"text\":\"Right.\"}],\"hits\":[{\"start_ms\":676200,"             \
    "\"end_ms\":677000,\"match\":\"one-way door\",\"from_byte\":15,"           \
    "\"to_byte\":27,\"speaker\":\"Dana Reyes\"}],\"chapter\":\"Decide "        \
    "fast\",\"without\":[],\"link\":\"https://youtu.be/q7Rm?t=675\","          \
    "\"links\":{\"youtube\":\"https://youtu.be/q7Rm?t=675\",\"audio\":"        \
    "\"https://x.y/a.mp3\"},\"source\":{\"path\":\"/p/131.vtt\",\"line\":"     \
    "212},\"also\":[],\"made_by\":\"machine\"}"
#define SUMMARY_JSON                                                       \
    "{\"type\":\"summary\",\"version\":1,\"passages\":1,\"folded\":0,"     \
    "\"total\":1,"                                                         \
    "\"total_exact\":true,\"episodes\":1,\"of_episodes\":410,\"unknown\":" \
    "{\"date\":0},\"missing\":[],\"suggestions\":[],\"elapsed_ms\":3}"

static void json_keeps_its_contract(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    check(&present_jsonl, &plain, &sample, PASSAGE_JSON "\n" SUMMARY_JSON "\n");
    check(&present_json, &plain, &sample,
          "{\"version\":1,\"passages\":[\n" PASSAGE_JSON
          "],\n\"summary\":" SUMMARY_JSON "}\n");
}

static void json_of_any_count_is_valid(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    for (size_t count = 0; count < 3; count++) {
        struct buf out = BUF_INIT;
        struct json_object *object, *passages;

        present(&out, &present_json, &plain, &sample.passage, count);
        object = json_tokener_parse(out.ptr);
        assert_non_null(object);
        assert_true(json_object_object_get_ex(object, "passages", &passages));
        assert_int_equal(json_object_array_length(passages), count);
        json_object_put(object);
        buf_release(&out);
    }
}

static void json_is_null_where_nothing_is_known(void **state)
{
    static const char *const nulls[] = {
        "\"key\":null",     "\"number\":null",   "\"date\":null",
        "\"speaker\":null", "\"start_ms\":null", "\"within_ms\":null",
        "\"chapter\":null", "\"link\":null",     "\"line\":null",
        "\"made_by\":null", "\"score\":null",
    };
    struct passage_episode episode = { .id = 1, .title = SLICE("x") };
    struct passage passage = {
        .kind = "speech",
        .score = 0.0 / 0.0,
        .ref = SLICE("1@w0"),
        .episode = &episode,
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .within_ms = TIME_NONE,
        .text = SLICE("x"),
    };
    struct buf out = BUF_INIT;

    (void)state;
    present(&out, &present_jsonl, &plain, &passage, 1);
    for (size_t i = 0; i < sizeof(nulls) / sizeof(nulls[0]); i++)
        if (!strstr(out.ptr, nulls[i]))
            fail_msg("no %s in %s", nulls[i], out.ptr);
    buf_release(&out);
}

static void json_numbers_are_what_shows_count(void **state)
{
    static const struct {
        const char *number, *json;
    } numbers[] = {
        { "131", "\"number\":131," },
        { "0", "\"number\":0," },
        { "007", "\"number\":\"007\"," },
        { "S02E07", "\"number\":\"S02E07\"" },
        { "12a", "\"number\":\"12a\"," },
        { "99999999999", "\"number\":\"99999999999\"," },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct sample sample;
        struct buf out = BUF_INIT;

        sample_init(&sample);
        sample.episode.number = slice_of(numbers[i].number);
        present(&out, &present_jsonl, &plain, &sample.passage, 1);
        assert_non_null(strstr(out.ptr, numbers[i].json));
        buf_release(&out);
    }
}

static void json_strings_are_escaped(void **state)
{
    struct buf out = BUF_INIT;

    (void)state;
    json_put(&out, json_object_new_string("a\"\\/\n\033\xC2\x85\u202Eé"));
    assert_string_equal(out.ptr, "\"a\\\"\\\\/\\n\\u001b\\u0085\\u202eé\"");
    buf_release(&out);
}

/* ---- csv, tsv, ref ---- */

static void csv_keeps_its_columns(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    check(&present_csv, &plain, &sample,
          "ref,show,episode,date,speaker,start,end,start_ms,end_ms,text,"
          "chapter,link,source,line\n"
          "12@11:15,Second Draft,How a research team ships models,2026-05-17,"
          "Dana Reyes,11:15,11:28,675000,688000,\"" TEXT "\",Decide fast,"
          "https://youtu.be/q7Rm?t=675,/p/131.vtt,212\n");
    sample.passage.start_ms = sample.passage.end_ms = TIME_NONE;
    sample.passage.source_line = 0;
    sample.passage.speaker = SLICE("=1+1");
    check(&present_csv, &plain, &sample,
          "ref,show,episode,date,speaker,start,end,start_ms,end_ms,text,"
          "chapter,link,source,line\n"
          "12@11:15,Second Draft,How a research team ships models,2026-05-17,"
          "'=1+1,,,,,\"" TEXT "\",Decide fast,"
          "https://youtu.be/q7Rm?t=675,/p/131.vtt,\n");
}

static const struct {
    const char *text, *csv, *tsv;
} fields_of_text[] = {
    { "", "", "" },
    { "plain", "plain", "plain" },
    { "a,b", "\"a,b\"", "a,b" },
    { "say \"x\"", "\"say \"\"x\"\"\"", "say \"x\"" },
    { "a\nb", "\"a\nb\"", "a b" },
    { "a\r\nb", "\"a\r\nb\"", "a  b" },
    { "=1", "'=1", "=1" },
    { "+1", "'+1", "+1" },
    { "@x", "'@x", "@x" },
    { "-1", "'-1", "-1" },
    { "- item", "- item", "- item" },
    { "-", "-", "-" },
    { "=a,b", "\"'=a,b\"", "=a,b" },
    { "\ta", "'\ta", " a" },
    { "\ra", "\"'\ra\"", " a" },
    { "a\033b",
      "a\uFFFD"
      "b",
      "a\uFFFD"
      "b" },
    { "a\xFF", "a\uFFFD", "a\uFFFD" },
    { "日本", "日本", "日本" },
};

static void fields_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(fields_of_text) / sizeof(fields_of_text[0]);
         i++) {
        struct slice text = slice_of(fields_of_text[i].text);
        struct buf csv = BUF_INIT, tsv = BUF_INIT;

        present_csv_field(&csv, text);
        present_tsv_field(&tsv, text);
        assert_string_equal(buf_view(&csv).ptr, fields_of_text[i].csv);
        assert_string_equal(buf_view(&tsv).ptr, fields_of_text[i].tsv);
        buf_release(&csv);
        buf_release(&tsv);
    }
}

static void ref_is_a_line_per_passage(void **state)
{
    struct sample sample;

    (void)state;
    sample_init(&sample);
    check(&present_ref, &plain, &sample, "12@11:15\t" TEXT "\n");
}

/* ---- rows ---- */

static const char *const columns[] = { "id", "title", "people", "path", NULL };
static const char *const hidden[] = { "path", NULL };

static void check_table(const char *format, size_t rows, size_t width,
                        const char *expected)
{
    static const struct cell cells[][4] = {
        { { CELL_NUMBER, { "12", 2 } },
          { CELL_TEXT, { "日本, =x", 10 } },
          { CELL_JSON, { "[{\"name\":\"D\"}]", 14 } },
          { CELL_TEXT, { "/a", 2 } } },
        { { CELL_NUMBER, { "7", 1 } },
          { CELL_TEXT, { "A title that is longer than others", 34 } },
          { CELL_NULL, { 0 } },
          { CELL_NULL, { 0 } } },
    };
    struct present_style style = { .width = width };
    struct buf out = BUF_INIT;
    struct table *table =
        table_begin(slice_of(format), columns, hidden, &style, &out);

    assert_non_null(table);
    for (size_t i = 0; i < rows; i++)
        table_row(table, cells[i]);
    table_end(table);
    assert_string_equal(buf_view(&out).ptr, expected);
    buf_release(&out);
}

static void rows_come_in_every_form(void **state)
{
    (void)state;
    check_table("text", 2, 0,
                "id   title                                people\n"
                "12   日本, =x                             [{\"name\":\"D\"}]\n"
                " 7   A title that is longer than others\n");
    check_table("text", 2, 48,
                "id   title                        people\n"
                "12   日本, =x                     [{\"name\":\"D\"}]\n"
                " 7   A title that is longer th…\n");
    check_table("jsonl", 2, 0,
                "{\"id\":12,\"title\":\"日本, =x\",\"people\":[{\"name\":"
                "\"D\"}],\"path\":\"/a\"}\n"
                "{\"id\":7,\"title\":\"A title that is longer than others\","
                "\"people\":null,\"path\":null}\n");
    check_table("json", 1, 0,
                "{\"version\":1,\"rows\":[\n"
                "{\"id\":12,\"title\":\"日本, =x\",\"people\":[{\"name\":"
                "\"D\"}],\"path\":\"/a\"}]}\n");
    check_table("csv", 2, 0,
                "id,title,people,path\n"
                "12,\"日本, =x\",\"[{\"\"name\"\":\"\"D\"\"}]\",/a\n"
                "7,A title that is longer than others,,\n");
    check_table("tsv", 2, 0,
                "id\ttitle\tpeople\tpath\n"
                "12\t日本, =x\t[{\"name\":\"D\"}]\t/a\n"
                "7\tA title that is longer than others\t\t\n");
}

static void no_rows_are_no_lines(void **state)
{
    (void)state;
    check_table("text", 0, 0, "");
    check_table("jsonl", 0, 0, "");
    check_table("json", 0, 0, "{\"version\":1,\"rows\":[]}\n");
    check_table("csv", 0, 0, "id,title,people,path\n");
    assert_null(table_begin(SLICE("ref"), columns, NULL, &plain, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_shows_a_passage),
        cmocka_unit_test(text_heads_each_run_of_an_episode_once),
        cmocka_unit_test(text_is_honest_about_times),
        cmocka_unit_test(text_without_times_has_no_time_column),
        cmocka_unit_test(text_says_what_is_not_speech_and_what_is_missing),
        cmocka_unit_test(text_names_an_episode_that_has_no_name),
        cmocka_unit_test(text_is_harmless_for_a_terminal),
        cmocka_unit_test(text_is_coloured_and_wrapped_in_a_terminal),
        cmocka_unit_test(only_links_of_the_web_are_clickable),
        cmocka_unit_test(text_ends_with_the_totals),
        cmocka_unit_test(an_excerpt_keeps_whole_words_around_hits),
        cmocka_unit_test(an_excerpt_of_chinese_is_cut_between_characters),
        cmocka_unit_test(a_hit_longer_than_the_room_is_cut),
        cmocka_unit_test(wraps_between_words),
        cmocka_unit_test(json_keeps_its_contract),
        cmocka_unit_test(json_of_any_count_is_valid),
        cmocka_unit_test(json_is_null_where_nothing_is_known),
        cmocka_unit_test(json_numbers_are_what_shows_count),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(csv_keeps_its_columns),
        cmocka_unit_test(fields_are_escaped),
        cmocka_unit_test(ref_is_a_line_per_passage),
        cmocka_unit_test(rows_come_in_every_form),
        cmocka_unit_test(no_rows_are_no_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
