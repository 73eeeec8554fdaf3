/*
 * Amazon Transcribe's output,
 * https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html:
 *
 *   {"jobName","results":{"language_code","transcripts":[{"transcript"}],
 *     "items":[{"type":"pronunciation","start_time":"0.5","end_time":"0.9",
 *               "alternatives":[{"content"}],"speaker_label":"spk_0"},
 *              {"type":"punctuation","alternatives":[{"content":"."}]}],
 *     "speaker_labels":{"segments":[{"items":[{"start_time","speaker_label"}]}]}}}
 *
 * Times are seconds, in strings. Older files name speakers only beside the
 * items, in the same order.
 */

#include "language.h"
#include "recognized.h"
#include "spoken_mark.h"

/* A walk over the items of all segments of speaker_labels. */
struct labels {
    struct json_object *segments;
    size_t segment, item;
};

static struct json_object *current_label(struct labels *labels)
{
    for (; labels->segment < json_count(labels->segments); labels->segment++) {
        struct json_object *items =
            json_get(json_at(labels->segments, labels->segment), "items");

        if (labels->item < json_count(items))
            return json_at(items, labels->item);
        labels->item = 0;
    }
    return NULL;
}

static int64_t start_of(struct json_object *item)
{
    return json_time(json_get(item, "start_time"), JSON_SECONDS);
}

/* Who says the word that starts then; words are asked for in their order. */
static struct json_object *label_at(struct labels *labels, int64_t start_ms)
{
    struct json_object *item;

    while ((item = current_label(labels)) && start_of(item) < start_ms)
        labels->item++;
    return item && start_of(item) == start_ms ? json_get(item, "speaker_label")
                                              : NULL;
}

static void append_item(struct recognized *reader, struct json_object *item,
                        struct labels *labels, struct spoken_list *words)
{
    struct json_object *best = json_at(json_get(item, "alternatives"), 0);
    struct json_object *label = json_get(item, "speaker_label");
    struct spoken_word *word = spoken_list_append(words);

    word->text = json_text(json_get(best, "content"), reader->scratch);
    word->start_ms = start_of(item);
    word->end_ms = json_time(json_get(item, "end_time"), JSON_SECONDS);
    if (!label && word->start_ms != TIME_NONE)
        label = label_at(labels, word->start_ms);
    if (!label)
        label = json_get(item, "channel_label");
    word->speaker = recognized_speaker(reader, label);
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *results = json_get(root, "results");
    struct json_object *items = json_get(results, "items");
    struct json_object *transcripts = json_get(results, "transcripts");
    struct labels labels = {
        .segments = json_path(results, "speaker_labels.segments"),
    };
    struct spoken_list words = recognized_words(reader);

    for (size_t i = 0; i < json_count(items); i++)
        append_item(reader, json_at(items, i), &labels, &words);
    if (words.count) {
        spoken_list_join_marks(&words);
        spoken_append_words(reader->list, &words, reader->line);
    } else {
        recognized_append_text(reader,
                               json_get(json_at(transcripts, 0), "transcript"),
                               TIME_NONE, TIME_NONE, (struct slice){ 0 });
    }
    reader->list->meta.language = language_normalize(
        json_text(json_get(results, "language_code"), reader->scratch),
        reader->list->arena);
    return json_is_array(items) || json_is_array(transcripts);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root, "Amazon Transcribe");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const keys[] = { "results", "transcripts", "transcript",
                                        NULL };

    *ret_why = "JSON with Amazon Transcribe's \"results\"";
    return recognized_has_keys(input, keys) ? PROBE_CERTAIN : PROBE_NO;
}

const struct format format_aws = {
    .name = "aws",
    .summary = "Amazon Transcribe's JSON",
    .probe = probe,
    .read = read,
};
