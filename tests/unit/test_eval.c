#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dice.h"
#include "eval.h"
#include "field.h"
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

enum {
    SPAN_MS = 30000,
    SPAN_FILTERS = 3, /* filters that differ by token, "0" to "2" */
    LEAVES = 256,
};

static const struct field span_field = { .name = "speaker",
                                         .scope = FIELD_OF_SPAN };
static const struct field episode_field = { .name = "show",
                                            .scope = FIELD_OF_EPISODE };

/* A made-up transcript, and what its filters say. */
struct world {
    struct oracle_text text;
    struct slice tokens[ORACLE_TOKENS];
    int64_t time_ms[ORACLE_TOKENS];
    uint32_t segment_starts[ORACLE_TOKENS];
    bool span_holds[SPAN_FILTERS][ORACLE_TOKENS];
    bool episode_holds[SPAN_FILTERS];
    struct interval_list leaves[LEAVES];
    struct oracle_set scratch;
    size_t leaves_asked, filters_asked;
};

static bool filter_holds(void *context, const struct node *filter,
                         uint32_t token)
{
    struct world *world = context;
    int which = filter->text.ptr[0] - '0';

    world->filters_asked++;
    if (filter->field->scope == FIELD_OF_EPISODE)
        return world->episode_holds[which];
    return world->span_holds[which][token];
}

/* What the evaluator asks: of the episode, by the first token. */
static bool filter_asked(void *context, const struct node *filter,
                         uint32_t token)
{
    if (filter->field->scope == FIELD_OF_EPISODE)
        assert_int_equal(token, 0);
    return filter_holds(context, filter, token);
}

static int by_first(const void *a, const void *b)
{
    const struct oracle_interval *left = a, *right = b;

    return (left->first > right->first) - (left->first < right->first);
}

static const struct interval_list *leaf_intervals(void *context,
                                                  const struct node *leaf)
{
    struct world *world = context;
    struct interval_list *list = &world->leaves[leaf->leaf];
    struct oracle_set *set = &world->scratch;

    world->leaves_asked++;
    oracle_leaf(&world->text, leaf, set);
    qsort(set->items, set->count, sizeof(set->items[0]), by_first);
    list->count = 0;
    for (size_t i = 0; i < set->count; i++)
        interval_list_append(list, set->items[i].first, set->items[i].last);
    return list;
}

static const uint32_t *segment_starts(void *context, size_t *ret_count)
{
    struct world *world = context;

    *ret_count = world->text.segment_count;
    return world->segment_starts;
}

static bool lasts(void *context, uint32_t first, uint32_t last, int64_t most_ms)
{
    struct world *world = context;

    assert_true(first <= last && last < world->text.count);
    return world->time_ms[last] - world->time_ms[first] <= most_ms;
}

static struct eval_source source_of(struct world *world)
{
    return (struct eval_source){
        .context = world,
        .leaf = leaf_intervals,
        .filter = filter_asked,
        .segment_starts = segment_starts,
        .clock = { lasts, world },
    };
}

static struct world *world_new(void)
{
    struct world *world = calloc(1, sizeof(*world));

    assert_non_null(world);
    world->text = (struct oracle_text){
        .tokens = world->tokens,
        .time_ms = world->time_ms,
        .span_ms = SPAN_MS,
        .segment_starts = world->segment_starts,
        .context = world,
        .holds = filter_holds,
    };
    return world;
}

static void world_free(struct world *world)
{
    for (size_t i = 0; i < LEAVES; i++)
        interval_list_release(&world->leaves[i]);
    free(world);
}

/* A tree in the making. */
struct maker {
    struct arena arena;
    struct dice dice;
    size_t leaf_count;
};

static struct node *new_node(struct maker *maker, enum node_kind kind,
                             size_t child_count)
{
    struct node *node = arena_alloc(&maker->arena, sizeof(*node));

    node->kind = kind;
    node->child_count = child_count;
    node->children =
        arena_array(&maker->arena, child_count, sizeof(*node->children));
    return node;
}

/* A leaf of the given words, ended by NULL. */
static struct node *leaf_of(struct maker *maker, enum node_kind kind,
                            const char *const *words)
{
    struct node *node = new_node(maker, kind, 0);

    while (words[node->token_count])
        node->token_count++;
    node->tokens =
        arena_array(&maker->arena, node->token_count, sizeof(*node->tokens));
    for (size_t i = 0; i < node->token_count; i++)
        node->tokens[i] = slice_of(words[i]);
    node->leaf = maker->leaf_count++;
    assert_true(maker->leaf_count <= LEAVES);
    return node;
}

static struct node *word_of(struct maker *maker, const char *word)
{
    return leaf_of(maker, NODE_WORD, (const char *[]){ word, NULL });
}

static struct node *filter_of(struct maker *maker, const struct field *field,
                              const char *value)
{
    struct node *node = new_node(maker, NODE_FILTER, 0);

    node->field = field;
    node->text = slice_of(value);
    return node;
}

static struct node *join(struct maker *maker, enum node_kind kind,
                         struct node *left, struct node *right)
{
    struct node *node = new_node(maker, kind, right ? 2 : 1);

    node->children[0] = left;
    if (right)
        node->children[1] = right;
    return node;
}

/*
 * The table's transcript: a word per 10 s, segments of three tokens; span
 * filter 0 holds in the second segment, episode filter 0 holds, 1 does not.
 *
 *   token    0 1 2 | 3 4 5 | 6 7 8 | 9
 *   word     a b c | a d a | b e e | a
 */
static struct world *table_world(void)
{
    static const char *const words[] = { "a", "b", "c", "a", "d",
                                         "a", "b", "e", "e", "a" };
    struct world *world = world_new();

    world->text.count = sizeof(words) / sizeof(words[0]);
    for (uint32_t i = 0; i < world->text.count; i++) {
        world->tokens[i] = slice_of(words[i]);
        world->time_ms[i] = 10000 * (int64_t)i;
        world->span_holds[0][i] = i / 3 == 1;
        if (i % 3 == 0)
            world->segment_starts[world->text.segment_count++] = i;
    }
    world->episode_holds[0] = true;
    return world;
}

static void assert_answer(struct world *world, struct node *root,
                          const struct interval *expected, size_t count)
{
    struct query query = { .root = root, .leaf_count = LEAVES };
    struct evaluator *evaluator = evaluator_new(&query);
    struct eval_source source = source_of(world);
    const struct interval_list *list = evaluate(evaluator, &source);

    assert_int_equal(list->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list->items[i].first, expected[i].first);
        assert_int_equal(list->items[i].last, expected[i].last);
    }
    evaluator_free(evaluator);
}

#define ASSERT_ANSWER(world, root, ...)                                      \
    assert_answer((world), (root), (const struct interval[]){ __VA_ARGS__ }, \
                  sizeof((const struct interval[]){ __VA_ARGS__ }) /         \
                      sizeof(struct interval))

static void test_words(void **state)
{
    struct world *world = table_world();
    struct maker m = { .dice = { 0 } };

    (void)state;
    ASSERT_ANSWER(world, word_of(&m, "c"), { 2, 2 });
    ASSERT_ANSWER(world, join(&m, NODE_AND, word_of(&m, "a"), word_of(&m, "b")),
                  { 0, 1 }, { 1, 3 }, { 5, 6 }, { 6, 9 });
    ASSERT_ANSWER(world, join(&m, NODE_OR, word_of(&m, "c"), word_of(&m, "d")),
                  { 2, 2 }, { 4, 4 });
    ASSERT_ANSWER(world,
                  join(&m, NODE_AND, word_of(&m, "a"),
                       join(&m, NODE_NOT, word_of(&m, "d"), NULL)),
                  { 0, 0 }, { 9, 9 });
    assert_answer(world, join(&m, NODE_AND, word_of(&m, "c"), word_of(&m, "e")),
                  NULL, 0);
    assert_answer(world, NULL, NULL, 0);
    arena_release(&m.arena);
    world_free(world);
}

static void test_filters(void **state)
{
    struct world *world = table_world();
    struct maker m = { .dice = { 0 } };
    struct node *x = filter_of(&m, &span_field, "0");
    struct node *not_x = join(&m, NODE_NOT, x, NULL);

    (void)state;
    ASSERT_ANSWER(world, join(&m, NODE_AND, word_of(&m, "a"), x), { 3, 3 },
                  { 5, 5 });
    ASSERT_ANSWER(world, join(&m, NODE_AND, not_x, word_of(&m, "a")), { 0, 0 },
                  { 9, 9 });
    /* Below the AND, however deep. */
    ASSERT_ANSWER(world,
                  join(&m, NODE_AND, x,
                       join(&m, NODE_OR, word_of(&m, "d"), word_of(&m, "b"))),
                  { 4, 4 });
    /* Where a word could stand. */
    ASSERT_ANSWER(world, x, { 3, 3 });
    ASSERT_ANSWER(world, join(&m, NODE_OR, word_of(&m, "c"), x), { 2, 2 },
                  { 3, 3 });
    /* No positive part: what x said without b near; b counts if x said it. */
    ASSERT_ANSWER(
        world,
        join(&m, NODE_AND, x, join(&m, NODE_NOT, word_of(&m, "b"), NULL)),
        { 3, 3 });
    /* A filter made of filters. */
    ASSERT_ANSWER(
        world,
        join(&m, NODE_AND, word_of(&m, "a"),
             join(&m, NODE_OR, x, filter_of(&m, &episode_field, "1"))),
        { 3, 3 }, { 5, 5 });
    arena_release(&m.arena);
    world_free(world);
}

static void test_episode_filter_is_asked_once(void **state)
{
    struct world *world = table_world();
    struct maker m = { .dice = { 0 } };
    struct node *yes = filter_of(&m, &episode_field, "0");
    struct node *no = filter_of(&m, &episode_field, "1");

    (void)state;
    ASSERT_ANSWER(world, join(&m, NODE_AND, word_of(&m, "a"), yes), { 0, 0 },
                  { 3, 3 }, { 5, 5 }, { 9, 9 });
    assert_int_equal(world->filters_asked, 1);
    assert_int_equal(world->leaves_asked, 1);
    assert_answer(world, join(&m, NODE_AND, word_of(&m, "a"), no), NULL, 0);
    assert_int_equal(world->filters_asked, 2);
    assert_int_equal(world->leaves_asked, 1);
    ASSERT_ANSWER(world, yes, { 0, 0 }, { 3, 3 }, { 6, 6 }, { 9, 9 });
    assert_int_equal(world->filters_asked, 3);
    arena_release(&m.arena);
    world_free(world);
}

/* Leaves asked for when the query is evaluated. */
static size_t leaves_asked(struct evaluator *evaluator, struct world *world)
{
    struct eval_source source = source_of(world);

    world->leaves_asked = 0;
    evaluate(evaluator, &source);
    return world->leaves_asked;
}

/* The rarest first, and no more when there is nothing. */
static void test_order(void **state)
{
    static const int64_t rarer[LEAVES] = { 30, 20, 9 };
    static const int64_t oftener[LEAVES] = { 30, 20, 11 };
    struct world *world = table_world();
    struct maker m = { .dice = { 0 } };
    struct node *said = word_of(&m, "a");
    struct node *unsaid = join(&m, NODE_OR, word_of(&m, "x"), word_of(&m, "y"));
    struct query query = { .root = join(&m, NODE_AND, said, unsaid),
                           .leaf_count = LEAVES };
    struct evaluator *evaluator = evaluator_new(&query);

    (void)state;
    assert_int_equal(leaves_asked(evaluator, world), 3);
    evaluator_order(evaluator, rarer);
    assert_int_equal(leaves_asked(evaluator, world), 2);
    evaluator_order(evaluator, oftener);
    assert_int_equal(leaves_asked(evaluator, world), 3);
    evaluator_free(evaluator);
    arena_release(&m.arena);
    world_free(world);
}

static const char *random_word(struct maker *maker)
{
    static const char *const words[] = { "a", "ab", "b", "ba", "c", "d" };

    return words[dice_below(&maker->dice, sizeof(words) / sizeof(words[0]))];
}

static struct node *random_leaf(struct maker *maker)
{
    const char *words[4] = { NULL };
    enum node_kind kind = (enum node_kind)dice_below(&maker->dice, 3);
    size_t length = 1;

    if (kind == NODE_PHRASE)
        length += dice_below(&maker->dice, 3);
    else if (dice_below(&maker->dice, 5) == 0)
        length = 2;
    for (size_t i = 0; i < length; i++)
        words[i] = random_word(maker);
    return leaf_of(maker, kind, words);
}

static struct node *random_filter(struct maker *maker)
{
    static const char *const values[SPAN_FILTERS] = { "0", "1", "2" };
    const struct field *field =
        dice_below(&maker->dice, 3) ? &span_field : &episode_field;

    return filter_of(maker, field,
                     values[dice_below(&maker->dice, SPAN_FILTERS)]);
}

/* near/N has two sides; how the parts of others are close, differs. */
static void randomize_within(struct maker *maker, struct node *node)
{
    static const int64_t spans_ms[] = { 1000, 5000, 60000, 600000 };

    switch (dice_below(&maker->dice, 6)) {
    case 0:
        node->within.kind = WITHIN_EPISODE;
        break;
    case 1:
        node->within.kind = WITHIN_TIME;
        node->within.ms = spans_ms[dice_below(&maker->dice, 4)];
        break;
    case 2:
        if (node->child_count == 2)
            node->within =
                (struct within){ .kind = WITHIN_WORDS,
                                 .words = dice_below(&maker->dice, 6) };
        break;
    default:
        break;
    }
}

static struct node *random_tree(struct maker *maker, int depth)
{
    struct node *node;
    bool is_and;

    if (depth == 0 || dice_below(&maker->dice, 5) == 0)
        return dice_below(&maker->dice, 4) ? random_leaf(maker)
                                           : random_filter(maker);
    is_and = dice_below(&maker->dice, 3) != 0;
    node = new_node(maker, is_and ? NODE_AND : NODE_OR,
                    1 + dice_below(&maker->dice, 3));
    if (is_and)
        randomize_within(maker, node);
    for (size_t i = 0; i < node->child_count; i++) {
        node->children[i] = random_tree(maker, depth - 1);
        if (is_and && dice_below(&maker->dice, 4) == 0 &&
            (i > 0 || node->within.kind != WITHIN_WORDS))
            node->children[i] = join(maker, NODE_NOT, node->children[i], NULL);
    }
    return node;
}

static int64_t random_gap_ms(struct maker *maker)
{
    static const int64_t gaps_ms[] = { 0, 400, 1000, 3000, 5000, 10000 };

    if (dice_below(&maker->dice, 30) == 0)
        return 31000;
    return gaps_ms[dice_below(&maker->dice,
                              sizeof(gaps_ms) / sizeof(gaps_ms[0]))];
}

static void randomize_world(struct world *world, struct maker *maker)
{
    size_t count = dice_below(&maker->dice, 61);
    int64_t time_ms = 0;

    world->text.count = count;
    world->text.segment_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        time_ms += random_gap_ms(maker);
        world->time_ms[i] = time_ms;
        world->tokens[i] = slice_of(random_word(maker));
        if (i == 0 || dice_below(&maker->dice, 6) == 0)
            world->segment_starts[world->text.segment_count++] = i;
        for (size_t f = 0; f < SPAN_FILTERS; f++)
            world->span_holds[f][i] = i && dice_below(&maker->dice, 8)
                                          ? world->span_holds[f][i - 1]
                                          : dice_below(&maker->dice, 2);
    }
    for (size_t f = 0; f < SPAN_FILTERS; f++)
        world->episode_holds[f] = dice_below(&maker->dice, 3) != 0;
}

static void assert_same(const struct interval_list *list,
                        const struct oracle_set *set, int round)
{
    for (size_t i = 0; i < list->count; i++) {
        struct interval item = list->items[i];

        if (!set->has[item.first][item.last])
            fail_msg("round %d: %u-%u is no answer", round, item.first,
                     item.last);
        if (i && list->items[i - 1].first >= item.first)
            fail_msg("round %d: not in order", round);
    }
    if (list->count != set->count)
        fail_msg("round %d: %zu answers, not %zu", round, list->count,
                 set->count);
}

/* The answer is the same in any order. */
static void order_randomly(struct evaluator *evaluator, struct maker *maker)
{
    int64_t counts[LEAVES];

    for (size_t i = 0; i < LEAVES; i++)
        counts[i] = dice_below(&maker->dice, 1000);
    evaluator_order(evaluator, counts);
}

static void test_against_the_oracle(void **state)
{
    enum {
        TREES = 8000,
        TEXTS_PER_TREE = 5,
    };

    struct world *world = world_new();
    struct eval_source source = source_of(world);
    struct oracle_set *expected = calloc(1, sizeof(*expected));
    struct maker maker = { .dice = { 20240301 } };
    int answered = 0;

    (void)state;
    assert_non_null(expected);
    for (int round = 0; round < TREES; round++) {
        struct query query = { .root = random_tree(&maker, 4),
                               .leaf_count = LEAVES };
        struct evaluator *evaluator = evaluator_new(&query);

        if (round % 2)
            order_randomly(evaluator, &maker);
        for (int i = 0; i < TEXTS_PER_TREE; i++) {
            const struct interval_list *list;

            randomize_world(world, &maker);
            list = evaluate(evaluator, &source);
            oracle_evaluate(&world->text, query.root, expected);
            assert_same(list, expected, round);
            answered += list->count > 0;
        }
        evaluator_free(evaluator);
        arena_clear(&maker.arena);
        maker.leaf_count = 0;
    }
    /* Most comparisons are of something with something. */
    assert_true(answered > TREES * TEXTS_PER_TREE / 3);
    free(expected);
    arena_release(&maker.arena);
    world_free(world);
}

static struct node *within_of(struct node *node, struct within within)
{
    node->within = within;
    return node;
}

static void test_within(void **state)
{
    static const struct within words_1 = { .kind = WITHIN_WORDS, .words = 1 };
    static const struct within s_20 = { .kind = WITHIN_TIME, .ms = 20000 };
    static const struct within s_70 = { .kind = WITHIN_TIME, .ms = 70000 };
    static const struct within episode = { .kind = WITHIN_EPISODE };

    struct world *world = table_world();
    struct maker m = { .dice = { 0 } };

    (void)state;
    ASSERT_ANSWER(
        world,
        within_of(join(&m, NODE_AND, word_of(&m, "b"), word_of(&m, "d")),
                  words_1),
        { 4, 6 });
    ASSERT_ANSWER(world,
                  within_of(join(&m, NODE_AND, word_of(&m, "a"),
                                 join(&m, NODE_NOT, word_of(&m, "b"), NULL)),
                            words_1),
                  { 9, 9 });
    ASSERT_ANSWER(
        world,
        within_of(join(&m, NODE_AND, word_of(&m, "b"), word_of(&m, "d")), s_20),
        { 4, 6 });
    ASSERT_ANSWER(
        world,
        within_of(join(&m, NODE_AND, word_of(&m, "c"), word_of(&m, "e")), s_70),
        { 2, 7 });
    ASSERT_ANSWER(
        world,
        within_of(join(&m, NODE_AND, word_of(&m, "c"), word_of(&m, "e")),
                  episode),
        { 2, 2 }, { 7, 7 }, { 8, 8 });
    assert_answer(world,
                  within_of(join(&m, NODE_AND, word_of(&m, "c"),
                                 join(&m, NODE_NOT, word_of(&m, "e"), NULL)),
                            episode),
                  NULL, 0);
    assert_answer(
        world,
        within_of(join(&m, NODE_AND, word_of(&m, "c"), word_of(&m, "x")),
                  episode),
        NULL, 0);
    arena_release(&m.arena);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_within),
        cmocka_unit_test(test_episode_filter_is_asked_once),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_against_the_oracle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
