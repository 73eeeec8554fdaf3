/*
 * A regular expression on the first line, below it a text that it describes.
 * Where it is none, a usual one takes its place. Cues come in the form that
 * cue.h promises.
 */
#include "check.h"
#include "document.h"

#define USUAL                                                     \
    SLICE("(?:(?<speaker>\\w+) )?(?<start>[\\d:.]+) (?<text>.*)|" \
          "^#+ (?<title>.*)|^-+$")

static void check_cues(const struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        CHECK(slice_trim(list->cues[i].text).len > 0);
    for (size_t i = 0; i < list->chapter_count; i++)
        CHECK(list->chapters[i].first_cue <= list->count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = { (const char *)data, size }, line = { 0 };
    struct document_options options = { 0 };
    struct document document;
    struct arena arena;
    struct error err;

    slice_next_line(&text, &line);
    options.pattern = line;
    if (line.len == 0 || document_check_options(&options, &err))
        options.pattern = USUAL;
    arena_init(&arena);
    if (!document_read(text, SLICE("file"), &options, &arena, &document, &err))
        check_cues(&document.cues);
    arena_release(&arena);
    return 0;
}
