#ifndef QUOTH_DRAFT_BLOCK_H
#define QUOTH_DRAFT_BLOCK_H

/*
 * A draft in Markdown, plain text or HTML -> its paragraphs as plain text, each
 * with the links in it and the lines that it stands on.
 *
 * A comment <!-- quoth: skip --> leaves out the paragraph, list item or block
 * quote that it stands in, or if it stands alone the one behind it. Code is
 * left out, too.
 */

#include "base/arena.h"
#include "base/error.h"

enum draft_block_kind {
    DRAFT_PARAGRAPH,
    DRAFT_HEADING,
    DRAFT_ITEM,
    DRAFT_QUOTED, /* a paragraph of a block quote */
};

/* A link, from byte to byte of its block's text. */
struct draft_link {
    size_t from, to;
    struct slice url;
};

struct draft_block {
    enum draft_block_kind kind;
    int level;          /* of a heading, from 1 */
    uint32_t quotation; /* QUOTED: which one, from 1 */
    bool cites;         /* begins with a dash, as lines that name a source do */
    struct slice text;  /* plain, single blanks */
    uint32_t line;      /* of the draft, on which it begins */
    size_t *breaks;     /* offsets in the text at which a line ended */
    size_t break_count;
    struct draft_link *links;
    size_t link_count;
};

struct draft_blocks {
    struct draft_block *list;
    size_t count, capacity;
};

/* Reads `text`, valid UTF-8. What it makes lives in `arena`. */
void draft_blocks_of_text(struct slice text, struct arena *arena,
                          struct draft_blocks *ret_blocks);
enum status draft_blocks_of_html(struct slice text, struct arena *arena,
                                 struct draft_blocks *ret_blocks,
                                 struct error *err);

/* The line of the draft on which byte `at` of the block's text stands. */
uint32_t draft_block_line(const struct draft_block *block, size_t at);

/*
 * Advances *text past the dash that a line which names a source begins with.
 */
bool draft_take_dash(struct slice *text);

#endif
