#ifndef QUOTH_CHAPTER_LIST_H
#define QUOTH_CHAPTER_LIST_H

/*
 * Lists of chapters in prose: video descriptions, show notes, Markdown.
 *
 *   00:00 Intro        (04:58) Building X      [1:02:03] Title
 *   1:05 - Title       * **(04:58)** [Title](https://…&t=298s)
 *   12:30 | Title      00:00 - 01:10 Title     Title 12:30
 *
 * One line alone may hold a year, a score, a verse or a time of day. A list is
 * known by its place and by coming back: lines that stand together, each begins
 * (or each ends) with a time, and nearly every time is later than the one above
 * it. All of a list may stand on one line, too.
 */

#include "cue.h"

/* How much of a text is such a list. */
struct chapter_list {
    size_t lines;   /* that have text */
    size_t entries; /* of the list; 0 = there is none */
    size_t spoken;  /* entries that read like what somebody said */
};

enum { CHAPTER_LIST_LEAST = 3 }; /* entries that tell by themselves */

/*
 * Finds the longest list of at least `least` entries in `text`, and appends its
 * chapters, by their times, to `list` unless that is NULL. Titles come out
 * plain.
 */
struct chapter_list chapter_list_read(struct slice text, size_t least,
                                      struct cue_list *list);

#endif
