#include "ranker.h"

#include "base/alloc.h"
#include "base/limits.h"

/* What a hit of the word as typed weighs (alternative.weight). */
enum { WHOLE = 100 };

/* ---- what intervals are worth ---- */

/* The heaviest hit of a leaf inside an interval; 0 if there is none. Moves
 * *cursor, and says how many words the hit has. */
static uint32_t heaviest(const struct leaf_hits *hits,
                         const struct interval *interval, size_t *cursor,
                         uint32_t *ret_words)
{
    const struct interval *items = hits->list.items;
    uint32_t best = 0;

    while (*cursor < hits->list.count && items[*cursor].first < interval->first)
        ++*cursor;
    for (size_t i = *cursor;
         i < hits->list.count && items[i].last <= interval->last; i++) {
        uint32_t weight = hits->weights ? hits->weights[i] : WHOLE;

        if (weight > best) {
            best = weight;
            *ret_words = items[i].last - items[i].first + 1;
        }
    }
    return best;
}

static double closeness_of(uint32_t length, uint32_t matched)
{
    uint32_t between = length > matched ? length - matched : 0;

    return RANK_CLOSENESS_HALF / (RANK_CLOSENESS_HALF + between);
}

void ranker_make_room(struct ranker *ranker, size_t intervals)
{
    ranker->uses =
        mem_grow(ranker->uses, &ranker->use_capacity,
                 intervals * ranker->leaf_count, sizeof(*ranker->uses));
    ranker->closeness = mem_grow(ranker->closeness, &ranker->closeness_capacity,
                                 intervals, sizeof(*ranker->closeness));
}

void ranker_weigh_single(struct ranker *ranker, size_t count)
{
    const struct leaf_hits *hits =
        candidate_hits(&ranker->candidate, ranker->leaves[0]);

    for (size_t i = 0; i < count; i++) {
        ranker->uses[i] = hits->weights ? hits->weights[i] : WHOLE;
        ranker->closeness[i] = 1;
    }
}

/* What one leaf, number `at` of those that count, is in every interval; adds
 * the words that matched to `closeness`. */
static void weigh_leaf(struct ranker *ranker,
                       const struct interval_list *answer, size_t at)
{
    const struct leaf_hits *hits =
        candidate_hits(&ranker->candidate, ranker->leaves[at]);
    uint32_t *uses = ranker->uses + at;
    size_t cursor = 0;

    for (size_t i = 0; i < answer->count; i++) {
        uint32_t words = 0;

        uses[i * ranker->leaf_count] =
            heaviest(hits, &answer->items[i], &cursor, &words);
        ranker->closeness[i] += words;
    }
}

void ranker_weigh(struct ranker *ranker, const struct interval_list *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        ranker->closeness[i] = 0;
    for (size_t i = 0; i < ranker->leaf_count; i++)
        weigh_leaf(ranker, answer, i);
    for (size_t i = 0; i < answer->count; i++) {
        const struct interval *interval = &answer->items[i];

        ranker->closeness[i] =
            closeness_of(interval->last - interval->first + 1,
                         (uint32_t)ranker->closeness[i]);
    }
}

/* ---- scores ---- */

/* BM25's saturation. */
static double said_of(uint64_t sum)
{
    double uses = (double)sum / WHOLE;

    return uses * (RANK_SATURATION + 1) / (uses + RANK_SATURATION);
}

/* BM25 with saturation, over the sums of a stretch, and its closest answer. */
static double score_of(const struct ranker *ranker, double closest)
{
    double score = 0, worth = 0;

    for (size_t i = 0; i < ranker->leaf_count; i++) {
        if (ranker->sums[i] == 0)
            continue;
        score += ranker->worth[i] * said_of(ranker->sums[i]);
        worth += ranker->worth[i];
    }
    return score + RANK_CLOSENESS * worth * closest;
}

/* The same sum, to be shown. */
static const struct score_sum *sum_of(const struct ranker *ranker,
                                      double closest)
{
    const struct plan *plan = ranker->candidate.plan;
    struct score_sum *sum = score_sum_new(plan->arena, ranker->leaf_count);

    for (size_t i = 0; i < ranker->leaf_count; i++)
        if (ranker->sums[i])
            sum->terms[i] = (struct score_term){
                .node = plan->leaves[ranker->leaves[i]].node,
                .worth = ranker->worth[i],
                .said = said_of(ranker->sums[i]),
                .close = RANK_CLOSENESS * closest,
            };
    return sum;
}

static void add_sums(struct ranker *ranker, size_t interval)
{
    const uint32_t *uses = ranker->uses + interval * ranker->leaf_count;

    for (size_t i = 0; i < ranker->leaf_count; i++)
        ranker->sums[i] += uses[i];
}

static void take_sums(struct ranker *ranker, size_t interval)
{
    const uint32_t *uses = ranker->uses + interval * ranker->leaf_count;

    for (size_t i = 0; i < ranker->leaf_count; i++)
        ranker->sums[i] -= uses[i];
}

static void clear_sums(struct ranker *ranker)
{
    for (size_t i = 0; i < ranker->leaf_count; i++)
        ranker->sums[i] = 0;
}

/* The bound where there is one leaf: the stretch with the most of it. */
static struct bound upper_bound_single(struct ranker *ranker,
                                       const struct interval_list *answer)
{
    struct bound bound = { .end = 0 };
    uint64_t sum = 0, most = 0;
    size_t behind = 0;

    for (size_t i = 0; i < answer->count; i++) {
        sum += ranker->uses[i];
        while (answer->items[i].first - answer->items[behind].first >=
               LIMIT_SEGMENT_TOKENS)
            sum -= ranker->uses[behind++];
        if (sum > most) {
            most = sum;
            bound.from = behind;
        }
        if (sum == most)
            bound.end = i + 1;
    }
    ranker->sums[0] = most;
    bound.score = score_of(ranker, 1);
    return bound;
}

struct bound ranker_bound(struct ranker *ranker,
                          const struct interval_list *answer)
{
    struct bound bound = { .score = 0 };
    double closest = 0;
    size_t behind = 0;

    if (ranker->leaf_count == 1)
        return upper_bound_single(ranker, answer);

    for (size_t i = 0; i < answer->count; i++)
        if (ranker->closeness[i] > closest)
            closest = ranker->closeness[i];
    clear_sums(ranker);
    for (size_t i = 0; i < answer->count; i++) {
        double score;

        add_sums(ranker, i);
        while (answer->items[i].first - answer->items[behind].first >=
               LIMIT_SEGMENT_TOKENS)
            take_sums(ranker, behind++);
        /* What only grows is looked at when it is full. */
        if (i + 1 < answer->count &&
            answer->items[i + 1].first - answer->items[behind].first <
                LIMIT_SEGMENT_TOKENS)
            continue;
        score = score_of(ranker, closest);
        if (score > bound.score) {
            bound.score = score;
            bound.from = behind;
        }
        if (score == bound.score)
            bound.end = i + 1;
    }
    return bound;
}

void ranker_score_segments(struct ranker *ranker,
                           const struct interval_list *answer)
{
    struct window *window = &ranker->candidate.window;
    size_t segment = 0, segment_count;
    const uint32_t *starts = window_segment_starts(window, &segment_count);

    for (size_t i = 0; i < answer->count && segment < segment_count;) {
        struct ranked ranked = { .transcript = window->transcript };
        double closest = 0;
        uint32_t end = window_move_to(window, answer->items[i].first, &segment);

        clear_sums(ranker);
        for (; i < answer->count && answer->items[i].first < end; i++) {
            add_sums(ranker, i);
            /* Of equals the last: all that are shown end before it does. */
            if (ranker->closeness[i] >= closest) {
                closest = ranker->closeness[i];
                ranked.from = answer->items[i].first;
                ranked.to = answer->items[i].last;
            }
        }
        ranked.first_token = starts[segment];
        ranked.score = score_of(ranker, closest);
        if (ranker->explain &&
            best_wants(&ranker->best, ranked.transcript, ranked.score))
            ranked.sum = sum_of(ranker, closest);
        best_see(&ranker->best, &ranked);
        best_add(&ranker->best, &ranked);
        ranker->total++;
    }
}

double ranker_most_gain(const void *context, size_t leaf, uint32_t hits)
{
    const struct ranker *ranker = context;

    return ranker->worth[leaf] *
           (said_of((uint64_t)hits * WHOLE) + RANK_CLOSENESS);
}
