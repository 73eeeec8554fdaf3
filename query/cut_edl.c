/*
 * Edit decision lists: CMX 3600, and the one-frame events that DaVinci Resolve
 * takes for markers on a timeline.
 */
#include "cut.h"
#include "escape.h"

#include <inttypes.h>

static void put_head(const struct cut_list *list, struct buf *out)
{
    buf_string(out, "TITLE: ");
    escape_line(out, list->title);
    buf_printf(out, "\nFCM: %s\n",
               list->rate.drop ? "DROP FRAME" : "NON-DROP FRAME");
}

static void put_timecodes(struct buf *out, const struct frame_rate *rate,
                          const int64_t frames[static 4])
{
    for (size_t i = 0; i < 4; i++) {
        buf_char(out, ' ');
        frame_put_timecode(out, rate, frames[i]);
    }
    buf_char(out, '\n');
}

/* ---- CMX 3600 ---- */

enum { REEL_LETTERS = 5 }; /* of 8 characters, the rest is a number */

/* Reels are told apart by their number: names may begin alike. */
static void put_reel(struct buf *out, const struct cut_list *list,
                     size_t source)
{
    struct slice name = list->sources[source].name;
    size_t letters = 0;

    for (size_t i = 0; i < name.len && letters < REEL_LETTERS; i++) {
        char c = name.ptr[i];

        if (!ascii_is_alpha(c) && !ascii_is_digit(c))
            continue;
        buf_char(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        letters++;
    }
    buf_printf(out, "%03zu%*s", source + 1, (int)(REEL_LETTERS - letters), "");
}

static void put_event(struct buf *out, const struct cut_list *list,
                      size_t index, const struct cut_frames *frames)
{
    const struct cut *cut = &list->cuts[index];
    const struct cut_source *source = &list->sources[cut->source];
    int64_t hour = cut_hour(&list->rate);
    const int64_t times[] = {
        list->start_frame + frames->in,
        list->start_frame + frames->out,
        hour + frames->start,
        hour + frames->end,
    };

    buf_printf(out, "\n%03zu  ", index + 1);
    put_reel(out, list, cut->source);
    buf_printf(out, " %-5s C       ", source->is_video ? "AA/V" : "AA");
    put_timecodes(out, &list->rate, times);
    buf_string(out, "* FROM CLIP NAME: ");
    escape_line(out, source->name);
    buf_string(out, "\n* COMMENT: ");
    escape_line(out, cut->name);
    buf_char(out, '\n');
}

static void write_edl(const struct cut_list *list, struct buf *out)
{
    int64_t start = 0;

    put_head(list, out);
    for (size_t i = 0; i < list->count; i++) {
        struct cut_frames frames = cut_frames_of(list, i, start);

        put_event(out, list, i, &frames);
        start = frames.end;
    }
}

/* ---- markers ---- */

/* "|" parts the fields of a marker. */
static void put_field(struct buf *out, struct slice text)
{
    struct slice part;

    for (bool first = true; slice_next_part(&text, '|', &part); first = false) {
        buf_string(out, first ? "" : "/");
        escape_line(out, part);
    }
}

static void write_resolve(const struct cut_list *list, struct buf *out)
{
    int64_t zero =
        list->start_given ? list->start_frame : cut_hour(&list->rate);

    put_head(list, out);
    for (size_t i = 0; i < list->count; i++) {
        const struct cut *cut = &list->cuts[i];
        struct cut_frames frames = cut_frames_of(list, i, 0);
        int64_t at = zero + frames.in;

        buf_printf(out, "\n%03zu  001      V     C       ", i + 1);
        put_timecodes(out, &list->rate,
                      (const int64_t[]){ at, at + 1, at, at + 1 });
        buf_string(out, " |C:ResolveColorBlue |M:");
        put_field(out, cut->name);
        buf_printf(out, " |D:%" PRId64 "\n", frames.end);
    }
}

const struct cut_form cut_edl = {
    .name = "edl",
    .extension = "edl",
    .summary = "edit decision list (CMX 3600)",
    .media = CUT_MEDIA_WANTED,
    .write = write_edl,
};

const struct cut_form cut_resolve = {
    .name = "resolve",
    .extension = "markers.edl",
    .summary = "markers for a timeline of DaVinci Resolve",
    .one_source = true,
    .write = write_resolve,
};
