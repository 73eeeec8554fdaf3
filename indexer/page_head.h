#ifndef QUOTH_PAGE_HEAD_H
#define QUOTH_PAGE_HEAD_H

/*
 * What episode a page is of: show, title, number, date, duration and people,
 * from what it says of itself and from its first lines.
 */

#include "page_line.h"

/*
 * Fills in what `meta` does not have yet; `before` is the number of lines above
 * the list of chapters, all of them if there is none. is_head, which has room
 * for all lines, is set for those that say no more than that: they are no
 * notes.
 */
void page_head_read(const struct page_lines *lines, size_t before,
                    struct arena *arena, struct episode_meta *meta,
                    bool *is_head);

#endif
