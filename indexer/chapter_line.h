#ifndef QUOTH_CHAPTER_LINE_H
#define QUOTH_CHAPTER_LINE_H

/*
 * One line of a list of chapters in prose: its time or times and its title,
 * whatever stands around them. Whether the line belongs to a list is decided
 * over all of the text: see chapter_list.h.
 */

#include "base/slice.h"
#include "base/timecode.h"

struct chapter_entry {
    int64_t start_ms;
    int64_t end_ms;     /* of a range, else TIME_NONE */
    struct slice title; /* as written, without what parts it from the time */
    bool time_last;     /* "Title 12:30" */
};

/* Reads a line that begins or ends with a time. Returns false for others. */
bool chapter_line_read(struct slice line, struct chapter_entry *ret_entry);

/* Reads a line that is a time and nothing else, but for marks. */
bool chapter_line_lone_time(struct slice line, int64_t *ret_ms);

/*
 * Advances *line to what stands behind its next time, as one of several in it:
 * between blanks, or in brackets. *ret_before is what was passed before it.
 */
bool chapter_line_next_time(struct slice *line, struct slice *ret_before,
                            int64_t *ret_ms, bool *ret_in_brackets);

/* Can it be a title: it has a word, and is not too long. */
bool chapter_line_is_title(struct slice text);

/* `text` without the marks that part a title from a time, at both ends. */
struct slice chapter_line_trim_title(struct slice text);

#endif
