#include "regex_mark.h"

#include "base/alloc.h"

#include <stdlib.h>

void regex_marks_init(struct regex_marks *marks, const struct plan *plan)
{
    *marks = (struct regex_marks){ .finder = regex_finder_new(plan) };
}

void regex_marks_release(struct regex_marks *marks)
{
    regex_finder_free(marks->finder);
    regex_found_release(&marks->found);
    free(marks->list);
}

void regex_marks_clear(struct regex_marks *marks)
{
    marks->count = 0;
}

/* What lies between two segments belongs to the first. */
static struct regex_spot spot_of(const struct full_text *text, size_t segment,
                                 size_t byte)
{
    const struct full_text_segment *place = &text->segments[segment];

    if (byte > place->to_byte)
        byte = place->to_byte;
    return (struct regex_spot){ segment, byte - place->from_byte };
}

static void add_mark(struct regex_marks *marks, const struct interval *words,
                     const struct byte_range *bytes)
{
    const struct full_text *text = regex_finder_text(marks->finder);

    marks->list = mem_grow(marks->list, &marks->capacity, marks->count + 1,
                           sizeof(*marks->list));
    marks->list[marks->count++] = (struct regex_mark){
        *words,
        spot_of(text, full_text_segment_at(text, bytes->from), bytes->from),
        spot_of(text, full_text_segment_at(text, bytes->to - 1), bytes->to),
    };
}

enum status regex_marks_add(struct regex_marks *marks, struct store *store,
                            int64_t transcript, size_t leaf, uint32_t first,
                            uint32_t end, struct interval_list *hits,
                            struct error *err)
{
    const struct interval_list *all = &marks->found.list;
    enum status status = regex_find(marks->finder, store, transcript, leaf,
                                    NULL, &marks->found, err);

    for (size_t i = 0; !status && i < all->count; i++) {
        const struct interval *words = &all->items[i];

        if (words->first < first || words->last >= end)
            continue;
        interval_list_append(hits, words->first, words->last);
        add_mark(marks, words, &marks->found.bytes[i]);
    }
    return status;
}

const struct regex_mark *regex_mark_of(const struct regex_marks *marks,
                                       const struct interval *words)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->list[i].words.first == words->first &&
            marks->list[i].words.last == words->last)
            return &marks->list[i];
    return NULL;
}
