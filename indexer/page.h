#ifndef QUOTH_PAGE_H
#define QUOTH_PAGE_H

/*
 * Show notes: the page of an episode on a site, a video's description, notes in
 * Markdown. They are no transcript: what comes out are the episode's chapters
 * with their times, what is known of it, and the notes themselves. What a page
 * only claims to have is not made up.
 */

#include "cue.h"

struct page_signs {
    bool is_episode;    /* it says that it is of one */
    bool is_transcript; /* what is said stands in it: leave it to others */
};

/*
 * Reads a page, or a part of one as feeds have it: HTML, Markdown or plain
 * text. Chapters and notes (list->notes, one cue for a paragraph or item) are
 * appended to `list`, and list->meta takes over what it does not have yet.
 * *ret_signs tells what it looks like. Fails as html_parse does.
 */
enum status page_read(struct slice text, uint32_t first_line,
                      struct cue_list *list, struct page_signs *ret_signs,
                      struct error *err);

/*
 * The same for a probe: of what turns out to be a transcript only that is told,
 * before the rest is read.
 */
enum status page_look(struct slice text, uint32_t first_line,
                      struct cue_list *list, struct page_signs *ret_signs,
                      struct error *err);

#endif
