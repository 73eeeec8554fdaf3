#include "row_bound.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_TOKENS = 12,
    /* A segment that begins at the end of a block reaches into the last. */
    BLOCKS_TOUCHED =
        (LIMIT_SEGMENT_TOKENS + BLOCK_TOKENS - 2) / BLOCK_TOKENS + 1,
    MOST_HITS = BLOCKS_TOUCHED * BLOCK_TOKENS, /* no two begin at one token */
    WORD_BITS = 64,
};

void row_bound_init(struct row_bound *bound, size_t leaf_count,
                    double (*gain)(const void *context, size_t leaf,
                                   uint32_t hits),
                    const void *context)
{
    *bound = (struct row_bound){
        .leaf_count = leaf_count,
        .gains = mem_alloc(leaf_count * (MOST_HITS + 1) * sizeof(double)),
    };
    for (size_t i = 0; i < leaf_count; i++)
        for (uint32_t hits = 1; hits <= MOST_HITS; hits++)
            bound->gains[i * (MOST_HITS + 1) + hits] = gain(context, i, hits);
}

void row_bound_release(struct row_bound *bound)
{
    free(bound->gains);
    free(bound->hits);
    free(bound->scores);
    free(bound->firsts);
    free(bound->ends);
}

void row_bound_clear(struct row_bound *bound)
{
    bound->block_count = 0;
    bound->longest = 1;
}

/* Makes the row at least so many blocks long; what is new is empty. */
static void make_blocks(struct row_bound *bound, size_t count)
{
    size_t had = bound->block_count;
    size_t words = had * BLOCK_TOKENS / WORD_BITS + 1;
    size_t words_needed = count * BLOCK_TOKENS / WORD_BITS + 1;

    if (count <= had)
        return;
    /* The last block's stretch goes on behind the row. */
    bound->hits = mem_grow(bound->hits, &bound->hit_capacity,
                           count + BLOCKS_TOUCHED, sizeof(*bound->hits));
    bound->scores = mem_grow(bound->scores, &bound->score_capacity, count,
                             sizeof(*bound->scores));
    bound->firsts = mem_grow(bound->firsts, &bound->first_capacity,
                             words_needed, sizeof(*bound->firsts));
    memset(bound->scores + had, 0, (count - had) * sizeof(*bound->scores));
    if (had == 0)
        words = 0;
    memset(bound->firsts + words, 0,
           (words_needed - words) * sizeof(*bound->firsts));
    bound->block_count = count;
}

/* Of a damaged index more hits may begin at one token: not all are counted. */
static void count_hits(struct row_bound *bound,
                       const struct interval_list *hits)
{
    memset(bound->hits, 0, bound->block_count + BLOCKS_TOUCHED);
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t first = hits->items[i].first;
        uint32_t length = hits->items[i].last - first + 1;

        if (bound->hits[first / BLOCK_TOKENS] < UINT8_MAX)
            bound->hits[first / BLOCK_TOKENS]++;
        bound->firsts[first / WORD_BITS] |= (uint64_t)1 << first % WORD_BITS;
        if (length > bound->longest)
            bound->longest = length;
    }
}

void row_bound_add(struct row_bound *bound, size_t leaf,
                   const struct interval_list *hits)
{
    const double *gains = bound->gains + leaf * (MOST_HITS + 1);
    uint32_t sum = 0;

    if (!hits->count)
        return;
    make_blocks(bound, hits->items[hits->count - 1].first / BLOCK_TOKENS + 1);
    count_hits(bound, hits);
    for (size_t i = 0; i + 1 < BLOCKS_TOUCHED; i++)
        sum += bound->hits[i];
    for (size_t i = 0; i < bound->block_count; i++) {
        sum += bound->hits[i + BLOCKS_TOUCHED - 1];
        bound->scores[i] += gains[sum < MOST_HITS ? sum : MOST_HITS];
        sum -= bound->hits[i];
    }
}

double row_bound_most(const struct row_bound *bound)
{
    double most = 0;

    for (size_t i = 0; i < bound->block_count; i++)
        if (bound->scores[i] > most)
            most = bound->scores[i];
    return most;
}

/*
 * A segment that begins in a block has hits of so many blocks; and whether a
 * hit contains another, the tokens behind the segment tell, too.
 */
void row_bound_narrow(struct row_bound *bound, double least)
{
    uint32_t end = 0;

    bound->ends = mem_grow(bound->ends, &bound->end_capacity,
                           bound->block_count, sizeof(*bound->ends));
    for (size_t i = 0; i < bound->block_count; i++) {
        if (bound->scores[i] >= least)
            end =
                (uint32_t)(i + BLOCKS_TOUCHED) * BLOCK_TOKENS + bound->longest;
        bound->ends[i] = end;
    }
}

void row_bound_keep(const struct row_bound *bound, struct interval_list *hits,
                    uint32_t *weights)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits->count; i++) {
        struct interval hit = hits->items[i];

        if (hit.first >= bound->ends[hit.first / BLOCK_TOKENS])
            continue;
        hits->items[kept] = hit;
        if (weights)
            weights[kept] = weights[i];
        kept++;
    }
    hits->count = kept;
}

/* The first token, at `at` or behind it, at which a hit begins; `end` if none
 * does. */
static size_t next_first(const struct row_bound *bound, size_t at, size_t end)
{
    size_t word = at / WORD_BITS;
    uint64_t bits;

    if (at >= end)
        return end;
    bits = bound->firsts[word] >> at % WORD_BITS << at % WORD_BITS;
    while (!bits && (word + 1) * WORD_BITS < end)
        bits = bound->firsts[++word];
    return bits ? word * WORD_BITS + (size_t)__builtin_ctzll(bits) : end;
}

/*
 * As many as hits that are too far apart to share one. A hit that contains
 * another is none itself, but what it contains begins inside it.
 */
size_t row_bound_least_segments(const struct row_bound *bound)
{
    size_t end = bound->block_count * BLOCK_TOKENS;
    size_t count = 0;

    for (size_t at = next_first(bound, 0, end); at < end; count++)
        at = next_first(bound, at + LIMIT_SEGMENT_TOKENS + bound->longest - 1,
                        end);
    return count;
}
