/*
 * Google Cloud Speech-to-Text, https://cloud.google.com/speech-to-text/docs:
 *
 *   {"results":[{"alternatives":[{"transcript","words":[
 *      {"word","startTime":"1.300s","endTime","speakerTag":1}]}],
 *      "languageCode":"en-us"}]}
 *
 * Version 2 says startOffset, endOffset and speakerLabel. Times are strings in
 * seconds or {"seconds","nanos"}, and left out where they are 0. With speakers,
 * the last result repeats the words of all, and it alone names them.
 */

#include "language.h"
#include "recognized.h"

enum { NANOS_PER_MS = 1000000 };

/* "1.300s", or {"seconds":"1","nanos":300000000}; 0 if it is not there. */
static int64_t time_of(struct recognized *reader, struct json_object *value)
{
    struct slice text;
    double seconds = 0, nanos = 0;
    int64_t ms;

    if (!value)
        return 0;
    if (json_is_object(value)) {
        json_number(json_get(value, "seconds"), &seconds);
        json_number(json_get(value, "nanos"), &nanos);
        seconds += nanos / NANOS_PER_MS / JSON_SECONDS;
        return seconds >= 0 && seconds <= (double)TIME_MAX / JSON_SECONDS
                   ? (int64_t)(seconds * JSON_SECONDS + 0.5)
                   : TIME_NONE;
    }
    text = slice_trim(json_text(value, reader->scratch));
    if (slice_ends_with(text, SLICE("s")))
        text.len--;
    return timecode_take_loose(&text, &ms) && text.len == 0 ? ms : TIME_NONE;
}

/* The first of two keys that is there: of version 1, and of version 2. */
static struct json_object *either(struct json_object *object, const char *first,
                                  const char *second)
{
    struct json_object *value = json_get(object, first);

    return value ? value : json_get(object, second);
}

static struct json_object *words_of(struct json_object *result)
{
    return json_get(json_at(json_get(result, "alternatives"), 0), "words");
}

static struct json_object *speaker_of(struct json_object *word)
{
    struct json_object *label = either(word, "speakerTag", "speakerLabel");
    double number;

    /* 0 = nobody was told apart */
    return json_number(label, &number) && number <= 0 ? NULL : label;
}

static void collect_words(struct recognized *reader, struct json_object *array,
                          struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct spoken_word *word = spoken_list_append(words);

        word->text = json_text(json_get(one, "word"), reader->scratch);
        word->start_ms =
            time_of(reader, either(one, "startTime", "startOffset"));
        word->end_ms = time_of(reader, either(one, "endTime", "endOffset"));
        word->speaker = recognized_speaker(reader, speaker_of(one));
    }
}

/* Is the last result the one that repeats the words of all others? */
static bool repeats_all(struct json_object *results)
{
    size_t count = json_count(results);

    return count > 1 &&
           speaker_of(json_at(words_of(json_at(results, count - 1)), 0)) &&
           !speaker_of(json_at(words_of(json_at(results, 0)), 0));
}

static void read_result(struct recognized *reader, struct json_object *result)
{
    struct json_object *best = json_at(json_get(result, "alternatives"), 0);
    struct spoken_list words = recognized_words(reader);
    struct episode_meta *meta = &reader->list->meta;

    collect_words(reader, words_of(result), &words);
    if (words.count)
        spoken_append_words(reader->list, &words, reader->line);
    else
        recognized_append_text(reader, json_get(best, "transcript"), TIME_NONE,
                               TIME_NONE, (struct slice){ 0 });
    if (meta->language.len == 0)
        meta->language = language_normalize(
            json_text(json_get(result, "languageCode"), reader->scratch),
            reader->list->arena);
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *results = json_get(root, "results");
    size_t first = 0;

    if (!results) /* of a long-running operation */
        results = json_path(root, "response.results");
    if (repeats_all(results))
        first = json_count(results) - 1;
    for (size_t i = first; i < json_count(results); i++)
        read_result(reader, json_at(results, i));
    return json_is_array(results);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root,
                           "Google's Speech-to-Text");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const keys[] = { "results", "alternatives", "transcript",
                                        NULL };
    static const char *const channels[] = { "channels", NULL };
    static const char *const items[] = { "items", NULL };

    *ret_why = "JSON with Google's \"results\" and \"alternatives\"";
    return recognized_has_keys(input, keys) &&
                   !recognized_has_keys(input, channels) &&
                   !recognized_has_keys(input, items)
               ? PROBE_LIKELY
               : PROBE_NO;
}

const struct format format_google = {
    .name = "google",
    .summary = "Google Speech-to-Text's JSON",
    .probe = probe,
    .read = read,
};
