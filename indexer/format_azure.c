/*
 * Azure Speech, https://learn.microsoft.com/azure/ai-services/speech-service.
 * Batch transcription:
 *
 *   {"combinedRecognizedPhrases":[…],"recognizedPhrases":[{"speaker":1,
 *     "offsetInTicks":600000,"durationInTicks":…,"nBest":[{"display",
 *     "words":[{"word","offsetInTicks","durationInTicks"}],"displayWords":[
 *     {"displayText","offsetInTicks","durationInTicks"}]}]}]}
 *
 * and fast transcription:
 *
 *   {"durationMilliseconds","combinedPhrases":[…],"phrases":[{"speaker":1,
 *     "offsetMilliseconds","durationMilliseconds","text","locale","words":[
 *     {"text","offsetMilliseconds","durationMilliseconds"}]}]}
 *
 * A tick is 100 ns. The combined phrases repeat all of the text.
 */

#include "language.h"
#include "recognized.h"

static const double TICK_MS = 0.0001;

/* What the two kinds call things. */
struct names {
    const char *offset, *duration;
    double unit_ms;
};

static const struct names batch = { "offsetInTicks", "durationInTicks",
                                    TICK_MS };
static const struct names fast = { "offsetMilliseconds", "durationMilliseconds",
                                   JSON_MILLISECONDS };

static void read_span(struct json_object *object, const struct names *names,
                      int64_t *ret_start_ms, int64_t *ret_end_ms)
{
    int64_t length_ms =
        json_time(json_get(object, names->duration), names->unit_ms);

    *ret_start_ms = json_time(json_get(object, names->offset), names->unit_ms);
    *ret_end_ms = *ret_start_ms == TIME_NONE || length_ms == TIME_NONE
                      ? TIME_NONE
                      : *ret_start_ms + length_ms;
}

static void collect_words(struct recognized *reader, struct json_object *array,
                          const struct names *names, const char *text_key,
                          struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct spoken_word *word = spoken_list_append(words);

        word->text = json_text(json_get(one, text_key), reader->scratch);
        read_span(one, names, &word->start_ms, &word->end_ms);
    }
}

static struct cue cue_of(struct recognized *reader, struct json_object *phrase,
                         const struct names *names, struct json_object *text)
{
    struct cue cue = {
        .speaker = recognized_speaker(reader, json_get(phrase, "speaker")),
        .text = json_text(text, reader->scratch),
        .line = reader->line,
    };
    struct episode_meta *meta = &reader->list->meta;

    read_span(phrase, names, &cue.start_ms, &cue.end_ms);
    if (meta->language.len == 0)
        meta->language = language_normalize(
            json_text(json_get(phrase, "locale"), reader->scratch),
            reader->list->arena);
    return cue;
}

/* "words" are as spoken, without capitals and marks; "displayWords" as shown. */
static void read_batch(struct recognized *reader, struct json_object *phrase)
{
    struct json_object *best = json_at(json_get(phrase, "nBest"), 0);
    struct json_object *shown = json_get(best, "displayWords");
    struct spoken_list words = recognized_words(reader);
    struct cue cue = cue_of(reader, phrase, &batch, json_get(best, "display"));

    if (json_count(shown))
        collect_words(reader, shown, &batch, "displayText", &words);
    else
        collect_words(reader, json_get(best, "words"), &batch, "word", &words);
    spoken_append_cue(reader->list, &cue, &words);
}

static void read_fast(struct recognized *reader, struct json_object *phrase)
{
    struct spoken_list words = recognized_words(reader);
    struct cue cue = cue_of(reader, phrase, &fast, json_get(phrase, "text"));

    collect_words(reader, json_get(phrase, "words"), &fast, "text", &words);
    spoken_append_cue(reader->list, &cue, &words);
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *recognized = json_get(root, "recognizedPhrases");
    struct json_object *phrases = json_get(root, "phrases");

    for (size_t i = 0; i < json_count(recognized); i++)
        read_batch(reader, json_at(recognized, i));
    for (size_t i = 0; i < json_count(phrases); i++)
        read_fast(reader, json_at(phrases, i));
    reader->list->meta.duration_ms =
        json_time(json_get(root, fast.duration), JSON_MILLISECONDS);
    if (reader->list->meta.duration_ms == TIME_NONE)
        reader->list->meta.duration_ms =
            json_time(json_get(root, batch.duration), TICK_MS);
    return json_is_array(recognized) || json_is_array(phrases);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root, "Azure Speech");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const of_batch[] = { "recognizedPhrases", NULL };
    static const char *const of_fast[] = { "phrases", "offsetMilliseconds",
                                           NULL };

    *ret_why = "JSON with Azure's phrases";
    return recognized_has_keys(input, of_batch) ||
                   recognized_has_keys(input, of_fast)
               ? PROBE_CERTAIN
               : PROBE_NO;
}

const struct format format_azure = {
    .name = "azure",
    .summary = "Azure Speech's JSON",
    .probe = probe,
    .read = read,
};
