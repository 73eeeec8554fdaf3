/*
 * Regular expressions, from a query to passages, against a plain scan of each
 * transcript's text: whether the index narrows them or not, and however many
 * threads look.
 */
#include "regex.h"

#include "archive.h"
#include "made_up.h"
#include "parse.h"
#include "plan.h"
#include "regex_find.h"
#include "search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
    TRANSCRIPTS = 60, /* enough for threads to be started */
    SEGMENTS_MOST = 6,
    HITS_MOST = 400, /* of a transcript */
};

/* A transcript as it was made, with the blanks between its segments. */
struct kept {
    int64_t episode;
    struct buf text;
    size_t starts[SEGMENTS_MOST]; /* of segments, in the text */
    size_t segment_count;
    struct token_list tokens;
};

struct world {
    char *path;
    struct store *store;
    struct arena arena, query_arena;
    struct kept list[TRANSCRIPTS];
};

/* ---- the archive ---- */

static const char *const marks[] = {
    "", "", "", ",", ".", "?!", " -", "\u2026"
};

static void make_segment(struct dice *dice, struct buf *out)
{
    uint32_t count = 1 + dice_below(dice, 9);

    for (uint32_t i = 0; i < count; i++) {
        buf_string(out, i ? " " : "");
        buf_string(out, made_words[dice_below(dice, MADE_WORDS)]);
        buf_string(out, marks[dice_below(dice, 8)]);
    }
}

static void make_kept(struct world *world, struct dice *dice,
                      struct store *store, size_t index)
{
    struct kept *kept = &world->list[index];
    struct said said[SEGMENTS_MOST + 1] = { { 0 } };
    struct told told = { .show = index % 2 ? "Alpha" : "Beta", .said = said };

    told.key = told.path = told.title =
        arena_printf(&world->arena, "/f/%zu", index).ptr;
    kept->segment_count = 1 + dice_below(dice, SEGMENTS_MOST);
    for (size_t i = 0; i < kept->segment_count; i++) {
        struct slice text;

        buf_string(&kept->text, i ? " " : "");
        kept->starts[i] = kept->text.len;
        make_segment(dice, &kept->text);
        text = slice_from(buf_view(&kept->text), kept->starts[i]);
        said[i] = (struct said){
            .speaker = made_speakers[dice_below(dice, MADE_SPEAKERS)],
            .start_ms = (int64_t)i * 4000,
            .end_ms = (int64_t)i * 4000 + 4000,
            .text = arena_string(&world->arena, text),
        };
    }
    token_list_init(&kept->tokens);
    tokenize(&kept->tokens, buf_view(&kept->text), 0);
    kept->episode = archive_add(store, &told);
}

static struct world *world_new(uint64_t seed)
{
    struct world *world = calloc(1, sizeof(*world));
    struct dice dice = { seed };
    struct store *store;

    assert_non_null(world);
    world->path = archive_path();
    arena_init(&world->arena);
    arena_init(&world->query_arena);
    store = archive_write(world->path);
    for (size_t i = 0; i < TRANSCRIPTS; i++)
        make_kept(world, &dice, store, i);
    archive_close(store);
    world->store = archive_read(world->path);
    return world;
}

static void world_free(struct world *world)
{
    archive_close(world->store);
    archive_remove(world->path);
    for (size_t i = 0; i < TRANSCRIPTS; i++) {
        buf_release(&world->list[i].text);
        token_list_release(&world->list[i].tokens);
    }
    arena_release(&world->arena);
    arena_release(&world->query_arena);
    free(world);
}

/* ---- the plain scan ---- */

struct scanned {
    struct interval words;
    struct slice match;
};

static size_t segment_at(const struct kept *kept, size_t byte)
{
    size_t segment = kept->segment_count - 1;

    while (kept->starts[segment] > byte)
        segment--;
    return segment;
}

static size_t segment_of(const struct kept *kept, uint32_t token)
{
    return segment_at(kept, kept->tokens.tokens[token].from_byte);
}

/* The words that a match touches; else the next of its segment, or the last. */
static struct interval words_of(const struct kept *kept,
                                const struct regex_match *match)
{
    const struct token_list *tokens = &kept->tokens;
    struct interval words = { (uint32_t)tokens->count - 1, 0 };

    for (size_t i = tokens->count; i-- > 0;)
        if (tokens->tokens[i].to_byte > match->from)
            words.first = (uint32_t)i;
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->tokens[i].from_byte < match->to)
            words.last = (uint32_t)i;
    if (words.last >= words.first)
        return words;
    if (segment_of(kept, words.first) > segment_at(kept, match->from))
        words.first--;
    words.last = words.first;
    return words;
}

/* All matches; those that share all their words are one. */
static size_t scan(const struct kept *kept, const struct node *node,
                   struct scanned *list)
{
    struct slice text = buf_view(&kept->text);
    struct regex_match match = { 0, 0 };
    struct regex_matcher *matcher;
    struct regex *regex;
    struct error err;
    size_t count = 0;

    assert_int_equal(
        regex_compile(node->text, node->regex_flags, 0, &regex, &err),
        STATUS_OK);
    assert_int_equal(regex_matcher_new(regex, &matcher, &err), STATUS_OK);
    regex_begin_text(matcher);
    while (!regex_next(matcher, text, match.to, &match, &err)) {
        struct interval words = words_of(kept, &match);
        struct scanned *before = count ? &list[count - 1] : NULL;

        assert_true(count < HITS_MOST);
        if (before && (before->words.first == words.first ||
                       before->words.last >= words.last)) {
            size_t from = (size_t)(before->match.ptr - text.ptr);

            before->match = slice_range(text, from, match.to);
            if (words.last > before->words.last)
                before->words.last = words.last;
            continue;
        }
        list[count++] =
            (struct scanned){ words, slice_range(text, match.from, match.to) };
    }
    regex_matcher_free(matcher);
    regex_free(regex);
    return count;
}

/* ---- comparing ---- */

struct found {
    struct arena *arena;
    const struct passage **list;
    size_t count, capacity;
};

static void take(void *context, const struct passage *passage)
{
    struct found *found = context;

    found->list = arena_grow(found->arena, found->list, &found->capacity,
                             found->count + 1, sizeof(*found->list));
    found->list[found->count++] = passage;
}

static void run_search(struct world *world, const char *line,
                       struct found *found)
{
    struct search_options options = { .limit = SIZE_MAX, .strict = true };
    struct search_totals totals;
    struct error err;

    *found = (struct found){ .arena = &world->query_arena };
    if (search(world->store, slice_of(line), &options, &world->query_arena,
               take, found, &totals, &err))
        fail_msg("%s: %s", line, err.text);
    assert_int_equal(totals.total, found->count);
}

static const struct passage *passage_at(const struct found *found,
                                        int64_t episode, size_t segment)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->list[i]->episode->id == episode &&
            found->list[i]->start_ms == (int64_t)segment * 4000)
            return found->list[i];
    return NULL;
}

/*
 * What of a match stands before the segment of its first word is not shown, and
 * the blank between two segments is part of neither.
 */
static bool has_hit(const struct passage *passage, struct slice match)
{
    match = slice_trim(match);
    for (size_t i = 0; i < passage->hit_count; i++) {
        struct slice hit = slice_trim(passage->hits[i].match);

        if (slice_equal(hit, match) ||
            (passage->hits[i].from_byte == 0 && slice_ends_with(match, hit)))
            return true;
    }
    return false;
}

/* Every match is shown where it begins, and there is no other passage. */
static size_t compare(struct world *world, const char *line)
{
    struct scanned *list =
        arena_array(&world->query_arena, HITS_MOST, sizeof(*list));
    size_t passages = 0, matches = 0;
    struct query query;
    struct found found;
    struct error err;

    assert_int_equal(
        query_parse(slice_of(line), &world->query_arena, &query, &err),
        STATUS_OK);
    run_search(world, line, &found);
    for (size_t i = 0; i < TRANSCRIPTS; i++) {
        const struct kept *kept = &world->list[i];
        size_t count = scan(kept, query.root, list), last = SIZE_MAX;

        for (size_t k = 0; k < count; k++) {
            size_t segment = segment_of(kept, list[k].words.first);
            const struct passage *passage =
                passage_at(&found, kept->episode, segment);

            if (!passage)
                fail_msg("%s: \"%.*s\" of %zu@%zu is not found", line,
                         SLICE_ARG(list[k].match), i, segment);
            /* The closest one of a segment is shown whole. */
            if (segment_of(kept, list[k].words.last) == segment &&
                !has_hit(passage, list[k].match) &&
                slice_find(passage->text, list[k].match) != SLICE_NOT_FOUND)
                fail_msg("%s: \"%.*s\" is no hit of %zu@%zu", line,
                         SLICE_ARG(list[k].match), i, segment);
            passages += segment != last;
            last = segment;
        }
        matches += count;
    }
    if (found.count != passages)
        fail_msg("%s: %zu passages, not %zu", line, found.count, passages);
    arena_clear(&world->query_arena);
    return matches;
}

static const char *const lines[] = {
    "/ship/",
    "/Ship/",
    "/ship/i",
    "/ship(s|ped)?\\b/",
    "/walk\\w+/",
    "/one.way/",
    "/one way/",
    "/one-way door/",
    "/red .{1,40}? blue/",
    "/green \\w+ ship/",
    "/(green|zoo) (red|co2)/",
    "/\\b(\\w+) \\1\\b/",
    "/\\?!/",
    "/[.?!]+ \\w/",
    "/ \\w+/",
    "/^\\w+/",
    "/\\w+\\W*$/",
    "/o/",
    "/\\w/",
    "/./",
    "/\\S+/",
    "/Zo\u00eb/",
    "/zo\u00cb/i",
    "/zoe/i",
    "/don't|co\\d/",
    "/nowhere/",
    "/bluest?\\W+red(dish)?/i",
    "/(?<=red )green/",
    "/green(?! red)/",
    "/wa(lk)ed?|sh..s/",
    "/\\w+ \\w|\\w/",
};

static void finds_what_a_scan_finds(void **state)
{
    const char *seed = getenv("QUOTH_TEST_SEED");
    struct world *world = world_new(seed ? strtoull(seed, NULL, 10) : 20240517);
    size_t silent = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
        silent += compare(world, lines[i]) == 0;
    assert_true(silent < sizeof(lines) / sizeof(*lines) / 3);
    world_free(world);
}

/* ---- with the rest of the language ---- */

static void make_small(struct world *world)
{
    static const struct said said[] = {
        { "Dana", 0, 5000, "The budget is 40 k, they say.", NULL },
        { "Sam", 5000, 9000, "A colour theory costs more; a color", NULL },
        { "Dana", 9000, 14000, "chart is 300 thousand.", NULL },
        { "Sam", 60000, 64000, "Colouring is another budget.", NULL },
        { 0 },
    };
    const struct told told = {
        .show = "Alpha", .key = "a", .path = "/a", .said = said
    };

    world->path = archive_of(&told, 1);
    arena_init(&world->arena);
    arena_init(&world->query_arena);
    world->store = archive_read(world->path);
}

/* The hits of all passages, by rank: "hit,hit | hit". */
static const struct {
    const char *line, *hits;
} combined[] = {
    { "/colou?r/ theory", "colour,theory,color" },
    { "\"budget\" AND /\\b\\d+ ?(k|thousand)\\b/i", "budget,40 k" },
    { "speaker:dana /\\d+/", "40 | 300" },
    { "/colou?r chart/", "color chart" },
    { "/color chart/m", "" },
    { "/color\\schart/m", "color chart" },
    { "/^\\w+/", "The" },
    { "/^\\w+/m", "The | A | chart | Colouring" },
    { "budget -/chart/", "budget" },
    { "/\\bColour\\w+/ OR /\\b4\\d\\b/", "40 | Colouring" },
    { "/our/", "our | our" },
    { "/[,;.] \\w/", ", t | A,; a | C" },
    { "/an/", "an | an" },
    { "/(?i)COLOR CHART IS/", "color chart is" },
};

static void print_hits(const struct found *found, struct buf *out)
{
    buf_string(out, "");
    for (int64_t start_ms = 0; start_ms < 70000; start_ms += 1000)
        for (size_t i = 0; i < found->count; i++) {
            const struct passage *passage = found->list[i];

            if (passage->start_ms != start_ms)
                continue;
            buf_string(out, out->len ? " | " : "");
            for (size_t k = 0; k < passage->hit_count; k++) {
                buf_string(out, k ? "," : "");
                buf_slice(out, passage->hits[k].match);
            }
        }
}

static void combines_with_words(void **state)
{
    struct world *world = calloc(1, sizeof(*world));

    (void)state;
    assert_non_null(world);
    make_small(world);
    for (size_t i = 0; i < sizeof(combined) / sizeof(*combined); i++) {
        struct buf hits = BUF_INIT;
        struct found found;

        run_search(world, combined[i].line, &found);
        print_hits(&found, &hits);
        if (strcmp(hits.ptr, combined[i].hits) != 0)
            fail_msg("%s: %s, not %s", combined[i].line, hits.ptr,
                     combined[i].hits);
        buf_release(&hits);
    }
    archive_close(world->store);
    archive_remove(world->path);
    arena_release(&world->arena);
    arena_release(&world->query_arena);
    free(world);
}

/* ---- too slow ---- */

static enum status match_text(const char *source, struct slice text,
                              struct error *err)
{
    struct regex_matcher *matcher;
    struct regex_match match;
    struct regex *regex;
    enum status status;

    assert_int_equal(regex_compile(slice_of(source), 0, 0, &regex, err),
                     STATUS_OK);
    assert_int_equal(regex_matcher_new(regex, &matcher, err), STATUS_OK);
    regex_begin_text(matcher);
    status = regex_next(matcher, text, 0, &match, err);
    regex_matcher_free(matcher);
    regex_free(regex);
    return status;
}

static void gives_up_in_time(void **state)
{
    static const char *const slow[] = { "(a+)+$", "(a|aa)+$", "(a*)*b" };
    struct buf text = BUF_INIT;
    struct error limit = { 0 };

    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_string(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ");
    for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++) {
        struct error err = { 0 };
        enum status status = match_text(slow[i], buf_view(&text), &err);

        if (status != STATUS_LIMIT && status != STATUS_NOT_FOUND)
            fail_msg("%s: status %d, %s", slow[i], status, err.text);
    }
    assert_int_equal(match_text("(a|aa)+$", buf_view(&text), &limit),
                     STATUS_LIMIT);
    assert_non_null(strstr(limit.text, "simpler"));
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_scan_finds),
        cmocka_unit_test(combines_with_words),
        cmocka_unit_test(gives_up_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
