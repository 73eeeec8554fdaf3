/*
 * Deepgram's transcripts of recordings, https://developers.deepgram.com:
 *
 *   {"metadata":{"duration"},"results":{
 *     "channels":[{"detected_language","alternatives":[{"transcript","words":[
 *       {"word","punctuated_word","start","end","speaker"}]}]}],
 *     "utterances":[{"start","end","channel","speaker","transcript","words"}]}}
 *
 * Times are seconds. A recording of a call has a channel for either side.
 */

#include "language.h"
#include "recognized.h"

/* "Channel 0", where there are several and nothing else tells who speaks. */
static struct slice channel_name(struct recognized *reader, size_t channel)
{
    return arena_printf(reader->list->arena, "Channel %zu", channel);
}

static void collect_words(struct recognized *reader, struct json_object *array,
                          struct slice speaker, struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct json_object *text = json_get(one, "punctuated_word");
        struct spoken_word *word = spoken_list_append(words);

        word->text =
            json_text(text ? text : json_get(one, "word"), reader->scratch);
        word->start_ms = json_time(json_get(one, "start"), JSON_SECONDS);
        word->end_ms = json_time(json_get(one, "end"), JSON_SECONDS);
        word->speaker = recognized_speaker(reader, json_get(one, "speaker"));
        if (word->speaker.len == 0)
            word->speaker = speaker;
    }
}

static void read_channel(struct recognized *reader, struct json_object *channel,
                         struct slice speaker)
{
    struct json_object *best = json_at(json_get(channel, "alternatives"), 0);
    struct spoken_list words = recognized_words(reader);
    struct episode_meta *meta = &reader->list->meta;

    collect_words(reader, json_get(best, "words"), speaker, &words);
    if (words.count)
        spoken_append_words(reader->list, &words, reader->line);
    else
        recognized_append_text(reader, json_get(best, "transcript"), TIME_NONE,
                               TIME_NONE, speaker);
    if (meta->language.len == 0)
        meta->language = language_normalize(
            json_text(json_get(channel, "detected_language"), reader->scratch),
            reader->list->arena);
}

static void read_utterance(struct recognized *reader, struct json_object *one,
                           bool several_channels)
{
    struct spoken_list words = recognized_words(reader);
    double channel;
    struct cue cue = {
        .start_ms = json_time(json_get(one, "start"), JSON_SECONDS),
        .end_ms = json_time(json_get(one, "end"), JSON_SECONDS),
        .speaker = recognized_speaker(reader, json_get(one, "speaker")),
        .text = json_text(json_get(one, "transcript"), reader->scratch),
        .line = reader->line,
    };

    if (cue.speaker.len == 0 && several_channels &&
        json_number(json_get(one, "channel"), &channel) && channel >= 0 &&
        channel < INT32_MAX)
        cue.speaker = channel_name(reader, (size_t)channel);
    collect_words(reader, json_get(one, "words"), cue.speaker, &words);
    spoken_append_cue(reader->list, &cue, &words);
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *channels = json_path(root, "results.channels");
    struct json_object *utterances = json_path(root, "results.utterances");
    size_t count = json_count(channels);

    reader->list->meta.duration_ms =
        json_time(json_path(root, "metadata.duration"), JSON_SECONDS);
    for (size_t i = 0; i < json_count(utterances); i++)
        read_utterance(reader, json_at(utterances, i), count > 1);
    for (size_t i = 0; i < count && json_count(utterances) == 0; i++)
        read_channel(reader, json_at(channels, i),
                     count > 1 ? channel_name(reader, i) : (struct slice){ 0 });
    return json_is_array(channels) || json_is_array(utterances);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root, "Deepgram");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const channels[] = { "results", "channels",
                                            "alternatives", NULL };

    *ret_why = "JSON with Deepgram's \"channels\"";
    return recognized_has_keys(input, channels) ? PROBE_CERTAIN : PROBE_NO;
}

const struct format format_deepgram = {
    .name = "deepgram",
    .summary = "Deepgram's JSON",
    .probe = probe,
    .read = read,
};
