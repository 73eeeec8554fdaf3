/*
 * The JSON transcript of Podcasting 2.0:
 * https://github.com/Podcastindex-org/podcast-namespace,
 * transcripts/transcripts.md
 *
 *   {"version":"1.0.0","segments":[{"speaker","startTime","endTime","body"}]}
 *
 * Times are seconds. Hosts make of a segment what they like: a sentence, a
 * word, even a comma or a blank. "speaker" may be named where it changes alone,
 * and an empty one says that nobody is known any more; "endTime" may be left
 * out.
 *
 * The same type is given to lists without an object around them, of such
 * segments or of {"start","end","text"}, in seconds or milliseconds.
 */

#include "format.h"

#include "json.h"
#include "language.h"
#include "spoken.h"
#include "spoken_mark.h"
#include "time_unit.h"

/* What the members of a segment are called. */
struct names {
    const char *start, *end, *body;
};

static const struct names podcast_names = { "startTime", "endTime", "body" };
static const struct names list_names = { "start", "end", "text" };

enum { LOOK_BYTES = 65536 }; /* of the text, for the probe */

/* Does `text` begin a list of objects of start, end, text and little else? */
static bool is_bare_list(struct slice text)
{
    struct slice object = slice_trim_left(slice_from(text, 1));
    size_t end = slice_find_char(object, '}');

    if (text.ptr[0] != '[' || !slice_take_char(&object, '{') ||
        end == SLICE_NOT_FOUND)
        return false;
    object = slice_range(object, 0, end);
    return slice_find_char(object, '{') == SLICE_NOT_FOUND &&
           json_has_key(object, list_names.start) &&
           json_has_key(object, list_names.end) &&
           json_has_key(object, list_names.body);
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice head =
        slice_range(slice_trim_left(input->text), 0, LOOK_BYTES);

    if (head.len == 0 || (head.ptr[0] != '{' && head.ptr[0] != '['))
        return PROBE_NO;
    *ret_why = "JSON segments with \"startTime\" and \"body\"";
    if (json_has_key(head, podcast_names.start) &&
        json_has_key(head, podcast_names.body))
        return PROBE_CERTAIN;
    *ret_why = "a JSON list of objects with start, end and text";
    return is_bare_list(head) ? PROBE_LIKELY : PROBE_NO;
}

/* The text as it stands; a blank may be all that it is. */
static struct slice body_of(struct json_object *value, struct arena *arena)
{
    struct slice body = json_text(value, arena);

    return body.len && slice_trim(body).len == 0 ? SLICE(" ") : body;
}

/* Takes the speaker over from the segment before where none is named. */
static void name_speaker(struct spoken_word *one,
                         const struct spoken_word *before,
                         struct json_object *segment, struct arena *arena)
{
    struct json_object *speaker = json_get(segment, "speaker");

    if (speaker) {
        one->speaker = json_line(speaker, arena);
    } else if (before) {
        one->speaker = before->speaker;
        one->speaker_carried = before->speaker.len > 0;
    }
}

/* Those of the segments: of the first that has one of them. */
static const struct names *names_of(struct json_object *segments)
{
    for (size_t i = 0; i < json_count(segments); i++) {
        struct json_object *segment = json_at(segments, i);

        if (json_get(segment, podcast_names.body))
            return &podcast_names;
        if (json_get(segment, list_names.body))
            return &list_names;
    }
    return &podcast_names;
}

static double unit_of(struct json_object *segments, const struct names *names)
{
    if (names == &podcast_names)
        return JSON_SECONDS;
    return time_unit_of_objects(segments, names->start, names->end);
}

/* Returns how many segments have no body. */
static size_t collect(struct json_object *segments, struct cue_list *list,
                      struct spoken_list *spoken)
{
    const struct names *names = names_of(segments);
    double unit_ms = unit_of(segments, names);
    size_t skipped = 0;

    for (size_t i = 0; i < json_count(segments); i++) {
        struct json_object *segment = json_at(segments, i);
        struct spoken_word *one;

        if (!json_get(segment, names->body)) {
            skipped++;
            continue;
        }
        one = spoken_list_append(spoken);
        one->text = body_of(json_get(segment, names->body), spoken->arena);
        one->start_ms = json_time(json_get(segment, names->start), unit_ms);
        one->end_ms = json_time(json_get(segment, names->end), unit_ms);
        name_speaker(one, spoken->count > 1 ? one - 1 : NULL, segment,
                     list->arena);
    }
    return skipped;
}

/* Where no end is given, a segment lasts until the next one. */
static void fill_ends(struct spoken_list *spoken)
{
    for (size_t i = 0; i + 1 < spoken->count; i++) {
        struct spoken_word *one = &spoken->words[i];
        int64_t next_ms = one[1].start_ms;

        if (one->end_ms == TIME_NONE && one->start_ms != TIME_NONE &&
            next_ms > one->start_ms)
            one->end_ms = next_ms;
    }
}

static void append_segments(struct cue_list *list,
                            const struct spoken_list *spoken, uint32_t line)
{
    for (size_t i = 0; i < spoken->count; i++) {
        const struct spoken_word *one = &spoken->words[i];
        struct cue *cue = cue_list_append(list);

        cue->text = arena_copy(list->arena, one->text);
        cue->start_ms = one->start_ms;
        cue->end_ms = one->end_ms;
        cue->speaker = one->speaker;
        cue->speaker_carried = one->speaker_carried;
        cue->line = line;
    }
}

static void read_segments(struct json_object *segments, struct cue_list *list,
                          uint32_t line, struct diag *diag)
{
    struct arena scratch;
    struct spoken_list spoken = { .arena = &scratch };
    size_t skipped;

    arena_init(&scratch);
    skipped = collect(segments, list, &spoken);
    fill_ends(&spoken);
    if (spoken_list_is_words(&spoken)) {
        spoken_list_join_marks(&spoken);
        spoken_append_words(list, &spoken, line);
    } else {
        append_segments(list, &spoken, line);
    }
    arena_release(&scratch);
    if (skipped)
        diag_add(diag, DIAG_WARNING, 0, "%zu segment%s without text left out",
                 skipped, skipped == 1 ? "" : "s");
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct json_object *root, *segments;
    enum status status = json_parse(input->text, &root, err);

    if (status)
        return status;
    list->order = CUE_ORDER_TIME;
    segments = json_is_array(root) ? root : json_get(root, "segments");
    list->meta.language = language_normalize(
        json_text(json_get(root, "language"), list->arena), list->arena);
    if (json_is_array(segments))
        read_segments(segments, list, input->first_line, diag);
    else
        status = error_set(err, STATUS_BAD_INPUT,
                           "JSON, but without the \"segments\" of a podcast's "
                           "transcript");
    json_release(root);
    return status;
}

const struct format format_podcast_json = {
    .name = "podcast-json",
    .summary = "the JSON transcript of Podcasting 2.0",
    .probe = probe,
    .read = read,
};
