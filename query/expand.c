#include "expand.h"

#include "base/limits.h"
#include "prefix_group.h"

/* A prefix with more terms than this is left to the index itself: they would
 * take longer to read from the vocabulary than they save (prefix_group.h). */
enum { PREFIX_TERMS = 5000 };

/* A segment has about so many words. */
enum { SEGMENT_WORDS = 50 };

int64_t expand_archive_words(const struct plan *plan)
{
    return plan->segments * SEGMENT_WORDS;
}

void expand_add(struct plan *plan, struct leaf_plan *leaf,
                struct alternative form)
{
    leaf->alternatives =
        arena_grow(plan->arena, leaf->alternatives, &leaf->alternative_capacity,
                   leaf->alternative_count + 1, sizeof(*leaf->alternatives));
    leaf->alternatives[leaf->alternative_count++] = form;
}

bool expand_has(const struct leaf_plan *leaf, struct slice term)
{
    for (size_t i = 0; i < leaf->alternative_count; i++)
        if (leaf->alternatives[i].token_count == 1 &&
            slice_equal(leaf->alternatives[i].tokens[0], term))
            return true;
    return false;
}

/* Words in a row: as often as the rarest of them, at most. */
static enum status expand_phrase(struct plan *plan, struct leaf_plan *leaf,
                                 bool prefix, struct error *err)
{
    const struct node *node = leaf->node;
    int64_t rarest = INT64_MAX;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < node->token_count && !status; i++) {
        int64_t count = INT64_MAX;

        if (!prefix || i + 1 < node->token_count)
            status = term_count(plan->store, node->tokens[i], &count, err);
        if (count < rarest)
            rarest = count;
    }
    expand_add(plan, leaf,
               (struct alternative){
                   .tokens = node->tokens,
                   .token_count = node->token_count,
                   .prefix = prefix,
                   .kind = FORM_TYPED,
                   .weight = WEIGHT_EXACT,
                   .count = rarest,
               });
    return status;
}

static void add_inflections(struct plan *plan, struct leaf_plan *leaf,
                            struct expansion *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expand_add(
            plan, leaf,
            (struct alternative){
                .tokens = &list[i].term,
                .token_count = 1,
                .kind = list[i].same ? FORM_TYPED : FORM_INFLECTION,
                .weight = list[i].same ? WEIGHT_EXACT : WEIGHT_INFLECTION,
                .count = list[i].count,
            });
}

static enum status expand_word(struct plan *plan, struct leaf_plan *leaf,
                               struct error *err)
{
    struct expansion *list;
    size_t count;
    enum status status = term_inflections(plan->store, leaf->node->tokens[0],
                                          plan->arena, &list, &count, err);

    if (!status)
        add_inflections(plan, leaf, list, count);
    return status;
}

static enum status expand_prefix(struct plan *plan, struct leaf_plan *leaf,
                                 struct error *err)
{
    struct expansion *list;
    int64_t occurrences;
    size_t count;
    bool more;
    enum status status;

    if (leaf->node->token_count > 1)
        return expand_phrase(plan, leaf, true, err);
    status =
        term_prefixed(plan->store, leaf->node->tokens[0], PREFIX_TERMS,
                      plan->arena, &list, &count, &occurrences, &more, err);
    if (status)
        return status;
    if (!more && count) {
        prefix_group_add(plan, leaf, list, count);
        return STATUS_OK;
    }
    status = expand_phrase(plan, leaf, true, err);
    leaf->alternatives[0].count = occurrences;
    return status;
}

enum status expand_leaf(struct plan *plan, struct leaf_plan *leaf,
                        struct error *err)
{
    const struct node *node = leaf->node;
    enum status status;

    if (node->kind == NODE_REGEX)
        return regex_expand(plan, leaf, err);
    if (node->kind == NODE_PREFIX)
        return expand_prefix(plan, leaf, err);
    if (node->kind == NODE_PHRASE)
        return expand_phrase(plan, leaf, false, err);
    status = node->token_count == 1 ? expand_word(plan, leaf, err)
                                    : expand_phrase(plan, leaf, false, err);
    if (!status)
        status = compound_expand(plan, leaf, err);
    if (!status && node->kind == NODE_FUZZY)
        status = fuzzy_expand(plan, leaf, err);
    return status;
}
