#include "world.h"

#include "base/limits.h"
#include "field.h"
#include "ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

uint32_t world_below(struct world *world, uint32_t bound)
{
    return dice_below(&world->dice, bound);
}

uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *value = getenv(variable);

    return value ? strtoull(value, NULL, 10) : otherwise;
}

/* ---- the archive ---- */

void assert_ok(enum status status, const struct error *err, const char *what)
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
struct world *world_of_files(uint64_t seed, size_t count, bool inflects)
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
    struct said said = { .speaker =
                             made_speakers[world_below(world, MADE_SPEAKERS)],
                         .start_ms = start_ms,
                         .end_ms = start_ms + 400 * (int64_t)count };

    for (uint32_t i = 0; i < count; i++) {
        buf_string(&text, i ? " " : "");
        buf_string(&text, made_words[world_below(world, MADE_WORDS)]);
    }
    said.text = arena_string(&world->arena, buf_view(&text));
    buf_release(&text);
    return said;
}

/*
 * A world of transcripts with many segments, some as long as a segment may be
 * ("one-way" is two words): what is in them is not known.
 */
struct world *world_of_long_ones(uint64_t seed)
{
    enum { LONG_ONES = 130, SEGMENTS_MAX = 12, DATES = 5 };

    static const char *const dates[DATES] = { "2024-03", "", "2025-06-01",
                                              "2025", "2025-06-02" };
    struct world *world = world_new(seed);
    struct store *store = archive_write(world->path);

    for (int i = 0; i < LONG_ONES; i++) {
        struct said said[SEGMENTS_MAX + 1] = { { 0 } };
        uint32_t count = 1 + world_below(world, SEGMENTS_MAX);
        struct told told = { .show = i % 2 ? "Alpha" : "Beta Talk",
                             .date = dates[i % DATES],
                             .said = said };

        told.key = told.path = told.title =
            arena_printf(&world->arena, "/files/%d", i).ptr;
        for (uint32_t k = 0; k < count; k++)
            said[k] = make_said(
                world, 1 + world_below(world, LIMIT_SEGMENT_TOKENS / 2),
                k ? said[k - 1].end_ms + world_below(world, 2) * 9000 : 0);
        archive_add(store, &told);
    }
    archive_close(store);
    world->store = archive_read(world->path);
    return world;
}

/* A world of transcripts that say the same, on different days. */
struct world *world_of_same_ones(void)
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

void world_free(struct world *world)
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

void world_add(struct world *world, const char *text)
{
    buf_string(&world->line, text);
}

void world_add_word(struct world *world)
{
    static const char *const others[] = { "boats",   "Shipping", "Walks",
                                          "SHIPPED", "one way",  "zoe" };

    if (world_below(world, 6) == 0)
        world_add(world, others[world_below(world, 5)]);
    else
        world_add(world, made_words[world_below(world, MADE_WORDS)]);
}

static void add_prefix(struct world *world)
{
    static const char *const prefixes[] = {
        "re*", "sh*", "ship*", "wal*", "blue*", "one-wa*", "xy*", "zo*"
    };

    world_add(world, prefixes[world_below(world, 8)]);
}

/* Words as a recogniser may have written them (made_near). */
static void add_fuzzy(struct world *world)
{
    static const char *const fuzzy[] = {
        "greeen~", "~reddush", "bluesst~", "grren~", "xyzzzy~", "zoo~",
    };

    world_add(world, fuzzy[world_below(world, 6)]);
}

/* Words that were said in a row, mostly. */
void world_add_phrase(struct world *world)
{
    const struct made_up *made =
        world->count
            ? &world->list[world_below(world, (uint32_t)world->count)].made
            : NULL;
    size_t length = 1 + world_below(world, 4), at;

    world_add(world, "\"");
    if (made && made->token_count >= length && world_below(world, 5)) {
        at = world_below(world, (uint32_t)(made->token_count - length + 1));
        for (size_t i = at; i < at + length; i++) {
            buf_slice(&world->line, made->tokens[i]);
            world_add(world, " ");
        }
    } else {
        world_add_word(world);
        world_add(world, " ");
        world_add_word(world);
    }
    world_add(world, "\"");
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
    uint32_t which = world_below(world, (uint32_t)count + 1);

    if (which < count)
        world_add(world, filters[which]);
    else
        buf_printf(&world->line, "id:%u", 1 + world_below(world, WORLD_SMALL));
}

static void add_query(struct world *world, int depth);

static void add_atom(struct world *world, int depth)
{
    uint32_t kind = world_below(world, 13);

    if (depth > 0 && kind < 3) {
        world_add(world, "(");
        add_query(world, depth - 1);
        world_add(world, ")");
    } else if (kind < 8) {
        world_add_word(world);
    } else if (kind == 8) {
        add_prefix(world);
    } else if (kind == 9) {
        add_filter(world);
    } else if (kind == 10) {
        add_fuzzy(world);
    } else {
        world_add_phrase(world);
    }
}

static void add_within(struct world *world)
{
    static const char *const spans[] = { "2s", "20s", "1m", "10m", "episode" };

    world_add(world, " within:");
    world_add(world, spans[world_below(world, 5)]);
}

static void add_query(struct world *world, int depth)
{
    static const char *const joints[] = { " ",        " ",        " ",
                                          " AND ",    " OR ",     " OR ",
                                          " -",       " NOT ",    " near/0 ",
                                          " near/2 ", " near/6 -" };
    uint32_t count = 1 + world_below(world, 3);

    add_atom(world, depth);
    for (uint32_t i = 1; i < count; i++) {
        world_add(world, joints[world_below(world, 11)]);
        add_atom(world, depth);
    }
    if (world_below(world, 5) == 0)
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
void world_make_query(struct world *world, struct query *ret_query)
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
