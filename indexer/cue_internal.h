#ifndef QUOTH_CUE_INTERNAL_H
#define QUOTH_CUE_INTERNAL_H

/* The steps of cue_list_tidy, each in a file of its own. */

#include "cue.h"

/* cue.c */

/* Makes the white space of a cue's text single, and its words lie in it. */
void cue_squeeze(struct cue *cue, struct arena *arena, struct buf *scratch);

/* cue_order.c */

/*
 * Chapters name their first cue by its index. A step that moves cues notes in
 * `moved`, for each old index and for the end, the new one. NULL if there are
 * no chapters.
 */
size_t *cue_moved_new(const struct cue_list *list);
void cue_moved_apply(struct cue_list *list, const size_t *moved,
                     size_t old_count);

/* Sorts by start. A cue without one stays behind the cue before it. */
void cue_list_sort(struct cue_list *list);

/*
 * Drops all but one of the cues that are the same in all they say and in both
 * times; the list must be sorted. Returns how many were dropped.
 */
size_t cue_list_drop_twins(struct cue_list *list);

/* Drops cues without text. Returns how many were dropped. */
size_t cue_list_drop_empty(struct cue_list *list);

/* cue_rolling.c */

/*
 * If most cues repeat what was shown before them, empties them of it. Returns
 * how many cues have no text any more.
 */
size_t cue_list_unroll(struct cue_list *list, struct diag *diag);

/* cue_names.c */

/*
 * Where every cue has a line with nothing but a name above what is said, as the
 * documents of Microsoft Stream do, these become the speakers.
 */
void cue_list_take_name_lines(struct cue_list *list);

/* cue_turns.c */

/* Captions that show several speakers at once become a cue for each. */
void cue_list_split_turns(struct cue_list *list);

#endif
