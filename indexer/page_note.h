#ifndef QUOTH_PAGE_NOTE_H
#define QUOTH_PAGE_NOTE_H

/* The notes of a page: what is left when all else is known. */

#include "cue.h"
#include "page_line.h"

/*
 * Appends the lines that are notes to `list`, as cues in sections. `is_taken`
 * says of each line whether it was understood as something else already. Sets
 * list->meta.partial if the page says that there is more for others.
 */
void page_notes_append(const struct page_lines *lines, const bool *is_taken,
                       struct cue_list *list);

#endif
