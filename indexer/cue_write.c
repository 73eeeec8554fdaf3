#include "cue_write.h"

const struct cue_writer *const cue_writers[] = {
    &writer_vtt,     &writer_srt,          &writer_txt,          &writer_md,
    &writer_tsv,     &writer_csv,          &writer_jsonl,        &writer_json,
    &writer_whisper, &writer_podcast_json, &writer_podcast_html, NULL,
};

const struct cue_writer *cue_writer_by_name(struct slice name)
{
    for (size_t i = 0; cue_writers[i]; i++)
        if (slice_equal(name, slice_of(cue_writers[i]->name)))
            return cue_writers[i];
    return NULL;
}

const struct cue_writer *cue_writer_by_extension(struct slice path)
{
    size_t from = path.len;

    while (from > 0 && path.ptr[from - 1] != '.' && path.ptr[from - 1] != '/')
        from--;
    if (from == 0 || path.ptr[from - 1] != '.')
        return NULL;
    for (size_t i = 0; cue_writers[i]; i++)
        if (slice_equal_nocase(slice_from(path, from),
                               slice_of(cue_writers[i]->extension)))
            return cue_writers[i];
    return NULL;
}

/* What is in a list, counted by where it can be held. */
struct content {
    size_t worded, spoken, chapters, ended, split_seconds, untimed;
};

static bool has_part_second(const struct cue *cue)
{
    return (cue->start_ms != TIME_NONE && cue->start_ms % 1000) ||
           (cue->end_ms != TIME_NONE && cue->end_ms % 1000);
}

static struct content count_content(const struct cue_list *list)
{
    struct content content = { .chapters = list->chapter_count };

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        content.worded += cue->word_count > 0;
        content.spoken += cue->speaker.len > 0;
        content.ended += cue->start_ms != TIME_NONE && cue->end_ms != TIME_NONE;
        content.split_seconds += has_part_second(cue);
        content.untimed += cue->start_ms == TIME_NONE;
    }
    return content;
}

static void put_loss(struct buf *out, const char *what, size_t count,
                     const char *fate)
{
    buf_printf(out, "%sno %s", out->len ? ", " : "", what);
    if (fate)
        buf_printf(out, " (%zu %s)", count, fate);
}

void cue_writer_print_losses(struct buf *out, const struct cue_writer *writer,
                             const struct cue_list *list, bool words)
{
    struct content content = count_content(list);
    struct buf losses = BUF_INIT;
    unsigned holds = writer->holds;

    if (words && content.worded && !(holds & HOLDS_WORDS))
        put_loss(&losses, "word times", 0, NULL);
    if (content.spoken && !(holds & HOLDS_SPEAKERS))
        put_loss(&losses, "speakers", 0, NULL);
    if (content.chapters && !(holds & HOLDS_CHAPTERS))
        put_loss(&losses, "chapters", content.chapters, "left out");
    if (content.ended && !(holds & HOLDS_ENDS))
        put_loss(&losses, "end times", 0, NULL);
    if (content.split_seconds && !(holds & HOLDS_MS))
        put_loss(&losses, "parts of a second", 0, NULL);
    if (content.untimed && !(holds & HOLDS_UNTIMED))
        put_loss(&losses, "cues without times", content.untimed,
                 "got one made up");
    buf_slice(out, buf_view(&losses));
    buf_release(&losses);
}

void cue_writer_print_holds(struct buf *out, const struct cue_writer *writer)
{
    static const struct {
        unsigned holds;
        const char *name;
    } names[] = {
        { HOLDS_WORDS, "words" },
        { HOLDS_SPEAKERS, "speakers" },
        { HOLDS_CHAPTERS, "chapters" },
        { HOLDS_ENDS, "ends" },
    };

    const char *before = "";

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (!(writer->holds & names[i].holds))
            continue;
        buf_printf(out, "%s%s", before, names[i].name);
        before = ", ";
    }
}
