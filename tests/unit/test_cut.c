#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <json-c/json.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "cut.h"
#include "hostile.h"

static const struct spoken_line line = {
    { "Ann", 3 }, { "Go.", 3 }, 1000, 2000
};

/* A list of two cuts of a recording and one of another, with these names. */
static void write_with(const struct cut_form *form, const char *name,
                       struct buf *out)
{
    struct cut_source sources[] = {
        { .media = SLICE("/a/x & y.mp4"),
          .name = slice_of(name),
          .is_video = true,
          .end_ms = 9000 },
        { .media = slice_of("https://b.example/2.mp3"),
          .name = SLICE("2.mp3"),
          .episode = 2,
          .end_ms = 4000 },
    };
    struct cut cuts[] = {
        { .source = 0, .in_ms = 1000, .out_ms = 2500 },
        { .source = 1, .in_ms = 0, .out_ms = 4000 },
        { .source = 0, .in_ms = 8000, .out_ms = 9000 },
    };
    struct cut_list list = {
        .title = slice_of(name),
        .sources = sources,
        .source_count = 2,
        .cuts = cuts,
        .count = 3,
        .folder = slice_of(name),
    };

    assert_true(frame_rate_parse(SLICE("29.97"), &list.rate));
    for (size_t i = 0; i < 3; i++) {
        cuts[i].name = slice_of(name);
        cuts[i].text = slice_of(name);
        cuts[i].lines = &line;
        cuts[i].line_count = 1;
    }
    form->write(&list, out);
}

static double count_nodes(xmlDoc *document, const char *path)
{
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
    double count = found->nodesetval ? found->nodesetval->nodeNr : 0;

    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return count;
}

static void check_xml(const struct cut_form *form, const char *name,
                      const char *clips)
{
    struct buf out = BUF_INIT;
    xmlDoc *document;

    write_with(form, name, &out);
    document =
        xmlReadMemory(out.ptr, (int)out.len, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(document);
    assert_true(count_nodes(document, clips) == 3);
    assert_true(count_nodes(document, "//script") == 0);
    xmlFreeDoc(document);
    buf_release(&out);
}

static void test_xml(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++) {
        check_xml(&cut_premiere, hostile_texts[i], "//audio/track/clipitem");
        check_xml(&cut_fcpxml, hostile_texts[i], "//spine/asset-clip");
    }
    for (size_t i = 0; hostile_lines[i]; i++) {
        check_xml(&cut_premiere, hostile_lines[i], "//audio/track/clipitem");
        check_xml(&cut_fcpxml, hostile_lines[i], "//spine/asset-clip");
    }
}

static void check_otio(const char *name)
{
    struct buf out = BUF_INIT;
    struct json_object *timeline, *found;

    write_with(&cut_otio, name, &out);
    timeline = json_tokener_parse(out.ptr);
    assert_non_null(timeline);
    assert_true(json_object_object_get_ex(timeline, "name", &found));
    assert_string_equal(json_object_get_string(found), name);
    assert_true(json_object_object_get_ex(timeline, "tracks", &found));
    assert_true(json_object_object_get_ex(found, "children", &found));
    assert_int_equal(json_object_array_length(found), 2);
    json_object_put(timeline);
    buf_release(&out);
}

static void test_otio(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++)
        check_otio(hostile_texts[i]);
    for (size_t i = 0; hostile_lines[i]; i++)
        check_otio(hostile_lines[i]);
}

static size_t count_lines(const struct buf *text)
{
    struct slice rest = buf_view(text), one;
    size_t count = 0;

    while (slice_next_line(&rest, &one))
        count++;
    return count;
}

/* In forms of lines, nothing that is said begins a line. */
static void check_lines(const char *name)
{
    static const struct {
        const struct cut_form *form;
        size_t lines;
    } forms[] = {
        { &cut_edl, 2 + 3 * 4 }, { &cut_resolve, 2 + 3 * 3 },
        { &cut_audacity, 3 },    { &cut_mpv, 1 + 3 },
        { &cut_m3u, 1 + 3 * 4 },
    };

    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        struct buf out = BUF_INIT;

        write_with(forms[i].form, name, &out);
        assert_int_equal(count_lines(&out), forms[i].lines);
        buf_release(&out);
    }
}

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++)
        check_lines(hostile_texts[i]);
    for (size_t i = 0; hostile_lines[i]; i++)
        check_lines(hostile_lines[i]);
}

/*
 * The script, read by a shell in which the commands print their arguments: the
 * words are those that were meant, and no other command is run.
 */
static void check_script(const char *name)
{
    char script[] = "/tmp/quoth-test-XXXXXX";
    struct buf text = BUF_INIT, command = BUF_INIT;
    FILE *file = fdopen(mkstemp(script), "wb"), *pipe;
    size_t lines = 0;
    int c;

    buf_string(&text, "PATH=/nowhere\nmkdir() { echo \"$#\"; }\n"
                      "ffmpeg() { echo \"$#\"; }\n");
    write_with(&cut_ffmpeg, name, &text);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    fclose(file);
    buf_printf(&command, "sh %s 2>&1", script);
    pipe = popen(command.ptr, "r");
    while ((c = fgetc(pipe)) != EOF) {
        assert_true(c == '\n' || (c >= '0' && c <= '9'));
        lines += c == '\n';
    }
    assert_int_equal(pclose(pipe), 0);
    assert_int_equal(lines, 4);
    remove(script);
    buf_release(&text);
    buf_release(&command);
}

static void test_script(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++)
        check_script(hostile_texts[i]);
    for (size_t i = 0; hostile_lines[i]; i++)
        check_script(hostile_lines[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xml),
        cmocka_unit_test(test_otio),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_script),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
