/*
 * Searching, from files to passages, against a brute force that knows no index:
 * random transcripts go through the real ingest, random queries through the
 * real search, and every answer is compared with what oracle.h finds in the
 * words as they were made up.
 *
 * QUOTH_TEST_SEED and QUOTH_TEST_ARCHIVES choose other and more of them.
 */
#include "search.h"

#include "archive.h"
#include "base/limits.h"
#include "field.h"
#include "ingest.h"
#include "made_up.h"
#include "oracle.h"
#include "parse.h"
#include "rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

enum {
    SPAN_MS = 30000,
    SMALL = 12, /* transcripts of most archives */
    SEGMENTS = MADE_TOKENS,
};

/* A transcript in the archive. */
struct kept {
    struct made_up made;
    int64_t episode, transcript;
    uint32_t starts[SEGMENTS]; /* of its segments */
    size_t segment_count;
};

struct world {
    char *path;      /* of the archive */
    char folder[64]; /* of the files */
    struct store *store;
    struct arena arena; /* of the world */
    struct arena query_arena;
    struct dice dice;
    bool inflects;
    struct kept *list;
    size_t count;
    struct buf line; /* the query at hand */
    struct oracle_set answer, scratch;
    size_t answered;
};

static uint32_t below(struct world *world, uint32_t bound)
{
    return dice_below(&world->dice, bound);
}

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *value = getenv(variable);

    return value ? strtoull(value, NULL, 10) : otherwise;
}

/* ---- the archive ---- */

static void assert_ok(enum status status, const struct error *err,
                      const char *what)
{
    if (status)
        fail_msg("%s: %s", what, err->text);
}

static void note_episode(void *context, const struct ingest_event *event)
{
    struct world *world = context;

    if (event->outcome != INGEST_ADDED)
        fail_msg("%.*s: outcome %d, %.*s", SLICE_ARG(event->path),
                 event->outcome, SLICE_ARG(event->reason));
    for (size_t i = 0; i < world->count; i++)
        if (slice_equal(event->path, slice_of(world->list[i].made.path)))
            world->list[i].episode = event->episode;
}

static void run_ingest(struct world *world)
{
    const char *folder = world->folder;
    struct ingest_options options = {
        .source = { .lang = world->inflects ? SLICE("en") : SLICE("vi") },
        .jobs = 1,
        .context = world,
        .event = note_episode,
    };
    struct ingest_report report;
    struct error err;
    struct store *store = archive_write(world->path);

    assert_ok(ingest(store, &folder, 1, &options, &world->arena, &report, &err),
              &err, "ingest");
    archive_close(store);
}

/* The segments of a transcript; what they say is what was made up. */
static void load_kept(struct world *world, struct kept *kept)
{
    struct segment_record *segments;
    struct token_list tokens;
    struct error err;
    int64_t *transcripts;
    size_t count;

    assert_ok(store_episode_transcripts(world->store, kept->episode,
                                        &world->arena, &transcripts, &count,
                                        &err),
              &err, kept->made.path);
    assert_int_equal(count, 1);
    kept->transcript = transcripts[0];
    assert_ok(store_get_segments(world->store, kept->transcript, 0, MADE_TOKENS,
                                 &world->arena, &segments, &kept->segment_count,
                                 &err),
              &err, kept->made.path);
    token_list_init(&tokens);
    for (size_t i = 0; i < kept->segment_count; i++) {
        kept->starts[i] = (uint32_t)tokens.count;
        tokenize(&tokens, segments[i].text, 0);
    }
    if (tokens.count != kept->made.token_count ||
        token_list_hash(&tokens) != token_list_hash(&kept->made.list))
        fail_msg("%s: other words", kept->made.path);
    token_list_release(&tokens);
}

static struct world *world_new(uint64_t seed)
{
    struct world *world = calloc(1, sizeof(*world));

    assert_non_null(world);
    world->dice.state = seed;
    world->path = archive_path();
    arena_init(&world->arena);
    arena_init(&world->query_arena);
    return world;
}

/* A world of files, which are known to the last word. */
static struct world *world_of_files(uint64_t seed, size_t count, bool inflects)
{
    struct world *world = world_new(seed);

    world->inflects = inflects;
    world->count = count;
    world->list = calloc(count, sizeof(*world->list));
    snprintf(world->folder, sizeof(world->folder), "%s.files", world->path);
    assert_int_equal(mkdir(world->folder, 0700), 0);
    for (size_t i = 0; i < count; i++)
        made_up_write(&world->list[i].made, &world->dice, world->folder, i);
    run_ingest(world);
    world->store = archive_read(world->path);
    for (size_t i = 0; i < count; i++)
        load_kept(world, &world->list[i]);
    return world;
}

/* A segment of `count` words, and its times. */
static struct said make_said(struct world *world, uint32_t count,
                             int64_t start_ms)
{
    struct buf text = BUF_INIT;
    struct said said = { .speaker = made_speakers[below(world, MADE_SPEAKERS)],
                         .start_ms = start_ms,
                         .end_ms = start_ms + 400 * (int64_t)count };

    for (uint32_t i = 0; i < count; i++) {
        buf_string(&text, i ? " " : "");
        buf_string(&text, made_words[below(world, MADE_WORDS)]);
    }
    said.text = arena_string(&world->arena, buf_view(&text));
    buf_release(&text);
    return said;
}

/*
 * A world of transcripts with many segments, some as long as a segment may be
 * ("one-way" is two words): what is in them is not known.
 */
static struct world *world_of_long_ones(uint64_t seed)
{
    enum { LONG_ONES = 130, SEGMENTS_MAX = 12, DATES = 5 };

    static const char *const dates[DATES] = { "2024-03", "", "2025-06-01",
                                              "2025", "2025-06-02" };
    struct world *world = world_new(seed);
    struct store *store = archive_write(world->path);

    for (int i = 0; i < LONG_ONES; i++) {
        struct said said[SEGMENTS_MAX + 1] = { { 0 } };
        uint32_t count = 1 + below(world, SEGMENTS_MAX);
        struct told told = { .show = i % 2 ? "Alpha" : "Beta Talk",
                             .date = dates[i % DATES],
                             .said = said };

        told.key = told.path = told.title =
            arena_printf(&world->arena, "/files/%d", i).ptr;
        for (uint32_t k = 0; k < count; k++)
            said[k] =
                make_said(world, 1 + below(world, LIMIT_SEGMENT_TOKENS / 2),
                          k ? said[k - 1].end_ms + below(world, 2) * 9000 : 0);
        archive_add(store, &told);
    }
    archive_close(store);
    world->store = archive_read(world->path);
    return world;
}

/* A world of transcripts that say the same, on different days. */
static struct world *world_of_same_ones(void)
{
    enum { SAME_ONES = 120, DATES = 7 };

    static const char *const dates[DATES] = { "2024-03",   "2025-06-01", "",
                                              "2025",      "2025-06-02", "",
                                              "2024-03-09" };

    struct world *world = world_new(1);
    struct store *store = archive_write(world->path);

    for (int i = 0; i < SAME_ONES; i++) {
        struct said said[] = {
            { made_speakers[0], 0, 9000, "walk the red road one way", NULL },
            { made_speakers[1], 9000, 18000, "the blue boat and the road",
              NULL },
            { made_speakers[0], 60000, 69000, "green boat on the red road",
              NULL },
            { 0 },
        };
        struct told told = { .show = "Alpha",
                             .date = dates[i % DATES],
                             .said = said };

        told.key = told.path = told.title =
            arena_printf(&world->arena, "/files/%d", i).ptr;
        archive_add(store, &told);
    }
    archive_close(store);
    world->store = archive_read(world->path);
    return world;
}

static void world_free(struct world *world)
{
    archive_close(world->store);
    for (size_t i = 0; i < world->count; i++)
        made_up_remove(&world->list[i].made);
    if (world->count)
        assert_int_equal(rmdir(world->folder), 0);
    archive_remove(world->path);
    arena_release(&world->arena);
    arena_release(&world->query_arena);
    buf_release(&world->line);
    free(world->list);
    free(world);
}

/* ---- random queries ---- */

static void add(struct world *world, const char *text)
{
    buf_string(&world->line, text);
}

static void add_word(struct world *world)
{
    static const char *const others[] = { "boats",   "Shipping", "Walks",
                                          "SHIPPED", "one way",  "zoe" };

    if (below(world, 6) == 0)
        add(world, others[below(world, 5)]);
    else
        add(world, made_words[below(world, MADE_WORDS)]);
}

static void add_prefix(struct world *world)
{
    static const char *const prefixes[] = {
        "re*", "sh*", "ship*", "wal*", "blue*", "one-wa*", "xy*", "zo*"
    };

    add(world, prefixes[below(world, 8)]);
}

/* Words as a recogniser may have written them (made_near). */
static void add_fuzzy(struct world *world)
{
    static const char *const fuzzy[] = {
        "greeen~", "~reddush", "bluesst~", "grren~", "xyzzzy~", "zoo~",
    };

    add(world, fuzzy[below(world, 6)]);
}

/* Words that were said in a row, mostly. */
static void add_phrase(struct world *world)
{
    const struct made_up *made =
        world->count ? &world->list[below(world, (uint32_t)world->count)].made
                     : NULL;
    size_t length = 1 + below(world, 4), at;

    add(world, "\"");
    if (made && made->token_count >= length && below(world, 5)) {
        at = below(world, (uint32_t)(made->token_count - length + 1));
        for (size_t i = at; i < at + length; i++) {
            buf_slice(&world->line, made->tokens[i]);
            add(world, " ");
        }
    } else {
        add_word(world);
        add(world, " ");
        add_word(world);
    }
    add(world, "\"");
}

static void add_filter(struct world *world)
{
    static const char *const filters[] = {
        "speaker:ann",          "speaker:tom",
        "speaker:zoe",          "speaker:\"Ann Bell\"",
        "speaker:park",         "show:alpha",
        "show:\"Beta Talk\"",   "show:talk",
        "title:road",           "title:boats",
        "title:\"road works\"", "episode:3",
        "episode:05",           "date:2024",
        "date:2024-03",         "date:2024-03..2025-06",
        "after:2024-06",        "before:2025-03-15",
        "date:..2024",          "date:none",
    };
    size_t count = sizeof(filters) / sizeof(*filters);
    uint32_t which = below(world, (uint32_t)count + 1);

    if (which < count)
        add(world, filters[which]);
    else
        buf_printf(&world->line, "id:%u", 1 + below(world, SMALL));
}

static void add_query(struct world *world, int depth);

static void add_atom(struct world *world, int depth)
{
    uint32_t kind = below(world, 13);

    if (depth > 0 && kind < 3) {
        add(world, "(");
        add_query(world, depth - 1);
        add(world, ")");
    } else if (kind < 8) {
        add_word(world);
    } else if (kind == 8) {
        add_prefix(world);
    } else if (kind == 9) {
        add_filter(world);
    } else if (kind == 10) {
        add_fuzzy(world);
    } else {
        add_phrase(world);
    }
}

static void add_within(struct world *world)
{
    static const char *const spans[] = { "2s", "20s", "1m", "10m", "episode" };

    add(world, " within:");
    add(world, spans[below(world, 5)]);
}

static void add_query(struct world *world, int depth)
{
    static const char *const joints[] = { " ",        " ",        " ",
                                          " AND ",    " OR ",     " OR ",
                                          " -",       " NOT ",    " near/0 ",
                                          " near/2 ", " near/6 -" };
    uint32_t count = 1 + below(world, 3);

    add_atom(world, depth);
    for (uint32_t i = 1; i < count; i++) {
        add(world, joints[below(world, 11)]);
        add_atom(world, depth);
    }
    if (below(world, 5) == 0)
        add_within(world);
}

static bool is_small(const struct node *node)
{
    if (node->child_count > ORACLE_CHILDREN)
        return false;
    for (size_t i = 0; i < node->child_count; i++)
        if (!is_small(node->children[i]))
            return false;
    return true;
}

/* The next query, parsed, that means something and that the oracle can take. */
static void make_query(struct world *world, struct query *ret_query)
{
    struct error err;

    for (;;) {
        arena_clear(&world->query_arena);
        buf_clear(&world->line);
        add_query(world, 3);
        if (!query_parse(buf_view(&world->line), &world->query_arena, ret_query,
                         &err) &&
            ret_query->root && is_small(ret_query->root))
            return;
    }
}

/* ---- the answer by brute force ---- */

/* The tree with every word that has other forms made an OR of them. */
static struct node *widened(struct world *world, const struct node *node)
{
    struct arena *arena = &world->query_arena;
    struct node *copy = arena_alloc(arena, sizeof(*copy));
    struct slice *forms = arena_array(arena, MADE_WORDS, sizeof(*forms));

    *copy = *node;
    copy->children =
        arena_array(arena, node->child_count, sizeof(*copy->children));
    for (size_t i = 0; i < node->child_count; i++)
        copy->children[i] = widened(world, node->children[i]);
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

static struct oracle_text text_of(struct kept *kept)
{
    return (struct oracle_text){
        .tokens = kept->made.tokens,
        .count = kept->made.token_count,
        .time_ms = kept->made.start_ms,
        .span_ms = SPAN_MS,
        .segment_starts = kept->starts,
        .segment_count = kept->segment_count,
        .context = kept,
        .holds = holds,
    };
}

static size_t segment_of(const struct kept *kept, uint32_t token)
{
    size_t segment = kept->segment_count - 1;

    while (kept->starts[segment] > token)
        segment--;
    return segment;
}

static uint32_t segment_end(const struct kept *kept, size_t segment)
{
    return segment + 1 < kept->segment_count ? kept->starts[segment + 1]
                                             : (uint32_t)kept->made.token_count;
}

/* ---- what the program finds ---- */

struct found {
    struct ranking ranking;
    const struct passage **passages;
    size_t count, capacity;
    struct search_totals totals;
    struct arena *arena;
};

static void take(void *context, const struct passage *passage)
{
    struct found *found = context;

    found->passages =
        arena_grow(found->arena, found->passages, &found->capacity,
                   found->count + 1, sizeof(*found->passages));
    found->passages[found->count++] = passage;
}

/* Searches as the command does. False if a filter's value is nobody's. */
static bool run_search(struct world *world,
                       const struct search_options *options,
                       struct found *ret_found)
{
    struct error err;
    enum status status;

    *ret_found = (struct found){ .arena = &world->query_arena };
    status =
        search(world->store, buf_view(&world->line), options,
               &world->query_arena, take, ret_found, &ret_found->totals, &err);
    if (status == STATUS_BAD_QUERY && (strstr(err.text, "no episode has") ||
                                       strstr(err.text, "there is no ")))
        return false;
    assert_ok(status, &err, world->line.ptr);
    assert_int_equal(ret_found->count, ret_found->totals.passages);
    return true;
}

/* The segments behind the passages, in their order. */
static void run_rank(struct world *world, const struct query *query,
                     struct ranking *ret_ranking)
{
    struct rank_options all = { .limit = SIZE_MAX, .exact_total = true };
    struct plan plan;
    struct error err;

    assert_ok(plan_make(world->store, query, &world->query_arena, &plan, &err),
              &err, world->line.ptr);
    assert_ok(rank_run(&plan, &all, ret_ranking, &err), &err, world->line.ptr);
    plan_release(&plan);
}

/* ---- comparing ---- */

static struct kept *kept_of(struct world *world, int64_t transcript)
{
    for (size_t i = 0; i < world->count; i++)
        if (world->list[i].transcript == transcript)
            return &world->list[i];
    fail_msg("%s: an unknown transcript", world->line.ptr);
    return NULL;
}

static bool is_ranked(const struct ranking *ranking, int64_t transcript,
                      uint32_t start)
{
    for (size_t i = 0; i < ranking->count; i++)
        if (ranking->list[i].transcript == transcript &&
            ranking->list[i].first_token == start)
            return true;
    return false;
}

/* Every segment in which an interval starts is found, and no other. */
static void compare_segments(struct world *world, const struct node *root,
                             const struct ranking *ranking)
{
    size_t expected = 0;

    for (size_t i = 0; i < world->count; i++) {
        struct kept *kept = &world->list[i];
        struct oracle_text text = text_of(kept);
        bool seen[SEGMENTS] = { false };

        oracle_evaluate(&text, root, &world->answer);
        for (size_t k = 0; k < world->answer.count; k++) {
            size_t segment = segment_of(kept, world->answer.items[k].first);

            expected += !seen[segment];
            seen[segment] = true;
        }
        for (size_t k = 0; k < kept->segment_count; k++)
            if (seen[k] &&
                !is_ranked(ranking, kept->transcript, kept->starts[k]))
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
    struct kept *kept = kept_of(world, ranked->transcript);
    struct oracle_text text = text_of(kept);
    struct oracle_set *hits = arena_alloc(&world->query_arena, sizeof(*hits));
    size_t segment = segment_of(kept, ranked->first_token);
    uint32_t end = segment_end(kept, segment);
    uint32_t shown = segment_end(kept, segment_of(kept, ranked->to));

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
static void assert_in_order(struct world *world, const struct found *found,
                            size_t from, size_t end)
{
    for (size_t i = from + 1; i < end; i++)
        if (!in_order(found->passages[i - 1], found->passages[i]))
            fail_msg("%s: passage %zu is before a better one", world->line.ptr,
                     i);
}

/* ---- strict searches ---- */

static void test_one_strict(struct world *world)
{
    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct ranking ranking;
    struct query query;
    struct found found;
    struct node *root;

    make_query(world, &query);
    root = widened(world, query.root);
    if (!run_search(world, &options, &found))
        return;
    run_rank(world, &query, &ranking);
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
        struct world *world = world_of_files(seed + i, SMALL, i % 4 == 1);

        for (int k = 0; k < QUERIES; k++)
            test_one_strict(world);
        answered += world->answered;
        world_free(world);
    }
    /* Most comparisons are of something with something. */
    assert_true(answered > archives * QUERIES / 3);
}

/* ---- the best few ---- */

static void assert_same_passage(struct world *world, size_t rank,
                                const struct passage *a,
                                const struct passage *b)
{
    if (!slice_equal(a->ref, b->ref) || !slice_equal(a->text, b->text) ||
        a->score != b->score || a->rank != b->rank ||
        a->hit_count != b->hit_count || a->without_count != b->without_count)
        fail_msg("%s: passage %zu is %.*s, not %.*s", world->line.ptr, rank,
                 SLICE_ARG(a->ref), SLICE_ARG(b->ref));
}

/* The search gives passages [offset, offset + limit) of all. */
static void compare_part(struct world *world, const struct found *all,
                         struct search_options options)
{
    size_t expected =
        all->count > options.offset ? all->count - options.offset : 0;
    struct found part;

    if (expected > options.limit)
        expected = options.limit;
    assert_true(run_search(world, &options, &part));
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

/* For the query at hand; whether it has many answers. */
static bool compare_best(struct world *world)
{
    static const size_t limits[] = { 1, 2, 3, 7, 20, 100, 100000 };

    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct found all, counted;

    if (!run_search(world, &options, &all))
        return false;
    assert_in_order(world, &all, 0, all.count);
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        options.limit = limits[i];
        options.offset = below(world, 2) * below(world, 30);
        compare_part(world, &all, options);
    }
    options.only_count = true;
    assert_true(run_search(world, &options, &counted));
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

        make_query(world, &query);
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

    assert_true(run_search(world, &options, &all));
    assert_true(all.count > LIMIT_MAX);
    assert_int_equal(all.passages[0]->without_count, 1);
    assert_in_order(world, &all, 0, all.count);
    for (options.limit = 1; options.limit <= LIMIT_MAX; options.limit++)
        compare_part(world, &all, options);
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
        add(world, lines[i]);
        assert_true(compare_best(world));
    }
    buf_clear(&world->line);
    add(world, "road zoo boat");
    compare_best_relaxed(world);
    world_free(world);
}

/* ---- what lacks some words ---- */

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
    uint32_t count = 2 + below(world, 3);
    struct error err;

    arena_clear(&world->query_arena);
    buf_clear(&world->line);
    for (uint32_t i = 0; i < count; i++) {
        add(world, i ? " " : "");
        switch (below(world, 6)) {
        case 0:
            add_phrase(world);
            break;
        case 1:
            add(world, "(green AND one)");
            break;
        case 2:
            add(world, "(zoo OR co2)");
            break;
        default:
            add_word(world);
        }
    }
    add(world, conditions[below(world, 7)]);
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
    struct oracle_text text = text_of(kept);

    loose->sets = arena_array(&world->query_arena, loose->part_count,
                              sizeof(*loose->sets));
    for (size_t i = 0; i < loose->part_count; i++) {
        struct node *children[ORACLE_CHILDREN + 1] = { loose->parts[i] };
        struct node both = { .kind = NODE_AND, .children = children };

        memcpy(children + 1, loose->rest, sizeof(loose->rest));
        both.child_count = 1 + loose->rest_count;
        oracle_evaluate(&text, widened(world, &both), &loose->sets[i]);
    }
}

static bool is_close(const struct kept *kept, uint32_t first, uint32_t last)
{
    return kept->made.start_ms[last] - kept->made.start_ms[first] <= SPAN_MS;
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
    struct kept *kept = kept_of(world, ranked->transcript);
    size_t lacking = 0;

    find_parts(world, kept, loose);
    /* Parts together are close; one alone lasts as long as it does. */
    if ((!is_close(kept, ranked->from, ranked->to) &&
         (ranked->present & (ranked->present - 1))) ||
        ranked->from > ranked->place || ranked->place > ranked->to ||
        ranked->first_token != kept->starts[segment_of(kept, ranked->from)] ||
        ranked->first_token != kept->starts[segment_of(kept, ranked->place)])
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
    struct rank_options all = { .limit = 10000 };
    struct plan plan;
    struct error err;

    assert_ok(plan_make(world->store, query, &world->query_arena, &plan, &err),
              &err, world->line.ptr);
    assert_non_null(plan.relaxable);
    assert_ok(relax_run(&plan, &all, whole, ret_relaxed, &err), &err,
              world->line.ptr);
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
    if (!run_search(world, &options, &strict))
        return 0;
    run_rank(world, &query, &whole);
    run_relax(world, &query, &whole, &relaxed);
    options = (struct search_options){ .limit = 10000 };
    assert_true(run_search(world, &options, &all));
    assert_int_equal(all.count, strict.count + relaxed.count);
    for (size_t i = 0; i < strict.count; i++)
        assert_same_passage(world, i, all.passages[i], strict.passages[i]);
    assert_in_order(world, &all, strict.count, all.count);
    for (size_t i = 0; i < relaxed.count; i++) {
        const struct ranked *ranked = &relaxed.list[i];
        struct ranking before = { relaxed.list, i, 0, false };

        assert_false(
            is_ranked(&before, ranked->transcript, ranked->first_token));
        assert_false(
            is_ranked(&whole, ranked->transcript, ranked->first_token));
        compare_lacking(world, &loose, ranked, all.passages[strict.count + i]);
    }
    options.limit = 1 + below(world, 20);
    compare_part(world, &all, options);
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
        struct world *world = world_of_files(seed + i, SMALL, i % 4 == 1);

        for (int k = 0; k < QUERIES; k++)
            relaxed += compare_relaxed(world);
        world_free(world);
    }
    assert_true(relaxed > archives * QUERIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_best_few),
        cmocka_unit_test(test_best_of_equals),
        cmocka_unit_test(test_relaxed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
