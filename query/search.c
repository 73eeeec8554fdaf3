#include "search.h"

#include "base/clock.h"
#include "facet.h"
#include "fold.h"
#include "gather.h"
#include "lex.h"
#include "parse.h"
#include "plan.h"
#include "rank.h"
#include "store.h"
#include "suggest.h"

/* All that a search is made of, from the line to the winners. */
struct run {
    struct store *store;
    const struct search_options *options;
    struct arena *arena;
    struct query query;
    struct plan plan;
    struct ordering ordering;
    struct ranking ranking; /* whole answers */
    struct ranking relaxed; /* what lacks some words; follows */
};

static enum status explain_query(struct run *run, struct slice line,
                                 struct error *err)
{
    struct lexeme *lexemes;
    size_t count;
    enum status status = query_lex(line, run->arena, &lexemes, &count, err);

    if (status)
        return status;
    buf_string(run->options->explain, "tokens\n  ");
    lexemes_print(run->options->explain, lexemes);
    buf_string(run->options->explain, "\ntree\n  ");
    tree_print(run->options->explain, run->query.root);
    buf_string(run->options->explain, "\nplan\n");
    plan_print(&run->plan, run->options->explain);
    return STATUS_OK;
}

/* So many winners more are looked at for those that will be folded. */
enum { FOLD_RESERVE = 10 };

/* How many winners to rank. */
static size_t winners_wanted(const struct search_options *options)
{
    if (options->only_count)
        return 0;
    if (options->limit == SIZE_MAX || options->order.per_episode)
        return SIZE_MAX;
    return options->offset + options->limit +
           (options->fold ? FOLD_RESERVE : 0);
}

/* Passages to make; 0 = all. */
static size_t passages_wanted(const struct search_options *options)
{
    return options->limit == SIZE_MAX ? 0 : options->offset + options->limit;
}

/* So many times as many are ranked where too many are of the same episodes. */
enum { MORE_OF_OTHERS = 8 };

/* The best of what lacks some words, where there is not enough that has all. */
static enum status rank_lacking(struct run *run, size_t limit,
                                struct error *err)
{
    const struct search_options *options = run->options;
    size_t enough = passages_wanted(options), asked;
    /* Some will be folded; but in another order none more may come between. */
    bool in_reserve = limit != SIZE_MAX && order_is_ranking(&options->order);
    struct rank_options rank = { .limit = in_reserve ? limit : enough,
                                 .explain = options->explain != NULL };
    size_t left =
        order_left(&run->ordering, run->arena, &run->ranking, &run->relaxed);
    enum status status = STATUS_OK;

    if (options->strict || !run->plan.relaxable || left >= enough)
        return STATUS_OK;
    rank.limit -= left;
    do {
        status =
            relax_run(&run->plan, &rank, &run->ranking, &run->relaxed, err);
        asked = rank.limit;
        rank.limit *= MORE_OF_OTHERS;
    } while (!status && run->relaxed.count == asked &&
             order_left(&run->ordering, run->arena, &run->ranking,
                        &run->relaxed) < enough);
    return status;
}

/* Keeps `limit` winners of a run, or all. */
static enum status rank_all(struct run *run, size_t limit, struct error *err)
{
    const struct search_options *options = run->options;
    const struct rank_options rank = {
        .limit = limit,
        .exact_total =
            options->only_count || options->facets || limit == SIZE_MAX,
        .turns = order_turns(&run->ordering),
        .few = options->order.per_episode,
        .lists_answers = options->facets && !options->only_count,
        .explain = options->explain != NULL,
    };
    enum status status = rank_run(&run->plan, &rank, &run->ranking, err);

    run->relaxed = (struct ranking){ 0 };
    if (status || options->only_count)
        return status;
    status = rank_lacking(run, limit, err);
    if (!status)
        order_apply(&run->ordering, run->arena, &run->ranking, &run->relaxed);
    return status;
}

/* Counts the different episodes of the passages shown. */
struct episodes_seen {
    int64_t *ids;
    size_t count, capacity;
};

static void see_episode(struct episodes_seen *seen, struct arena *arena,
                        int64_t id)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->ids[i] == id)
            return;
    seen->ids = arena_grow(arena, seen->ids, &seen->capacity, seen->count + 1,
                           sizeof(*seen->ids));
    seen->ids[seen->count++] = id;
}

/* The passages of a result, in order, those before the offset too. */
struct result {
    struct passage **list;
    const struct ranked **ranked; /* what each was made of */
    size_t count, capacity, ranked_capacity;
    size_t folded;
    bool full; /* there are as many as were asked for */
};

/*
 * Makes passages of the winners until there are enough. *ret_short: there are
 * not, and more winners could be had.
 */
static enum status gather_winners(struct run *run, size_t limit,
                                  struct result *result, bool *ret_short,
                                  struct error *err)
{
    const struct search_options *options = run->options;
    struct gatherer *gatherer = gatherer_new(&run->plan, &options->around);
    struct fold *fold = options->fold ? fold_new(run->arena) : NULL;
    size_t count = run->ranking.count + run->relaxed.count;
    size_t enough = options->limit == SIZE_MAX
                        ? SIZE_MAX
                        : options->offset + options->limit;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && result->count < enough; i++) {
        const struct ranked *ranked =
            i < run->ranking.count ? &run->ranking.list[i]
                                   : &run->relaxed.list[i - run->ranking.count];
        struct passage *passage = arena_alloc(run->arena, sizeof(*passage));

        status = gather(gatherer, ranked, passage, err);
        if (status)
            break;
        if (fold && fold_add(fold, passage)) {
            result->folded++;
            continue;
        }
        result->list = arena_grow(run->arena, result->list, &result->capacity,
                                  result->count + 1, sizeof(*result->list));
        result->ranked =
            arena_grow(run->arena, result->ranked, &result->ranked_capacity,
                       result->count + 1, sizeof(const struct ranked *));
        result->ranked[result->count] = ranked;
        result->list[result->count++] = passage;
        passage->rank = result->count;
    }
    result->full = result->count == enough;
    *ret_short = !result->full && run->ranking.count == limit;
    fold_free(fold);
    gatherer_free(gatherer);
    return status;
}

/* Ranks and gathers; again with more winners while too many are folded. */
static enum status answer(struct run *run, struct result *ret_result,
                          struct error *err)
{
    size_t limit = winners_wanted(run->options);
    bool is_short = true;
    enum status status = STATUS_OK;

    while (is_short && !status) {
        *ret_result = (struct result){ 0 };
        is_short = false;
        status = rank_all(run, limit, err);
        if (!status && !run->options->only_count)
            status = gather_winners(run, limit, ret_result, &is_short, err);
        limit = limit > SIZE_MAX / 2 ? SIZE_MAX : limit * 2;
    }
    return status;
}

static void explain_scores(const struct run *run, const struct result *result)
{
    struct buf *out = run->options->explain;

    buf_string(out, "scores\n");
    for (size_t i = run->options->offset; i < result->count; i++) {
        const struct ranked *ranked = result->ranked[i];

        buf_printf(out, "  %.*s  ", SLICE_ARG(result->list[i]->ref));
        score_print(ranked->score, ranked->echo ? RANK_ECHO : 1, ranked->sum,
                    run->query.line, out);
        buf_char(out, '\n');
    }
}

static void hand_out(struct run *run, const struct result *result,
                     void (*take)(void *context, const struct passage *passage),
                     void *context, struct search_totals *totals)
{
    struct episodes_seen seen = { 0 };

    for (size_t i = run->options->offset; i < result->count; i++) {
        take(context, result->list[i]);
        totals->passages++;
        totals->lacking += result->list[i]->without_count > 0;
        see_episode(&seen, run->arena, result->list[i]->episode->id);
    }
    /* Those that lack some are not counted, only shown while there is room. */
    if (totals->lacking && result->full)
        totals->total_exact = false;
    totals->folded = result->folded;
    totals->episodes = seen.count;
}

/* Leaves out what the caller has no use for. */
static enum status restrict_plan(struct run *run, struct error *err)
{
    const struct search_options *options = run->options;
    enum status status = STATUS_OK;

    if (options->only_speech)
        status = plan_restrict(&run->plan, WHERE_KIND, SLICE(KIND_SPEECH), err);
    if (!status && options->episode)
        status = plan_restrict(
            &run->plan, WHERE_ID,
            arena_printf(run->arena, "%lld", (long long)options->episode), err);
    if (!status && options->added_since_ms)
        status = plan_restrict(&run->plan, WHERE_ADDED,
                               arena_printf(run->arena, "%lld",
                                            (long long)options->added_since_ms),
                               err);
    return status;
}

/* Nothing has all the words, and to have all answers leaves the others out: are
 * there any? Relaxes the plan. */
static enum status look_for_lacking(struct run *run,
                                    struct search_totals *totals,
                                    struct error *err)
{
    const struct rank_options rank = { .limit = 1 };
    enum status status = STATUS_OK;

    if (run->options->limit == SIZE_MAX && !run->options->strict &&
        run->plan.relaxable)
        status =
            relax_run(&run->plan, &rank, &run->ranking, &run->relaxed, err);
    totals->left_lacking = run->relaxed.count > 0;
    return status;
}

static enum status
run_all(struct run *run, struct slice line,
        void (*take)(void *context, const struct passage *passage),
        void *context, struct search_totals *totals, struct error *err)
{
    struct result result = { 0 };
    enum status status =
        plan_make(run->store, &run->query, run->arena, &run->plan, err);

    if (!status)
        status = restrict_plan(run, err);
    if (!status)
        status =
            order_begin(&run->options->order, &run->plan, &run->ordering, err);
    if (!status && run->options->explain)
        status = explain_query(run, line, err);
    if (!status)
        status = answer(run, &result, err);
    if (!status && run->options->facets && !run->options->only_count)
        status = facets_count(&run->plan, &run->ranking, totals, err);
    totals->of_episodes = (size_t)run->plan.episodes;
    totals->unknown_date = run->plan.unknown_date;
    totals->total = run->ranking.total;
    totals->total_exact = run->ranking.total_exact;
    if (!status && run->options->explain)
        explain_scores(run, &result);
    if (!status)
        hand_out(run, &result, take, context, totals);
    if (!status && run->ranking.total == 0 && !run->options->only_count) {
        status = suggest(&run->plan, totals, err);
        if (!status)
            status = look_for_lacking(run, totals, err);
    }
    plan_release(&run->plan);
    return status;
}

enum status search(struct store *store, struct slice line,
                   const struct search_options *options, struct arena *arena,
                   void (*take)(void *context, const struct passage *passage),
                   void *context, struct search_totals *ret_totals,
                   struct error *err)
{
    struct run run = { .store = store, .options = options, .arena = arena };
    int64_t start = clock_monotonic_ms();
    enum status status;

    *ret_totals = (struct search_totals){ .total_exact = true };
    status = query_parse(line, arena, &run.query, err);
    if (status)
        return status;
    if (!run.query.root)
        return error_at(err, 0, (long)line.len, "nothing to search for");
    status = store_read_begin(store, err);
    if (status)
        return status;
    status = run_all(&run, line, take, context, ret_totals, err);
    store_read_end(store);
    if (ret_totals->total < ret_totals->passages + ret_totals->folded)
        ret_totals->total = ret_totals->passages + ret_totals->folded;
    ret_totals->elapsed_ms = clock_monotonic_ms() - start;
    return status;
}
