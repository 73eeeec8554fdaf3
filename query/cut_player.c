/*
 * Cut lists for players and on the command line: mpv's EDL, M3U with VLC's
 * options, ffmpeg, and labels for Audacity.
 */
#include "cut.h"
#include "escape.h"

#include <inttypes.h>

/* ---- Audacity: START TAB END TAB LABEL, seconds ---- */

static void write_audacity(const struct cut_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        cut_put_seconds(out, list->cuts[i].in_ms);
        buf_string(out, "000\t");
        cut_put_seconds(out, list->cuts[i].out_ms);
        buf_string(out, "000\t");
        escape_line(out, list->cuts[i].name);
        buf_char(out, '\n');
    }
}

/* ---- mpv (DOCS/edl-mpv.rst) ---- */

/* A length before a value lets it hold any character. */
static void put_counted(struct buf *out, struct slice text)
{
    buf_printf(out, "%%%zu%%%.*s", text.len, SLICE_ARG(text));
}

static void write_mpv(const struct cut_list *list, struct buf *out)
{
    buf_string(out, "# mpv EDL v0\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct cut *cut = &list->cuts[i];
        struct buf title = BUF_INIT;

        put_counted(out, list->sources[cut->source].media);
        buf_string(out, ",start=");
        cut_put_seconds(out, cut->in_ms);
        buf_string(out, ",length=");
        cut_put_seconds(out, cut->out_ms - cut->in_ms);
        buf_string(out, ",title=");
        escape_line(&title, cut->name);
        put_counted(out, buf_view(&title));
        buf_char(out, '\n');
        buf_release(&title);
    }
}

/* ---- M3U ---- */

static void write_m3u(const struct cut_list *list, struct buf *out)
{
    buf_string(out, "#EXTM3U\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct cut *cut = &list->cuts[i];

        buf_printf(out, "#EXTINF:%" PRId64 ",",
                   (cut->out_ms - cut->in_ms + 999) / 1000);
        escape_line(out, cut->name);
        buf_string(out, "\n#EXTVLCOPT:start-time=");
        cut_put_seconds(out, cut->in_ms);
        buf_string(out, "\n#EXTVLCOPT:stop-time=");
        cut_put_seconds(out, cut->out_ms);
        buf_char(out, '\n');
        escape_file_url(out, list->sources[cut->source].media);
        buf_char(out, '\n');
    }
}

/* ---- ffmpeg ---- */

enum { NAME_BYTES = 40 }; /* of what is said, in the name of a file */

/* A shell's word of a file that ffmpeg must not take for a protocol. */
static void put_file(struct buf *out, struct slice path)
{
    struct buf word = BUF_INIT;

    if (slice_find(path, SLICE("://")) == SLICE_NOT_FOUND)
        buf_string(&word, "file:");
    buf_slice(&word, path);
    escape_shell(out, buf_view(&word));
    buf_release(&word);
}

static struct slice extension_of(const struct cut_source *source)
{
    size_t dot = source->name.len;

    while (dot > 0 && source->name.ptr[dot - 1] != '.')
        dot--;
    for (size_t i = dot; i < source->name.len; i++)
        if (!ascii_is_alpha(source->name.ptr[i]) &&
            !ascii_is_digit(source->name.ptr[i]))
            return SLICE("mp3");
    return dot && dot < source->name.len ? slice_from(source->name, dot)
                                         : SLICE("mp3");
}

/* FOLDER/001-dana-reyes-if-it-is.mp3: in the order of the list. */
static void put_target(struct buf *out, const struct cut_list *list,
                       size_t index)
{
    const struct cut *cut = &list->cuts[index];
    struct buf path = BUF_INIT;

    if (list->folder.len)
        buf_printf(&path, "%.*s/", SLICE_ARG(list->folder));
    buf_printf(&path, "%03zu-", index + 1);
    escape_file_name(&path, cut->name, NAME_BYTES);
    buf_printf(&path, ".%.*s",
               SLICE_ARG(extension_of(&list->sources[cut->source])));
    put_file(out, buf_view(&path));
    buf_release(&path);
}

static void write_ffmpeg(const struct cut_list *list, struct buf *out)
{
    buf_string(out, "#!/bin/sh -e\n");
    if (list->folder.len) {
        buf_string(out, "mkdir -p -- ");
        escape_shell(out, list->folder);
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct cut *cut = &list->cuts[i];

        buf_string(out, "ffmpeg -nostdin -hide_banner -ss ");
        cut_put_seconds(out, cut->in_ms);
        buf_string(out, " -i ");
        put_file(out, list->sources[cut->source].media);
        buf_string(out, " -t ");
        cut_put_seconds(out, cut->out_ms - cut->in_ms);
        buf_char(out, ' ');
        put_target(out, list, i);
        buf_char(out, '\n');
    }
}

const struct cut_form cut_audacity = {
    .name = "audacity",
    .extension = "txt",
    .summary = "labels for a recording in Audacity",
    .one_source = true,
    .write = write_audacity,
};

const struct cut_form cut_mpv = {
    .name = "mpv",
    .extension = "mpv.edl",
    .summary = "an EDL that mpv plays",
    .media = CUT_MEDIA_NEEDED,
    .write = write_mpv,
};

const struct cut_form cut_m3u = {
    .name = "m3u",
    .extension = "m3u",
    .summary = "a playlist that VLC plays",
    .media = CUT_MEDIA_NEEDED,
    .write = write_m3u,
};

const struct cut_form cut_ffmpeg = {
    .name = "ffmpeg",
    .extension = "sh",
    .summary = "a script of ffmpeg commands that cut the files",
    .media = CUT_MEDIA_NEEDED,
    .write = write_ffmpeg,
};
