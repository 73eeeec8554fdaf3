#include "base/arena.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ARENA_BLOCK = 64 * 1024,
    ARENA_ALIGN = 16,
};

struct arena_block {
    struct arena_block *next;
    size_t size; /* of memory[] */
    size_t used;
    _Alignas(16) char memory[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){ 0 };
}

static void add_block(struct arena *arena, size_t at_least)
{
    size_t size = at_least > ARENA_BLOCK ? at_least : ARENA_BLOCK;
    struct arena_block *block;

    /* Grow with the use, so that a big transcript needs few blocks. */
    if (size < arena->total / 4)
        size = arena->total / 4;
    block = mem_resize(NULL, sizeof(*block) + size);
    block->size = size;
    block->used = 0;
    block->next = arena->head;
    arena->head = block;
    arena->total += size;
}

void arena_clear(struct arena *arena)
{
    struct arena_block *keep = arena->head;

    if (!keep)
        return;
    while (keep->next) {
        struct arena_block *next = keep->next;

        keep->next = next->next;
        arena->total -= next->size;
        free(next);
    }
    keep->used = 0;
}

void arena_release(struct arena *arena)
{
    while (arena->head) {
        struct arena_block *next = arena->head->next;

        free(arena->head);
        arena->head = next;
    }
    arena->total = 0;
}

void *arena_room(struct arena *arena, size_t size)
{
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    void *piece;

    if (rounded < size)
        rounded = SIZE_MAX / 2; /* the heap will refuse it, with its message */
    if (!arena->head || arena->head->size - arena->head->used < rounded)
        add_block(arena, rounded);
    piece = arena->head->memory + arena->head->used;
    arena->head->used += rounded;
    return piece;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    return arena_alloc(arena, size && count > SIZE_MAX / 2 / size
                                  ? SIZE_MAX / 2
                                  : count * size);
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    char *copy = arena_room(arena, text.len + 1);

    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return (struct slice){ copy, text.len };
}

char *arena_string(struct arena *arena, struct slice text)
{
    return (char *)arena_copy(arena, text).ptr;
}

struct slice arena_lower(struct arena *arena, struct slice text)
{
    char *copy = arena_string(arena, text);

    for (size_t i = 0; i < text.len; i++)
        copy[i] = ascii_lower(copy[i]);
    return (struct slice){ copy, text.len };
}

struct slice arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    int length;
    char *text;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return (struct slice){ "", 0 };
    text = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return (struct slice){ text, (size_t)length };
}

void *arena_grow(struct arena *arena, void *array, size_t *capacity,
                 size_t needed, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *moved;

    if (needed <= *capacity)
        return array;
    if (wanted < needed)
        wanted = needed;
    moved = arena_array(arena, wanted, size);
    if (*capacity)
        memcpy(moved, array, *capacity * size);
    *capacity = wanted;
    return moved;
}
