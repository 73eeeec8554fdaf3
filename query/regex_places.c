#include "regex_places.h"

#include "regex_part.h"

#include <stdlib.h>

bool regex_may_match(const struct plan *plan, const struct speech_row *row,
                     size_t leaf)
{
    const struct leaf_plan *forms = &plan->leaves[leaf];

    for (size_t i = 0; i < forms->alternative_count; i++)
        if (speech_row_has(row, forms->alternatives[i].phrase))
            return true;
    return forms->alternative_count == 0;
}

bool regex_has_places(const struct leaf_plan *leaf)
{
    return leaf->alternative_count > 0 && leaf->reach < REGEX_REACH_FAR;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

void regex_places_read(struct regex_places *places, const struct plan *plan,
                       const struct speech_row *row, size_t leaf)
{
    const struct leaf_plan *forms = &plan->leaves[leaf];

    places->count = 0;
    for (size_t i = 0; i < forms->alternative_count; i++)
        speech_row_positions(row, forms->alternatives[i].phrase,
                             &places->tokens, &places->count,
                             &places->capacity);
    if (forms->alternative_count > 1)
        qsort(places->tokens, places->count, sizeof(*places->tokens),
              by_number);
}

void regex_places_release(struct regex_places *places)
{
    free(places->tokens);
}
