#include "base/alloc.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static void *checked(void *memory)
{
    if (!memory) {
        fputs("quoth: out of memory\n", stderr);
        _Exit(4);
    }
    return memory;
}

void *mem_alloc(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *mem_resize(void *old, size_t size)
{
    return checked(realloc(old, size ? size : 1));
}

char *mem_string(const char *string)
{
    return string ? checked(strdup(string)) : NULL;
}

void mem_keep(void)
{
#ifdef __GLIBC__
    enum { MOST_MAPPED_BYTES = 32 << 20 }; /* as glibc raises it by itself */

    mallopt(M_MMAP_THRESHOLD, MOST_MAPPED_BYTES);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
}

void *mem_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    size_t wanted = *capacity ? *capacity : 16;

    if (needed <= *capacity)
        return array;
    while (wanted < needed)
        wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
    if (wanted > SIZE_MAX / size)
        checked(NULL);
    *capacity = wanted;
    return mem_resize(array, wanted * size);
}
