/*
 * Captions of what is cut: their times are those of the sequence.
 */
#include "cue_write.h"
#include "cut.h"

static int64_t clamp(int64_t ms, int64_t least, int64_t most)
{
    return ms < least ? least : ms > most ? most : ms;
}

static void add_cues(struct cue_list *cues, const struct cut *cut,
                     int64_t start_ms)
{
    for (size_t i = 0; i < cut->line_count; i++) {
        const struct spoken_line *line = &cut->lines[i];
        struct cue *cue = cue_list_append(cues);
        int64_t from = line->start_ms + cut->shift_ms;
        int64_t to = line->end_ms + cut->shift_ms;

        cue->start_ms =
            start_ms + clamp(from, cut->in_ms, cut->out_ms) - cut->in_ms;
        cue->end_ms =
            start_ms + clamp(to, cut->in_ms, cut->out_ms) - cut->in_ms;
        cue->speaker = line->speaker;
        cue->text = line->text;
    }
}

static void write_captions(const struct cut_list *list,
                           const struct cue_writer *writer, struct buf *out)
{
    struct cue_list cues;
    struct arena arena;
    int64_t start_ms = 0;

    arena_init(&arena);
    cue_list_init(&cues, &arena);
    for (size_t i = 0; i < list->count; i++) {
        add_cues(&cues, &list->cuts[i], start_ms);
        start_ms += list->cuts[i].out_ms - list->cuts[i].in_ms;
    }
    writer->write(&cues, false, out);
    arena_release(&arena);
}

static void write_srt(const struct cut_list *list, struct buf *out)
{
    write_captions(list, &writer_srt, out);
}

static void write_vtt(const struct cut_list *list, struct buf *out)
{
    write_captions(list, &writer_vtt, out);
}

const struct cut_form cut_srt = {
    .name = "srt",
    .extension = "srt",
    .summary = "SubRip captions of the cut",
    .write = write_srt,
};

const struct cut_form cut_vtt = {
    .name = "vtt",
    .extension = "vtt",
    .summary = "WebVTT captions of the cut",
    .write = write_vtt,
};
