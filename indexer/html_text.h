#ifndef QUOTH_HTML_TEXT_H
#define QUOTH_HTML_TEXT_H

/*
 * A page as Markdown, for the readers of prose: a blank line between blocks, a
 * line for each cell of a table, headings, items and bold text marked, whatever
 * else could be taken for a mark escaped. Links are left as their text.
 */

#include "base/arena.h"
#include "base/error.h"
#include "record.h"

struct html_text {
    struct slice text;
    const uint32_t *lines; /* for each line of the text, that of the page */
    size_t line_count;
};

/*
 * Makes the text of the page `html`, without its header, footer and asides; of
 * its main part alone where that is most of it. `meta` takes over what the page
 * says of itself. All that is returned is in `arena`. Fails as html_parse does.
 */
enum status html_text_read(struct slice html, uint32_t first_line,
                           struct arena *arena, struct episode_meta *meta,
                           struct html_text *ret, struct error *err);

/* The line of the page for line `line` of the text, from 1; 0 stays 0. */
uint32_t html_text_line(const struct html_text *text, uint32_t line);

#endif
