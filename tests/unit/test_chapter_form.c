#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "chapter_form.h"
#include "document.h"
#include "hostile.h"

/* Reads what was written as a file of that name, and compares. */
static void check_back(const struct chapter_form *form, const char *file,
                       int64_t precision_ms,
                       const struct chapter_output *chapters)
{
    const struct document_options options = { 0 };
    struct buf out = BUF_INIT;
    struct document document;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    form->write(chapters, &out);
    if (document_read(buf_view(&out), slice_of(file), &options, &arena,
                      &document, &err))
        fail_msg("%s: %s\n%s", form->name, err.text, out.ptr);
    assert_int_equal(document.cues.chapter_count, chapters->count);
    for (size_t i = 0; i < chapters->count; i++) {
        const struct cue_chapter *back = &document.cues.chapters[i];
        int64_t start = chapters->list[i].start_ms;
        struct buf title = BUF_INIT;

        assert_int_equal(back->start_ms, start - start % precision_ms);
        cue_text_squeeze(&title, chapters->list[i].title);
        if (!slice_equal(back->title, buf_view(&title)))
            fail_msg("%s: \"%s\" came back as \"%.*s\"", form->name, title.ptr,
                     SLICE_ARG(back->title));
        buf_release(&title);
    }
    arena_release(&arena);
    buf_release(&out);
}

static const struct {
    const struct chapter_form *form;
    const char *file;
    int64_t precision_ms;
    bool said; /* titles are read like speech: with turn marks, markup */
} forms[] = {
    { &chapters_text, "1.chapters.txt", 1000, true },
    { &chapters_youtube, "1.chapters.txt", 1000, true },
    { &chapters_md, "1.chapters.md", 1000, true },
    { &chapters_json, "1.json", 1, false },
    { &chapters_podlove, "1.xml", 1, false },
    { &chapters_vtt, "1.chapters.vtt", 1, true },
    { &chapters_ffmetadata, "1.ffmetadata", 1, false },
};

enum { FORMS = sizeof(forms) / sizeof(*forms) };

static void test_back(void **state)
{
    struct chapter_record list[] = {
        { 0, 0, TIME_NONE, SLICE("Hello there") },
        { 9, 61500, 90000, SLICE("The \"middle\" & more") },
        { 20, 3725004, TIME_NONE, SLICE("Ends; here") },
    };
    const struct chapter_output chapters = {
        .list = list,
        .count = 3,
        .duration_ms = 4000000,
        .show = SLICE("A show"),
        .title = SLICE("A title = #1"),
    };

    (void)state;
    for (size_t i = 0; i < FORMS; i++)
        check_back(forms[i].form, forms[i].file, forms[i].precision_ms,
                   &chapters);
}

static void test_hostile_back(void **state)
{
    (void)state;
    for (size_t i = 0; hostile_texts[i]; i++) {
        struct chapter_record list[] = {
            { 0, 0, TIME_NONE, SLICE("Hello there") },
            { 9, 61000, TIME_NONE, slice_of(hostile_texts[i]) },
            { 20, 3725000, TIME_NONE, SLICE("The end") },
        };
        const struct chapter_output chapters = {
            .list = list,
            .count = 3,
            .duration_ms = TIME_NONE,
            .title = slice_of(hostile_texts[i]),
        };

        for (size_t j = 0; j < FORMS; j++)
            if (!forms[j].said)
                check_back(forms[j].form, forms[j].file, forms[j].precision_ms,
                           &chapters);
    }
}

/* When a chapter ends is known, or follows from the next, or is not known. */
static void test_ends(void **state)
{
    const struct chapter_record list[] = {
        { 0, 0, 5000, SLICE("a") },
        { 1, 10000, 90000, SLICE("b") },
        { 2, 20000, TIME_NONE, SLICE("c") },
        { 3, 30000, TIME_NONE, SLICE("d") },
    };
    struct chapter_output chapters = { .list = list,
                                       .count = 4,
                                       .duration_ms = TIME_NONE };

    (void)state;
    assert_int_equal(chapter_end_ms(&chapters, 0), 5000);
    assert_int_equal(chapter_end_ms(&chapters, 1), 20000);
    assert_int_equal(chapter_end_ms(&chapters, 2), 30000);
    assert_int_equal(chapter_end_ms(&chapters, 3), TIME_NONE);
    chapters.duration_ms = 44000;
    assert_int_equal(chapter_end_ms(&chapters, 3), 44000);
    chapters.duration_ms = 4000;
    assert_int_equal(chapter_end_ms(&chapters, 3), TIME_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_back),
        cmocka_unit_test(test_hostile_back),
        cmocka_unit_test(test_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
