#include "regex_slots.h"

#include "term.h"
#include "vocabulary.h"

enum {
    MOST_WORDS = 300, /* more do not narrow, and take the index long to join */
    /* Where a phrase's rarest word is said, the phrase seldom is. */
    PHRASE_SHARE = 4,
};

/* A set while its words are looked for. */
struct survey {
    struct plan *plan;
    const struct regex_literal_set *set;
    struct slice words;
    bool from_right; /* the longer literals' first tokens are left out, not
                        their last */
    struct regex_slots slots;
};

/* ---- words of a slot ---- */

static bool has_word(const struct regex_slot *slot, struct slice term)
{
    for (size_t i = 0; i < slot->forms.count; i++)
        if (slice_equal(slot->forms.words[i].tokens[0], term))
            return true;
    return false;
}

static void add_word(struct survey *survey, struct regex_slot *slot,
                     struct slice term, int64_t count)
{
    struct arena *arena = survey->plan->arena;
    struct leaf_neighbours *forms = &slot->forms;
    struct slice *token;

    if (has_word(slot, term))
        return;
    if (forms->count == MOST_WORDS) {
        slot->too_many = true;
        return;
    }
    token = arena_alloc(arena, sizeof(*token));
    *token = term;
    forms->words = arena_grow(arena, forms->words, &forms->capacity,
                              forms->count + 1, sizeof(*forms->words));
    forms->words[forms->count++] = (struct alternative){
        .tokens = token,
        .token_count = 1,
        .kind = FORM_TYPED,
        .weight = WEIGHT_EXACT,
        .count = count,
    };
    slot->said += count;
}

/* Adds the archive's words that can hold the literal, which is of one token. */
static void add_fitting(struct survey *survey, struct regex_slot *slot,
                        const struct regex_literal *literal)
{
    struct slice words = survey->words;
    const char *end = words.ptr + words.len, *hit = words.ptr;
    struct vocabulary_word word;

    while (!slot->too_many && vocabulary_next(&words, &word)) {
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
            add_word(survey, slot, word.term, word.count);
    }
}

/* What a literal has in slot `index`, by itself. */
static struct regex_literal part_of(const struct survey *survey, size_t literal,
                                    size_t index)
{
    const struct regex_literal *whole = &survey->set->items[literal];

    if (survey->from_right)
        index += whole->token_count - survey->slots.count;
    return (struct regex_literal){
        .tokens = &whole->tokens[index],
        .token_count = 1,
        .open_left = index == 0 && whole->open_left,
        .open_right = index + 1 == whole->token_count && whole->open_right,
    };
}

/* Whether an earlier literal of the set has the part in that place, too. */
static bool is_known(const struct survey *survey, size_t literal, size_t index,
                     const struct regex_literal *part)
{
    for (size_t i = 0; i < literal; i++) {
        struct regex_literal other = part_of(survey, i, index);

        if (other.open_left == part->open_left &&
            other.open_right == part->open_right &&
            slice_equal(other.tokens[0], part->tokens[0]))
            return true;
    }
    return false;
}

static enum status fill_slot(struct survey *survey, size_t index,
                             struct error *err)
{
    struct regex_slot *slot = &survey->slots.items[index];
    enum status status = STATUS_OK;

    for (size_t i = 0; i < survey->set->count && !status; i++) {
        struct regex_literal part = part_of(survey, i, index);
        int64_t count = 0;

        if (is_known(survey, i, index, &part))
            continue;
        if (part.open_left || part.open_right) {
            add_fitting(survey, slot, &part);
            continue;
        }
        status = term_count(survey->plan->store, part.tokens[0], &count, err);
        if (count)
            add_word(survey, slot, part.tokens[0], count);
    }
    return status;
}

/*
 * A word that was cut may hold the whole beginning of a literal that begins in
 * the middle of one: it counts for all that follow.
 */
static void add_cut_words(struct survey *survey)
{
    struct slice words = survey->words;
    struct vocabulary_word word;

    while (vocabulary_next(&words, &word))
        for (size_t i = 0;
             regex_literal_may_be_cut(word.term) && i < survey->slots.count;
             i++)
            add_word(survey, &survey->slots.items[i], word.term, word.count);
}

/* ---- a set ---- */

static void find_rarest(struct survey *survey)
{
    struct regex_slots *slots = &survey->slots;
    size_t known = 0;

    for (size_t i = 0; i < slots->count; i++) {
        const struct regex_slot *slot = &slots->items[i];

        if (slot->too_many)
            continue;
        known++;
        if (slot->said < slots->said) {
            slots->said = slot->said;
            slots->rarest = i;
        }
    }
    if (known == 0)
        return;
    slots->any = *part_of(survey, 0, slots->rarest).tokens;
    if (known > 1)
        slots->said /= PHRASE_SHARE;
}

struct regex_slots regex_slots_none(void)
{
    return (struct regex_slots){ .said = INT64_MAX };
}

/* How long the set's literals are, and what they have at their ends. */
struct shape {
    size_t least, most; /* tokens */
    bool open_left;     /* one is */
};

static struct shape shape_of(const struct regex_literal_set *set)
{
    struct shape shape = { .least = REGEX_MOST_SLOTS };

    for (size_t i = 0; i < set->count; i++) {
        size_t count = set->items[i].token_count;

        shape.open_left = shape.open_left || set->items[i].open_left;
        shape.least = count < shape.least ? count : shape.least;
        shape.most = count > shape.most ? count : shape.most;
    }
    return shape;
}

static enum status survey_side(struct survey *survey, const struct shape *shape,
                               struct error *err)
{
    enum status status = STATUS_OK;

    survey->slots = regex_slots_none();
    survey->slots.count = shape->least;
    for (size_t i = 0; i < shape->least && !status; i++)
        status = fill_slot(survey, i, err);
    if (status)
        return status;
    if (shape->open_left)
        add_cut_words(survey);
    find_rarest(survey);
    return STATUS_OK;
}

enum status regex_slots_survey(struct plan *plan,
                               const struct regex_literal_set *set,
                               struct slice words, struct regex_slots *ret,
                               struct error *err)
{
    struct survey survey = { .plan = plan, .set = set, .words = words };
    struct shape shape = shape_of(set);
    enum status status = survey_side(&survey, &shape, err);

    *ret = survey.slots;
    if (status || shape.most == shape.least)
        return status;
    survey.from_right = true;
    status = survey_side(&survey, &shape, err);
    if (survey.slots.said < ret->said)
        *ret = survey.slots;
    return status;
}
