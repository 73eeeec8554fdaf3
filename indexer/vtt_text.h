#ifndef QUOTH_VTT_TEXT_H
#define QUOTH_VTT_TEXT_H

/*
 * The text of a WebVTT cue, https://www.w3.org/TR/webvtt1/ section 6.4, out of
 * its markup: voices become speakers, time stamps words. SubRip files have such
 * text, too, when they were made from WebVTT without care.
 */

#include "caption.h"

struct vtt_text {
    struct cue_list *list;               /* where the cues go */
    struct caption_marks *marks;         /* of that list */
    const struct caption_markup *markup; /* of the document */
    int64_t shift_ms;   /* to be added to time stamps; 0 at first */
    struct cue cue;     /* what all pieces share; speaker = of this piece */
    struct buf text;    /* of the piece so far */
    struct slice voice; /* in whose span we are */
    bool in_ruby, in_rt;
    bool stamped;     /* a time stamp was met */
    size_t span_from; /* where in `text` the span of the last stamp begins */
    int64_t span_ms;  /* that stamp, or the start of the cue */
    struct cue_word *words;
    size_t word_count, word_capacity;
    struct caption_mark mark; /* the highlighted span */
    size_t highlights;
    size_t pieces;
};

/* All that is pointed to must outlive `text`. */
void vtt_text_init(struct vtt_text *text, struct cue_list *list,
                   const struct caption_markup *markup,
                   struct caption_marks *marks);
void vtt_text_release(struct vtt_text *text);

/*
 * Appends `cue`, with what `markup` says as its text: one cue, or one for each
 * voice in it.
 */
void vtt_text_append(struct vtt_text *text, const struct cue *cue,
                     struct slice markup);

#endif
