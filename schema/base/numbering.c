#include "base/numbering.h"

#include <xxhash.h>

enum { ROOM = 16 }; /* at first: most transcripts have a few speakers */

void numbering_init(struct numbering *numbering, struct arena *arena)
{
    *numbering = (struct numbering){ .arena = arena };
}

/* The slot of a name, or the free one where it belongs. */
static uint32_t *find_slot(const struct numbering *numbering, struct slice name)
{
    size_t at = XXH3_64bits(name.ptr, name.len) & (numbering->room - 1);

    while (numbering->slots[at] &&
           !slice_equal(numbering->names[numbering->slots[at] - 1], name))
        at = (at + 1) & (numbering->room - 1);
    return &numbering->slots[at];
}

/* Half of the slots stay free. */
static void make_room(struct numbering *numbering)
{
    if (numbering->room / 2 > numbering->count)
        return;
    numbering->room = numbering->room ? numbering->room * 2 : ROOM;
    numbering->slots = arena_array(numbering->arena, numbering->room,
                                   sizeof(*numbering->slots));
    for (size_t i = 0; i < numbering->count; i++)
        *find_slot(numbering, numbering->names[i]) = (uint32_t)i + 1;
}

uint32_t numbering_of(struct numbering *numbering, struct slice name)
{
    uint32_t *slot;

    make_room(numbering);
    slot = find_slot(numbering, name);
    if (!*slot) {
        numbering->names =
            arena_grow(numbering->arena, numbering->names, &numbering->capacity,
                       numbering->count + 1, sizeof(*numbering->names));
        numbering->names[numbering->count++] =
            arena_copy(numbering->arena, name);
        *slot = (uint32_t)numbering->count;
    }
    return *slot - 1;
}
