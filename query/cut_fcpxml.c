/*
 * FCPXML 1.9, for Final Cut Pro. Times are rational seconds on the borders of
 * frames; a clip's start is in the timecode of its asset.
 */
#include "cut.h"
#include "escape.h"

#include <inttypes.h>

static void put_time(struct buf *out, const char *attribute,
                     const struct frame_rate *rate, int64_t frames)
{
    buf_printf(out, " %s=\"%" PRId64 "/%ds\"", attribute,
               rate->ntsc ? frames * 1001 : frames,
               rate->ntsc ? rate->timebase * 1000 : rate->timebase);
}

static void put_name(struct buf *out, struct slice name)
{
    buf_string(out, " name=\"");
    escape_xml(out, name);
    buf_char(out, '"');
}

static void put_asset(struct buf *out, const struct cut_list *list,
                      size_t index)
{
    const struct cut_source *source = &list->sources[index];

    buf_printf(out, "<asset id=\"a%zu\"", index + 1);
    put_name(out, source->name);
    put_time(out, "start", &list->rate, list->start_frame);
    put_time(out, "duration", &list->rate,
             frame_behind(&list->rate, source->end_ms));
    buf_printf(out, "%s hasAudio=\"1\">\n",
               source->is_video ? " hasVideo=\"1\" format=\"r1\"" : "");
    buf_string(out, "<media-rep kind=\"original-media\" src=\"");
    escape_file_url(out, source->media);
    buf_string(out, "\"/>\n</asset>\n");
}

static void put_clip(struct buf *out, const struct cut_list *list, size_t index,
                     const struct cut_frames *frames)
{
    const struct cut *cut = &list->cuts[index];

    buf_printf(out, "<asset-clip ref=\"a%zu\"", cut->source + 1);
    put_name(out, cut->name);
    put_time(out, "offset", &list->rate, cut_hour(&list->rate) + frames->start);
    put_time(out, "start", &list->rate, list->start_frame + frames->in);
    put_time(out, "duration", &list->rate, frames->out - frames->in);
    buf_printf(out, " tcFormat=\"%s\">\n<note>",
               list->rate.drop ? "DF" : "NDF");
    escape_xml(out, cut->text);
    buf_string(out, "</note>\n</asset-clip>\n");
}

static void put_resources(struct buf *out, const struct cut_list *list)
{
    buf_string(out, "<resources>\n<format id=\"r1\"");
    put_time(out, "frameDuration", &list->rate, 1);
    buf_string(out, " width=\"1920\" height=\"1080\"/>\n");
    for (size_t i = 0; i < list->source_count; i++)
        put_asset(out, list, i);
    buf_string(out, "</resources>\n");
}

static void write_fcpxml(const struct cut_list *list, struct buf *out)
{
    int64_t start = 0;

    buf_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<!DOCTYPE fcpxml>\n<fcpxml version=\"1.9\">\n");
    put_resources(out, list);
    buf_string(out, "<library>\n<event");
    put_name(out, list->title);
    buf_string(out, ">\n<project");
    put_name(out, list->title);
    buf_string(out, ">\n<sequence format=\"r1\"");
    put_time(out, "tcStart", &list->rate, cut_hour(&list->rate));
    buf_printf(out, " tcFormat=\"%s\">\n<spine>\n",
               list->rate.drop ? "DF" : "NDF");
    for (size_t i = 0; i < list->count; i++) {
        struct cut_frames frames = cut_frames_of(list, i, start);

        put_clip(out, list, i, &frames);
        start = frames.end;
    }
    buf_string(out, "</spine>\n</sequence>\n</project>\n</event>\n</library>\n"
                    "</fcpxml>\n");
}

const struct cut_form cut_fcpxml = {
    .name = "fcpxml",
    .extension = "fcpxml",
    .summary = "FCPXML 1.9, for Final Cut Pro",
    .media = CUT_MEDIA_NEEDED,
    .write = write_fcpxml,
};
