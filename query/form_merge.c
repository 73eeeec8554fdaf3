#include "form_merge.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

void form_merge_release(struct form_merge *merge)
{
    free(merge->marks);
    free(merge->forms);
}

static void make_room(struct form_merge *merge, size_t positions)
{
    size_t words = positions / FORM_MERGE_MARKS + 1;
    size_t had = merge->mark_capacity;

    merge->marks = mem_grow(merge->marks, &merge->mark_capacity, words,
                            sizeof(*merge->marks));
    if (merge->mark_capacity > had)
        memset(merge->marks + had, 0,
               (merge->mark_capacity - had) * sizeof(*merge->marks));
    merge->forms = mem_grow(merge->forms, &merge->form_capacity, positions + 1,
                            sizeof(*merge->forms));
}

void form_merge_add(struct form_merge *merge, const uint32_t *positions,
                    size_t count, uint32_t form)
{
    size_t first, last;

    if (count == 0)
        return;
    first = positions[0] / FORM_MERGE_MARKS;
    last = positions[count - 1] / FORM_MERGE_MARKS;
    make_room(merge, positions[count - 1]);
    for (size_t i = 0; i < count; i++) {
        merge->marks[positions[i] / FORM_MERGE_MARKS] |=
            (uint64_t)1 << positions[i] % FORM_MERGE_MARKS;
        merge->forms[positions[i]] = form;
    }
    if (merge->count == 0 || first < merge->begin)
        merge->begin = first;
    if (last + 1 > merge->end)
        merge->end = last + 1;
    merge->count += count;
}
