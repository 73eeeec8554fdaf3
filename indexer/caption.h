#ifndef QUOTH_CAPTION_H
#define QUOTH_CAPTION_H

/*
 * What the readers of WebVTT and SubRip share: the timing line, styles left
 * from ASS, and the karaoke that whisper writes by highlighting one word at a
 * time.
 */

#include "cue.h"

/*
 * Takes "start --> end" off the front of a line; what is left may be settings,
 * junk, or what is said. Times may be as careless as timecode_take_loose
 * allows, and the arrow may be "->" where a colon in the times leaves no doubt.
 * A missing or unreadable time is TIME_NONE, but not both. Returns false, and
 * the line as it was, if it is no timing line.
 */
bool caption_take_timing(struct slice *line, int64_t *ret_start_ms,
                         int64_t *ret_end_ms);

/* The same where nobody asks what is left. */
bool caption_read_timing(struct slice line, int64_t *ret_start_ms,
                         int64_t *ret_end_ms);

/*
 * What a document has of markup at all. Most have little, so that little need
 * be looked for in each cue.
 */
struct caption_markup {
    bool tags; /* '<' */
    bool refs; /* '&', of character references */
    bool ass;  /* '{' or '\\': left from ASS */
};

/* Looks through a whole document. */
struct caption_markup caption_find_markup(struct slice document);

/* Whether a text of that document may have markup. */
bool caption_has_markup(const struct caption_markup *markup, struct slice text);

/*
 * Takes what stands between the first character of *rest and `close`, on one
 * line and not too far away, together with both. Else returns false.
 */
bool caption_take_bracketed(struct slice *rest, char close,
                            struct slice *ret_inside);

/*
 * Takes what is left from ASS off the front of *rest: an override, "{\an8}" or
 * "{\pos(1,2)}", or "{b}" and "{/b}", which SubRip has; "\N" and "\h", of which
 * the white space that they mean goes to `out`. Anything else is text: false.
 */
bool caption_take_ass(struct buf *out, struct slice *rest);

/* Whether it is the name of a tag with which one word may be highlighted. */
bool caption_is_highlight(struct slice name);

/*
 * The one highlighted span of each cue's text, in bytes; from == to if there is
 * none, or several. Kept beside the list, in the same arena.
 */
struct caption_mark {
    uint32_t from, to;
};

struct caption_marks {
    struct caption_mark *list;
    size_t count, capacity;
};

/* Says which span of the cue that was appended last is highlighted. */
void caption_mark_last(struct caption_marks *marks, const struct cue_list *list,
                       struct caption_mark mark);

/* Drops the cue that was appended last, and its mark. */
void caption_drop_last(struct caption_marks *marks, struct cue_list *list);

/*
 * whisper's --highlight_words writes a sentence once for each of its words,
 * with the word underlined that is spoken; stable-ts colours it. If the list,
 * still in file order, shows that, such runs become one cue with timed words.
 */
void caption_fold_karaoke(struct cue_list *list,
                          const struct caption_marks *marks);

#endif
