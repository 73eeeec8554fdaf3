#include "rank.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "best.h"
#include "candidate.h"
#include "rank_internal.h"
#include "row_bound.h"
#include "shape.h"
#include "whole.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a hit of the word as typed weighs (alternative.weight). */
enum { WHOLE = 100 };

/* Up to so many answers are always counted exactly. */
enum { EXACT_ANSWERS = 1000 };

/*
 * What an interval adds to its segment's score: how heavily each leaf is part
 * of it, and how close its words are.
 */
struct ranker {
    enum shape shape;
    struct candidate candidate;
    struct evaluator *evaluator;
    size_t *leaves; /* those that count: not below a NOT */
    double *worth;  /* theirs */
    size_t leaf_count;
    uint32_t *uses; /* by interval and leaf, in hundredths: sums of them are
                       exact, so a bound can equal a score */
    size_t use_capacity;
    double *closeness;         /* by interval */
    struct interval_list kept; /* answers that were not just guessed */
    size_t closeness_capacity;
    uint64_t *sums;             /* by leaf: of a stretch or a segment */
    struct row_bound row_bound; /* SHAPE_UNION */
    struct best best;
    bool exact_total; /* count all, at whatever cost */
    bool explain;
    size_t total;
    bool total_exact;
};

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

static void make_room(struct ranker *ranker, size_t intervals)
{
    ranker->uses =
        mem_grow(ranker->uses, &ranker->use_capacity,
                 intervals * ranker->leaf_count, sizeof(*ranker->uses));
    ranker->closeness = mem_grow(ranker->closeness, &ranker->closeness_capacity,
                                 intervals, sizeof(*ranker->closeness));
}

/* One leaf: every interval is one hit of it. */
static void weigh_single(struct ranker *ranker, size_t count)
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

static void weigh(struct ranker *ranker, const struct interval_list *answer)
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
static double upper_bound_single(struct ranker *ranker,
                                 const struct interval_list *answer)
{
    uint64_t sum = 0, most = 0;
    size_t behind = 0;

    for (size_t i = 0; i < answer->count; i++) {
        sum += ranker->uses[i];
        while (answer->items[i].first - answer->items[behind].first >=
               LIMIT_SEGMENT_TOKENS)
            sum -= ranker->uses[behind++];
        if (sum > most)
            most = sum;
    }
    ranker->sums[0] = most;
    return score_of(ranker, 1);
}

/* No segment of the row scores more than this. */
static double upper_bound(struct ranker *ranker,
                          const struct interval_list *answer)
{
    double bound = 0, closest = 0;
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
        if (score > bound)
            bound = score;
    }
    return bound;
}

/* Scores every segment in which an interval starts. */
static void score_segments(struct ranker *ranker,
                           const struct interval_list *answer)
{
    struct window *window = &ranker->candidate.window;
    size_t segment = 0, segment_count;
    const uint32_t *starts = window_segment_starts(window, &segment_count);

    for (size_t i = 0; i < answer->count && segment < segment_count;) {
        struct ranked ranked = { .transcript = window->transcript };
        double closest = 0;
        uint32_t end;

        while (segment + 1 < segment_count &&
               starts[segment + 1] <= answer->items[i].first)
            segment++;
        end = segment + 1 < segment_count ? starts[segment + 1] : UINT32_MAX;
        clear_sums(ranker);
        for (; i < answer->count && answer->items[i].first < end; i++) {
            add_sums(ranker, i);
            if (ranker->closeness[i] > closest) {
                closest = ranker->closeness[i];
                ranked.from = answer->items[i].first;
                ranked.to = answer->items[i].last;
            }
        }
        ranked.first_token = starts[segment];
        ranked.score = score_of(ranker, closest);
        if (ranker->explain && best_wants(&ranker->best, ranked.score))
            ranked.sum = sum_of(ranker, closest);
        best_add(&ranker->best, &ranked);
        ranker->total++;
    }
}

size_t rank_least_segments(const struct interval_list *answer, uint32_t surely)
{
    uint64_t end = 0;
    size_t count = 0;

    for (size_t i = 0; i < answer->count; i++) {
        struct interval interval = answer->items[i];

        if (interval.first < end || interval.last - interval.first > surely)
            continue;
        end = (uint64_t)interval.first + LIMIT_SEGMENT_TOKENS;
        count++;
    }
    return count;
}

/* Sums in another order may differ in their last bits. */
static double rounded_up(double bound)
{
    return bound * (1 + 1e-12);
}

/* Whether a row of a union may be passed over: its hits are enough to tell. */
static bool skip_union(struct ranker *ranker)
{
    struct row_bound *bound = &ranker->row_bound;

    row_bound_clear(bound);
    for (size_t i = 0; i < ranker->leaf_count; i++)
        row_bound_add(
            bound, i,
            &candidate_hits(&ranker->candidate, ranker->leaves[i])->list);
    if (best_wants(&ranker->best, rounded_up(row_bound_most(bound))))
        return false;
    ranker->total += row_bound_least_segments(bound);
    ranker->total_exact = false;
    return true;
}

/* The row's answers, weighed. */
static const struct interval_list *find_answers(struct ranker *ranker)
{
    struct candidate *candidate = &ranker->candidate;
    struct eval_source source = candidate_source(candidate);
    const struct interval_list *answer = evaluate(ranker->evaluator, &source);

    if (answer->count == 0)
        return answer; /* some leaves were never loaded */
    make_room(ranker, answer->count);
    if (candidate->plan->query->leaf_count == 1 &&
        answer == &candidate_hits(candidate, 0)->list)
        weigh_single(ranker, answer->count);
    else
        weigh(ranker, answer);
    return answer;
}

/* Whether the row may be passed over, now that its answers, or more than those,
 * are known. */
static bool skip_answers(struct ranker *ranker,
                         const struct interval_list *answer)
{
    const struct window *window = &ranker->candidate.window;

    if (best_wants(&ranker->best, upper_bound(ranker, answer)))
        return false;
    ranker->total += rank_least_segments(
        answer, window->guessed ? window->surely : UINT32_MAX);
    ranker->total_exact = false;
    return true;
}

/*
 * The answers proper: those that are close indeed. The hulls that were guessed
 * to be close contain no others, so what is close contains none either.
 */
static const struct interval_list *
drop_wrong_guesses(struct ranker *ranker, const struct interval_list *guessed)
{
    struct window *window = &ranker->candidate.window;
    struct interval_list *kept = &ranker->kept;
    size_t leaves = ranker->leaf_count;

    window->guesses = window->guessed = false;
    kept->count = 0;
    for (size_t i = 0; i < guessed->count; i++) {
        struct interval interval = guessed->items[i];

        if (!window_is_close(window, interval.first, interval.last))
            continue;
        ranker->closeness[kept->count] = ranker->closeness[i];
        memmove(ranker->uses + kept->count * leaves, ranker->uses + i * leaves,
                leaves * sizeof(*ranker->uses));
        interval_list_append(kept, interval.first, interval.last);
    }
    return kept;
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct ranker *ranker = context;
    struct window *window = &ranker->candidate.window;
    bool may_skip =
        !ranker->exact_total && best_least(&ranker->best) > -INFINITY;
    const struct interval_list *answer;

    if (!candidate_enter(&ranker->candidate, row))
        return STATUS_OK;
    if (may_skip && ranker->shape == SHAPE_UNION && skip_union(ranker))
        return window->status;
    window->guesses = may_skip && ranker->shape == SHAPE_CLOSE;
    answer = find_answers(ranker);
    if (window->status || answer->count == 0 ||
        (may_skip && skip_answers(ranker, answer)))
        return window->status;
    if (window->guessed) {
        answer = drop_wrong_guesses(ranker, answer);
        if (window->status || skip_answers(ranker, answer))
            return window->status;
    }
    if (!window->status)
        score_segments(ranker, answer);
    return window->status;
}

/* What so many hits of a leaf add to a score at most. */
static double most_gain(const void *context, size_t leaf, uint32_t hits)
{
    const struct ranker *ranker = context;

    return ranker->worth[leaf] *
           (said_of((uint64_t)hits * WHOLE) + RANK_CLOSENESS);
}

/* ---- a run ---- */

bool rank_counts_all(const struct plan *plan,
                     const struct rank_options *options)
{
    return options->exact_total || plan->most_answers <= EXACT_ANSWERS;
}

static void ranker_init(struct ranker *ranker, const struct plan *plan,
                        const struct rank_options *options)
{
    size_t leaves = plan->query->leaf_count;

    *ranker = (struct ranker){
        .evaluator = evaluator_new(plan->query),
        .leaves = arena_array(plan->arena, leaves, sizeof(size_t)),
        .worth = arena_array(plan->arena, leaves, sizeof(double)),
        .sums = arena_array(plan->arena, leaves, sizeof(uint64_t)),
        .best = { .limit = options->limit },
        .exact_total = rank_counts_all(plan, options),
        .explain = options->explain,
        .total_exact = true,
    };
    for (size_t i = 0; i < leaves; i++)
        if (!plan->leaves[i].negated) {
            ranker->worth[ranker->leaf_count] = plan->leaves[i].worth;
            ranker->leaves[ranker->leaf_count++] = i;
        }
    candidate_init(&ranker->candidate, plan);
    ranker->shape = shape_of(plan->query->root);
    row_bound_init(&ranker->row_bound, ranker->leaf_count, most_gain, ranker);
}

static void ranker_release(struct ranker *ranker)
{
    evaluator_free(ranker->evaluator);
    candidate_release(&ranker->candidate);
    best_release(&ranker->best);
    row_bound_release(&ranker->row_bound);
    interval_list_release(&ranker->kept);
    free(ranker->uses);
    free(ranker->closeness);
}

int ranked_by_place(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    return (a->first_token > b->first_token) -
           (a->first_token < b->first_token);
}

enum status rank_run(struct plan *plan, const struct rank_options *options,
                     struct ranking *ret_ranking, struct error *err)
{
    struct ranker ranker;
    enum status status;

    if (plan->relaxable)
        return whole_run(plan, options, ret_ranking, err);
    ranker_init(&ranker, plan, options);
    status = speech_scan(plan->store, &plan->match, visit, &ranker, err);
    if (ranker.candidate.window.status)
        *err = ranker.candidate.window.error;
    if (!status) {
        best_take(&ranker.best, plan->arena, ret_ranking);
        ret_ranking->total = ranker.total;
        ret_ranking->total_exact = ranker.total_exact;
    }
    ranker_release(&ranker);
    return status;
}
