/*
 * The words of the archive that a regular expression cannot match without: they
 * are its leaf's forms, by which the index leaves most transcripts out. Where
 * matches are in the others is for regex_find.h to say.
 */
#include "expand.h"

#include "regex.h"
#include "regex_literal.h"
#include "term.h"
#include "vocabulary.h"

enum {
    MOST_TERMS = 300, /* more do not narrow, and take the index long to join */
    /* A word that is said in every fourth segment is in every transcript. */
    COMMON_SEGMENTS = 4,
};

/* What one set of literals would have the index look for. */
struct narrowing {
    struct plan *plan;
    struct leaf_plan forms; /* its alternatives alone */
    int64_t count;          /* how often they are said, at most */
};

/* Adds the literal with `first` in the place of its first token. */
static enum status add_form(struct narrowing *narrowing,
                            const struct regex_literal *literal,
                            struct slice first, int64_t count,
                            struct error *err)
{
    struct arena *arena = narrowing->plan->arena;
    struct alternative form = {
        .tokens = arena_array(arena, literal->token_count, sizeof(first)),
        .token_count = literal->token_count,
        .prefix = literal->token_count > 1 && literal->open_right,
        .kind = FORM_TYPED,
        .weight = WEIGHT_EXACT,
        .count = count,
    };
    size_t whole = form.token_count - (form.prefix ? 1 : 0);
    enum status status = STATUS_OK;

    form.tokens[0] = first;
    for (size_t i = 1; i < form.token_count; i++)
        form.tokens[i] = literal->tokens[i];
    for (size_t i = 1; i < whole && !status; i++) {
        status =
            term_count(narrowing->plan->store, form.tokens[i], &count, err);
        if (count < form.count)
            form.count = count;
    }
    expand_add(narrowing->plan, &narrowing->forms, form);
    narrowing->count += form.count;
    return status;
}

/* A word that was cut may hold the whole beginning of the literal. */
static enum status add_fitting(struct narrowing *narrowing,
                               const struct regex_literal *literal,
                               const struct vocabulary_word *word,
                               struct error *err)
{
    struct regex_literal cut = *literal;

    if (!regex_literal_may_be_cut(word->term) || !literal->open_left)
        return add_form(narrowing, literal, word->term, word->count, err);
    cut.token_count = 1;
    return add_form(narrowing, &cut, word->term, word->count, err);
}

/* Adds the literal with every word that can hold its first token. */
static enum status add_literal(struct narrowing *narrowing,
                               const struct regex_literal *literal,
                               struct slice words, struct error *err)
{
    size_t before = narrowing->forms.alternative_count;
    const char *end = words.ptr + words.len, *hit = words.ptr;
    struct vocabulary_word word;
    enum status status = STATUS_OK;

    while (!status && narrowing->forms.alternative_count <= MOST_TERMS &&
           vocabulary_next(&words, &word)) {
        const char *behind = word.term.ptr + word.term.len;

        /* The next place at which the token stands, in a word or not. */
        if (hit < word.term.ptr) {
            struct slice rest = { word.term.ptr,
                                  (size_t)(end - word.term.ptr) };
            size_t at = slice_find(rest, literal->tokens[0]);

            hit = at == SLICE_NOT_FOUND ? end : rest.ptr + at;
        }
        if ((hit < behind || regex_literal_may_be_cut(word.term)) &&
            regex_literal_fits(literal, word.term))
            status = add_fitting(narrowing, literal, &word, err);
    }
    /* Nobody says it: the index is to find nothing. */
    if (!status && narrowing->forms.alternative_count == before)
        status = add_form(narrowing, literal, literal->tokens[0], 0, err);
    return status;
}

static bool is_worth_it(const struct narrowing *narrowing)
{
    return narrowing->forms.alternative_count <= MOST_TERMS &&
           narrowing->count <= narrowing->plan->segments / COMMON_SEGMENTS;
}

/* Gives the leaf the forms of the set that narrows most, if any does. */
static enum status narrow(struct plan *plan, struct leaf_plan *leaf,
                          const struct regex_needs *needs, struct error *err)
{
    struct narrowing best = { .count = INT64_MAX };
    struct slice words;
    enum status status = vocabulary_load(plan->store, plan->arena, &words, err);

    for (size_t i = 0; i < needs->count && !status; i++) {
        struct narrowing narrowing = { .plan = plan };

        for (size_t k = 0; k < needs->sets[i].count && !status; k++)
            status =
                add_literal(&narrowing, &needs->sets[i].items[k], words, err);
        if (!status && is_worth_it(&narrowing) && narrowing.count < best.count)
            best = narrowing;
    }
    leaf->alternatives = best.forms.alternatives;
    leaf->alternative_count = best.forms.alternative_count;
    leaf->alternative_capacity = best.forms.alternative_capacity;
    return status;
}

enum status regex_expand(struct plan *plan, struct leaf_plan *leaf,
                         struct error *err)
{
    const struct node *node = leaf->node;
    struct regex_needs needs;
    enum status status = regex_compile(node->text, node->regex_flags,
                                       node->from + 1, &leaf->regex, err);

    if (status)
        return status;
    regex_literals(node->text, node->regex_flags, plan->arena, &needs);
    leaf->reach = needs.reach;
    if (needs.count)
        status = narrow(plan, leaf, &needs, err);
    /* How often it matches is not known: as often as what is common. */
    if (leaf->alternative_count == 0)
        leaf->count = plan->segments / COMMON_SEGMENTS;
    return status;
}
