/*
 * AssemblyAI's transcripts, https://www.assemblyai.com/docs/api-reference:
 *
 *   {"audio_url","text","words":[{"text","start","end","speaker"}],
 *    "utterances":[{"speaker","start","end","text","words"}],
 *    "chapters":[{"start","end","headline"}],"language_code","audio_duration"}
 *
 * Times are milliseconds, but audio_duration is seconds. What was not asked for
 * is null.
 */

#include "chapter.h"
#include "language.h"
#include "recognized.h"

static void collect_words(struct recognized *reader, struct json_object *array,
                          struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct spoken_word *word = spoken_list_append(words);

        word->text = json_text(json_get(one, "text"), reader->scratch);
        word->start_ms = json_time(json_get(one, "start"), JSON_MILLISECONDS);
        word->end_ms = json_time(json_get(one, "end"), JSON_MILLISECONDS);
        word->speaker = recognized_speaker(reader, json_get(one, "speaker"));
    }
}

static void read_utterances(struct recognized *reader,
                            struct json_object *utterances)
{
    for (size_t i = 0; i < json_count(utterances); i++) {
        struct json_object *one = json_at(utterances, i);
        struct spoken_list words = recognized_words(reader);
        const struct cue cue = {
            .start_ms = json_time(json_get(one, "start"), JSON_MILLISECONDS),
            .end_ms = json_time(json_get(one, "end"), JSON_MILLISECONDS),
            .speaker = recognized_speaker(reader, json_get(one, "speaker")),
            .text = json_text(json_get(one, "text"), reader->scratch),
            .paragraph = true,
            .line = reader->line,
        };

        collect_words(reader, json_get(one, "words"), &words);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

static void read_chapters(struct recognized *reader,
                          struct json_object *chapters)
{
    for (size_t i = 0; i < json_count(chapters); i++) {
        struct json_object *one = json_at(chapters, i);
        struct json_object *title = json_get(one, "headline");

        if (!title)
            title = json_get(one, "gist");
        chapter_append(reader->list,
                       json_time(json_get(one, "start"), JSON_MILLISECONDS),
                       json_time(json_get(one, "end"), JSON_MILLISECONDS),
                       json_text(title, reader->scratch));
    }
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *utterances = json_get(root, "utterances");
    struct episode_meta *meta = &reader->list->meta;
    struct spoken_list words = recognized_words(reader);

    if (json_count(utterances)) {
        read_utterances(reader, utterances);
    } else if (json_count(json_get(root, "words"))) {
        collect_words(reader, json_get(root, "words"), &words);
        spoken_append_words(reader->list, &words, reader->line);
    } else if (json_get(root, "text")) {
        recognized_append_text(reader, json_get(root, "text"), TIME_NONE,
                               TIME_NONE, (struct slice){ 0 });
    } else {
        return false;
    }
    read_chapters(reader, json_get(root, "chapters"));
    meta->language = language_normalize(
        json_text(json_get(root, "language_code"), reader->scratch),
        reader->list->arena);
    meta->duration_ms =
        json_time(json_get(root, "audio_duration"), JSON_SECONDS);
    return true;
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root, "AssemblyAI");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const whole[] = { "audio_url", "words", "text", NULL };
    static const char *const parts[] = { "utterances", "words", "start", "text",
                                         NULL };
    static const char *const foreign[] = { "results", NULL };
    static const char *const nested[] = { "transcription", NULL };

    *ret_why = "JSON with AssemblyAI's \"words\" or \"utterances\"";
    if (recognized_has_keys(input, foreign) ||
        recognized_has_keys(input, nested))
        return PROBE_NO;
    if (recognized_has_keys(input, whole))
        return PROBE_CERTAIN;
    return recognized_has_keys(input, parts) ? PROBE_LIKELY : PROBE_NO;
}

const struct format format_assemblyai = {
    .name = "assemblyai",
    .summary = "AssemblyAI's JSON",
    .probe = probe,
    .read = read,
};
