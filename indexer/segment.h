#ifndef QUOTH_SEGMENT_H
#define QUOTH_SEGMENT_H

/*
 * Tidy cues -> segments on the token axis: readable spans of one speaker, whole
 * sentences, about 60 words or 30 s at most, never across a chapter. The words
 * are tokenised here, once.
 */

#include "cue.h"
#include "store.h"

/* What a transcript is on its axis; lives in the arena, but for the tokens. */
struct segmented {
    struct slice text; /* all cues, single blanks between; segments' texts are
                          slices of it */
    struct axis axis;  /* without speakers' ids */
    struct segment_record *segments; /* axis.segment_count of them */
    struct slice *speaker_names;     /* by axis_segment.speaker */
    size_t speaker_count;
    struct chapter_record *chapters;
    size_t chapter_count;
    struct note_record *sections; /* of notes */
    size_t section_count;
    enum timing timing;
    uint32_t surely_close, maybe_close; /* axis_closeness_bounds */
    uint32_t crowding;                  /* crowding.h */
    int64_t duration_ms; /* end of the last cue; TIME_NONE without times */
};

/*
 * Cuts the list. `tokens` is empty and receives the token stream, which is the
 * concatenation of the streams of the segments' texts. `media_ms` is how long
 * the recording is, TIME_NONE if unknown: where the last cue ends unless it
 * says so itself. STATUS_LIMIT above LIMIT_TOKENS.
 */
enum status segment_cues(const struct cue_list *list, int64_t media_ms,
                         struct arena *arena, struct token_list *tokens,
                         struct segmented *ret_segmented, struct error *err);

/*
 * The same for a file of chapters, which has no cues: each title is a segment,
 * on an axis that holds nothing else.
 */
void segment_titles(const struct cue_list *list, struct arena *arena,
                    struct token_list *tokens, struct segmented *ret_segmented);

#endif
