#include "search.h"

#include "gather.h"
#include "lex.h"
#include "parse.h"
#include "plan.h"
#include "rank.h"
#include "store.h"

#include <time.h>

/* All that a search is made of, from the line to the winners. */
struct run {
    struct store *store;
    const struct search_options *options;
    struct arena *arena;
    struct query query;
    struct plan plan;
    struct ranking ranking; /* whole answers */
    struct ranking relaxed; /* what lacks some words; follows */
};

static int64_t monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

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

static enum status rank_all(struct run *run, struct error *err)
{
    const struct search_options *options = run->options;
    struct rank_options rank = {
        .limit = options->limit == SIZE_MAX ? SIZE_MAX
                                            : options->limit + options->offset,
        .exact_total = options->only_count || options->limit == SIZE_MAX,
    };
    enum status status;

    if (options->only_count)
        rank.limit = 0;
    status = rank_run(&run->plan, &rank, &run->ranking, err);
    if (status || options->strict || options->only_count ||
        rank.limit == SIZE_MAX || run->ranking.count >= rank.limit ||
        !run->plan.relaxable)
        return status;
    rank.limit -= run->ranking.count;
    return relax_run(&run->plan, &rank, &run->ranking, &run->relaxed, err);
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

/* Makes a passage of each winner behind the offset. */
static enum status
gather_all(struct run *run,
           void (*take)(void *context, const struct passage *passage),
           void *context, struct search_totals *totals, struct error *err)
{
    struct gatherer *gatherer = gatherer_new(&run->plan);
    size_t count = run->ranking.count + run->relaxed.count;
    struct episodes_seen seen = { 0 };
    enum status status = STATUS_OK;

    for (size_t i = run->options->offset; i < count && !status; i++) {
        const struct ranked *ranked =
            i < run->ranking.count ? &run->ranking.list[i]
                                   : &run->relaxed.list[i - run->ranking.count];
        struct passage *passage = arena_alloc(run->arena, sizeof(*passage));

        status = gather(gatherer, ranked, passage, err);
        if (status)
            break;
        passage->rank = i + 1;
        take(context, passage);
        totals->passages++;
        see_episode(&seen, run->arena, passage->episode->id);
    }
    totals->episodes = seen.count;
    gatherer_free(gatherer);
    return status;
}

static enum status
run_all(struct run *run, struct slice line,
        void (*take)(void *context, const struct passage *passage),
        void *context, struct search_totals *totals, struct error *err)
{
    enum status status =
        plan_make(run->store, &run->query, run->arena, &run->plan, err);

    if (!status && run->options->explain)
        status = explain_query(run, line, err);
    if (!status)
        status = rank_all(run, err);
    totals->of_episodes = (size_t)run->plan.episodes;
    totals->unknown_date = run->plan.unknown_date;
    totals->total = run->ranking.total;
    totals->total_exact = run->ranking.total_exact;
    if (!status)
        status = gather_all(run, take, context, totals, err);
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
    int64_t start = monotonic_ms();
    enum status status;

    *ret_totals = (struct search_totals){ .total_exact = true };
    status = query_parse(line, arena, &run.query, err);
    if (status)
        return status;
    if (!run.query.root)
        return error_at(err, 0, 0, "nothing to search for");
    status = store_read_begin(store, err);
    if (status)
        return status;
    status = run_all(&run, line, take, context, ret_totals, err);
    store_read_end(store);
    if (ret_totals->total < ret_totals->passages)
        ret_totals->total = ret_totals->passages;
    ret_totals->elapsed_ms = monotonic_ms() - start;
    return status;
}
