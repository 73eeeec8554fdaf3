/*
 * Searching, from files to passages, against a brute force that knows no index:
 * random transcripts go through the real ingest, random queries through the
 * real search, and every answer is compared with what oracle.h finds in the
 * words as they were made up.
 *
 * QUOTH_TEST_SEED and QUOTH_TEST_ARCHIVES choose other and more of them.
 */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* ---- comparing ---- */

/* Every segment in which an interval starts is found, and no other. */
static void compare_segments(struct world *world, const struct node *root,
                             const struct ranking *ranking)
{
    size_t expected = 0;

    for (size_t i = 0; i < world->count; i++) {
        struct kept *kept = &world->list[i];
        struct oracle_text text = world_text_of(kept);
        bool seen[WORLD_SEGMENTS] = { false };

        oracle_evaluate(&text, root, &world->answer);
        for (size_t k = 0; k < world->answer.count; k++) {
            size_t segment =
                kept_segment_of(kept, world->answer.items[k].first);

            expected += !seen[segment];
            seen[segment] = true;
        }
        for (size_t k = 0; k < kept->segment_count; k++)
            if (seen[k] &&
                !ranking_has(ranking, kept->transcript, kept->starts[k]))
                fail_msg("%s: %s, segment at word %u is not found",
                         world->line.ptr, kept->made.path, kept->starts[k]);
    }
    if (ranking->count != expected)
        fail_msg("%s: %zu segments, not %zu", world->line.ptr, ranking->count,
                 expected);
    world->answered += expected > 0;
}

/* Takes the places of leaves over that are inside the span. */
static void add_hits(const struct oracle_set *all, struct oracle_interval span,
                     struct oracle_set *hits)
{
    for (size_t i = 0; i < all->count; i++) {
        struct oracle_interval hit = all->items[i];

        if (hit.first >= span.first && hit.last <= span.last)
            hits->has[hit.first][hit.last] = true;
    }
}

static bool inside_another(const struct oracle_set *hits, uint32_t first,
                           uint32_t last)
{
    for (uint32_t from = 0; from <= first; from++)
        for (uint32_t to = last; to < MADE_TOKENS; to++)
            if (hits->has[from][to] && (from < first || to > last))
                return true;
    return false;
}

/* The places shown: from left to right, but those inside another. */
static void choose_hits(struct oracle_set *hits)
{
    hits->count = 0;
    for (uint32_t first = 0; first < MADE_TOKENS; first++)
        for (uint32_t last = first; last < MADE_TOKENS; last++)
            if (hits->has[first][last] && !inside_another(hits, first, last))
                hits->items[hits->count++] =
                    (struct oracle_interval){ first, last };
}

static void compare_hit(struct world *world, const struct made_up *made,
                        const struct passage *passage, const struct hit *hit,
                        struct oracle_interval expected)
{
    struct token_list tokens;
    bool timed = made->kind != MADE_TEXT;
    bool same = hit->to_byte <= passage->text.len &&
                hit->match.ptr == passage->text.ptr + hit->from_byte &&
                hit->match.len == hit->to_byte - hit->from_byte;

    token_list_init(&tokens);
    tokenize(&tokens, hit->match, 0);
    same = same && tokens.count == expected.last - expected.first + 1;
    for (size_t i = 0; same && i < tokens.count; i++)
        same = slice_equal(token_text(&tokens, i),
                           made->tokens[expected.first + i]);
    token_list_release(&tokens);
    if (!same ||
        hit->start_ms != (timed ? made->start_ms[expected.first] : TIME_NONE) ||
        hit->end_ms != (timed ? made->end_ms[expected.last] : TIME_NONE))
        fail_msg("%s: %s: '%.*s' at %lld-%lld is not the words %u to %u",
                 world->line.ptr, made->path, SLICE_ARG(hit->match),
                 (long long)hit->start_ms, (long long)hit->end_ms,
                 expected.first, expected.last);
}

/* The hits are all words of the answers that the passage shows. */
static void compare_hits(struct world *world, const struct node *root,
                         const struct ranked *ranked,
                         const struct passage *passage)
{
    struct kept *kept = world_kept(world, ranked->transcript);
    struct oracle_text text = world_text_of(kept);
    struct oracle_set *hits = arena_alloc(&world->query_arena, sizeof(*hits));
    size_t segment = kept_segment_of(kept, ranked->first_token);
    uint32_t end = kept_segment_end(kept, segment);
    uint32_t shown = kept_segment_end(kept, kept_segment_of(kept, ranked->to));

    oracle_hits(&text, root, &world->scratch);
    oracle_evaluate(&text, root, &world->answer);
    if (!world->answer.has[ranked->from][ranked->to] || ranked->from >= end)
        fail_msg("%s: %s: words %u to %u are no answer", world->line.ptr,
                 kept->made.path, ranked->from, ranked->to);
    for (size_t i = 0; i < world->answer.count; i++) {
        struct oracle_interval span = world->answer.items[i];

        if (span.first >= ranked->first_token && span.first < end &&
            span.last < shown)
            add_hits(&world->scratch, span, hits);
    }
    choose_hits(hits);
    if (!slice_equal(passage->source_path, slice_of(kept->made.path)) ||
        passage->hit_count != hits->count)
        fail_msg("%s: %s, word %u: %zu hits, not %zu", world->line.ptr,
                 kept->made.path, ranked->first_token, passage->hit_count,
                 hits->count);
    for (size_t i = 0; i < hits->count; i++)
        compare_hit(world, &kept->made, passage, &passage->hits[i],
                    hits->items[i]);
}

/* ---- strict searches ---- */

static void test_one_strict(struct world *world)
{
    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct ranking ranking;
    struct query query;
    struct found found;
    struct node *root;

    world_make_query(world, &query);
    root = world_widened(world, query.root);
    if (!world_search(world, &options, &found))
        return;
    world_rank(world, &query, &ranking);
    assert_int_equal(ranking.count, found.count);
    assert_true(found.totals.total_exact);
    assert_int_equal(found.totals.total, found.count);
    compare_segments(world, root, &ranking);
    assert_in_order(world, &found, 0, found.count);
    for (size_t i = 0; i < ranking.count; i++)
        compare_hits(world, root, &ranking.list[i], found.passages[i]);
}

static void test_strict(void **state)
{
    enum { QUERIES = 150 };

    uint64_t seed = number_from("QUOTH_TEST_SEED", 20240517);
    uint64_t archives = number_from("QUOTH_TEST_ARCHIVES", 20);
    size_t answered = 0;

    (void)state;
    for (uint64_t i = 0; i < archives; i++) {
        struct world *world = world_of_files(seed + i, WORLD_SMALL, i % 4 == 1);

        for (int k = 0; k < QUERIES; k++)
            test_one_strict(world);
        answered += world->answered;
        world_free(world);
    }
    /* Most comparisons are of something with something. */
    assert_true(answered > archives * QUERIES / 3);
}

/* ---- the best few ---- */

/* For the query at hand; whether it has many answers. */
static bool compare_best(struct world *world)
{
    static const size_t limits[] = { 1, 2, 3, 7, 20, 100, 100000 };

    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct found all, counted;

    if (!world_search(world, &options, &all))
        return false;
    assert_in_order(world, &all, 0, all.count);
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        options.limit = limits[i];
        options.offset = world_below(world, 2) * world_below(world, 30);
        assert_part(world, &all, options);
    }
    options.only_count = true;
    assert_true(world_search(world, &options, &counted));
    assert_true(counted.totals.total_exact);
    assert_int_equal(counted.totals.total, all.count);
    assert_int_equal(counted.count, 0);
    return all.count > 100;
}

static void test_best_few(void **state)
{
    enum { QUERIES = 120 };

    struct world *world =
        world_of_long_ones(number_from("QUOTH_TEST_SEED", 20240517));
    int large = 0;

    (void)state;
    for (int i = 0; i < QUERIES; i++) {
        struct query query;

        world_make_query(world, &query);
        large += compare_best(world);
    }
    /* Many answers are too large for every row to be scored. */
    assert_true(large > QUERIES / 4);
    world_free(world);
}

/* The same where nothing has all words. */
static void compare_best_relaxed(struct world *world)
{
    enum { ALL = 10000, LIMIT_MAX = 30 };

    struct search_options options = { .limit = ALL };
    struct found all;

    assert_true(world_search(world, &options, &all));
    assert_true(all.count > LIMIT_MAX);
    assert_int_equal(all.passages[0]->without_count, 1);
    assert_in_order(world, &all, 0, all.count);
    for (options.limit = 1; options.limit <= LIMIT_MAX; options.limit++)
        assert_part(world, &all, options);
}

/* Nothing but their days tells the transcripts apart. */
static void test_best_of_equals(void **state)
{
    static const char *const lines[] = {
        "road",           "blue OR green", "red AND road", "red road",
        "boat road blue", "show:alpha",    "\"red road\"", "red -blue",
    };

    struct world *world = world_of_same_ones();

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        buf_clear(&world->line);
        world_add(world, lines[i]);
        assert_true(compare_best(world));
    }
    buf_clear(&world->line);
    world_add(world, "road zoo boat");
    compare_best_relaxed(world);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_best_few),
        cmocka_unit_test(test_best_of_equals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
