/*
 * The JSON transcript of Podcasting 2.0:
 * https://github.com/Podcastindex-org/podcast-namespace,
 * transcripts/transcripts.md
 */
#include "cue_span.h"
#include "cue_write.h"
#include "json_build.h"

/*
 * Readers carry a speaker on to the segments that name none. Where nobody is
 * known behind somebody, an empty name ends that.
 */
static bool names_speaker(const struct cue_list *list, size_t index)
{
    return list->cues[index].speaker.len ||
           (index && list->cues[index - 1].speaker.len);
}

static void write_podcast_json(const struct cue_list *list, bool words,
                               struct buf *out)
{
    struct json_object *object = json_object_new_object();
    struct json_object *segments = json_object_new_array();
    struct cue_span span = cue_span_before_all;

    (void)words;
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];
        struct json_object *segment = json_object_new_object();

        span = cue_span_of(cue, span);
        if (names_speaker(list, i))
            json_add_text(segment, "speaker", cue->speaker);
        json_add_seconds(segment, "startTime", span.start_ms);
        json_add_seconds(segment, "endTime", span.end_ms);
        json_add_text(segment, "body", cue->text);
        json_object_array_add(segments, segment);
    }
    json_add_text(object, "version", SLICE("1.0.0"));
    json_object_object_add(object, "segments", segments);
    json_append_line(out, object);
}

const struct cue_writer writer_podcast_json = {
    .name = "podcast-json",
    .extension = "json",
    .summary = "the JSON transcript of Podcasting 2.0",
    .holds = HOLDS_SPEAKERS | HOLDS_ENDS | HOLDS_MS,
    .is_json = true,
    .write = write_podcast_json,
};
