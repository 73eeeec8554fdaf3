#ifndef QUOTH_CUE_SPAN_H
#define QUOTH_CUE_SPAN_H

/*
 * When to show a cue in a format that cannot leave it open, and until when a
 * word lasts.
 */

#include "cue.h"

struct cue_span {
    int64_t start_ms, end_ms;
    int64_t next_ms;  /* where the next cue stands if it has no start */
    int64_t limit_ms; /* and later ones: before the next that has one */
};

/* What stands before the first cue. */
extern const struct cue_span cue_span_before_all;

/*
 * The span of `cue`, given that of the cue above it. A cue without a start
 * stands where the one above is likely to be over. One that steps back a
 * little, as people's stamps do, begins with the one above: captions must not
 * begin before it, and readers sort them. A missing end is what the words need.
 */
struct cue_span cue_span_of(const struct cue *cue, struct cue_span above);

/* Until when word `index` lasts: the next one, or the end of its cue. */
int64_t cue_word_end(const struct cue *cue, uint32_t index);

#endif
