#ifndef QUOTH_CAPTION_H
#define QUOTH_CAPTION_H

/*
 * What the readers of WebVTT and SubRip share: the timing line, and the karaoke
 * that whisper writes with underlines.
 */

#include "cue.h"

/*
 * Reads "start --> end" at the front of a line; what follows, settings or junk,
 * is passed over. Times may be as careless as timecode_take_loose allows, and
 * the arrow may be "->" where a colon in the times leaves no doubt. A missing
 * or unreadable end is TIME_NONE. Returns false if it is no timing line.
 */
bool caption_read_timing(struct slice line, int64_t *ret_start_ms,
                         int64_t *ret_end_ms);

/*
 * The one underlined span of each cue's text, in bytes; from == to if there is
 * none, or several. Kept beside the list, in the same arena.
 */
struct caption_mark {
    uint32_t from, to;
};

struct caption_marks {
    struct caption_mark *list;
    size_t count, capacity;
};

/* Says which span of the cue that was appended last is underlined. */
void caption_mark_last(struct caption_marks *marks, const struct cue_list *list,
                       struct caption_mark mark);

/* Drops the cue that was appended last, and its mark. */
void caption_drop_last(struct caption_marks *marks, struct cue_list *list);

/*
 * whisper's --highlight_words writes a sentence once for each of its words,
 * with the word underlined that is spoken. If the list, still in file order,
 * shows that, such runs become one cue with timed words.
 */
void caption_fold_karaoke(struct cue_list *list,
                          const struct caption_marks *marks);

#endif
