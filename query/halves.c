#include "halves.h"

#include "best.h"

#include <pthread.h>
#include <unistd.h>

/* What takes several times as long as to open an archive. */
enum { WORTH_HITS = 300000 };

/* What a thread ranks. */
struct half {
    struct plan plan; /* the run's, but of these transcripts alone */
    const struct rank_options *options;
    rank_function *rank;
    const void *context;
    struct ranking ranking;
    enum status status;
    struct error error;
};

/* The half that is ranked beside this thread. */
struct beside {
    struct half half;
    struct arena arena;
    int64_t state; /* of the texts that were looked at */
};

static void rank_half(struct half *half)
{
    half->status = half->rank(&half->plan, half->options, half->context,
                              &half->ranking, &half->error);
}

static enum status rank_with(struct beside *beside, struct store *store)
{
    struct half *half = &beside->half;
    enum status status =
        store_state_of_texts(store, &beside->state, &half->error);

    if (status)
        return status;
    half->plan.store = store;
    rank_half(half);
    return half->status;
}

static void *rank_beside(void *context)
{
    struct beside *beside = context;
    struct half *half = &beside->half;
    struct store *store = NULL;

    half->status = store_open_again(half->plan.store, &store, &half->error);
    if (!half->status)
        half->status = rank_with(beside, store);
    if (store)
        store_abandon(store);
    return NULL;
}

/* Whether what was ranked beside is what this thread would have ranked: the
 * archive may have changed in between. */
static bool is_good(const struct beside *beside, const struct plan *plan)
{
    struct error ignored;
    int64_t state;

    return !beside->half.status &&
           !store_state_of_texts(plan->store, &state, &ignored) &&
           state == beside->state;
}

static struct half half_of(const struct plan *plan,
                           const struct rank_options *options,
                           rank_function *rank, const void *context)
{
    return (struct half){
        .plan = *plan,
        .options = options,
        .rank = rank,
        .context = context,
    };
}

/* Both halves; the second in this thread if it fails in the other. */
static enum status rank_halves(struct plan *plan, struct half *here,
                               struct beside *beside, struct error *err)
{
    pthread_t thread;
    bool is_beside = !pthread_create(&thread, NULL, rank_beside, beside);

    rank_half(here);
    if (is_beside)
        pthread_join(thread, NULL);
    if (!here->status && (!is_beside || !is_good(beside, plan))) {
        beside->half.plan.store = plan->store;
        rank_half(&beside->half);
    }
    if (here->status)
        *err = here->error;
    else if (beside->half.status)
        *err = beside->half.error;
    return here->status ? here->status : beside->half.status;
}

static enum status rank_both(struct plan *plan,
                             const struct rank_options *options,
                             rank_function *rank, const void *context,
                             struct ranking *ret_ranking, struct error *err)
{
    struct half here = half_of(plan, options, rank, context);
    struct beside beside = { .half = here };
    struct best best = best_of(plan->store, options);
    int64_t middle;
    enum status status = store_middle_transcript(plan->store, &middle, err);

    if (status)
        return status;
    arena_init(&beside.arena);
    here.plan.last = middle;
    beside.half.plan.first = middle + 1;
    beside.half.plan.arena = &beside.arena;
    status = rank_halves(plan, &here, &beside, err);
    if (!status)
        status = best_merge(&best, &here.ranking, &beside.half.ranking,
                            plan->arena, ret_ranking, err);
    best_release(&best);
    arena_release(&beside.arena);
    return status;
}

/* A regular expression has threads of its own; sums are explained in the plan's
 * arena. */
static bool is_possible(const struct plan *plan,
                        const struct rank_options *options)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].regex)
            return false;
    return !options->explain;
}

enum status halves_rank(struct plan *plan, const struct rank_options *options,
                        int64_t hits, rank_function *rank, const void *context,
                        struct ranking *ret_ranking, struct error *err)
{
    bool is_worth = options->halves ||
                    (hits >= WORTH_HITS && sysconf(_SC_NPROCESSORS_ONLN) > 1);

    return is_worth && is_possible(plan, options)
               ? rank_both(plan, options, rank, context, ret_ranking, err)
               : rank(plan, options, context, ret_ranking, err);
}
