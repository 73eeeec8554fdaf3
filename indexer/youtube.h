#ifndef QUOTH_YOUTUBE_H
#define QUOTH_YOUTUBE_H

/*
 * YouTube's captions, whatever the notation: a caption has a start, a length
 * and pieces of text, which are words with times of their own where the speech
 * was recognised automatically.
 *
 * Unlike in its WebVTT, no caption repeats the line of another. But each is
 * shown until its line has rolled away, long after the next one began.
 */

#include "cue.h"

struct youtube_captions {
    struct cue_list *list;
    struct buf text; /* of the open caption */
    struct cue_word *words;
    size_t word_count, word_capacity;
    struct cue cue; /* start, length as end, line of the open caption */
    bool append;    /* it goes on with the line of the one before it */
    bool timed;     /* one of its pieces has a time of its own */
};

/* Captions that go to `list`, which must outlive them. */
void youtube_captions_init(struct youtube_captions *captions,
                           struct cue_list *list);

/* Begins a caption; times may be TIME_NONE. */
void youtube_caption_begin(struct youtube_captions *captions, int64_t start_ms,
                           int64_t duration_ms, bool append, uint32_t line);

/*
 * Adds text to it, said `offset_ms` after its start; TIME_NONE = not told,
 * which is 0 for the first piece if others tell.
 */
void youtube_caption_add(struct youtube_captions *captions, struct slice text,
                         int64_t offset_ms);

/* Appends it to the list as a cue. */
void youtube_caption_end(struct youtube_captions *captions);

/* After the last caption: ends all where the next begins, frees memory. */
void youtube_captions_finish(struct youtube_captions *captions);

#endif
