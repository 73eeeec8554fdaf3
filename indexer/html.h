#ifndef QUOTH_HTML_H
#define QUOTH_HTML_H

/*
 * HTML as found in the wild, whole pages and fragments, read by libxml2 as a
 * stream: the reader is called with one piece of the shown text after the
 * other, and no tree is built. Nothing is ever loaded. Faults of the markup are
 * read over in silence, as browsers do.
 *
 * Not text: scripts, styles, templates, pictures, navigation, forms, and what
 * is hidden.
 */

#include "base/error.h"
#include "base/slice.h"

/* What a piece stands in: the innermost of these. */
enum html_block {
    HTML_PARAGRAPH, /* whatever is none of the others */
    HTML_HEADING,
    HTML_ITEM, /* of a list */
    HTML_CELL, /* of a table */
};

/* What else it stands in, ORed. */
enum html_inside {
    HTML_BOLD = 1 << 0,
    HTML_CITE = 1 << 1,
    HTML_TIME = 1 << 2,
    HTML_DATE = 1 << 3,     /* a time element with a date in its datetime */
    HTML_MAIN = 1 << 4,     /* main or article: what the page is about */
    HTML_MARGIN = 1 << 5,   /* header, footer or aside */
    HTML_NUMBERED = 1 << 6, /* a list with numbers */
    HTML_BLOCKQUOTE = 1 << 7,
    HTML_Q = 1 << 8, /* a quote in the line; shown with quotation marks */
};

/* A run of text that is all in the same elements. Never empty. */
struct html_piece {
    /* In normal form C, references decoded once. White space is as a browser
     * shows it: single, one blank before a piece that has it between itself and
     * the one before, none at the ends of a block; '\n' for a br. Two of these
     * end a block. */
    struct slice text;
    enum html_block block;
    int level;         /* of a heading, from 1 */
    bool starts_block; /* else it goes on with that of the piece before */
    bool starts_row;   /* of a table */
    unsigned inside;   /* of enum html_inside */
    struct slice link; /* href of the link that it is; empty = it is none */
    uint32_t line;     /* of the document, on which it begins */
    /* The block elements around it, outermost first: numbers that tell one from
     * another, and grow with each start tag. */
    const uint32_t *around;
    int depth; /* how many there are */
};

struct html_handler {
    /* False ends the parsing: no more calls, and success. What it is given is
     * good until it returns. */
    bool (*piece)(void *context, const struct html_piece *piece);
    /* May be NULL. What the page says of itself: `name` is "title", "lang", the
     * name or property of a meta ("og:title"), the rel of a link ("canonical"),
     * "ld+json" for a whole JSON-LD script, "datetime" for that of a time, or an
     * element's name for where it leads to: "a", "iframe", "audio", "video",
     * "source". Both are good until it returns. */
    void (*fact)(void *context, struct slice name, struct slice value);
};

/*
 * Parses `text`, valid UTF-8 whatever it declares, whose first line is
 * `first_line` of its file; passes `context` on to the handler. STATUS_LIMIT
 * above LIMIT_HTML_BYTES, LIMIT_HTML_NESTING or LIMIT_ATTRIBUTES,
 * STATUS_BAD_INPUT where so much is broken that it is no HTML.
 */
enum status html_parse(struct slice text, uint32_t first_line,
                       const struct html_handler *handler, void *context,
                       struct error *err);

/*
 * For probes, by how `text` begins: a page, or what might be a part of one
 * (any tag that HTML knows, as in Markdown, too).
 */
bool html_is_page(struct slice text);
bool html_is_fragment(struct slice text);

#endif
