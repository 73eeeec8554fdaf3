#ifndef QUOTH_TITLES_H
#define QUOTH_TITLES_H

/*
 * Chapter titles as a transcript of their own: they are found like speech, and
 * never mistaken for it. Each is a segment, and all its words are said, as it
 * were, when the chapter begins.
 */

#include "store.h"

struct titles {
    struct axis axis;
    struct segment_record *segments; /* axis.segment_count of them */
    enum timing timing;
    uint32_t surely_close, maybe_close; /* axis_closeness_bounds */
    uint32_t crowding;                  /* crowding.h */
};

/*
 * Lays the titles out, in `arena`, in their order; those without a word are
 * left out. `tokens` is empty and receives their words. The chapters' own
 * tokens are not looked at.
 */
void titles_lay_out(const struct chapter_record *chapters, size_t count,
                    struct arena *arena, struct token_list *tokens,
                    struct titles *ret_titles);

/*
 * Lets each chapter begin where its title does, on the axis of the titles,
 * which were laid out of these very chapters. One whose title has no word
 * begins with the next.
 */
void titles_place(const struct titles *titles, struct chapter_record *chapters,
                  size_t count);

#endif
