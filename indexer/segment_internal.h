#ifndef QUOTH_SEGMENT_INTERNAL_H
#define QUOTH_SEGMENT_INTERNAL_H

/*
 * What the files of segment.h share: a list of cues while it is cut.
 */

#include "base/numbering.h"
#include "segment.h"

/* How good a place between two tokens is to cut at. */
enum cut {
    CUT_NONE,
    CUT_COMMA,
    CUT_CUE,
    CUT_PAUSE,
    CUT_SENTENCE,
    CUT_PARAGRAPH,
    CUT_MUST, /* another speaker or chapter begins, or another note */
};

/* A place where the text may be cut: before token `token`. */
struct place {
    size_t byte; /* where the part behind the cut begins */
    uint8_t cut;
    bool glued; /* no blank at the cut */
};

struct cutter {
    const struct cue_list *list;
    struct arena *arena;
    const struct token_list *tokens;
    struct slice text;
    size_t *cue_byte;     /* where each cue begins in `text`, and its end */
    uint32_t *cue_token;  /* its first token, and the token count at the end */
    struct place *places; /* by token */
    struct axis axis;
    size_t segment_capacity;
    struct segment_record *segments;
    size_t record_capacity;
    struct numbering speakers; /* axis.segments have their numbers */
};

/* ---- segment_anchor.c ---- */

/*
 * Attaches the cues' and words' times to tokens. `media_ms` is how long the
 * recording is, or TIME_NONE. Returns what the finest of the times are of.
 */
enum timing segment_set_anchors(struct cutter *cutter, int64_t media_ms);

/* ---- segment_place.c ---- */

/* Judges every place between two tokens. */
void segment_find_places(struct cutter *cutter);

/*
 * Where the segment that starts at token `start` ends: at the best place for
 * it, behind `start`. `times` are those of axis_token_starts.
 */
uint32_t segment_next_cut(const struct cutter *cutter, const int64_t *times,
                          uint32_t start);

#endif
