/*
 * Final Cut Pro XML Interchange Format, version 4: what Premiere Pro imports.
 * Times are frames; in and out count from the start of the file.
 */
#include "cut.h"
#include "escape.h"

#include <inttypes.h>

static void put_element(struct buf *out, const char *name, struct slice text)
{
    buf_printf(out, "<%s>", name);
    escape_xml(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void put_number(struct buf *out, const char *name, int64_t number)
{
    buf_printf(out, "<%s>%" PRId64 "</%s>\n", name, number, name);
}

static void put_rate(struct buf *out, const struct frame_rate *rate)
{
    buf_printf(out, "<rate><timebase>%d</timebase><ntsc>%s</ntsc></rate>\n",
               rate->timebase, rate->ntsc ? "TRUE" : "FALSE");
}

static void put_timecode(struct buf *out, const struct frame_rate *rate,
                         int64_t frame)
{
    buf_string(out, "<timecode>\n");
    put_rate(out, rate);
    buf_string(out, "<string>");
    frame_put_timecode(out, rate, frame);
    buf_string(out, "</string>\n");
    put_number(out, "frame", frame);
    buf_printf(out, "<displayformat>%s</displayformat>\n</timecode>\n",
               rate->drop ? "DF" : "NDF");
}

/* The first time it is described, from then on its id is enough. */
static void put_file(struct buf *out, const struct cut_list *list, size_t index,
                     bool described)
{
    const struct cut_source *source = &list->sources[index];

    if (described) {
        buf_printf(out, "<file id=\"file-%zu\"/>\n", index + 1);
        return;
    }
    buf_printf(out, "<file id=\"file-%zu\">\n", index + 1);
    put_element(out, "name", source->name);
    if (source->media.len) {
        buf_string(out, "<pathurl>");
        escape_file_url(out, source->media);
        buf_string(out, "</pathurl>\n");
    }
    put_rate(out, &list->rate);
    put_number(out, "duration", frame_behind(&list->rate, source->end_ms));
    put_timecode(out, &list->rate, list->start_frame);
    buf_printf(out,
               "<media>\n%s<audio><channelcount>2</channelcount></audio>\n"
               "</media>\n</file>\n",
               source->is_video ? "<video/>\n" : "");
}

static void put_clip(struct buf *out, const struct cut_list *list, size_t index,
                     const struct cut_frames *frames, const char *track,
                     bool *described)
{
    const struct cut *cut = &list->cuts[index];

    buf_printf(out, "<clipitem id=\"%s-%zu\">\n", track, index + 1);
    put_element(out, "name", cut->name);
    put_number(out, "duration",
               frame_behind(&list->rate, list->sources[cut->source].end_ms));
    put_rate(out, &list->rate);
    put_number(out, "start", frames->start);
    put_number(out, "end", frames->end);
    put_number(out, "in", frames->in);
    put_number(out, "out", frames->out);
    put_file(out, list, cut->source, described[cut->source]);
    described[cut->source] = true;
    buf_printf(out,
               "<sourcetrack><mediatype>%s</mediatype>"
               "<trackindex>1</trackindex></sourcetrack>\n",
               track);
    buf_string(out, "<comments><mastercomment1>");
    escape_xml(out, cut->text);
    buf_string(out, "</mastercomment1></comments>\n</clipitem>\n");
}

/* Returns the length of the sequence. */
static int64_t put_track(struct buf *out, const struct cut_list *list,
                         const char *track, bool *described)
{
    bool video = track[0] == 'v';
    int64_t start = 0;

    if (video && !cut_list_has_video(list))
        return 0;

    buf_printf(out, "<%s>\n<track>\n", track);
    for (size_t i = 0; i < list->count; i++) {
        struct cut_frames frames = cut_frames_of(list, i, start);

        if (!video || list->sources[list->cuts[i].source].is_video)
            put_clip(out, list, i, &frames, track, described);
        start = frames.end;
    }
    buf_printf(out, "</track>\n</%s>\n", track);
    return start;
}

static void write_premiere(const struct cut_list *list, struct buf *out)
{
    struct buf tracks = BUF_INIT;
    struct arena arena;
    bool *described;
    int64_t length;

    arena_init(&arena);
    described = arena_array(&arena, list->source_count, sizeof(*described));
    put_track(&tracks, list, "video", described);
    length = put_track(&tracks, list, "audio", described);
    buf_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<!DOCTYPE xmeml>\n<xmeml version=\"4\">\n"
                    "<sequence id=\"sequence-1\">\n");
    put_element(out, "name", list->title);
    put_number(out, "duration", length);
    put_rate(out, &list->rate);
    put_timecode(out, &list->rate, cut_hour(&list->rate));
    buf_string(out, "<media>\n");
    buf_slice(out, buf_view(&tracks));
    buf_string(out, "</media>\n</sequence>\n</xmeml>\n");
    buf_release(&tracks);
    arena_release(&arena);
}

const struct cut_form cut_premiere = {
    .name = "premiere",
    .extension = "xml",
    .summary = "Final Cut Pro 7 XML, for Premiere Pro",
    .media = CUT_MEDIA_WANTED,
    .write = write_premiere,
};
