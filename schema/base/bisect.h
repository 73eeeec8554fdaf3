#ifndef QUOTH_BISECT_H
#define QUOTH_BISECT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Searches an array of `count` items that is sorted by a uint32_t in them: the
 * index of the last item whose key is at most `key`; 0 if all are above, or
 * there is none. Items are `size` bytes long and have their key at `offset`.
 */
static inline size_t last_not_above(const void *items, size_t size,
                                    size_t offset, size_t count, uint32_t key)
{
    const char *bytes = items;
    size_t low = 0, high = count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const void *at = bytes + middle * size + offset;

        if (*(const uint32_t *)at <= key)
            low = middle;
        else
            high = middle;
    }
    return low;
}

#endif
