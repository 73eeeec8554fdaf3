/*
 * The words of the archive that a regular expression cannot match without: they
 * are its leaf's forms, by which the index leaves most transcripts out. Where
 * matches are in the others is for regex_find.h to say.
 */
#include "expand.h"

#include "regex.h"
#include "regex_literal.h"
#include "regex_part.h"
#include "regex_slots.h"
#include "vocabulary.h"

enum {
    /* A word that is said in every fourth segment is in every transcript. */
    COMMON_SEGMENTS = 4,
    /* To list more words than so, or more common ones than so many times the
     * leaf's own, takes longer than it saves. */
    MOST_NEIGHBOURS = 64,
    NEIGHBOUR_SHARE = 16,
    /* What is near is a few words farther away than there are blanks. */
    NEAR_WORDS = 8,
};

static bool is_worth_listing(const struct regex_slot *slot, int64_t said)
{
    return !slot->too_many && slot->forms.count > 0 &&
           slot->forms.count <= MOST_NEIGHBOURS &&
           slot->said / NEIGHBOUR_SHARE <= said;
}

static void add_neighbours(struct leaf_plan *leaf,
                           const struct regex_slot *slot, int distance)
{
    struct leaf_neighbours *neighbours =
        &leaf->neighbours[leaf->neighbour_count++];

    *neighbours = slot->forms;
    neighbours->distance = distance;
}

/* The rarest words of a set are the leaf's, the others are to be beside them. */
static void ask_for(struct plan *plan, struct leaf_plan *leaf,
                    struct regex_slots *slots)
{
    const struct regex_slot *rarest = &slots->items[slots->rarest];

    leaf->alternatives = rarest->forms.words;
    leaf->alternative_count = rarest->forms.count;
    leaf->alternative_capacity = rarest->forms.capacity;
    leaf->neighbours =
        arena_array(plan->arena, REGEX_MOST_SLOTS, sizeof(*leaf->neighbours));
    for (size_t i = 0; i < slots->count; i++)
        if (i != slots->rarest &&
            is_worth_listing(&slots->items[i], rarest->said))
            add_neighbours(leaf, &slots->items[i], (int)i - (int)slots->rarest);
}

/* Nobody says it: the index is to find nothing. */
static void ask_for_nothing(struct plan *plan, struct leaf_plan *leaf,
                            struct slice token)
{
    struct slice *kept = arena_alloc(plan->arena, sizeof(*kept));

    *kept = token;
    expand_add(plan, leaf,
               (struct alternative){
                   .tokens = kept,
                   .token_count = 1,
                   .kind = FORM_TYPED,
                   .weight = WEIGHT_EXACT,
               });
}

/* The rarest words of another set, if they leave out much; else NULL. */
static const struct regex_slot *near_slot(const struct leaf_plan *leaf,
                                          const struct regex_slots *best,
                                          const struct regex_slots *second)
{
    const struct regex_slot *slot = &second->items[second->rarest];

    if (second->said == INT64_MAX || leaf->reach >= REGEX_REACH_FAR ||
        !is_worth_listing(slot, best->items[best->rarest].said))
        return NULL;
    return slot;
}

/* How often both are said near one another, if chance has it. */
static int64_t count_together(const struct plan *plan,
                              const struct leaf_plan *leaf, int64_t said,
                              const struct regex_slot *near)
{
    double words = (double)expand_archive_words(plan) + 1;
    double chance =
        2.0 * (leaf->reach + NEAR_WORDS) * (double)near->said / words;

    return chance < 1 ? (int64_t)((double)said * chance) : said;
}

static enum status survey_sets(struct plan *plan,
                               const struct regex_needs *needs,
                               struct regex_slots *ret_best,
                               struct regex_slots *ret_second,
                               struct error *err)
{
    struct regex_slots slots;
    struct slice words;
    enum status status = vocabulary_load(plan->store, plan->arena, &words, err);

    *ret_best = *ret_second = regex_slots_none();
    for (size_t i = 0; i < needs->count && !status; i++) {
        status = regex_slots_survey(plan, &needs->sets[i], words, &slots, err);
        if (slots.said < ret_best->said) {
            *ret_second = *ret_best;
            *ret_best = slots;
        } else if (slots.said < ret_second->said) {
            *ret_second = slots;
        }
    }
    return status;
}

/* Gives the leaf the words of the set that narrows most, if any does. */
static enum status narrow(struct plan *plan, struct leaf_plan *leaf,
                          const struct regex_needs *needs, struct error *err)
{
    struct regex_slots best, second;
    const struct regex_slot *near;
    int64_t said;
    enum status status = survey_sets(plan, needs, &best, &second, err);

    if (status || best.said == INT64_MAX)
        return status;
    near = near_slot(leaf, &best, &second);
    said = near ? count_together(plan, leaf, best.said, near) : best.said;
    if (said > plan->segments / COMMON_SEGMENTS)
        return STATUS_OK;
    ask_for(plan, leaf, &best);
    if (near)
        add_neighbours(leaf, near, 0);
    if (leaf->alternative_count == 0)
        ask_for_nothing(plan, leaf, best.any);
    return STATUS_OK;
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
    if (needs.needed.len && needs.reach < REGEX_REACH_FAR)
        regex_expect(leaf->regex, needs.needed, needs.reach);
    if (needs.count)
        status = narrow(plan, leaf, &needs, err);
    /* How often it matches is not known: as often as what is common. */
    if (leaf->alternative_count == 0)
        leaf->count = plan->segments / COMMON_SEGMENTS;
    return status;
}
