/*
 * The JSON of openai-whisper, as it prints it: {"text","segments","language"},
 * times in seconds, a blank before each text and word. Speakers stand where
 * WhisperX puts them.
 */
#include "cue_span.h"
#include "cue_write.h"
#include "json_build.h"

static void add_spaced(struct json_object *object, const char *key,
                       struct slice text)
{
    struct buf spaced = BUF_INIT;

    buf_char(&spaced, ' ');
    buf_slice(&spaced, text);
    json_add_text(object, key, buf_view(&spaced));
    buf_release(&spaced);
}

/* A word's end, or failing that its start: programs want a number. */
static int64_t known_word_end(const struct cue *cue, uint32_t index)
{
    int64_t end_ms = cue_word_end(cue, index);

    return end_ms == TIME_NONE ? cue->words[index].start_ms : end_ms;
}

static struct json_object *new_words(const struct cue *cue)
{
    struct json_object *words = json_object_new_array();

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];
        struct json_object *object = json_object_new_object();

        add_spaced(object, "word",
                   slice_range(cue->text, word->from_byte, word->to_byte));
        json_add_seconds(object, "start", word->start_ms);
        json_add_seconds(object, "end", known_word_end(cue, i));
        json_object_array_add(words, object);
    }
    return words;
}

static struct json_object *new_segment(const struct cue *cue, size_t id,
                                       const struct cue_span *span, bool words)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "id", json_object_new_int64((int64_t)id));
    json_add_seconds(object, "start", span->start_ms);
    json_add_seconds(object, "end", span->end_ms);
    add_spaced(object, "text", cue->text);
    if (cue->speaker.len)
        json_add_text(object, "speaker", cue->speaker);
    if (words && cue->word_count)
        json_object_object_add(object, "words", new_words(cue));
    return object;
}

static void write_whisper(const struct cue_list *list, bool words,
                          struct buf *out)
{
    struct json_object *object = json_object_new_object();
    struct json_object *segments = json_object_new_array();
    struct cue_span span = cue_span_before_all;
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        span = cue_span_of(cue, span);
        buf_char(&text, ' ');
        buf_slice(&text, cue->text);
        json_object_array_add(segments, new_segment(cue, i, &span, words));
    }
    json_add_text(object, "text", buf_view(&text));
    json_object_object_add(object, "segments", segments);
    json_add_text_or_null(object, "language", list->meta.language);
    json_append_line(out, object);
    buf_release(&text);
}

const struct cue_writer writer_whisper = {
    .name = "whisper",
    .extension = "json",
    .summary = "the JSON of whisper, speakers as in WhisperX",
    .holds = HOLDS_WORDS | HOLDS_SPEAKERS | HOLDS_ENDS | HOLDS_MS,
    .is_json = true,
    .write = write_whisper,
};
