#include "align.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* What another word counts against a stretch. */
enum { CHANGE = -2, GAP = -1 };

/* A stretch that loses so much ends: what follows is another one. */
enum { DROP = 5 };

/* ---- the best stretch ---- */

/* The best stretch that ends at a word of the quote and one that was said. */
struct cell {
    int score, peak; /* the score now, and the best on the way */
    size_t quote_from, said_from;
};

static struct cell better(struct cell a, struct cell b)
{
    return b.score > a.score ? b : a;
}

static struct cell step(struct cell from, int change)
{
    from.score += change;
    if (from.score > from.peak)
        from.peak = from.score;
    if (from.score < from.peak - DROP)
        from.score = 0;
    return from;
}

/* Goes on to the next word said; cells[i + 1] is of word i of the quote. */
static void go_on(struct cell *cells, const uint32_t *quote, size_t count,
                  uint32_t word, size_t said_at, struct aligned *best)
{
    struct cell diagonal = { 0, 0, 0, said_at };

    for (size_t i = 0; i < count; i++) {
        struct cell here = { 0, 0, i, said_at };
        bool same = quote[i] == word;

        if (diagonal.score > 0)
            here = better(here, step(diagonal, same ? ALIGN_GAIN : CHANGE));
        else if (same)
            here.score = here.peak = ALIGN_GAIN;
        here = better(here, step(cells[i + 1], GAP));
        here = better(here, step(cells[i], GAP));
        diagonal = cells[i + 1];
        cells[i + 1] = here;
        if (here.score > best->score)
            *best = (struct aligned){ here.quote_from, i + 1, here.said_from,
                                      said_at + 1, here.score };
    }
}

struct aligned align_find(const uint32_t *quote, size_t quote_count,
                          const uint32_t *said, size_t said_count)
{
    struct cell *cells = mem_alloc((quote_count + 1) * sizeof(*cells));
    struct aligned best = { 0 };

    for (size_t at = 0; at < said_count; at++)
        go_on(cells, quote, quote_count, said[at], at, &best);
    free(cells);
    return best;
}

/* ---- the steps ---- */

/* Fewest changes, and the last step to them, for each pair of words. */
struct trace {
    const uint32_t *quote, *said;
    size_t quote_count, said_count;
    uint32_t *costs; /* of one row */
    unsigned char *steps;
};

static unsigned char *step_at(const struct trace *trace, size_t q, size_t s)
{
    return &trace->steps[q * (trace->said_count + 1) + s];
}

static void fill_row(struct trace *trace, size_t q)
{
    uint32_t diagonal = trace->costs[0];

    trace->costs[0]++;
    *step_at(trace, q, 0) = ALIGN_ADDED;
    for (size_t s = 1; s <= trace->said_count; s++) {
        bool same = trace->quote[q - 1] == trace->said[s - 1];
        uint32_t cost = diagonal + !same;
        enum align_step last = same ? ALIGN_SAME : ALIGN_CHANGED;

        diagonal = trace->costs[s];
        if (diagonal + 1 < cost) {
            cost = diagonal + 1;
            last = ALIGN_ADDED;
        }
        if (trace->costs[s - 1] + 1 < cost) {
            cost = trace->costs[s - 1] + 1;
            last = ALIGN_MISSING;
        }
        trace->costs[s] = cost;
        *step_at(trace, q, s) = (unsigned char)last;
    }
}

/* The last of several: a word at the end is rather changed than added. */
static size_t cheapest_end(const struct trace *trace)
{
    size_t best = 0;

    for (size_t s = 1; s <= trace->said_count; s++)
        if (trace->costs[s] <= trace->costs[best])
            best = s;
    return best;
}

/* Walks back from the end; the steps come out in order. */
static size_t walk_back(const struct trace *trace, size_t said_to,
                        unsigned char *steps, size_t *ret_said_from)
{
    size_t q = trace->quote_count, s = said_to, count = 0;

    while (q > 0) {
        unsigned char last = *step_at(trace, q, s);

        steps[count++] = last;
        q -= last != ALIGN_MISSING;
        s -= last != ALIGN_ADDED;
    }
    for (size_t i = 0; i < count / 2; i++) {
        unsigned char swapped = steps[i];

        steps[i] = steps[count - 1 - i];
        steps[count - 1 - i] = swapped;
    }
    *ret_said_from = s;
    return count;
}

size_t align_trace(const uint32_t *quote, size_t quote_count,
                   const uint32_t *said, size_t said_count,
                   unsigned char *steps, struct aligned *ret_aligned)
{
    struct trace trace = { quote, said, quote_count, said_count, NULL, NULL };
    struct aligned aligned = { .quote_to = quote_count };
    size_t count;

    trace.costs = mem_alloc((said_count + 1) * sizeof(*trace.costs));
    trace.steps = mem_alloc((quote_count + 1) * (said_count + 1));
    for (size_t q = 1; q <= quote_count; q++)
        fill_row(&trace, q);
    aligned.said_to = cheapest_end(&trace);
    count = walk_back(&trace, aligned.said_to, steps, &aligned.said_from);
    free(trace.costs);
    free(trace.steps);
    *ret_aligned = aligned;
    return count;
}
