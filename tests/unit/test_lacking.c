/*
 * What is found though it lacks some of the words, against a brute force, as in
 * test_search.c.
 */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* A query of words side by side, with conditions for all of them maybe. */
static void make_loose_query(struct world *world, struct query *ret_query)
{
    static const char *const conditions[] = { "",
                                              "",
                                              "",
                                              " show:alpha",
                                              " speaker:ann",
                                              " -zoo",
                                              " (show:alpha OR title:road)" };
    uint32_t count = 2 + world_below(world, 3);
    struct error err;

    arena_clear(&world->query_arena);
    buf_clear(&world->line);
    for (uint32_t i = 0; i < count; i++) {
        world_add(world, i ? " " : "");
        switch (world_below(world, 6)) {
        case 0:
            world_add_phrase(world);
            break;
        case 1:
            world_add(world, "(green AND one)");
            break;
        case 2:
            world_add(world, "(zoo OR co2)");
            break;
        default:
            world_add_word(world);
        }
    }
    world_add(world, conditions[world_below(world, 7)]);
    assert_ok(query_parse(buf_view(&world->line), &world->query_arena,
                          ret_query, &err),
              &err, world->line.ptr);
}

/* Words that may be lacking, and what must hold for each of them. */
struct loose {
    struct node *parts[ORACLE_CHILDREN], *rest[ORACLE_CHILDREN];
    size_t part_count, rest_count;
    struct oracle_set *sets; /* of the parts, in the transcript at hand */
};

static bool is_rest(const struct node *node)
{
    return node->kind == NODE_NOT || node->kind == NODE_FILTER ||
           (node->child_count && node->children[0]->kind == NODE_FILTER);
}

static void split_query(const struct query *query, struct loose *loose)
{
    for (size_t i = 0; i < query->root->child_count; i++) {
        struct node *child = query->root->children[i];

        if (is_rest(child))
            loose->rest[loose->rest_count++] = child;
        else
            loose->parts[loose->part_count++] = child;
    }
}

/* Where each part is, by itself but under the same conditions. */
static void find_parts(struct world *world, struct kept *kept,
                       struct loose *loose)
{
    struct oracle_text text = world_text_of(kept);

    loose->sets = arena_array(&world->query_arena, loose->part_count,
                              sizeof(*loose->sets));
    for (size_t i = 0; i < loose->part_count; i++) {
        struct node *children[ORACLE_CHILDREN + 1] = { loose->parts[i] };
        struct node both = { .kind = NODE_AND, .children = children };

        memcpy(children + 1, loose->rest, sizeof(loose->rest));
        both.child_count = 1 + loose->rest_count;
        oracle_evaluate(&text, world_widened(world, &both), &loose->sets[i]);
    }
}

static bool is_close(const struct kept *kept, uint32_t first, uint32_t last)
{
    return kept->made.start_ms[last] - kept->made.start_ms[first] <=
           WORLD_SPAN_MS;
}

/* Whether the part is in the span, or else at least close to it and not said
 * before the passage. */
static void look_for(const struct kept *kept, const struct oracle_set *part,
                     const struct ranked *ranked, bool *ret_inside,
                     bool *ret_close)
{
    *ret_inside = *ret_close = false;
    for (size_t i = 0; i < part->count; i++) {
        uint32_t first = part->items[i].first, last = part->items[i].last;

        if (first >= ranked->from && last <= ranked->to)
            *ret_inside = true;
        if (first >= ranked->first_token &&
            is_close(kept, first < ranked->from ? first : ranked->from,
                     last > ranked->to ? last : ranked->to))
            *ret_close = true;
    }
}

/* A passage begins with the segment of its place. What it is said to lack is
 * not close in it; all else is in its span. */
static void compare_lacking(struct world *world, struct loose *loose,
                            const struct ranked *ranked,
                            const struct passage *passage)
{
    struct kept *kept = world_kept(world, ranked->transcript);
    size_t lacking = 0;

    find_parts(world, kept, loose);
    /* Parts together are close; one alone lasts as long as it does. */
    if ((!is_close(kept, ranked->from, ranked->to) &&
         (ranked->present & (ranked->present - 1))) ||
        ranked->from > ranked->place || ranked->place > ranked->to ||
        ranked->first_token !=
            kept->starts[kept_segment_of(kept, ranked->from)] ||
        ranked->first_token !=
            kept->starts[kept_segment_of(kept, ranked->place)])
        fail_msg("%s: %s, words %u to %u are no passage", world->line.ptr,
                 kept->made.path, ranked->from, ranked->to);
    for (size_t i = 0; i < loose->part_count; i++) {
        const struct node *part = loose->parts[i];
        bool inside, close, present = ranked->present >> i & 1;

        look_for(kept, &loose->sets[i], ranked, &inside, &close);
        if (present ? !inside : close)
            fail_msg("%s: %s, words %u to %u: part %zu is said to be %s",
                     world->line.ptr, kept->made.path, ranked->from, ranked->to,
                     i, present ? "there" : "lacking");
        if (!present &&
            (lacking == passage->without_count ||
             !slice_equal(passage->without[lacking++],
                          slice_range(buf_view(&world->line),
                                      (size_t)part->from, (size_t)part->to))))
            fail_msg("%s: part %zu is not named", world->line.ptr, i);
    }
    assert_int_equal(lacking, passage->without_count);
    assert_true(lacking > 0);
}

/* The segments behind the passages that lack something. */
static void run_relax(struct world *world, const struct query *query,
                      const struct ranking *whole, struct ranking *ret_relaxed)
{
    const struct rank_options all = { .limit = 10000 };
    const struct rank_options in_halves = { .limit = 10000, .halves = true };
    struct ranking again;
    struct plan plan;
    struct error err;

    assert_ok(plan_make(world->store, query, &world->query_arena, &plan, &err),
              &err, world->line.ptr);
    assert_non_null(plan.relaxable);
    assert_ok(relax_run(&plan, &all, whole, ret_relaxed, &err), &err,
              world->line.ptr);
    assert_ok(relax_run(&plan, &in_halves, whole, &again, &err), &err,
              world->line.ptr);
    assert_begins(world, ret_relaxed, &again, SIZE_MAX);
    plan_release(&plan);
}

static size_t compare_relaxed(struct world *world)
{
    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct ranking whole, relaxed;
    struct found strict, all;
    struct loose loose = { .part_count = 0 };
    struct query query;

    make_loose_query(world, &query);
    split_query(&query, &loose);
    if (!world_search(world, &options, &strict))
        return 0;
    world_rank(world, &query, &whole);
    run_relax(world, &query, &whole, &relaxed);
    options = (struct search_options){ .limit = 10000 };
    assert_true(world_search(world, &options, &all));
    assert_int_equal(all.count, strict.count + relaxed.count);
    for (size_t i = 0; i < strict.count; i++)
        assert_same_passage(world, i, all.passages[i], strict.passages[i]);
    assert_in_order(world, &all, strict.count, all.count);
    for (size_t i = 0; i < relaxed.count; i++) {
        const struct ranked *ranked = &relaxed.list[i];
        struct ranking before = { .list = relaxed.list, .count = i };

        assert_false(
            ranking_has(&before, ranked->transcript, ranked->first_token));
        assert_false(
            ranking_has(&whole, ranked->transcript, ranked->first_token));
        compare_lacking(world, &loose, ranked, all.passages[strict.count + i]);
    }
    options.limit = 1 + world_below(world, 20);
    assert_part(world, &all, options);
    return relaxed.count;
}

static void test_relaxed(void **state)
{
    enum { QUERIES = 60 };

    uint64_t seed = number_from("QUOTH_TEST_SEED", 20240517);
    uint64_t archives = number_from("QUOTH_TEST_ARCHIVES", 8);
    size_t relaxed = 0;

    (void)state;
    for (uint64_t i = 0; i < archives; i++) {
        struct world *world = world_of_files(seed + i, WORLD_SMALL, i % 4 == 1);

        for (int k = 0; k < QUERIES; k++)
            relaxed += compare_relaxed(world);
        world_free(world);
    }
    assert_true(relaxed > archives * QUERIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relaxed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
