/*
 * WebVTT, https://www.w3.org/TR/webvtt1/: speakers as voices, word times as
 * timestamps inside the text.
 */
#include "cue_span.h"
#include "cue_write.h"
#include "markup.h"

/* "{\an8}" is no markup of WebVTT, but readers know it from SRT and ASS. */
static void put_text(struct buf *out, struct slice text)
{
    size_t brace;

    while ((brace = slice_find(text, SLICE("{\\"))) != SLICE_NOT_FOUND) {
        markup_escape(out, slice_range(text, 0, brace));
        buf_string(out, "&#123;");
        text = slice_from(text, brace + 1);
    }
    markup_escape(out, text);
}

/* The text with a stamp before each word but one that starts with the cue. */
static void put_words(struct buf *out, const struct cue *cue)
{
    size_t done = 0;

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];

        put_text(out, slice_range(cue->text, done, word->from_byte));
        if (i > 0 || word->start_ms > cue->start_ms) {
            buf_char(out, '<');
            timecode_print_vtt(out, word->start_ms);
            buf_char(out, '>');
        }
        done = word->from_byte;
    }
    put_text(out, slice_from(cue->text, done));
}

static void put_cue(struct buf *out, const struct cue *cue,
                    const struct cue_span *span, bool words)
{
    buf_char(out, '\n');
    timecode_print_vtt(out, span->start_ms);
    buf_string(out, " --> ");
    timecode_print_vtt(out, span->end_ms);
    buf_char(out, '\n');
    if (cue->speaker.len) {
        buf_string(out, "<v ");
        markup_escape(out, cue->speaker);
        buf_char(out, '>');
    }
    if (words)
        put_words(out, cue);
    else
        put_text(out, cue->text);
    buf_string(out, cue->speaker.len ? "</v>\n" : "\n");
}

static void write_vtt(const struct cue_list *list, bool words, struct buf *out)
{
    struct cue_span span = cue_span_before_all;

    buf_string(out, "WEBVTT\n");
    if (list->meta.language.len)
        buf_printf(out, "Language: %.*s\n", SLICE_ARG(list->meta.language));
    for (size_t i = 0; i < list->count; i++) {
        span = cue_span_of(&list->cues[i], span);
        put_cue(out, &list->cues[i], &span, words);
    }
}

const struct cue_writer writer_vtt = {
    .name = "vtt",
    .extension = "vtt",
    .summary = "WebVTT captions",
    .holds = HOLDS_WORDS | HOLDS_SPEAKERS | HOLDS_ENDS | HOLDS_MS,
    .write = write_vtt,
};
