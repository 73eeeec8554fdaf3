#ifndef QUOTH_CHAPTER_H
#define QUOTH_CHAPTER_H

/*
 * Chapters as readers of chapter files make them, and captions that turn out to
 * be titles.
 */

#include "cue.h"

/*
 * Appends a chapter. The title is copied, on one line; an empty one is kept: it
 * ends the chapter before it.
 */
void chapter_append(struct cue_list *list, int64_t start_ms, int64_t end_ms,
                    struct slice title);

/*
 * A Normal Play Time (RFC 2326, 3.6), as Podlove has it: "12.5", "1:02.5",
 * "npt:1:02:03.500". TIME_NONE if it is none.
 */
int64_t chapter_time(struct slice text);

/*
 * Does the path say that the file holds chapters: "12.chapters.vtt",
 * "12_chapters.xml", "chapters.txt", "chapters/12.vtt"?
 */
bool chapter_is_named(struct slice path);

/*
 * Is so much text too little for so much time to be what was said in it? People
 * say two to three words a second, titles stand for minutes.
 */
bool chapter_is_sparse(size_t words, int64_t ms);

/* Words of a text, as far as blanks part them. */
size_t chapter_words(struct slice text);

/*
 * Makes cues chapters if they are sparse enough to be titles, and the list has
 * no chapters yet.
 */
void chapters_from_cues(struct cue_list *list);

/*
 * Puts the chapters of a file without cues in the order of their starts, those
 * without one behind the one before them; an end that is not behind its start
 * is dropped.
 */
void chapters_tidy(struct cue_list *list);

#endif
