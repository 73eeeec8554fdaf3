/*
 * Regular expressions that read only what is near the words that they cannot
 * match without, and look only near a string that they need: random ones, over
 * random transcripts of many short segments, must find what they find in the
 * whole text, looked for everywhere.
 */
#include "archive.h"
#include "base/utf8.h"
#include "made_up.h"
#include "parse.h"
#include "plan.h"
#include "regex.h"
#include "regex_find.h"
#include "regex_literal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
    TRANSCRIPTS = 40,
    SEGMENTS = 300, /* many, for places to be worth it */
    SEGMENT_WORDS = 4,
    WORDS = 160,
    PATTERN_WORDS = 3,
};

/* A word of its own, behind which another needs no blank. */
#define IDEOGRAPH "\u4f1a"

/* A word that is cut before its last letters. */
#define TEN_LETTERS "abcdefghij"
#define LONG_WORD                                                           \
    TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS \
        TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS         \
            TEN_LETTERS TEN_LETTERS "lunepa"

/* ---- the archive ---- */

struct world {
    char *path;
    struct store *store;
    struct arena arena, query_arena;
    struct slice words[WORDS];
    struct slice texts[TRANSCRIPTS];
    struct regex_finder *near, *whole;
    struct regex_matcher *knowing, *plain; /* what it needs, or nothing */
    struct regex_found found_near, found_whole;
    struct regex_places places;
    const struct plan *plan;
    bool seen[TRANSCRIPTS + 1]; /* by transcript: the index names it */
    size_t rows, pieces, matches;
};

/* Words of the first few are odd; the others are made of syllables. */
static void make_words(struct world *world, struct dice *dice)
{
    static const char *const odd[] = {
        "Zo\u00eb",    "don't",        "one-way", "co2",      "\u4f1a\u8b70",
        "stra\u00dfe", "c++",          "-",       "\u2026",   "a.b",
        "Stra\u00dfe", "\u0395\u03bd", LONG_WORD, "ka-mo-ri",
    };
    static const char *const syllables[] = { "ka", "mo", "ri", "sel", "tun",
                                             "vo", "pa", "ne", "Ga",  "lu" };

    for (size_t i = 0; i < WORDS; i++) {
        if (i < sizeof(odd) / sizeof(*odd))
            world->words[i] = slice_of(odd[i]);
        else
            world->words[i] = arena_printf(&world->arena, "%s%s%s",
                                           syllables[dice_below(dice, 10)],
                                           syllables[dice_below(dice, 10)],
                                           dice_below(dice, 3) ? "" : "n");
    }
}

/* The common words are in every segment, the others seldom. */
static struct slice choose_word(const struct world *world, struct dice *dice)
{
    return world->words[dice_below(dice, dice_below(dice, 6) ? WORDS : 16)];
}

static void make_segment(struct world *world, struct dice *dice,
                         struct buf *out)
{
    static const char *const gaps[] = { " ", " ",      " ",      "  ",  ", ",
                                        "-", "\u00a0", "\u180e", " - ", "\n" };
    uint32_t count = 1 + dice_below(dice, SEGMENT_WORDS);

    /* A segment without any token cannot be told from the next. */
    buf_string(out, dice_below(dice, 2) ? "ka" : "mori");
    for (uint32_t i = 0; i < count; i++) {
        buf_string(out, gaps[dice_below(dice, 10)]);
        buf_slice(out, choose_word(world, dice));
    }
}

static void make_transcript(struct world *world, struct dice *dice,
                            struct store *store, size_t index)
{
    struct said said[SEGMENTS + 1] = { { 0 } };
    bool glued[SEGMENTS + 1] = { false };
    struct told told = { .show = "Alpha", .said = said, .glued = glued };
    struct buf whole = BUF_INIT;

    told.key = told.path = told.title =
        arena_printf(&world->arena, "/f/%zu", index).ptr;
    for (size_t i = 0; i < SEGMENTS; i++) {
        struct buf text = BUF_INIT;

        make_segment(world, dice, &text);
        if (index % 2 && dice_below(dice, 3) == 0)
            buf_string(&text, IDEOGRAPH);
        said[i].start_ms = said[i].end_ms = TIME_NONE;
        said[i].text = arena_string(&world->arena, buf_view(&text));
        glued[i] = i > 0 && slice_ends_with(slice_of(said[i - 1].text),
                                            SLICE(IDEOGRAPH));
        buf_string(&whole, i && !glued[i] ? " " : "");
        buf_slice(&whole, buf_view(&text));
        buf_release(&text);
    }
    world->texts[index] = arena_copy(&world->arena, buf_view(&whole));
    buf_release(&whole);
    archive_add(store, &told);
}

static struct world *world_new(struct dice *dice)
{
    struct world *world = calloc(1, sizeof(*world));
    struct store *store;

    assert_non_null(world);
    arena_init(&world->arena);
    arena_init(&world->query_arena);
    make_words(world, dice);
    world->path = archive_path();
    store = archive_write(world->path);
    for (size_t i = 0; i < TRANSCRIPTS; i++)
        make_transcript(world, dice, store, i);
    archive_close(store);
    world->store = archive_read(world->path);
    return world;
}

static void world_free(struct world *world)
{
    archive_close(world->store);
    archive_remove(world->path);
    regex_found_release(&world->found_near);
    regex_found_release(&world->found_whole);
    regex_places_release(&world->places);
    arena_release(&world->arena);
    arena_release(&world->query_arena);
    free(world);
}

/* ---- random expressions ---- */

static void add_word(const struct world *world, struct dice *dice,
                     struct buf *out)
{
    struct slice word = choose_word(world, dice);

    for (size_t i = 0; i < word.len; i++) {
        if (strchr("+.-", word.ptr[i]))
            buf_char(out, '\\');
        buf_char(out, word.ptr[i]);
    }
}

/* One of `list`, in which every @ is a word. */
static void add_one_of(const struct world *world, struct dice *dice,
                       const char *const *list, size_t count, struct buf *out)
{
    const char *form = list[dice_below(dice, (uint32_t)count)];

    for (; *form; form++)
        if (*form == '@')
            add_word(world, dice, out);
        else
            buf_char(out, *form);
}

#define ADD_ONE_OF(world, dice, list, out) \
    add_one_of(world, dice, list, sizeof(list) / sizeof(*(list)), out)

static void add_gap(const struct world *world, struct dice *dice,
                    struct buf *out)
{
    static const char *const gaps[] = {
        " ",
        "\\s+",
        "\\W+",
        "\\s*-?\\s*",
        " \\w+ ",
        "\\W+\\w+\\W+",
        " (\\w+ ){0,3}?",
        ".{0,30}",
        ".{1,9}?",
        "[^n]{0,6}",
        "[a-z ]{1,8}",
        "[\\s,]*",
        "(?: @| @)? ",
        "\\b.\\b",
        "\\S*\\s\\S*",
        "\\h+",
        ".*?",
        "(.).{0,4}\\1",
        "\\p{L}*\\P{L}+",
        "(?s:.){2,7}",
        "[^\\s]+ ",
        "\\R",
        "\\x20",
        "[\\x20a]+",
        "[ \\t]++",
        "\\n|\\s",
        "(?>\\w+|\\s){3}",
        " [!-~]+ ",
        "\\W\\K",
        "\\X{1,3}",
        "[-\\s]+",
        " [^\\w]*",
    };

    ADD_ONE_OF(world, dice, gaps, out);
}

static void add_look(const struct world *world, struct dice *dice,
                     struct buf *out)
{
    static const char *const looks[] = {
        "",
        "",
        "",
        "\\b",
        "\\B",
        "^",
        "$",
        "(?=.{30})",
        "(?!.{2,9}@)",
        "(?<=@ )",
        "(?<!@ )",
        "(?= \\w+ @)",
        "(?<=\\s.{9})",
        "(?!\\W*@)",
        "(?<!.{12})",
        "(?<=@\\W)",
        "(?=(\\w+)\\W+\\w+\\W+\\1)",
        "\\G",
        "(?!.*@)",
    };

    ADD_ONE_OF(world, dice, looks, out);
}

static void add_middle(const struct world *world, struct dice *dice,
                       struct buf *out)
{
    static const char *const middles[] = {
        "@",
        "@",
        "@",
        "(@|@)",
        "(?i:@)",
        "@\\w*",
        "\\w*@",
        "@?@",
        "(?:@|\\w+ @)",
        "[kmr]\\w+",
        "@{1,2}",
        "(@ )+@",
        "(\\w)\\w*\\1",
        "(@(?1)?)",
        "@+?",
        "(?:(?=@)@|@)",
    };

    ADD_ONE_OF(world, dice, middles, out);
}

static void make_line(const struct world *world, struct dice *dice,
                      struct buf *out)
{
    static const char *const flags[] = { "", "i", "m", "s", "im", "ims" };
    uint32_t words = 1 + dice_below(dice, PATTERN_WORDS);

    buf_char(out, '/');
    for (uint32_t i = 0; i < words; i++) {
        if (i)
            add_gap(world, dice, out);
        add_look(world, dice, out);
        add_middle(world, dice, out);
    }
    add_look(world, dice, out);
    buf_char(out, '/');
    buf_string(out, flags[dice_below(dice, 6)]);
}

/* Adds what is white space, a character of a word, or anything else. */
static void add_quoted(struct slice text, size_t *at, struct buf *out)
{
    struct slice rest = slice_from(text, *at);
    int32_t code;
    size_t len = utf8_decode(rest, &code);

    if (code == 0x180e || utf8_is_space(code))
        buf_string(out, "\\s");
    else
        buf_printf(out, "%s%.*s", utf8_is_word(code) ? "" : "\\", (int)len,
                   rest.ptr);
    *at += len;
}

/*
 * What is said somewhere, from the middle of a word to that of another, with
 * some words left out.
 */
static void make_quotation(const struct world *world, struct dice *dice,
                           struct buf *out)
{
    struct slice text = world->texts[dice_below(dice, TRANSCRIPTS)];
    size_t at = dice_below(dice, (uint32_t)text.len - 1);
    size_t end = at + 4 + dice_below(dice, 40);

    while (((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    if (end > text.len)
        end = text.len;
    buf_string(out, dice_below(dice, 3) ? "/" : "/(?:|one mori )");
    while (at < end) {
        bool is_blank = text.ptr[at] == ' ';

        add_quoted(text, &at, out);
        if (!is_blank || dice_below(dice, 2))
            continue;
        buf_string(out, "\\S+");
        while (at < end && text.ptr[at] != ' ')
            at++;
    }
    buf_string(out, dice_below(dice, 2) ? "/" : "/i");
}

/* ---- comparing ---- */

static bool is_same(const struct regex_found *a, const struct regex_found *b)
{
    return a->list.count == b->list.count && a->stream_hash == b->stream_hash &&
           (a->list.count == 0 ||
            memcmp(a->list.items, b->list.items,
                   a->list.count * sizeof(*a->list.items)) == 0);
}

/* Whether knowing what the expression needs makes no difference. */
static bool matches_the_same(struct world *world, struct slice text)
{
    struct regex_match a = { 0, 0 }, b = { 0, 0 };
    enum status status_a, status_b;
    struct error err;

    regex_begin_text(world->knowing);
    regex_begin_text(world->plain);
    do {
        status_a = regex_next(world->knowing, text, a.to, &a, &err);
        status_b = regex_next(world->plain, text, b.to, &b, &err);
        if (status_a == STATUS_LIMIT || status_b == STATUS_LIMIT)
            return true;
        if (status_a != status_b ||
            (!status_a && (a.from != b.from || a.to != b.to)))
            return false;
    } while (!status_a);
    return true;
}

static enum status compare_row(void *context, const struct speech_row *row)
{
    struct world *world = context;
    int64_t transcript = speech_row_transcript(row);
    struct regex_finder *whole = world->whole;
    struct regex_places *places = NULL;
    enum status status;
    struct error err;

    world->seen[transcript] = true;
    if (regex_has_places(&world->plan->leaves[0])) {
        places = &world->places;
        regex_places_read(places, world->plan, row, 0);
    }
    status = regex_find(whole, world->store, transcript, 0, NULL,
                        &world->found_whole, &err);
    if (status)
        return status;
    if (!matches_the_same(world, buf_view(&regex_finder_text(whole)->text)))
        fail_msg("%.*s in transcript %lld: by what it needs other matches",
                 SLICE_ARG(world->plan->leaves[0].node->text),
                 (long long)transcript);
    status = regex_find(world->near, world->store, transcript, 0, places,
                        &world->found_near, &err);
    if (status || !is_same(&world->found_near, &world->found_whole))
        fail_msg("%.*s in transcript %lld: %zu matches near its words, %zu in "
                 "all",
                 SLICE_ARG(world->plan->leaves[0].node->text),
                 (long long)transcript, world->found_near.list.count,
                 world->found_whole.list.count);
    world->rows++;
    world->pieces += regex_finder_text(world->near)->piece_count > 1;
    world->matches += world->found_near.list.count;
    return STATUS_OK;
}

/* What the index leaves out has no match. */
static void compare_others(struct world *world)
{
    struct error err;

    for (int64_t i = 1; i <= TRANSCRIPTS; i++)
        if (!world->seen[i] &&
            !regex_find(world->whole, world->store, i, 0, NULL,
                        &world->found_whole, &err) &&
            world->found_whole.list.count)
            fail_msg("%.*s in transcript %lld: %zu matches, which the index "
                     "leaves out",
                     SLICE_ARG(world->plan->leaves[0].node->text), (long long)i,
                     world->found_whole.list.count);
}

static struct regex *compile_plain(const struct node *node)
{
    struct regex *regex;
    struct error err;

    assert_int_equal(
        regex_compile(node->text, node->regex_flags, 0, &regex, &err),
        STATUS_OK);
    return regex;
}

static struct regex_matcher *matcher_of(const struct regex *regex)
{
    struct regex_matcher *matcher;
    struct error err;

    assert_int_equal(regex_matcher_new(regex, &matcher, &err), STATUS_OK);
    return matcher;
}

static void compare(struct world *world, struct slice line)
{
    struct regex *plain;
    struct query query;
    struct plan plan;
    struct error err;

    if (!query_parse(line, &world->query_arena, &query, &err) &&
        !plan_make(world->store, &query, &world->query_arena, &plan, &err)) {
        world->plan = &plan;
        world->near = regex_finder_new(&plan);
        world->whole = regex_finder_new(&plan);
        plain = compile_plain(plan.leaves[0].node);
        world->plain = matcher_of(plain);
        world->knowing = matcher_of(plan.leaves[0].regex);
        memset(world->seen, 0, sizeof(world->seen));
        /* Too slow is too slow either way. */
        if (!speech_scan(world->store, &plan.match, compare_row, world, &err))
            compare_others(world);
        regex_finder_free(world->near);
        regex_finder_free(world->whole);
        regex_matcher_free(world->plain);
        regex_matcher_free(world->knowing);
        regex_free(plain);
        plan_release(&plan);
    }
    arena_clear(&world->query_arena);
}

static void finds_the_same_near_its_words(void **state)
{
    const char *seed = getenv("QUOTH_TEST_SEED");
    const char *rounds = getenv("QUOTH_TEST_ROUNDS");
    struct dice dice = { seed ? strtoull(seed, NULL, 10) : 20240517 };
    unsigned long count = rounds ? strtoul(rounds, NULL, 10) : 400;
    struct world *world = world_new(&dice);

    (void)state;
    for (unsigned long i = 0; i < count; i++) {
        struct buf line = BUF_INIT;

        if (i % 2)
            make_quotation(world, &dice, &line);
        else
            make_line(world, &dice, &line);
        compare(world, buf_view(&line));
        buf_release(&line);
    }
    if (rounds)
        print_message("%zu pairs, %zu in pieces, %zu matches\n", world->rows,
                      world->pieces, world->matches);
    assert_true(world->pieces > world->rows / 8);
    assert_true(world->matches > world->rows / 5);
    world_free(world);
}

/* ---- known ones ---- */

#define FAR REGEX_REACH_FAR

static const struct {
    const char *source;
    uint32_t reach;
} known[] = {
    { "kubernetes", 0 },
    { "supply chain", 1 },
    { "supply\\s+chain", 1 },
    { "supply +chains?", 1 },
    { "supply.chain", 1 },
    { "supply.*chain", FAR },
    { "a.{1,40}?b", 40 },
    { "a.{1,}?b", FAR },
    { "a.{200}.{200}b", FAR },
    { "a \\w+ b", 2 },
    { "(\\w+ ){2,5}b", 5 },
    { "(\\w+ )+b", FAR },
    { "a (b c|d) e", 3 },
    { "a\\W+b", FAR },
    { "a\\W{1,3}b", 3 },
    { "a[ \\t]+b", 1 },
    { "a[\\s]*b", 1 },
    { "a[\\s,]{2}b", 2 },
    { "a[^b]*c", FAR },
    { "a[^\\sb]*c", 0 },
    { "a[a-z\u00e0-\u00ff]*c", 0 },
    { "a[ -z]*c", FAR },
    { "a[\\w-z]*c", 0 },
    { "a[!-\\]]*c", 0 },
    { "a[!-\\x{3000}]*c", FAR },
    { "a\\p{Lu}*\\pL+", 0 },
    { "a\\p{Zs}*", FAR },
    { "a\\p{Pattern_White_Space}*", FAR },
    { "a\\P{L}*", FAR },
    { "(?<=a b )c d", 3 },
    { "c(?= d e)", 2 },
    { "c(?!.*d)", FAR },
    { "(?<=a(?<!b c))d", 1 },
    { "(a)\\1", FAR },
    { "a\\Kb", FAR },
    { "\\Gab", FAR },
    { "a(?R)?", FAR },
    { "\\Qa\\E", FAR },
    { "^a\\b$", 0 },
    { "", 0 },
};

static void sees_so_far(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        struct regex_needs needs;

        regex_literals(slice_of(known[i].source), 0, &arena, &needs);
        if (needs.reach != known[i].reach)
            fail_msg("%s: %u, not %u", known[i].source, needs.reach,
                     known[i].reach);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_so_far),
        cmocka_unit_test(finds_the_same_near_its_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
