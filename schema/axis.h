#ifndef QUOTH_AXIS_H
#define QUOTH_AXIS_H

/*
 * The token axis of one transcript: its words are numbered from 0, and
 * everything else about it is attached to those numbers.
 *
 *   token   0   1   2   3   4   5   6   7   8   9  10  11
 *   anchor  |0:00.0         |0:02.4     |0:04.0            a timed cue or word
 *   segment |first                  |second                what is shown
 *
 * A token's time is the start of its anchor plus its share of the way to the
 * anchor's end, which is never past the next anchor's start: so it lies inside
 * the cue in which the word is spoken, also where cues leave gaps. Words that
 * the source timed are anchors themselves. Without any times a token takes
 * 400 ms, from 0.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/timecode.h"

/* A word that nothing times lasts this long: 150 words a minute. */
#define AXIS_MS_PER_TOKEN 400

/* Words that belong to one answer are this close: see axis_span_ms. */
#define AXIS_CLOSE_MS 30000

enum timing {
    TIMING_NONE, /* the source gives no times: 400 ms a token, from 0 */
    TIMING_CUE,  /* interpolated inside a timed span */
    TIMING_WORD, /* the source timed the word */
};

/* "none", "cue", "word"; and back, TIMING_NONE for anything else. */
const char *timing_name(enum timing timing);
enum timing timing_by_name(struct slice name);

/* A timed span: from its token to the next anchor's. */
struct axis_anchor {
    uint32_t token;
    bool word;                /* the source timed this very word */
    int64_t start_ms, end_ms; /* end never before start */
};

struct axis_segment {
    uint32_t token;   /* its first; the segment ends where the next begins */
    uint32_t speaker; /* index in axis.speakers, AXIS_NO_SPEAKER if unknown */
    bool glued;       /* no blank between it and the segment before */
};

#define AXIS_NO_SPEAKER UINT32_MAX

struct axis {
    uint32_t token_count;
    struct axis_anchor *anchors; /* by token; none = no times at all */
    size_t anchor_count;
    struct axis_segment *segments; /* by token; the first at token 0 */
    size_t segment_count;
    int64_t *speakers; /* ids in the speaker table */
    size_t speaker_count;
};

/* When a token is spoken. */
struct axis_time {
    int64_t start_ms, end_ms;
    enum timing timing;
    int64_t within_ms; /* length of the span that it was interpolated in; 0 if
                          the word itself is timed */
};

/* The axis as stored: varints of differences, about 3 bytes an anchor. */
void axis_pack(const struct axis *axis, struct buf *out);

/* Reads it back, into `arena`. STATUS_STORE if the bytes make no sense. */
enum status axis_unpack(struct slice packed, struct arena *arena,
                        struct axis *ret_axis, struct error *err);

/*
 * Reads the first tokens of the segments, and if `ret_speaker_ids` is not NULL
 * their speakers' ids (0 = unknown), without the anchors: what ranking needs.
 */
enum status axis_unpack_segments(struct slice packed, struct arena *arena,
                                 uint32_t **ret_starts, size_t *ret_count,
                                 int64_t **ret_speaker_ids, struct error *err);

/* Reads the segments without their speakers, likewise. */
enum status axis_unpack_joints(struct slice packed, struct arena *arena,
                               struct axis_segment **ret_segments,
                               size_t *ret_count, struct error *err);

/*
 * The index of the last anchor at or before `token`, which times it; 0 if all
 * are behind it. There are anchors.
 */
size_t axis_anchor_of(const struct axis *axis, uint32_t token);

/* The time of `token`, which is clamped to the axis. */
struct axis_time axis_time_of(const struct axis *axis, uint32_t token);

/*
 * How long it takes from the start of token `first` to that of `last`. Where
 * time steps back, as prose of several recordings does, the clock goes on from
 * there: so no span lasts longer than one that contains it.
 */
int64_t axis_span_ms(const struct axis *axis, uint32_t first, uint32_t last);

/* The index of the segment that `token` lies in. */
size_t axis_segment_of(const struct axis *axis, uint32_t token);

/* The last segment that starts at or before `ms`; the first if none does. */
size_t axis_segment_at(const struct axis *axis, int64_t ms);

/* How long its timed spans are, on average; TIME_NONE without times. */
int64_t axis_grain_ms(const struct axis *axis);

/* The start of every token in ms, in one pass; in `arena`. */
int64_t *axis_token_starts(const struct axis *axis, struct arena *arena);

/* The same of every segment. */
int64_t *axis_segment_starts(const struct axis *axis, struct arena *arena);

/*
 * Two bounds on what is close, so that most spans need no look at the axis:
 * every span whose last token is at most *ret_surely after its first lasts at
 * most AXIS_CLOSE_MS (axis_span_ms), and no span of more than *ret_maybe does.
 * `starts` are those of axis_token_starts.
 */
void axis_closeness_bounds(const struct axis *axis, const int64_t *starts,
                           uint32_t *ret_surely, uint32_t *ret_maybe);

#endif
