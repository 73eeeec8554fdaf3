#include "cut.h"

#include <inttypes.h>

const struct cut_form *const cut_forms[] = {
    &cut_edl,  &cut_resolve,  &cut_premiere, &cut_fcpxml,
    &cut_otio, &cut_audacity, &cut_mpv,      &cut_m3u,
    &cut_srt,  &cut_vtt,      &cut_ffmpeg,   NULL,
};

struct cut_frames cut_frames_of(const struct cut_list *list, size_t index,
                                int64_t start)
{
    const struct cut *cut = &list->cuts[index];
    struct cut_frames frames = {
        .in = frame_before(&list->rate, cut->in_ms),
        .out = frame_behind(&list->rate, cut->out_ms),
        .start = start,
    };

    frames.end = start + frames.out - frames.in;
    return frames;
}

bool cut_list_has_video(const struct cut_list *list)
{
    for (size_t i = 0; i < list->source_count; i++)
        if (list->sources[i].is_video)
            return true;
    return false;
}

int64_t cut_hour(const struct frame_rate *rate)
{
    int64_t frame = 0;

    frame_parse_timecode(SLICE("01:00:00:00"), rate, &frame);
    return frame;
}

void cut_put_seconds(struct buf *out, int64_t ms)
{
    buf_printf(out, "%" PRId64 ".%03" PRId64, ms / 1000, ms % 1000);
}
