#include "candidate.h"

#include "base/alloc.h"

#include <stdlib.h>

/* So many forms are merged fastest one by one. */
enum { FEW_FORMS = 16 };

void candidate_init(struct candidate *candidate, const struct plan *plan)
{
    *candidate = (struct candidate){
        .plan = plan,
        .hits = mem_alloc(plan->query->leaf_count * sizeof(*candidate->hits)),
        .finder = regex_finder_new(plan),
    };
    window_init(&candidate->window, plan);
    candidate->window.status =
        regex_ahead_start(plan, &candidate->ahead, &candidate->window.error);
}

void candidate_release(struct candidate *candidate)
{
    for (size_t i = 0; i < candidate->plan->query->leaf_count; i++) {
        interval_list_release(&candidate->hits[i].list);
        free(candidate->hits[i].weights);
    }
    regex_ahead_stop(candidate->ahead);
    regex_finder_free(candidate->finder);
    regex_found_release(&candidate->found);
    regex_places_release(&candidate->places);
    window_release(&candidate->window);
    free(candidate->hits);
    free(candidate->positions);
    free(candidate->followers);
    form_merge_release(&candidate->merge);
}

bool candidate_enter(struct candidate *candidate, const struct speech_row *row)
{
    int64_t transcript = speech_row_transcript(row);

    if (!id_set_has(&candidate->plan->scope, transcript))
        return false;
    candidate->row = row;
    window_enter(&candidate->window, transcript);
    if (candidate->ahead)
        regex_ahead_enter(candidate->ahead, transcript);
    for (size_t i = 0; i < candidate->plan->query->leaf_count; i++) {
        candidate->hits[i].list.count = 0;
        candidate->hits[i].loaded = false;
    }
    return true;
}

/* Keeps the positions that one of the others follows at that distance. Returns
 * how many; all are ascending. */
static size_t keep_followed(uint32_t *positions, size_t count,
                            const uint32_t *others, size_t other_count,
                            uint32_t distance)
{
    size_t kept = 0, other = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t follower = positions[i] + distance;

        while (other < other_count && others[other] < follower)
            other++;
        if (other == other_count)
            break;
        positions[kept] = positions[i];
        kept += others[other] == follower;
    }
    return kept;
}

/* The positions of one form, in the scratch array. Returns how many. */
static size_t load_positions(struct candidate *candidate,
                             const struct alternative *form)
{
    size_t count = 0;

    speech_row_positions(candidate->row, form->phrase, &candidate->positions,
                         &count, &candidate->position_capacity);
    for (size_t i = 1; form->apart && i < form->token_count && count; i++) {
        size_t followers = 0;

        speech_row_positions(candidate->row, form->phrase + i,
                             &candidate->followers, &followers,
                             &candidate->follower_capacity);
        count = keep_followed(candidate->positions, count, candidate->followers,
                              followers, (uint32_t)i);
    }
    return count;
}

/* Of a form that is not as typed. */
static void weigh_all(struct leaf_hits *hits, uint32_t weight)
{
    hits->weights = mem_grow(hits->weights, &hits->weight_capacity,
                             hits->list.count, sizeof(*hits->weights));
    for (size_t i = 0; i < hits->list.count; i++)
        hits->weights[i] = weight;
}

static void load_single(struct candidate *candidate,
                        const struct alternative *form, struct leaf_hits *hits)
{
    uint32_t length = (uint32_t)form->token_count - 1;
    size_t count = load_positions(candidate, form);

    hits->list.items = mem_grow(hits->list.items, &hits->list.capacity, count,
                                sizeof(*hits->list.items));
    for (size_t i = 0; i < count; i++)
        hits->list.items[i] =
            (struct interval){ candidate->positions[i],
                               candidate->positions[i] + length };
    hits->list.count = count;
    if (form->weight != WEIGHT_EXACT)
        weigh_all(hits, form->weight);
}

/* Adds one form's hits, with its weight, keeping the list sorted by merging
 * from the back. Forms of a word never share a position. */
static void merge_form(struct leaf_hits *hits, const uint32_t *positions,
                       size_t count, const struct alternative *form)
{
    struct interval_list *list = &hits->list;
    uint32_t length = (uint32_t)form->token_count - 1;
    size_t left = list->count, right = count, out = left + right;

    list->items =
        mem_grow(list->items, &list->capacity, out, sizeof(*list->items));
    hits->weights = mem_grow(hits->weights, &hits->weight_capacity, out,
                             sizeof(*hits->weights));
    list->count = out;
    while (right > 0) {
        out--;
        if (left > 0 && list->items[left - 1].first > positions[right - 1]) {
            left--;
            list->items[out] = list->items[left];
            hits->weights[out] = hits->weights[left];
        } else {
            right--;
            list->items[out] = (struct interval){ positions[right],
                                                  positions[right] + length };
            hits->weights[out] = form->weight;
        }
    }
}

/* A word has few inflections, and one that is said most. */
static void load_few(struct candidate *candidate, const struct leaf_plan *leaf,
                     struct leaf_hits *hits)
{
    for (size_t i = 0; i < leaf->alternative_count; i++) {
        size_t count = load_positions(candidate, &leaf->alternatives[i]);

        if (count)
            merge_form(hits, candidate->positions, count,
                       &leaf->alternatives[i]);
    }
}

/* A prefix has hundreds of words. */
static void load_many(struct candidate *candidate, const struct leaf_plan *leaf,
                      struct leaf_hits *hits)
{
    struct form_merge *merge = &candidate->merge;
    struct interval_list *list = &hits->list;
    uint32_t position, form;

    for (size_t i = 0; i < leaf->alternative_count; i++) {
        size_t count = load_positions(candidate, &leaf->alternatives[i]);

        form_merge_add(merge, candidate->positions, count, (uint32_t)i);
    }
    list->items = mem_grow(list->items, &list->capacity, merge->count,
                           sizeof(*list->items));
    hits->weights = mem_grow(hits->weights, &hits->weight_capacity,
                             merge->count, sizeof(*hits->weights));
    for (; form_merge_take(merge, &position, &form); list->count++) {
        const struct alternative *found = &leaf->alternatives[form];

        list->items[list->count] =
            (struct interval){ position,
                               position + (uint32_t)found->token_count - 1 };
        hits->weights[list->count] = found->weight;
    }
}

/* Where a regular expression matches, if nobody has looked ahead. */
static enum status find_regex(struct candidate *candidate, size_t index,
                              struct error *err)
{
    const struct plan *plan = candidate->plan;
    struct regex_places *places = NULL;

    if (regex_has_places(&plan->leaves[index])) {
        places = &candidate->places;
        regex_places_read(places, plan, candidate->row, index);
        if (places->tokens.count == 0) {
            candidate->found.list.count = 0;
            return STATUS_OK;
        }
    }
    return regex_find(candidate->finder, plan->store,
                      candidate->window.transcript, index, places,
                      &candidate->found, err);
}

static void load_regex(struct candidate *candidate, size_t index,
                       struct leaf_hits *hits)
{
    struct window *window = &candidate->window;
    struct regex_found *found = &candidate->found;
    struct interval_list kept = hits->list;
    struct error err;
    enum status status;

    if (!regex_may_match(candidate->plan, candidate->row, index))
        return;
    if (!candidate->ahead ||
        !regex_ahead_take(candidate->ahead, index, found, &status, &err))
        status = find_regex(candidate, index, &err);
    if (status && !window->status) {
        window->status = status;
        window->error = err;
    }
    hits->list = found->list;
    found->list = kept;
}

const struct leaf_hits *candidate_hits(struct candidate *candidate,
                                       size_t index)
{
    const struct leaf_plan *leaf = &candidate->plan->leaves[index];
    struct leaf_hits *hits = &candidate->hits[index];

    if (hits->loaded)
        return hits;
    hits->loaded = true;
    if (leaf->regex) {
        load_regex(candidate, index, hits);
        return hits;
    }
    if (leaf->alternative_count == 1) {
        load_single(candidate, &leaf->alternatives[0], hits);
        return hits;
    }
    if (leaf->alternative_count <= FEW_FORMS)
        load_few(candidate, leaf, hits);
    else
        load_many(candidate, leaf, hits);
    return hits;
}

static const struct interval_list *source_leaf(void *context,
                                               const struct node *leaf)
{
    return &candidate_hits(context, leaf->leaf)->list;
}

static bool source_filter(void *context, const struct node *filter,
                          uint32_t token)
{
    struct candidate *candidate = context;

    return window_filter(&candidate->window, filter, token);
}

static const uint32_t *source_segment_starts(void *context, size_t *ret_count)
{
    struct candidate *candidate = context;

    return window_segment_starts(&candidate->window, ret_count);
}

struct eval_source candidate_source(struct candidate *candidate)
{
    return (struct eval_source){
        .context = candidate,
        .leaf = source_leaf,
        .filter = source_filter,
        .segment_starts = source_segment_starts,
        .clock = { window_lasts, &candidate->window },
    };
}
