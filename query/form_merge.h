#ifndef QUOTH_FORM_MERGE_H
#define QUOTH_FORM_MERGE_H

/*
 * Positions of many words, each list ascending, as one ascending list. A bit a
 * position costs the same however many lists there are; merging them one by one
 * costs as many passes as a prefix has words.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Positions that a member of `marks` stands for. */
enum { FORM_MERGE_MARKS = 64 };

struct form_merge {
    uint64_t *marks; /* a bit a position; all 0 between merges */
    size_t mark_capacity;
    uint32_t *forms; /* by position; what stands where there is no mark is
                        left over */
    size_t form_capacity;
    size_t count;      /* positions added */
    size_t begin, end; /* of `marks` in use */
};

/* Frees its memory; it begins as { 0 }. */
void form_merge_release(struct form_merge *merge);

/* Adds the positions of a form. Forms never share a position. */
void form_merge_add(struct form_merge *merge, const uint32_t *positions,
                    size_t count, uint32_t form);

/*
 * Takes the first position that is left and its form; false if there is none.
 * Here, because it is asked millions of times.
 */
static inline bool form_merge_take(struct form_merge *merge,
                                   uint32_t *ret_position, uint32_t *ret_form)
{
    uint64_t *marks = merge->marks;

    while (merge->begin < merge->end && !marks[merge->begin])
        merge->begin++;
    if (merge->begin >= merge->end) {
        merge->count = merge->begin = merge->end = 0;
        return false;
    }
    *ret_position = (uint32_t)merge->begin * FORM_MERGE_MARKS +
                    (uint32_t)__builtin_ctzll(marks[merge->begin]);
    *ret_form = merge->forms[*ret_position];
    marks[merge->begin] &= marks[merge->begin] - 1;
    return true;
}

#endif
