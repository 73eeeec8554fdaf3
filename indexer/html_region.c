#include "html_region.h"

#include <string.h>

uint32_t html_region_number(const struct html_piece *piece)
{
    return piece->depth ? piece->around[piece->depth - 1] : 0;
}

/* How many of the blocks around the piece are those around the region. */
static int common_depth(const struct html_region *region,
                        const struct html_piece *piece)
{
    int depth = 0;

    while (depth < region->depth && depth < piece->depth &&
           region->around[depth] == piece->around[depth])
        depth++;
    return depth;
}

void html_region_pass(struct html_region *region,
                      const struct html_piece *piece, bool held)
{
    uint32_t number = html_region_number(piece);
    int common;

    if (held && region->depth == 0) {
        region->depth = piece->depth;
        memcpy(region->around, piece->around,
               (size_t)piece->depth * sizeof(*piece->around));
    }
    common = common_depth(region, piece);
    if (held)
        region->depth = common;
    for (int i = 0; i < common; i++)
        if (number > region->last[i])
            region->last[i] = number;
}

bool html_region_has(const struct html_region *region, uint32_t number)
{
    int innermost = region->depth - 1;

    return region->depth == 0 || (number >= region->around[innermost] &&
                                  number <= region->last[innermost]);
}
