#include "youtube.h"

#include "base/alloc.h"

#include <stdlib.h>

void youtube_captions_init(struct youtube_captions *captions,
                           struct cue_list *list)
{
    *captions = (struct youtube_captions){ .list = list };
    list->order = CUE_ORDER_TIME;
}

void youtube_caption_begin(struct youtube_captions *captions, int64_t start_ms,
                           int64_t duration_ms, bool append, uint32_t line)
{
    buf_clear(&captions->text);
    captions->word_count = 0;
    captions->append = append;
    captions->timed = false;
    captions->cue = (struct cue){
        .start_ms = start_ms,
        .end_ms = TIME_NONE,
        .line = line,
    };
    if (start_ms != TIME_NONE && duration_ms != TIME_NONE)
        captions->cue.end_ms = start_ms + duration_ms;
}

void youtube_caption_add(struct youtube_captions *captions, struct slice text,
                         int64_t offset_ms)
{
    size_t from = captions->text.len;

    buf_slice(&captions->text, text);
    if (offset_ms != TIME_NONE)
        captions->timed = true;
    else if (captions->word_count == 0)
        offset_ms = 0;
    if (offset_ms == TIME_NONE || captions->cue.start_ms == TIME_NONE)
        return;
    captions->words =
        mem_grow(captions->words, &captions->word_capacity,
                 captions->word_count + 1, sizeof(*captions->words));
    captions->words[captions->word_count++] = (struct cue_word){
        .from_byte = (uint32_t)from,
        .to_byte = (uint32_t)captions->text.len,
        .start_ms = captions->cue.start_ms + offset_ms,
        .end_ms = TIME_NONE,
    };
}

static void copy_words(const struct youtube_captions *captions, struct cue *cue)
{
    cue->words = arena_array(captions->list->arena, captions->word_count,
                             sizeof(*cue->words));
    for (size_t i = 0; i < captions->word_count; i++)
        cue->words[i] = captions->words[i];
    cue->word_count = (uint32_t)captions->word_count;
}

void youtube_caption_end(struct youtube_captions *captions)
{
    struct cue_list *list = captions->list;
    struct cue *cue;

    /* What appends nothing makes the lines roll up, and says nothing. */
    if (captions->append && slice_trim(buf_view(&captions->text)).len == 0)
        return;
    cue = cue_list_append(list);
    *cue = captions->cue;
    cue->text = arena_copy(list->arena, buf_view(&captions->text));
    if (captions->timed) {
        copy_words(captions, cue);
        /* Nobody times words by hand. */
        list->meta.made_by = SLICE("machine");
    }
}

/* Ends the cue at `next_ms`, but not before its last word was begun. */
static void cut_end(struct cue *cue, int64_t next_ms)
{
    if (cue->word_count && next_ms < cue->words[cue->word_count - 1].start_ms)
        next_ms = cue->words[cue->word_count - 1].start_ms;
    if (cue->end_ms > next_ms)
        cue->end_ms = next_ms;
}

static void cut_ends(struct cue_list *list)
{
    struct cue_starts starts = CUE_STARTS_INIT;

    for (size_t i = list->count; i-- > 0;) {
        struct cue *cue = &list->cues[i];
        int64_t later_ms = cue_starts_later(&starts, cue);

        if (later_ms != TIME_NONE)
            cut_end(cue, later_ms);
    }
}

void youtube_captions_finish(struct youtube_captions *captions)
{
    cut_ends(captions->list);
    buf_release(&captions->text);
    free(captions->words);
}
