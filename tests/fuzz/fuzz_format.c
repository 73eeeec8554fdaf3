/*
 * One fuzz target per format: FUZZ_FORMAT names it, "vtt" for one; without it
 * the format is found from the content. What comes out of tidying must have the
 * form that cue.h promises, and every writer must be able to write it.
 */

#include "base/buf.h"
#include "check.h"
#include "cue_write.h"
#include "format.h"

static const struct format *choose_format(const struct format_input *input)
{
    const char *why;

#ifdef FUZZ_FORMAT
    const struct format *format = format_by_name(SLICE(FUZZ_FORMAT));

    CHECK(format);
    format->probe(input, &why);
    return format;
#else
    return format_detect(input, &why);
#endif
}

static void check_words(const struct cue *cue)
{
    uint32_t end = 0;

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];

        CHECK(word->from_byte >= end);
        CHECK(word->to_byte > word->from_byte);
        CHECK(word->to_byte <= cue->text.len);
        end = word->to_byte;
    }
}

static void check_text(struct slice text)
{
    CHECK(text.len > 0);
    CHECK(slice_trim(text).len == text.len);
    for (size_t i = 1; i < text.len; i++)
        CHECK(!ascii_is_space(text.ptr[i]) ||
              (text.ptr[i] == ' ' && text.ptr[i - 1] != ' '));
}

static void check_cues(const struct cue_list *list)
{
    int64_t latest_ms = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        check_text(cue->text);
        check_words(cue);
        if (cue->start_ms == TIME_NONE)
            continue;
        CHECK(cue->start_ms >= 0);
        CHECK(cue->end_ms == TIME_NONE || cue->end_ms >= cue->start_ms);
        CHECK(list->order != CUE_ORDER_TIME || cue->start_ms >= latest_ms);
        latest_ms = cue->start_ms;
    }
    for (size_t i = 0; i < list->chapter_count; i++)
        CHECK(list->chapters[i].first_cue <= list->count);
}

static void write_all(const struct cue_list *list)
{
    struct buf out = BUF_INIT;

    for (size_t i = 0; cue_writers[i]; i++)
        cue_writers[i]->write(list, true, &out);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct format_input input = {
        .text = { (const char *)data, size },
        .first_line = 1,
        .forced = true,
    };
    const struct format *format = choose_format(&input);
    struct arena arena;
    struct cue_list list;
    struct diag diag;
    struct error err;

    if (!format)
        return 0;
    arena_init(&arena);
    cue_list_init(&list, &arena);
    diag_init(&diag, &arena);
    if (!format->read(&input, &list, &diag, &err) &&
        !cue_list_tidy(&list, &diag, &err)) {
        check_cues(&list);
        write_all(&list);
    }
    arena_release(&arena);
    return 0;
}
