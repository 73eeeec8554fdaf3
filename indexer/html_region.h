#ifndef QUOTH_HTML_REGION_H
#define QUOTH_HTML_REGION_H

/*
 * The innermost block element of a page that holds all of certain pieces, so
 * that what stands around it can be left out.
 */

#include "base/limits.h"
#include "html.h"

struct html_region {
    uint32_t around[LIMIT_HTML_NESTING]; /* numbers, the innermost last */
    uint32_t last[LIMIT_HTML_NESTING];   /* the newest block met in each */
    int depth;                           /* 0 = nothing was held yet */
};

/*
 * Call it for each piece of a page, in order, with whether the region must hold
 * it. Begin with { .depth = 0 }.
 */
void html_region_pass(struct html_region *region,
                      const struct html_piece *piece, bool held);

/* The number by which html_region_has knows the piece. */
uint32_t html_region_number(const struct html_piece *piece);

/* Once all was passed: is the piece with this number in the region? */
bool html_region_has(const struct html_region *region, uint32_t number);

#endif
