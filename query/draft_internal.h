#ifndef QUOTH_DRAFT_INTERNAL_H
#define QUOTH_DRAFT_INTERNAL_H

/* How the readers of drafts make blocks: shared by draft_*.c alone. */

#include "base/buf.h"
#include "draft_block.h"

/* A block under construction. */
struct draft_builder {
    struct arena *arena;
    struct draft_blocks *blocks;
    struct draft_block block; /* its text is in `text` until it is flushed */
    struct buf text;
    size_t link_capacity, break_capacity;
    bool skip_next;             /* a skip stood alone */
    uint32_t skipped_quotation; /* a skip goes for all of it */
};

/* Appends to `blocks`, in `arena`. */
void draft_builder_init(struct draft_builder *builder, struct arena *arena,
                        struct draft_blocks *blocks);
void draft_builder_release(struct draft_builder *builder);

/* The text from `from` on is a link. */
void draft_builder_link(struct draft_builder *builder, size_t from,
                        struct slice url);

/* The block is complete, or there was none. */
void draft_builder_flush(struct draft_builder *builder);

/*
 * `text` with a mark in the place of each comment that skips;
 * draft_builder_flush knows it. In `arena`.
 */
struct slice draft_mark_skips(struct slice text, struct arena *arena);

#endif
