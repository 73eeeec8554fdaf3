#include "regex_places.h"

#include "base/alloc.h"
#include "regex_literal.h"
#include "regex_part.h"

#include <stdlib.h>
#include <string.h>

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

/* Mostly only one of several words is in a row: nothing is to be done. */
static void sort(struct regex_tokens *tokens)
{
    for (size_t i = 1; i < tokens->count; i++)
        if (tokens->items[i] < tokens->items[i - 1]) {
            qsort(tokens->items, tokens->count, sizeof(*tokens->items),
                  by_number);
            return;
        }
}

static void add_word(struct regex_tokens *tokens, const struct speech_row *row,
                     const struct alternative *word)
{
    speech_row_positions(row, word->phrase, &tokens->items, &tokens->count,
                         &tokens->capacity);
}

/* Adds where those of the leaf's words stand that may be cut, or the others. */
static void add_words(struct regex_tokens *tokens, const struct speech_row *row,
                      const struct leaf_plan *leaf, bool cut)
{
    for (size_t i = 0; i < leaf->alternative_count; i++)
        if (regex_literal_may_be_cut(leaf->alternatives[i].tokens[0]) == cut)
            add_word(tokens, row, &leaf->alternatives[i]);
    sort(tokens);
}

/* ---- neighbours ---- */

/* Marks the tokens that one of the others stands so far behind. */
static void mark(struct regex_places *places, int distance)
{
    const struct regex_tokens *tokens = &places->tokens;
    const struct regex_tokens *others = &places->scratch;
    size_t other = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        int64_t wanted = (int64_t)tokens->items[i] + distance;

        while (other < others->count && others->items[other] < wanted)
            other++;
        if (other == others->count)
            return;
        if (others->items[other] == wanted)
            places->marks[i] = true;
    }
}

static void keep_marked(struct regex_places *places)
{
    struct regex_tokens *tokens = &places->tokens;
    size_t kept = 0;

    for (size_t i = 0; i < tokens->count; i++)
        if (places->marks[i])
            tokens->items[kept++] = tokens->items[i];
    tokens->count = kept;
}

/* Leaves out the tokens that have no neighbour. */
static void keep_beside(struct regex_places *places,
                        const struct speech_row *row,
                        const struct leaf_neighbours *neighbours)
{
    size_t count = places->tokens.count;

    if (count == 0)
        return;
    places->marks = mem_grow(places->marks, &places->mark_capacity, count,
                             sizeof(*places->marks));
    memset(places->marks, 0, count * sizeof(*places->marks));
    for (size_t i = 0; i < neighbours->count; i++) {
        places->scratch.count = 0;
        add_word(&places->scratch, row, &neighbours->words[i]);
        mark(places, neighbours->distance);
    }
    keep_marked(places);
}

static void read_others(struct regex_places *places,
                        const struct speech_row *row,
                        const struct leaf_neighbours *neighbours)
{
    for (size_t i = 0; i < neighbours->count; i++)
        add_word(&places->others, row, &neighbours->words[i]);
    sort(&places->others);
    places->needs_others = true;
}

static void heed_neighbours(struct regex_places *places,
                            const struct speech_row *row,
                            const struct leaf_plan *leaf)
{
    for (size_t i = 0; i < leaf->neighbour_count; i++)
        if (leaf->neighbours[i].distance)
            keep_beside(places, row, &leaf->neighbours[i]);
        else
            read_others(places, row, &leaf->neighbours[i]);
}

void regex_places_read(struct regex_places *places, const struct plan *plan,
                       const struct speech_row *row, size_t leaf)
{
    const struct leaf_plan *forms = &plan->leaves[leaf];

    places->tokens.count = places->others.count = 0;
    places->needs_others = false;
    add_words(&places->tokens, row, forms, false);
    if (forms->neighbours_asked)
        heed_neighbours(places, row, forms);
    /* What is behind a cut is not known: it needs no neighbours. */
    add_words(&places->tokens, row, forms, true);
}

void regex_places_release(struct regex_places *places)
{
    free(places->tokens.items);
    free(places->others.items);
    free(places->scratch.items);
    free(places->marks);
}
