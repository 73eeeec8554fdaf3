#ifndef QUOTH_WINDOW_H
#define QUOTH_WINDOW_H

/*
 * One candidate transcript while it is being judged: its axis, loaded no
 * further than the question at hand needs, and the source that eval.h asks.
 */

#include "eval.h"
#include "plan.h"

struct window {
    const struct plan *plan;
    int64_t transcript;
    struct arena arena; /* of this transcript; cleared for the next */

    bool has_bounds, has_track, has_axis, has_segments, has_speakers;
    uint32_t surely, maybe; /* axis_closeness_bounds */
    struct slice track;     /* the axis, packed */
    struct axis axis;
    uint32_t *segment_starts;
    int64_t *segment_speakers; /* see window_speaker_of */
    size_t segment_count;
    bool guesses; /* what the bounds leave open is taken to be close, so that no
                     axis is loaded */
    bool guessed; /* that happened */
    enum status status; /* of loading; sticky */
    struct error error;
};

/* No transcript yet. `plan` must outlive it. */
void window_init(struct window *window, const struct plan *plan);
void window_release(struct window *window);

/* Moves on to another transcript. */
void window_enter(struct window *window, int64_t transcript);

/* The axis, loaded; look at window->status first. */
const struct axis *window_axis(struct window *window);

/* eval_clock.lasts: do tokens first to last last at most `most_ms`? */
bool window_lasts(void *window, uint32_t first, uint32_t last, int64_t most_ms);

/* The same of AXIS_CLOSE_MS. */
bool window_is_close(struct window *window, uint32_t first, uint32_t last);

/* eval_source.filter and .segment_starts. */
bool window_filter(void *window, const struct node *filter, uint32_t token);
const uint32_t *window_segment_starts(void *context, size_t *ret_count);

/* Index of the segment that `token` lies in. */
size_t window_segment_of(struct window *window, uint32_t token);

/* Moves *segment on to that which `token` lies in; there must be one. Returns
 * the token that the next begins with, or UINT32_MAX. */
uint32_t window_move_to(struct window *window, uint32_t token, size_t *segment);

/* The id of a segment's speaker; 0 if that is not known. */
int64_t window_speaker_of(struct window *window, size_t segment);

#endif
