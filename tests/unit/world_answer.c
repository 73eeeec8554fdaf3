/*
 * What a world answers, by brute force and by the program.
 */
#include "world.h"

#include "field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- the answer by brute force ---- */

/* The tree with every word that has other forms made an OR of them. */
struct node *world_widened(struct world *world, const struct node *node)
{
    struct arena *arena = &world->query_arena;
    struct node *copy = arena_alloc(arena, sizeof(*copy));
    struct slice *forms = arena_array(arena, MADE_WORDS, sizeof(*forms));

    *copy = *node;
    copy->children =
        arena_array(arena, node->child_count, sizeof(*copy->children));
    for (size_t i = 0; i < node->child_count; i++)
        copy->children[i] = world_widened(world, node->children[i]);
    if (node->kind == NODE_FUZZY && node->token_count == 1)
        copy->child_count = made_near(node->tokens[0], forms);
    else if (world->inflects && node->kind == NODE_WORD &&
             node->token_count == 1)
        copy->child_count = made_forms(node->tokens[0], forms);
    else
        return copy;
    copy->kind = NODE_OR;
    copy->children =
        arena_array(arena, copy->child_count, sizeof(*copy->children));
    for (size_t i = 0; i < copy->child_count; i++) {
        copy->children[i] = arena_alloc(arena, sizeof(*copy));
        *copy->children[i] = *node;
        copy->children[i]->tokens = &forms[i];
    }
    return copy;
}

/* Does `name` have the words of `value` in a row, the last one maybe going on;
 * or these words alone, if it was quoted? */
static bool has_name(const char *name, const struct node *filter)
{
    struct token_list words, wanted;
    bool found = false;

    token_list_init(&words);
    token_list_init(&wanted);
    tokenize(&words, slice_of(name), 0);
    tokenize(&wanted, filter->text, 0);
    for (size_t at = 0; at + wanted.count <= words.count; at++) {
        bool same = true;

        for (size_t i = 0; i < wanted.count; i++)
            if (i + 1 < wanted.count || filter->exact_value
                    ? !slice_equal(token_text(&words, at + i),
                                   token_text(&wanted, i))
                    : !slice_starts_with(token_text(&words, at + i),
                                         token_text(&wanted, i)))
                same = false;
        found = found || same;
    }
    found = found && (!filter->exact_value || words.count == wanted.count);
    token_list_release(&words);
    token_list_release(&wanted);
    return found;
}

/* Compares dates as far as both are known. */
static int compare_dates(const char *a, const char *b)
{
    size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

    return strncmp(a, b, length);
}

/* The dates of add_filter, spelt out: first and last day. */
static bool has_date(const char *date, const struct node *filter)
{
    static const struct {
        const char *field, *value, *first, *last;
    } ranges[] = {
        { "date", "2024", "2024-01-01", "2024-12-31" },
        { "date", "2024-03", "2024-03-01", "2024-03-31" },
        { "date", "2024-03..2025-06", "2024-03-01", "2025-06-30" },
        { "date", "..2024", "0000", "2024-12-31" },
        { "after", "2024-06", "2024-06-01", "9999" },
        { "before", "2025-03-15", "0000", "2025-03-14" },
    };

    if (slice_equal(filter->text, SLICE("none")))
        return date[0] == '\0';
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
        if (slice_equal(filter->text, slice_of(ranges[i].value)) &&
            !strcmp(filter->field->name, ranges[i].field))
            return date[0] && compare_dates(date, ranges[i].first) >= 0 &&
                   compare_dates(date, ranges[i].last) <= 0;
    fail_msg("unexpected date %.*s", SLICE_ARG(filter->text));
    return false;
}

static bool has_number(int64_t number, const struct node *filter)
{
    struct slice text = filter->text;
    int64_t wanted;

    return slice_take_number(&text, INT32_MAX, &wanted) && wanted == number;
}

static bool holds(void *context, const struct node *filter, uint32_t token)
{
    const struct kept *kept = context;
    const struct made_up *made = &kept->made;

    switch (filter->field->id) {
    case FIELD_SPEAKER:
        return made->speakers[token] < MADE_SPEAKERS &&
               has_name(made_speakers[made->speakers[token]], filter);
    case FIELD_SHOW:
        return has_name(made->show, filter);
    case FIELD_TITLE:
        return has_name(made->title, filter);
    case FIELD_EPISODE:
        return has_number(atol(made->number), filter);
    case FIELD_ID:
        return has_number(kept->episode, filter);
    default:
        return has_date(made->date, filter);
    }
}

struct oracle_text world_text_of(struct kept *kept)
{
    return (struct oracle_text){
        .tokens = kept->made.tokens,
        .count = kept->made.token_count,
        .time_ms = kept->made.start_ms,
        .span_ms = WORLD_SPAN_MS,
        .segment_starts = kept->starts,
        .segment_count = kept->segment_count,
        .context = kept,
        .holds = holds,
    };
}

size_t kept_segment_of(const struct kept *kept, uint32_t token)
{
    size_t segment = kept->segment_count - 1;

    while (kept->starts[segment] > token)
        segment--;
    return segment;
}

uint32_t kept_segment_end(const struct kept *kept, size_t segment)
{
    return segment + 1 < kept->segment_count ? kept->starts[segment + 1]
                                             : (uint32_t)kept->made.token_count;
}

/* ---- what the program finds ---- */

static void take(void *context, const struct passage *passage)
{
    struct found *found = context;

    found->passages =
        arena_grow(found->arena, found->passages, &found->capacity,
                   found->count + 1, sizeof(*found->passages));
    found->passages[found->count++] = passage;
}

/* Searches as the command does. False if a filter's value is nobody's. */
bool world_search(struct world *world, const struct search_options *options,
                  struct found *ret_found)
{
    struct error err;
    enum status status;

    *ret_found = (struct found){ .arena = &world->query_arena };
    status =
        search(world->store, buf_view(&world->line), options,
               &world->query_arena, take, ret_found, &ret_found->totals, &err);
    /* A filter's value that nothing has. */
    if (status == STATUS_BAD_QUERY && strstr(err.text, "; quoth list "))
        return false;
    assert_ok(status, &err, world->line.ptr);
    assert_int_equal(ret_found->count, ret_found->totals.passages);
    return true;
}

void assert_begins(struct world *world, const struct ranking *ranking,
                   const struct ranking *few, size_t count)
{
    if (few->count != (count < ranking->count ? count : ranking->count))
        fail_msg("%s: %zu winners, not %zu of %zu", world->line.ptr, few->count,
                 count, ranking->count);
    for (size_t i = 0; i < few->count; i++) {
        const struct ranked *a = &ranking->list[i], *b = &few->list[i];

        if (a->transcript != b->transcript ||
            a->first_token != b->first_token || a->from != b->from ||
            a->to != b->to || a->score != b->score || a->present != b->present)
            fail_msg("%s: winner %zu is another", world->line.ptr, i);
    }
}

void world_rank(struct world *world, const struct query *query,
                struct ranking *ret_ranking)
{
    const struct rank_options all = { .limit = SIZE_MAX, .exact_total = true };
    const struct rank_options all_in_halves = { .limit = SIZE_MAX,
                                                .exact_total = true,
                                                .halves = true };
    const struct rank_options few_in_halves = { .limit = 3, .halves = true };
    struct ranking again;
    struct plan plan;
    struct error err;

    assert_ok(plan_make(world->store, query, &world->query_arena, &plan, &err),
              &err, world->line.ptr);
    assert_ok(rank_run(&plan, &all, ret_ranking, &err), &err, world->line.ptr);
    assert_ok(rank_run(&plan, &all_in_halves, &again, &err), &err,
              world->line.ptr);
    assert_begins(world, ret_ranking, &again, SIZE_MAX);
    assert_int_equal(again.total, ret_ranking->total);
    assert_ok(rank_run(&plan, &few_in_halves, &again, &err), &err,
              world->line.ptr);
    assert_begins(world, ret_ranking, &again, few_in_halves.limit);
    assert_true(again.total <= ret_ranking->total);
    plan_release(&plan);
}

struct kept *world_kept(struct world *world, int64_t transcript)
{
    for (size_t i = 0; i < world->count; i++)
        if (world->list[i].transcript == transcript)
            return &world->list[i];
    fail_msg("%s: an unknown transcript", world->line.ptr);
    return NULL;
}

bool ranking_has(const struct ranking *ranking, int64_t transcript,
                 uint32_t start)
{
    for (size_t i = 0; i < ranking->count; i++)
        if (ranking->list[i].transcript == transcript &&
            ranking->list[i].first_token == start)
            return true;
    return false;
}

/* ---- their order ---- */

/* Whether `a` comes before `b`: what is better, then newer, then read before. */
static bool in_order(const struct passage *a, const struct passage *b)
{
    int newer;

    if (a->score != b->score)
        return a->score > b->score;
    newer = slice_compare(a->episode->date, b->episode->date);
    if (newer)
        return newer > 0;
    if (a->transcript != b->transcript)
        return a->transcript < b->transcript;
    return a->first_token < b->first_token;
}

/* Passages [from, end) are; what lacks words comes after what has all. */
void assert_in_order(struct world *world, const struct found *found,
                     size_t from, size_t end)
{
    for (size_t i = from + 1; i < end; i++)
        if (!in_order(found->passages[i - 1], found->passages[i]))
            fail_msg("%s: passage %zu is before a better one", world->line.ptr,
                     i);
}

void assert_same_passage(struct world *world, size_t rank,
                         const struct passage *a, const struct passage *b)
{
    if (!slice_equal(a->ref, b->ref) || !slice_equal(a->text, b->text) ||
        a->score != b->score || a->rank != b->rank ||
        a->hit_count != b->hit_count || a->without_count != b->without_count)
        fail_msg("%s: passage %zu is %.*s, not %.*s", world->line.ptr, rank,
                 SLICE_ARG(a->ref), SLICE_ARG(b->ref));
}

/* The search gives passages [offset, offset + limit) of all. */
void assert_part(struct world *world, const struct found *all,
                 struct search_options options)
{
    size_t expected =
        all->count > options.offset ? all->count - options.offset : 0;
    struct found part;

    if (expected > options.limit)
        expected = options.limit;
    assert_true(world_search(world, &options, &part));
    if (part.count != expected)
        fail_msg("%s: %zu passages, not %zu, from %zu on", world->line.ptr,
                 part.count, expected, options.offset);
    for (size_t i = 0; i < part.count; i++)
        assert_same_passage(world, i, part.passages[i],
                            all->passages[options.offset + i]);
    assert_true(part.totals.total >= part.count);
    if (options.strict && part.totals.total_exact)
        assert_int_equal(part.totals.total, all->count);
    else if (options.strict)
        assert_true(part.totals.total <= all->count);
}
