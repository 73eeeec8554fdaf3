/*
 * `word~`: what a recogniser may have written in its place. One pass over the
 * packed vocabulary finds near spellings, words that sound alike, and words
 * that sound like its beginning or its end, of which pairs are made.
 */
#include "expand.h"

#include "speech.h"
#include "spelling.h"
#include "term.h"
#include "vocabulary.h"

#include <math.h>
#include <stdlib.h>

enum {
    FORMS_MOST = 24,  /* near words kept */
    PAIRS_MOST = 6,   /* of them, pairs of words */
    PAIRS_TRIED = 24, /* pairs that are looked for in the index */
    PIECES = 24,      /* beginnings, and ends, kept for each place to part */
    PIECE_LETTERS = 2,
    PARTINGS = SOUND_MAX,
};

/*
 * A word that is said often is rather itself than another one misheard. How
 * often is often: as a share of all words, and of the times the word asked for
 * is said; ten times that costs so much more. A word that is said by nobody is
 * likely mistyped itself, and means one that is said more often.
 */
enum {
    OFTEN_SHARE = 3000000,
    OFTEN_OF_WORD = 50,
    OFTEN_LEAST = 4,
    OFTEN_IF_UNSAID = 10, /* times as often */
};

#define COST_OF_TEN_TIMES 60.0

/* Words have inflections, what was misheard has hardly ever any. */
enum { COST_OF_INFLECTED = 70 };

/*
 * Two words in a row are something misheard if they are met more than so many
 * times as often as chance would have them beside each other. Where that is
 * often, nobody can tell.
 */
#define TIMES_CHANCE 50.0
#define CHANCE_MOST  10.0

/* What is so much further off than the nearest is likely another word. */
enum { COST_BEHIND_BEST = 60 };

/* A form that may be added: a word, or two in a row. */
struct near_form {
    struct slice tokens[2];
    size_t token_count;
    uint32_t cost; /* of the spelling */
    uint32_t rank; /* cost, and more for what is said often */
    int64_t count;
    double by_chance; /* two words: how often chance has them in a row */
};

/* Half of a pair. */
struct piece {
    struct slice term;
    uint32_t distance; /* from the nearest beginning, or end, of the word */
    int64_t count;
};

struct pieces {
    uint32_t key;
    struct piece list[PIECES]; /* nearest first */
    size_t count;
};

/* One place to part the word: what the two pieces must sound like. */
struct parting {
    struct pieces first, second;
};

/* Which keys are asked for, by their lowest bits: most words are of none. */
enum { KEY_FILTER = 4096 };

struct fuzzy {
    struct plan *plan;
    struct leaf_plan *leaf;
    struct spelling spelling;
    double often; /* occurrences */
    struct near_form *forms;
    size_t form_count, form_capacity;
    uint32_t nearest; /* rank of the first that was added */
    struct parting *partings;
    size_t parting_count;
    bool asked[KEY_FILTER];
};

/* ---- forms ---- */

static uint32_t rank_of(const struct fuzzy *fuzzy, uint32_t cost, int64_t count)
{
    double times = (double)count / fuzzy->often;

    return times <= 1 ? cost
                      : cost + (uint32_t)(COST_OF_TEN_TIMES * log10(times));
}

static void add_near(struct fuzzy *fuzzy, struct near_form form)
{
    if (form.rank > fuzzy->spelling.most)
        return;
    fuzzy->forms =
        arena_grow(fuzzy->plan->arena, fuzzy->forms, &fuzzy->form_capacity,
                   fuzzy->form_count + 1, sizeof(*fuzzy->forms));
    fuzzy->forms[fuzzy->form_count++] = form;
}

static void try_word(struct fuzzy *fuzzy, const struct vocabulary_word *word)
{
    uint32_t cost =
        spelling_cost(&fuzzy->spelling, word->term, word->sound_key);

    if (cost == SPELLING_FAR || expand_has(fuzzy->leaf, word->term))
        return;
    add_near(fuzzy,
             (struct near_form){ .tokens = { word->term },
                                 .token_count = 1,
                                 .cost = cost,
                                 .rank = rank_of(fuzzy, cost, word->count),
                                 .count = word->count });
}

/* ---- pairs ---- */

/* Keeps a piece if it is among the nearest, the more frequent first. */
static void keep_piece(struct pieces *pieces, struct piece piece)
{
    size_t at = pieces->count;

    while (at > 0 && (pieces->list[at - 1].distance > piece.distance ||
                      (pieces->list[at - 1].distance == piece.distance &&
                       pieces->list[at - 1].count < piece.count)))
        at--;
    if (at == PIECES)
        return;
    if (pieces->count < PIECES)
        pieces->count++;
    for (size_t i = pieces->count - 1; i > at; i--)
        pieces->list[i] = pieces->list[i - 1];
    pieces->list[at] = piece;
}

static void try_piece(struct fuzzy *fuzzy, const struct vocabulary_word *word)
{
    uint32_t first = UINT32_MAX, second = UINT32_MAX;
    struct piece piece = { .term = word->term, .count = word->count };

    if (word->sound_key == 0 || !fuzzy->asked[word->sound_key % KEY_FILTER] ||
        word->term.len < PIECE_LETTERS)
        return;
    for (size_t i = 0; i < fuzzy->parting_count; i++) {
        struct parting *parting = &fuzzy->partings[i];

        if (parting->first.key == word->sound_key) {
            if (first == UINT32_MAX)
                first =
                    spelling_distance_of_start(&fuzzy->spelling, word->term);
            piece.distance = first;
            keep_piece(&parting->first, piece);
        }
        if (parting->second.key == word->sound_key) {
            if (second == UINT32_MAX)
                second = spelling_distance_of_end(&fuzzy->spelling, word->term);
            piece.distance = second;
            keep_piece(&parting->second, piece);
        }
    }
}

/* Wherever the sound of the word can be parted in two. */
static void make_partings(struct fuzzy *fuzzy)
{
    const struct sound *sound = &fuzzy->spelling.sound;

    fuzzy->partings =
        arena_array(fuzzy->plan->arena, PARTINGS, sizeof(*fuzzy->partings));
    for (size_t at = 1; at < sound->count; at++) {
        struct parting *parting = &fuzzy->partings[fuzzy->parting_count++];

        parting->first.key = sound_key(sound, 0, at);
        parting->second.key = sound_key(sound, at, sound->count);
        fuzzy->asked[parting->first.key % KEY_FILTER] = true;
        fuzzy->asked[parting->second.key % KEY_FILTER] = true;
    }
}

/* Two words that are common stand together by chance as often as this. */
static double by_chance(const struct fuzzy *fuzzy, int64_t a, int64_t b)
{
    return (double)a * (double)b /
           (double)(expand_archive_words(fuzzy->plan) + 1);
}

static void try_pair(struct fuzzy *fuzzy, const struct piece *first,
                     const struct piece *second)
{
    uint32_t cost;
    double chance;

    if (expand_has(fuzzy->leaf, first->term) ||
        expand_has(fuzzy->leaf, second->term))
        return;
    chance = by_chance(fuzzy, first->count, second->count);
    if (chance > CHANCE_MOST)
        return;
    cost = spelling_cost_of_two(&fuzzy->spelling, first->term, second->term);
    if (cost == SPELLING_FAR)
        return;
    add_near(fuzzy, (struct near_form){ .tokens = { first->term, second->term },
                                        .token_count = 2,
                                        .cost = cost,
                                        .rank = cost,
                                        .count = first->count < second->count
                                                     ? first->count
                                                     : second->count,
                                        .by_chance = chance });
}

static void make_pairs(struct fuzzy *fuzzy)
{
    for (size_t i = 0; i < fuzzy->parting_count; i++) {
        const struct parting *parting = &fuzzy->partings[i];

        for (size_t j = 0; j < parting->first.count; j++)
            for (size_t k = 0; k < parting->second.count; k++)
                try_pair(fuzzy, &parting->first.list[j],
                         &parting->second.list[k]);
    }
}

/* ---- choosing ---- */

static int by_rank(const void *left, const void *right)
{
    const struct near_form *a = left, *b = right;
    int order;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    order = slice_compare(a->tokens[0], b->tokens[0]);
    return order ? order : slice_compare(a->tokens[1], b->tokens[1]);
}

static void add_form(struct fuzzy *fuzzy, const struct near_form *form)
{
    struct plan *plan = fuzzy->plan;
    struct slice *tokens =
        arena_array(plan->arena, form->token_count, sizeof(*tokens));

    if (form->rank < fuzzy->nearest)
        fuzzy->nearest = form->rank;
    for (size_t i = 0; i < form->token_count; i++)
        tokens[i] = form->tokens[i];
    expand_add(plan, fuzzy->leaf,
               (struct alternative){
                   .tokens = tokens,
                   .token_count = form->token_count,
                   .kind = form->token_count > 1 ? FORM_SOUND : FORM_SPELLING,
                   .cost = form->cost,
                   .weight = WEIGHT_FUZZY - form->cost / 4,
                   .count = form->count });
}

/* A compound is there already, and what has a word that is one by itself. */
static bool has_pair(const struct leaf_plan *leaf, const struct slice pair[2])
{
    for (size_t i = 0; i < leaf->alternative_count; i++) {
        const struct alternative *form = &leaf->alternatives[i];

        if (form->token_count == 2 && slice_equal(form->tokens[0], pair[0]) &&
            slice_equal(form->tokens[1], pair[1]))
            return true;
    }
    return expand_has(leaf, pair[0]) || expand_has(leaf, pair[1]);
}

/* Whether so much nearer ones were added that this is likely none. */
static bool is_behind(const struct fuzzy *fuzzy, const struct near_form *form)
{
    return form->rank > fuzzy->nearest + COST_BEHIND_BEST;
}

/* Two words that never stand together, or by chance alone, are no form. */
static enum status add_pair(struct fuzzy *fuzzy, const struct near_form *form,
                            size_t *added, struct error *err)
{
    int64_t needed = (int64_t)(TIMES_CHANCE * form->by_chance) + 1, found;
    enum status status =
        speech_count(fuzzy->plan->store, form->tokens, 2, needed, &found, err);

    if (status || found < needed)
        return status;
    add_form(fuzzy, form);
    ++*added;
    return STATUS_OK;
}

static enum status add_pairs(struct fuzzy *fuzzy, struct error *err)
{
    size_t added = 0, tried = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < fuzzy->form_count && !status; i++) {
        const struct near_form *form = &fuzzy->forms[i];

        if (form->token_count == 1 || has_pair(fuzzy->leaf, form->tokens) ||
            (i > 0 && by_rank(form, form - 1) == 0))
            continue;
        if (added == PAIRS_MOST || tried++ == PAIRS_TRIED)
            break;
        status = add_pair(fuzzy, form, &added, err);
    }
    return status;
}

/* Whether the word has inflections, other than a possessive. */
static enum status is_inflected(struct fuzzy *fuzzy, struct slice word,
                                bool *ret_inflected, struct error *err)
{
    struct expansion *list;
    size_t count = 0;
    enum status status = term_inflections(
        fuzzy->plan->store, word, fuzzy->plan->arena, &list, &count, err);

    *ret_inflected = false;
    for (size_t i = 1; i < count && !status; i++)
        if (!slice_starts_with(list[i].term, word) ||
            !slice_starts_with(slice_from(list[i].term, word.len), SLICE("'")))
            *ret_inflected = true;
    return status;
}

static enum status add_words(struct fuzzy *fuzzy, struct error *err)
{
    size_t added = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < fuzzy->form_count && !status; i++) {
        const struct near_form *form = &fuzzy->forms[i];
        bool inflected;

        if (form->token_count > 1)
            continue;
        if (is_behind(fuzzy, form) || added == FORMS_MOST)
            break;
        status = is_inflected(fuzzy, form->tokens[0], &inflected, err);
        if (status || (inflected &&
                       form->rank + COST_OF_INFLECTED > fuzzy->spelling.most))
            continue;
        add_form(fuzzy, form);
        added++;
    }
    return status;
}

/* The words first: a pair that has one of them is found by it alone. */
static enum status choose(struct fuzzy *fuzzy, struct error *err)
{
    enum status status;

    if (fuzzy->form_count)
        qsort(fuzzy->forms, fuzzy->form_count, sizeof(*fuzzy->forms), by_rank);
    fuzzy->nearest = fuzzy->spelling.most;
    status = add_words(fuzzy, err);
    if (!status)
        status = add_pairs(fuzzy, err);
    return status;
}

/* ---- together ---- */

static void scan(struct fuzzy *fuzzy, struct slice words)
{
    struct vocabulary_word word;

    while (vocabulary_next(&words, &word)) {
        try_word(fuzzy, &word);
        try_piece(fuzzy, &word);
    }
}

static double often_of(const struct fuzzy *fuzzy)
{
    int64_t often = expand_archive_words(fuzzy->plan) / OFTEN_SHARE;
    int64_t said = 0;

    for (size_t i = 0; i < fuzzy->leaf->alternative_count; i++)
        said += fuzzy->leaf->alternatives[i].count;
    if (often < said / OFTEN_OF_WORD)
        often = said / OFTEN_OF_WORD;
    if (often < OFTEN_LEAST)
        often = OFTEN_LEAST;
    return (double)(said ? often : often * OFTEN_IF_UNSAID);
}

/* The word as one, however it was written. */
static struct slice whole_word(struct plan *plan, const struct node *node)
{
    struct buf text = BUF_INIT;
    struct slice word;

    for (size_t i = 0; i < node->token_count; i++)
        buf_slice(&text, node->tokens[i]);
    word = arena_copy(plan->arena, buf_view(&text));
    buf_release(&text);
    return word;
}

enum status fuzzy_expand(struct plan *plan, struct leaf_plan *leaf,
                         struct error *err)
{
    struct fuzzy *fuzzy = arena_alloc(plan->arena, sizeof(*fuzzy));
    struct slice words;
    enum status status;

    fuzzy->plan = plan;
    fuzzy->leaf = leaf;
    if (!spelling_init(&fuzzy->spelling, whole_word(plan, leaf->node)))
        return STATUS_OK;
    status = vocabulary_load(plan->store, plan->arena, &words, err);
    if (status)
        return status;
    fuzzy->often = often_of(fuzzy);
    make_partings(fuzzy);
    scan(fuzzy, words);
    make_pairs(fuzzy);
    return choose(fuzzy, err);
}
