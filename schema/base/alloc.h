#ifndef QUOTH_ALLOC_H
#define QUOTH_ALLOC_H

/*
 * Heap memory that is always there: when none is left these print one line to
 * stderr and end the program with exit code 4, so that callers need no check.
 * Callbacks of SQLite and libcurl, which can report the want of memory to
 * their library, use malloc(3) instead.
 */

#include <stddef.h>

void *mem_alloc(size_t size); /* zeroed; free(3) it */
void *mem_resize(void *old,
                 size_t size);        /* as realloc(3); new part not zeroed */
char *mem_string(const char *string); /* a copy; NULL stays NULL */

/*
 * From now on what is freed is kept for what is allocated next: for work that
 * frees and allocates a lot, and then ends. The kernel clears every page that
 * it hands out.
 */
void mem_keep(void);

/*
 * Grows `array` of `size`-byte members, of which *capacity fit, so that
 * `needed` fit: at least doubling. Returns the moved array.
 */
void *mem_grow(void *array, size_t *capacity, size_t needed, size_t size);

#endif
