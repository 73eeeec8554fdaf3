/*
 * Rev AI's transcripts, https://docs.rev.ai/api/asynchronous/:
 *
 *   {"monologues":[{"speaker":0,"elements":[
 *     {"type":"text","value":"Hello","ts":0.5,"end_ts":0.9},
 *     {"type":"punct","value":", "}]}]}
 *
 * Times are seconds. The blanks between words are elements, or in one with the
 * mark before them.
 */

#include "recognized.h"
#include "spoken_mark.h"

/* A mark and the blank behind it are told apart, as in other sources. */
static void append_element(struct recognized *reader,
                           struct json_object *element, struct slice speaker,
                           struct spoken_list *words)
{
    struct slice value = json_text(json_get(element, "value"), reader->scratch);
    struct slice bare = slice_trim(value);
    struct spoken_word *word;

    if (bare.len) {
        word = spoken_list_append(words);
        word->text = bare;
        word->start_ms = json_time(json_get(element, "ts"), JSON_SECONDS);
        word->end_ms = json_time(json_get(element, "end_ts"), JSON_SECONDS);
        word->speaker = speaker;
    }
    if (value.len && ascii_is_space(value.ptr[value.len - 1]))
        spoken_list_append(words)->text = SLICE(" ");
}

/* A turn: what is said next may be the same speaker's. */
static void read_monologue(struct recognized *reader,
                           struct json_object *monologue)
{
    struct json_object *elements = json_get(monologue, "elements");
    struct slice speaker =
        recognized_speaker(reader, json_get(monologue, "speaker"));
    struct spoken_list words = recognized_words(reader);

    for (size_t i = 0; i < json_count(elements); i++)
        append_element(reader, json_at(elements, i), speaker, &words);
    spoken_list_join_marks(&words);
    spoken_append_words(reader->list, &words, reader->line);
}

static bool read_root(struct recognized *reader, struct json_object *root)
{
    struct json_object *monologues = json_get(root, "monologues");

    for (size_t i = 0; i < json_count(monologues); i++)
        read_monologue(reader, json_at(monologues, i));
    return json_is_array(monologues);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    (void)diag;
    return recognized_read(input, list, err, read_root, "Rev AI");
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const char *const keys[] = { "monologues", "elements", NULL };

    *ret_why = "JSON with Rev AI's \"monologues\"";
    return recognized_has_keys(input, keys) ? PROBE_CERTAIN : PROBE_NO;
}

const struct format format_rev = {
    .name = "rev",
    .summary = "Rev AI's JSON",
    .probe = probe,
    .read = read,
};
