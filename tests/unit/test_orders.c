/*
 * Other orders than the best first, few of each episode, and counts by facets:
 * each compared with all answers, sorted and counted here.
 */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

/* ---- by brute force ---- */

/* An answer, as it was ranked and as it is shown. */
struct answer {
    const struct ranked *ranked;
    const struct passage *passage;
    size_t rank;
};

struct answers {
    struct answer *list; /* best first */
    size_t count;
    const struct found *found;
    struct ranking ranking;
};

/* What qsort cannot be told. */
static const struct order *sorted_by;

static int numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_said(const struct answer *a, const struct answer *b)
{
    int order = numbers(a->passage->episode->id, b->passage->episode->id);

    if (!order)
        order = numbers(a->ranked->transcript, b->ranked->transcript);
    return order ? order
                 : numbers(a->ranked->first_token, b->ranked->first_token);
}

static int in_order(const void *left, const void *right)
{
    const struct answer *a = left, *b = right;
    struct slice date = a->passage->episode->date,
                 other = b->passage->episode->date;
    bool oldest_first = (sorted_by->key == SORT_TIME) != sorted_by->reverse;
    int order = slice_compare(date, other);

    if (sorted_by->key == SORT_RANK)
        return sorted_by->reverse ? numbers((int64_t)b->rank, (int64_t)a->rank)
                                  : numbers((int64_t)a->rank, (int64_t)b->rank);
    if (!date.len != !other.len)
        return date.len ? -1 : 1;
    if (order)
        return oldest_first ? order : -order;
    return sorted_by->key == SORT_TIME && sorted_by->reverse ? by_said(b, a)
                                                             : by_said(a, b);
}

/* Whether fewer than so many better ones are of its episode. */
static bool is_of_few(const struct answers *all, size_t at, size_t few)
{
    size_t better = 0;

    for (size_t i = 0; i < at; i++)
        better += all->list[i].passage->episode->id ==
                  all->list[at].passage->episode->id;
    return !few || better < few;
}

/* All that the order leaves. */
static size_t put_in_order(struct world *world, const struct answers *all,
                           const struct order *order,
                           struct answer **ret_sorted)
{
    struct answer *sorted =
        arena_array(&world->query_arena, all->count, sizeof(*sorted));
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        if (is_of_few(all, i, order->per_episode))
            sorted[count++] = all->list[i];
    sorted_by = order;
    if (count)
        qsort(sorted, count, sizeof(*sorted), in_order);
    *ret_sorted = sorted;
    return count;
}

/* ---- searches ---- */

static void compare_facet(struct world *world, const struct facet *facet,
                          const struct answers *all,
                          struct slice value_of(const struct passage *))
{
    size_t known = 0, counted = 0;

    for (size_t k = 0; k < all->count; k++)
        known += value_of(all->list[k].passage).len > 0;
    for (size_t i = 0; i < facet->count; i++) {
        size_t count = 0;

        for (size_t k = 0; k < all->count; k++)
            count += slice_equal(value_of(all->list[k].passage),
                                 facet->values[i].value);
        if (count != facet->values[i].count)
            fail_msg("%s: %zu are of %s %.*s, not %zu", world->line.ptr, count,
                     facet->name, SLICE_ARG(facet->values[i].value),
                     facet->values[i].count);
        counted += count;
    }
    assert_true(facet->more ? counted < known : counted == known);
}

static struct slice show_of(const struct passage *passage)
{
    return passage->episode->show;
}

static struct slice speaker_of(const struct passage *passage)
{
    return passage->speaker;
}

static struct slice year_of(const struct passage *passage)
{
    return slice_range(passage->episode->date, 0, 4);
}

static void compare_order(struct world *world, const struct answers *all,
                          const struct order *order)
{
    const struct search_options options = {
        .limit = 1 + world_below(world, 40),
        .offset = world_below(world, 2) * world_below(world, 20),
        .strict = world_below(world, 2),
        .facets = world_below(world, 2),
        .order = *order,
    };
    struct answer *sorted;
    size_t left = put_in_order(world, all, order, &sorted), count;
    struct found found;

    count = left > options.offset ? left - options.offset : 0;
    if (count > options.limit)
        count = options.limit;
    assert_true(world_search(world, &options, &found));
    assert_true(found.count >= count);
    /* The rest lacks words, where there is not enough that has all. */
    if (options.strict || left >= options.offset + options.limit)
        assert_int_equal(found.count, count);
    for (size_t i = count; i < found.count; i++)
        assert_true(found.passages[i]->without_count > 0);
    for (size_t i = 0; i < count; i++) {
        struct passage expected = *sorted[options.offset + i].passage;

        expected.rank = options.offset + i + 1;
        assert_same_passage(world, i, found.passages[i], &expected);
    }
    assert_true(!options.strict || found.totals.total_exact ||
                order->key == SORT_RANK);
    if (!options.facets)
        return;
    if (options.strict)
        assert_int_equal(found.totals.total, all->count);
    compare_facet(world, &found.totals.facets[0], all, show_of);
    compare_facet(world, &found.totals.facets[1], all, speaker_of);
    compare_facet(world, &found.totals.facets[2], all, year_of);
}

/* ---- rankings ---- */

/* Beside the best few, all answers are listed, in one thread or two. */
static void compare_listed(struct world *world, struct plan *plan,
                           const struct answers *all)
{
    const struct rank_options options = { .limit = 3,
                                          .exact_total = true,
                                          .lists_answers = true,
                                          .halves = world_below(world, 2) };
    struct ranking listed;
    struct ranked *by_place =
        arena_array(plan->arena, all->count, sizeof(*by_place));
    struct error err;

    for (size_t i = 0; i < all->count; i++)
        by_place[i] = *all->list[i].ranked;
    if (all->count)
        qsort(by_place, all->count, sizeof(*by_place), ranked_by_place);
    assert_ok(rank_run(plan, &options, &listed, &err), &err, world->line.ptr);
    assert_begins(world, &all->ranking, &listed, options.limit);
    assert_int_equal(listed.answer_count, all->count);
    for (size_t i = 0; i < all->count; i++) {
        assert_int_equal(listed.answers[i].transcript, by_place[i].transcript);
        assert_int_equal(listed.answers[i].first_token,
                         by_place[i].first_token);
    }
}

/* Turns that nothing else depends on, in two threads. */
static void compare_turns(struct world *world, struct plan *plan,
                          const struct answers *all)
{
    uint32_t *of = arena_array(plan->arena, 1024, sizeof(*of));
    const struct turns turns = { .of = of,
                                 .count = 1024,
                                 .last_first = world_below(world, 2) };
    const struct rank_options options = { .limit = 1 + world_below(world, 9),
                                          .turns = &turns,
                                          .halves = true };
    struct ranking ranking;
    struct error err;
    size_t before = 0;

    for (uint32_t i = 0; i < turns.count; i++)
        of[i] = i * 619 % 1021;
    assert_ok(rank_run(plan, &options, &ranking, &err), &err, world->line.ptr);
    assert_int_equal(ranking.count,
                     all->count < options.limit ? all->count : options.limit);
    for (size_t i = 0; i < ranking.count; i++) {
        const struct ranked *a = &ranking.list[i];

        before = 0;
        for (size_t k = 0; k < all->count; k++) {
            const struct ranked *b = all->list[k].ranked;
            bool is_later = b->first_token > a->first_token;

            before += b->transcript != a->transcript
                          ? of[b->transcript] < of[a->transcript]
                          : b->first_token != a->first_token &&
                                is_later == turns.last_first;
        }
        assert_int_equal(before, i);
    }
    assert_true(ranking.total_exact);
    assert_int_equal(ranking.total, all->count);
}

/* ---- queries ---- */

static bool find_all(struct world *world, struct query *query,
                     struct found *found, struct answers *ret_all)
{
    const struct search_options options = { .limit = SIZE_MAX, .strict = true };

    *ret_all = (struct answers){ .found = found };
    if (!world_search(world, &options, found))
        return false;
    world_rank(world, query, &ret_all->ranking);
    assert_int_equal(ret_all->ranking.count, found->count);
    ret_all->count = found->count;
    ret_all->list =
        arena_array(&world->query_arena, found->count, sizeof(*ret_all->list));
    for (size_t i = 0; i < found->count; i++)
        ret_all->list[i] =
            (struct answer){ &ret_all->ranking.list[i], found->passages[i], i };
    return true;
}

/* Whether there are so many that not all are kept. */
static bool test_one(struct world *world)
{
    struct query query;
    struct answers all;
    struct found found;
    struct plan plan;
    struct error err;

    world_make_query(world, &query);
    if (!find_all(world, &query, &found, &all))
        return false;
    for (int i = 0; i < 6; i++) {
        const struct order order = {
            .key = (enum sort_key)(i % 3),
            .reverse = i / 3,
            .per_episode = world_below(world, 2) * world_below(world, 5),
        };

        compare_order(world, &all, &order);
    }
    assert_ok(plan_make(world->store, &query, &world->query_arena, &plan, &err),
              &err, world->line.ptr);
    compare_listed(world, &plan, &all);
    compare_turns(world, &plan, &all);
    plan_release(&plan);
    return all.count > 50;
}

static void test_orders(void **state)
{
    enum { QUERIES = 60 };

    uint64_t seed = number_from("QUOTH_TEST_SEED", 20240517);
    uint64_t archives = number_from("QUOTH_TEST_ARCHIVES", 6);
    size_t many = 0;

    (void)state;
    for (uint64_t i = 0; i < archives; i++) {
        struct world *world =
            i ? world_of_files(seed + i, WORLD_SMALL, i % 4 == 1)
              : world_of_long_ones(seed);

        for (int k = 0; k < QUERIES; k++)
            many += test_one(world);
        world_free(world);
    }
    assert_true(many > QUERIES / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
