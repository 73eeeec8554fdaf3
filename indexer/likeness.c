#include "likeness.h"

#include "base/alloc.h"

#include <stdlib.h>
/* Inlined: the hashed words are shorter than a call is long. */
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    RUN_TOKENS = 4,
    SAMPLE = 8,     /* one run in so many is looked at */
    LEAST_RUNS = 8, /* fewer in the sample tell nothing */
};

struct sample {
    uint64_t *hashes; /* sorted, each once */
    size_t count;
};

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static uint64_t hash_run(const struct token_list *list, size_t at)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < RUN_TOKENS; i++) {
        struct slice token = token_text(list, at + i);

        hash = XXH3_64bits_withSeed(token.ptr, token.len, hash);
    }
    return hash;
}

/* The runs whose hash says so: the same ones in every text. */
static struct sample take_sample(const struct token_list *list)
{
    size_t capacity = 0, kept = 0;
    struct sample out = { NULL, 0 };

    for (size_t i = 0; i + RUN_TOKENS <= list->count; i++) {
        uint64_t hash = hash_run(list, i);

        if (hash % SAMPLE)
            continue;
        out.hashes =
            mem_grow(out.hashes, &capacity, out.count + 1, sizeof(*out.hashes));
        out.hashes[out.count++] = hash;
    }
    if (out.count)
        qsort(out.hashes, out.count, sizeof(*out.hashes), by_value);
    for (size_t i = 0; i < out.count; i++)
        if (kept == 0 || out.hashes[i] != out.hashes[kept - 1])
            out.hashes[kept++] = out.hashes[i];
    out.count = kept;
    return out;
}

static size_t count_common(const struct sample *a, const struct sample *b)
{
    size_t common = 0, i = 0, j = 0;

    while (i < a->count && j < b->count) {
        if (a->hashes[i] == b->hashes[j]) {
            common++;
            i++;
            j++;
        } else if (a->hashes[i] < b->hashes[j]) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

double likeness(const struct token_list *a, const struct token_list *b)
{
    struct sample of_a = take_sample(a), of_b = take_sample(b);
    size_t shorter = of_a.count < of_b.count ? of_a.count : of_b.count;
    double share = 1;

    if (shorter >= LEAST_RUNS)
        share = (double)count_common(&of_a, &of_b) / (double)shorter;
    free(of_a.hashes);
    free(of_b.hashes);
    return share;
}
