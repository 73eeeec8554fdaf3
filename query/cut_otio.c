/*
 * OpenTimelineIO: JSON with a schema's name in each object, in the versions
 * that all its readers know.
 */
#include "cut.h"
#include "escape.h"
#include "json_write.h"

typedef struct json_object object;

static object *new_object(const char *schema)
{
    object *made = json_object_new_object();

    json_object_object_add(made, "OTIO_SCHEMA", json_object_new_string(schema));
    return made;
}

static object *new_time(const struct frame_rate *rate, int64_t frames)
{
    object *time = new_object("RationalTime.1");
    double per_second =
        rate->ntsc ? rate->timebase * 1000.0 / 1001.0 : rate->timebase;

    json_object_object_add(time, "rate", json_object_new_double(per_second));
    json_object_object_add(time, "value",
                           json_object_new_double((double)frames));
    return time;
}

static object *new_range(const struct frame_rate *rate, int64_t start,
                         int64_t length)
{
    object *range = new_object("TimeRange.1");

    json_object_object_add(range, "start_time", new_time(rate, start));
    json_object_object_add(range, "duration", new_time(rate, length));
    return range;
}

/* What all things on a timeline have. */
static object *new_item(const char *schema, struct slice name)
{
    object *item = new_object(schema);

    json_object_object_add(item, "name", json_new_text(name));
    json_object_object_add(item, "metadata", json_object_new_object());
    return item;
}

static object *new_reference(const struct cut_list *list,
                             const struct cut_source *source)
{
    object *reference = new_item(source->media.len ? "ExternalReference.1"
                                                   : "MissingReference.1",
                                 source->name);
    struct buf url = BUF_INIT;

    json_object_object_add(
        reference, "available_range",
        new_range(&list->rate, list->start_frame,
                  frame_behind(&list->rate, source->end_ms)));
    if (source->media.len) {
        escape_file_url(&url, source->media);
        json_object_object_add(reference, "target_url",
                               json_new_text(buf_view(&url)));
    }
    buf_release(&url);
    return reference;
}

static object *new_clip(const struct cut_list *list, size_t index)
{
    const struct cut *cut = &list->cuts[index];
    struct cut_frames frames = cut_frames_of(list, index, 0);
    object *clip = new_item("Clip.1", cut->name);
    object *metadata = json_object_object_get(clip, "metadata");

    json_object_object_add(metadata, "text", json_new_text(cut->text));
    json_object_object_add(
        clip, "source_range",
        new_range(&list->rate, list->start_frame + frames.in, frames.end));
    json_object_object_add(clip, "effects", json_object_new_array());
    json_object_object_add(clip, "markers", json_object_new_array());
    json_object_object_add(clip, "media_reference",
                           new_reference(list, &list->sources[cut->source]));
    return clip;
}

/* A track or a stack of `children`. */
static object *new_composition(const char *schema, struct slice name,
                               object *children)
{
    object *made = new_item(schema, name);

    json_object_object_add(made, "source_range", NULL);
    json_object_object_add(made, "effects", json_object_new_array());
    json_object_object_add(made, "markers", json_object_new_array());
    json_object_object_add(made, "children", children);
    return made;
}

static object *new_gap(const struct cut_list *list, size_t index)
{
    object *gap = new_item("Gap.1", SLICE(""));

    json_object_object_add(
        gap, "source_range",
        new_range(&list->rate, 0, cut_frames_of(list, index, 0).end));
    json_object_object_add(gap, "effects", json_object_new_array());
    json_object_object_add(gap, "markers", json_object_new_array());
    return gap;
}

static object *new_track(const struct cut_list *list, const char *kind)
{
    bool video = kind[0] == 'V';
    object *children = json_object_new_array(), *track;

    for (size_t i = 0; i < list->count; i++) {
        bool here = !video || list->sources[list->cuts[i].source].is_video;

        json_object_array_add(children,
                              here ? new_clip(list, i) : new_gap(list, i));
    }
    track = new_composition("Track.1", slice_of(kind), children);
    json_object_object_add(track, "kind", json_object_new_string(kind));
    return track;
}

static void write_otio(const struct cut_list *list, struct buf *out)
{
    object *timeline = new_item("Timeline.1", list->title);
    object *tracks = json_object_new_array();

    if (cut_list_has_video(list))
        json_object_array_add(tracks, new_track(list, "Video"));
    json_object_array_add(tracks, new_track(list, "Audio"));
    json_object_object_add(timeline, "global_start_time",
                           new_time(&list->rate, cut_hour(&list->rate)));
    json_object_object_add(timeline, "tracks",
                           new_composition("Stack.1", SLICE("tracks"), tracks));
    json_put(out, timeline);
    buf_char(out, '\n');
}

const struct cut_form cut_otio = {
    .name = "otio",
    .extension = "otio",
    .summary = "OpenTimelineIO",
    .media = CUT_MEDIA_WANTED,
    .write = write_otio,
};
