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

struct full_text_segment {
    uint32_t token;              /* its first */
    uint32_t from_byte, to_byte; /* of the text */
};

/* Kept from one transcript to the next for its memory. */
struct full_text {
    struct buf text; /* valid UTF-8 */
    struct full_text_segment *segments;
    size_t count, capacity;
    uint64_t stream_hash; /* of the transcript's tokens */
    struct arena scratch;
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

/* The index of the last segment that begins at or before `byte`; else 0. */
size_t full_text_segment_at(const struct full_text *full, size_t byte);

/* The text of a segment. */
struct slice full_text_segment_text(const struct full_text *full,
                                    size_t segment);

#endif
