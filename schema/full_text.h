#ifndef QUOTH_FULL_TEXT_H
#define QUOTH_FULL_TEXT_H

/*
 * What was said in one transcript, in one piece: its segments' texts, joined as
 * they were before they were cut.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "store.h"
#include "token_list.h"

struct full_text_segment {
    uint32_t token;              /* its first */
    uint32_t from_byte, to_byte; /* of the text */
};

/* Bytes of the text that are in one piece in the transcript, too. */
struct full_text_piece {
    uint32_t from_byte, to_byte;
};

/* Kept from one transcript to the next for its memory. */
struct full_text {
    struct buf text; /* valid UTF-8 */
    struct full_text_segment *segments;
    size_t count, capacity;
    struct full_text_piece *pieces; /* the whole text is one */
    size_t piece_count, piece_capacity;
    uint64_t stream_hash; /* of the transcript's tokens */
    struct arena scratch;
    struct token_list tokens; /* scratch */
};

enum full_text_joint {
    FULL_TEXT_BLANKS, /* a blank between segments, nothing where they are glued */
    FULL_TEXT_LINES, /* a newline between segments */
};

/* Holds nothing yet; full_text_release. */
void full_text_init(struct full_text *full);
void full_text_release(struct full_text *full);

/* Reads a transcript. STATUS_NOT_FOUND if it is not there any more. */
enum status full_text_load(struct full_text *full, struct store *store,
                           int64_t transcript, enum full_text_joint joint,
                           struct error *err);

/* What of a text is wanted. */
struct full_text_near {
    const uint32_t *tokens; /* ascending */
    size_t count;
    const uint32_t *others; /* ascending; NULL = none are needed */
    size_t other_count;
    uint32_t blanks_between;
    uint32_t blanks_before, blanks_after;
};

/*
 * Reads no more of a transcript than what stands near the given tokens, or all
 * of it if that costs less. If others are needed, tokens may be left out that
 * are parted from each of them by more than `blanks_between` runs of white
 * space. A piece goes back from its first token, and on from
 * its last, to the end of the transcript or until it has that many runs of
 * white space whole there; between two pieces something is left out.
 */
enum status full_text_load_near(struct full_text *full, struct store *store,
                                int64_t transcript, enum full_text_joint joint,
                                const struct full_text_near *near,
                                struct error *err);

/* The index of the last segment that begins at or before `byte`; else 0. */
size_t full_text_segment_at(const struct full_text *full, size_t byte);

/* The text of a segment. */
struct slice full_text_segment_text(const struct full_text *full,
                                    size_t segment);

#endif
