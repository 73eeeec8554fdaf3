#ifndef QUOTH_ARENA_H
#define QUOTH_ARENA_H

/*
 * Memory that is freed together: one arena per transcript, one per query.
 * Pieces are aligned for any type and zeroed, and live until arena_clear or
 * arena_release. Never returns NULL (see alloc.h).
 */

#include "base/slice.h"

struct arena_block;

struct arena {
    struct arena_block *head; /* newest block; the others hang behind it */
    size_t total;             /* bytes taken from the heap, all blocks */
};

void arena_init(struct arena *arena);
/* Forgets all pieces; keeps one block for the next use. */
void arena_clear(struct arena *arena);
/* Frees everything; the arena may be used again as after arena_init. */
void arena_release(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for what is written at once. */
void *arena_room(struct arena *arena, size_t size);
/* As arena_alloc(count * size), checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy of the text, NUL-terminated behind its end. */
struct slice arena_copy(struct arena *arena, struct slice text);
/* The same as a C string; NULs inside the text cut it for C functions. */
char *arena_string(struct arena *arena, struct slice text);
/* A copy with ASCII letters in lower case, NUL-terminated behind its end. */
struct slice arena_lower(struct arena *arena, struct slice text);
struct slice arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Makes room in an array that lives in the arena: returns `array`, moved and
 * at least doubled if `needed` exceeds *capacity. The old one stays behind
 * until the arena is cleared.
 */
void *arena_grow(struct arena *arena, void *array, size_t *capacity,
                 size_t needed, size_t size);

#endif
