/*
 * The HTML transcript of Podcasting 2.0: <cite>, <time> and <p> in turn.
 * https://github.com/Podcastindex-org/podcast-namespace,
 * transcripts/transcripts.md
 */
#include "cue_write.h"
#include "markup.h"

static void put_cue(struct buf *out, const struct cue *cue)
{
    if (cue->speaker.len) {
        buf_string(out, "<cite>");
        markup_escape(out, cue->speaker);
        buf_string(out, ":</cite>\n");
    }
    if (cue->start_ms != TIME_NONE) {
        buf_string(out, "<time>");
        timecode_print_clock(out, cue->start_ms);
        buf_string(out, "</time>\n");
    }
    buf_string(out, "<p>");
    markup_escape(out, cue->text);
    buf_string(out, "</p>\n");
}

static void write_podcast_html(const struct cue_list *list, bool words,
                               struct buf *out)
{
    struct slice title = list->meta.title;

    (void)words;
    buf_string(out, "<!DOCTYPE html>\n<html>\n<head>\n"
                    "<meta charset=\"utf-8\">\n<title>");
    markup_escape(out, title.len ? title : SLICE("Transcript"));
    buf_string(out, "</title>\n</head>\n<body>\n");
    for (size_t i = 0; i < list->count; i++)
        put_cue(out, &list->cues[i]);
    buf_string(out, "</body>\n</html>\n");
}

const struct cue_writer writer_podcast_html = {
    .name = "podcast-html",
    .extension = "html",
    .summary = "the HTML transcript of Podcasting 2.0",
    .holds = HOLDS_SPEAKERS | HOLDS_UNTIMED,
    .write = write_podcast_html,
};
