/*
 * What a query's words are widened to, in archives that are made up: compounds,
 * other spellings, and what is suggested where nothing is found.
 */
#include "expand.h"

#include "archive.h"
#include "dice.h"
#include "parse.h"
#include "search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

struct world {
    char *path;
    struct store *store;
    struct arena arena;
};

/* An archive of transcripts of one segment each; ends with NULL. */
static void world_make(struct world *world, const char *const *texts,
                       const char *language)
{
    struct store *store;

    world->path = archive_path();
    arena_init(&world->arena);
    store = archive_write(world->path);
    for (size_t i = 0; texts[i]; i++) {
        struct said said[] = {
            { "Ann Bell", 1000, 60000, texts[i], NULL },
            { 0 },
        };
        struct told told = { .show = "Alpha", .language = language };

        told.said = said;
        told.key = told.path = told.title =
            arena_printf(&world->arena, "/f/%zu", i).ptr;
        archive_add(store, &told);
    }
    archive_close(store);
    world->store = archive_read(world->path);
}

static void world_release(struct world *world)
{
    archive_close(world->store);
    archive_remove(world->path);
    arena_release(&world->arena);
}

static void make_plan(struct world *world, const char *line, struct plan *plan)
{
    struct query *query = arena_alloc(&world->arena, sizeof(*query));
    struct error err;

    if (query_parse(slice_of(line), &world->arena, query, &err) ||
        plan_make(world->store, query, &world->arena, plan, &err))
        fail_msg("%s: %s", line, err.text);
}

/* The forms of all leaves but those as typed: "leaf leaf | …". */
static void print_forms(const struct plan *plan, struct buf *out)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++) {
        const struct leaf_plan *leaf = &plan->leaves[i];

        buf_string(out, i ? " |" : "");
        for (size_t j = 0; j < leaf->alternative_count; j++) {
            const struct alternative *form = &leaf->alternatives[j];

            if (form->kind == FORM_TYPED)
                continue;
            for (size_t k = 0; k < form->token_count; k++)
                buf_printf(out, "%c%.*s", k ? '_' : ' ',
                           SLICE_ARG(form->tokens[k]));
        }
    }
}

struct form_case {
    const char *line, *forms;
};

static void check_forms(struct world *world, const struct form_case *cases,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf shown = BUF_INIT;
        struct plan plan;

        make_plan(world, cases[i].line, &plan);
        print_forms(&plan, &shown);
        if (strcmp(shown.len ? shown.ptr : "", cases[i].forms))
            fail_msg("%s:%s, not%s", cases[i].line, shown.ptr, cases[i].forms);
        plan_release(&plan);
        buf_release(&shown);
    }
}

/* ---- compounds ---- */

static const char *const compound_texts[] = {
    "Our front end calls the backend, and the frontend is small. E-mail me.",
    "Front ends come and go; an email stays. The data base is a database.",
    "It was not back then at the end of the day, it was in front.",
    "Nobody co-founded it, the cofounder says. We paid 20 and 04.",
    NULL,
};

static const struct form_case compound_cases[] = {
    { "frontend", " front_end" },
    { "database", " data_base" },
    { "front-end", " frontend" },
    { "email", " e_mail" },
    { "e-mail", " email" },
    { "co-founder", " cofounder" },
    /* words side by side: a form of either */
    { "front end", " frontend | frontend" },
    { "data base small", " database | database |" },
    /* exactly these words */
    { "\"front end\"", "" },
    { "\"frontend\"", "" },
    /* only written side by side */
    { "data AND base", " |" },
    { "data OR base", " |" },
    { "small -(data base)", " | database | database" },
    /* never stand together, or are numbers */
    { "backend", "" },
    { "20-04", "" },
};

static void test_compounds(void **state)
{
    struct world world;

    (void)state;
    world_make(&world, compound_texts, NULL);
    check_forms(&world, compound_cases,
                sizeof(compound_cases) / sizeof(*compound_cases));
    world_release(&world);
}

/* ---- spellings ---- */

static const char *const fuzzy_texts[] = {
    "Welcome. Anthropik is a lab, and so is in tropic, they say.",
    "The topic is the tropic, not anthropology, and arthropic is wrong.",
    "Anthropik's lab is on topic. Cooper made a beta of the meta thing.",
    "Quber netes or Kubernetis, who knows; the cabinets were full.",
    NULL,
};

static const struct form_case fuzzy_cases[] = {
    { "anthropic~", " anthropik anthropik's arthropic in_tropic" },
    { "~anthropic", " anthropik anthropik's arthropic in_tropic" },
    { "anthropic", "" },
    { "kubernetes~", " kubernetis quber_netes" },
    { "an-thropic~", " anthropik anthropik's arthropic in_tropic" },
    { "tropic~", " topic" },
    /* too short, or numbers */
    { "lob~", "" },
    { "a1234~", "" },
};

static void test_fuzzy(void **state)
{
    struct world world;

    (void)state;
    world_make(&world, fuzzy_texts, NULL);
    check_forms(&world, fuzzy_cases,
                sizeof(fuzzy_cases) / sizeof(*fuzzy_cases));
    world_release(&world);
}

static const char *const inflected_texts[] = {
    "They strike, he strikes; nobody pays by stribe.",
    NULL,
};

/* A word with inflections is one of its own, if it is not very near. */
static void test_inflected(void **state)
{
    static const struct form_case cases[] = {
        { "stripe~", " stribe" },
    };

    struct world world;

    (void)state;
    world_make(&world, inflected_texts, "en");
    check_forms(&world, cases, 1);
    world_release(&world);
}

/* The nearer a form, the heavier; all lighter than the word itself. */
static void test_weights(void **state)
{
    struct world world;
    struct plan plan;

    (void)state;
    world_make(&world, fuzzy_texts, NULL);
    make_plan(&world, "anthropic~", &plan);
    for (size_t i = 1; i < plan.leaves[0].alternative_count; i++) {
        const struct alternative *form = &plan.leaves[0].alternatives[i];

        assert_true(form->weight > 0 && form->weight < WEIGHT_INFLECTION);
        assert_true(form->cost > 0 || form->kind == FORM_SOUND);
        assert_true(i == 1 || form->token_count > 1 ||
                    form->weight <= form[-1].weight);
    }
    plan_release(&plan);
    world_release(&world);
}

/* ---- planted errors ---- */

/* Names of people and things that do not exist. */
static const char *const names[] = {
    "Altavane",   "Ambrotek",   "Anselmo",    "Arkadia",     "Astrophel",
    "Balthazar",  "Barnabix",   "Belmarsh",   "Borealix",    "Brockmann",
    "Calderon",   "Camberwick", "Caspertine", "Celandine",   "Chromatik",
    "Cordovan",   "Corvallis",  "Crispwell",  "Dalgarno",    "Danforth",
    "Delphinia",  "Dorchester", "Draxilon",   "Dunmorrow",   "Eberhart",
    "Ellipsion",  "Elverstone", "Emberlyn",   "Falkirk",     "Farnborough",
    "Fenwick",    "Ferromax",   "Filomena",   "Galadrix",    "Garibaldo",
    "Glendower",  "Graphenia",  "Grimaldi",   "Halvorsen",   "Harkonen",
    "Heliodor",   "Hyperkube",  "Iridescale", "Isambard",    "Jacaranda",
    "Jellicoe",   "Joralemon",  "Kalmbach",   "Kestrelix",   "Kirkpatrick",
    "Klavicord",  "Kubrikon",   "Lachlan",    "Lakehurst",   "Leviticon",
    "Lindqvist",  "Lombardex",  "Magnolix",   "Malverine",   "Mandelkov",
    "Marblehead", "Meridiana",  "Montclair",  "Moravec",     "Nachtigal",
    "Nebuchad",   "Nimbostrat", "Norwicher",  "Octavian",    "Orpheline",
    "Osterberg",  "Palantor",   "Parmenides", "Pelligrin",   "Phaedrus",
    "Philomax",   "Pomeranze",  "Quillfeder", "Ravensbourn", "Reykholt",
    "Rothwell",   "Sacramore",  "Saphirion",  "Schellberg",  "Seraphima",
    "Silverton",  "Stradivox",  "Tamburlane", "Telegrafix",  "Thackeray",
    "Thessaly",   "Torquemad",  "Trevelyan",  "Umbrielle",   "Valkyrion",
    "Vandermeer", "Verdigris",  "Wakefield",  "Wolverton",   "Zephyrine",
};

enum { NAMES = sizeof(names) / sizeof(*names), NAME_SIZE = 32 };

/* What is said around them. */
static const char *const around[] = {
    "we think that the team will ship this",
    "and then they asked about the market again",
    "because customers wanted more of that product",
    "which was a hard problem for everybody there",
    "so I told them to write a better story",
};

struct planted {
    char name[NAME_SIZE];
    char heard[NAME_SIZE + 1];
    bool found;
};

static bool is_vowel(char c)
{
    return strchr("aeiou", c) != NULL;
}

/* Puts another letter, a vowel for a vowel, in place of one. */
static void replace_letter(struct dice *dice, char *word, bool only_vowel)
{
    size_t at;
    char old;

    do
        at = 1 + dice_below(dice, (uint32_t)(strlen(word) - 1));
    while (only_vowel && !is_vowel(word[at]));
    old = word[at];
    while (word[at] == old)
        word[at] = is_vowel(old) ? "aeiou"[dice_below(dice, 5)]
                                 : "bdfgklmnprstvz"[dice_below(dice, 14)];
}

/* Writes `put` for the first `old`; false if there is none. */
static bool respell(char *word, const char *old, const char *put)
{
    char copy[NAME_SIZE];
    char *at = strstr(word, old);

    if (!at)
        return false;
    strcpy(copy, at + strlen(old));
    strcpy(at, put);
    strcat(at, copy);
    return true;
}

/* What a recogniser makes of it: one error, of a kind that there are many of. */
static void mishear(struct dice *dice, int kind, char *word)
{
    size_t length = strlen(word),
           at = 2 + dice_below(dice, (uint32_t)(length - 4));

    switch (kind) {
    case 0: /* a letter twice */
        memmove(word + at + 1, word + at, length - at + 1);
        return;
    case 1: /* a letter lost */
        memmove(word + at, word + at + 1, length - at);
        return;
    case 2:
        replace_letter(dice, word, true);
        return;
    case 3: /* two words */
        memmove(word + at + 1, word + at, length - at + 1);
        word[at] = ' ';
        return;
    case 4:
        if (respell(word, "ph", "f") || respell(word, "f", "ph"))
            return;
        break;
    case 5:
        if (respell(word, "ck", "k") || respell(word, "c", "k") ||
            respell(word, "k", "c"))
            return;
        break;
    default:
        break;
    }
    replace_letter(dice, word, false);
}

static void plant(struct dice *dice, struct planted *planted)
{
    for (size_t i = 0; i < NAMES; i++) {
        size_t length = strlen(names[i]);

        for (size_t k = 0; k <= length; k++)
            planted[i].name[k] = ascii_lower(names[i][k]);
        planted[i].found = false;
        do {
            strcpy(planted[i].heard, planted[i].name);
            mishear(dice, (int)(i % 7), planted[i].heard);
        } while (!strcmp(planted[i].heard, planted[i].name));
    }
}

/* Every name as it was heard, and every third as it is, too. */
static void make_archive(struct world *world, const struct planted *planted)
{
    const char *texts[NAMES + 1] = { NULL };
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < NAMES; i++)
        texts[i] = arena_printf(&arena, "%s %s %s. %s %s.", around[i % 5],
                                planted[i].heard, around[(i + 2) % 5],
                                i % 3 ? "Nobody" : planted[i].name,
                                around[(i + 1) % 5])
                       .ptr;
    world_make(world, texts, "en");
    arena_release(&arena);
}

static bool is_heard(const struct alternative *form, const char *heard)
{
    struct buf text = BUF_INIT;
    bool same;

    for (size_t i = 0; i < form->token_count; i++) {
        buf_string(&text, i ? " " : "");
        buf_slice(&text, form->tokens[i]);
    }
    same = slice_equal(buf_view(&text), slice_of(heard));
    buf_release(&text);
    return same;
}

static void look_for(struct world *world, struct planted *one, size_t *shown,
                     size_t *wrong)
{
    char line[NAME_SIZE + 1];
    struct plan plan;

    strcpy(line, one->name);
    strcat(line, "~");
    make_plan(world, line, &plan);
    for (size_t i = 0; i < plan.leaves[0].alternative_count; i++) {
        const struct alternative *form = &plan.leaves[0].alternatives[i];
        bool right = is_heard(form, one->heard);

        one->found = one->found || right;
        if (form->kind < FORM_COMPOUND)
            continue;
        ++*shown;
        *wrong += !right;
    }
    plan_release(&plan);
}

static void test_planted(void **state)
{
    enum { ROUNDS = 5 };

    struct planted planted[NAMES];
    size_t found = 0, shown = 0, wrong = 0;
    struct dice dice = { 20240705 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct world world;

        plant(&dice, planted);
        make_archive(&world, planted);
        for (size_t i = 0; i < NAMES; i++) {
            look_for(&world, &planted[i], &shown, &wrong);
            found += planted[i].found;
        }
        world_release(&world);
    }
    print_message("%zu of %d found, %zu shown, %zu wrong\n", found,
                  ROUNDS * NAMES, shown, wrong);
    assert_true(found * 100 >= (size_t)ROUNDS * NAMES * 95);
    assert_true(wrong * 10 < shown);
}

/* ---- suggestions ---- */

static const struct {
    const char *line, *missing, *suggestions;
} suggest_cases[] = {
    { "kubernetees", "kubernetees", "kubernetis" },
    { "kubernetees who", "kubernetees", "kubernetis who" },
    { "\"antropology and\"", "antropology", "\"anthropology and\"" },
    { "xylophone", "xylophone", "" },
    { "xylophone AND kubernetees", "xylophone kubernetees", "" },
    { "kubernetees AND beta", "kubernetees", "" }, /* of two transcripts */
    { "title:1 kubernetis", "", "kubernetis" },
    { "-title:3 kubernetis", "", "kubernetis" },
    { "\"full cabinets\"", "", "full cabinets" },
    { "beta AND full", "", "" },
    { "beta", "", "" }, /* found */
};

static void ignore(void *context, const struct passage *passage)
{
    (void)context;
    (void)passage;
}

static void print_list(const struct slice *list, size_t count, struct buf *out)
{
    buf_string(out, "");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%.*s", i ? " " : "", SLICE_ARG(list[i]));
}

static void test_suggestions(void **state)
{
    struct search_options options = { .limit = 5, .strict = true };
    struct world world;

    (void)state;
    world_make(&world, fuzzy_texts, NULL);
    for (size_t i = 0; i < sizeof(suggest_cases) / sizeof(*suggest_cases);
         i++) {
        struct buf missing = BUF_INIT, suggestions = BUF_INIT;
        struct search_totals totals;
        struct error err;

        if (search(world.store, slice_of(suggest_cases[i].line), &options,
                   &world.arena, ignore, NULL, &totals, &err))
            fail_msg("%s: %s", suggest_cases[i].line, err.text);
        print_list(totals.missing, totals.missing_count, &missing);
        print_list(totals.suggestions, totals.suggestion_count, &suggestions);
        if (!slice_equal(buf_view(&missing),
                         slice_of(suggest_cases[i].missing)) ||
            !slice_equal(buf_view(&suggestions),
                         slice_of(suggest_cases[i].suggestions)))
            fail_msg("%s: without %s, %s", suggest_cases[i].line, missing.ptr,
                     suggestions.ptr);
        buf_release(&missing);
        buf_release(&suggestions);
    }
    world_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compounds), cmocka_unit_test(test_fuzzy),
        cmocka_unit_test(test_inflected), cmocka_unit_test(test_weights),
        cmocka_unit_test(test_planted),   cmocka_unit_test(test_suggestions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
