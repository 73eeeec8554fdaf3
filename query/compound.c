/*
 * Words that are written together, apart or with a hyphen, as people please and
 * recognisers can: frontend, front end, front-end.
 */
#include "expand.h"

#include "speech.h"
#include "term.h"

/*
 * Words that often stand beside each other by chance are no compound: "now
 * here" is not nowhere. None of a compound's words may be so common, as a share
 * of all words said, and one must be rarer still, which also bounds what
 * looking for the two in a row costs.
 */
enum {
    COMMON_SHARE = 200, /* one word in so many */
    RARER_SHARE = 2000,
    COMMON_LEAST = 50, /* in a small archive, this often is not common yet */
};

/*
 * Two words are another way to write a third if they stand together in one
 * transcript at least for so many times that the third is said; "hum an" is
 * met, too, but human ten thousand times as often.
 */
enum { JOINED_PER_TRANSCRIPT = 1000, TRANSCRIPTS_ENOUGH = 20 };

static bool has_only_letters(struct slice token)
{
    for (size_t i = 0; i < token.len; i++)
        if (token.ptr[i] >= 0 && !ascii_is_alpha(token.ptr[i]))
            return false;
    return true;
}

static bool is_common(const struct plan *plan, int64_t count, int64_t share)
{
    return count > COMMON_LEAST && count > expand_archive_words(plan) / share;
}

/* How often the rarer of the two is said; 0 if they make no compound. */
static enum status weigh_pair(struct plan *plan, const struct slice pair[2],
                              int64_t *ret_count, struct error *err)
{
    int64_t first, second, rarer;
    enum status status = term_count(plan->store, pair[0], &first, err);

    *ret_count = 0;
    if (status || first == 0)
        return status;
    status = term_count(plan->store, pair[1], &second, err);
    if (status)
        return status;
    rarer = first < second ? first : second;
    if (!is_common(plan, first, COMMON_SHARE) &&
        !is_common(plan, second, COMMON_SHARE) &&
        !is_common(plan, rarer, RARER_SHARE))
        *ret_count = rarer;
    return STATUS_OK;
}

/* Adds the two words that `joined` is made of, if they stand together. */
static enum status add_split(struct plan *plan, struct leaf_plan *leaf,
                             struct slice joined, size_t at,
                             int64_t joined_count, struct error *err)
{
    struct slice pair[2] = { slice_range(joined, 0, at),
                             slice_from(joined, at) };
    int64_t needed = joined_count / JOINED_PER_TRANSCRIPT + 1;
    int64_t count, transcripts = 0;
    struct slice *tokens;
    enum status status = weigh_pair(plan, pair, &count, err);

    if (needed > TRANSCRIPTS_ENOUGH)
        needed = TRANSCRIPTS_ENOUGH;
    if (!status && count)
        status = speech_count(plan->store, pair, 2, needed, &transcripts, err);
    if (status || transcripts < needed)
        return status;
    tokens = arena_array(plan->arena, 2, sizeof(*tokens));
    tokens[0] = pair[0];
    tokens[1] = pair[1];
    expand_add(plan, leaf,
               (struct alternative){ .tokens = tokens,
                                     .token_count = 2,
                                     .kind = FORM_COMPOUND,
                                     .weight = WEIGHT_COMPOUND,
                                     .count = count });
    return STATUS_OK;
}

/* The ways to write one word as two; a single letter can only begin it: e-mail. */
static enum status split(struct plan *plan, struct leaf_plan *leaf,
                         struct slice word, int64_t count, struct error *err)
{
    enum status status = STATUS_OK;

    if (!has_only_letters(word))
        return STATUS_OK;
    for (size_t at = 1; at + 1 < word.len && !status; at++)
        if (((unsigned char)word.ptr[at] & 0xC0) != 0x80)
            status = add_split(plan, leaf, word, at, count, err);
    return status;
}

/* Adds what the tokens are when written together, if that is ever said. */
static enum status join(struct plan *plan, struct leaf_plan *leaf,
                        const struct slice *tokens, size_t token_count,
                        struct error *err)
{
    struct slice *joined = arena_alloc(plan->arena, sizeof(*joined));
    struct buf text = BUF_INIT;
    bool letters = true;
    int64_t count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < token_count; i++) {
        letters = letters && has_only_letters(tokens[i]);
        buf_slice(&text, tokens[i]);
    }
    *joined = arena_copy(plan->arena, buf_view(&text));
    buf_release(&text);
    if (letters && !expand_has(leaf, *joined))
        status = term_count(plan->store, *joined, &count, err);
    if (count)
        expand_add(plan, leaf,
                   (struct alternative){ .tokens = joined,
                                         .token_count = 1,
                                         .kind = FORM_COMPOUND,
                                         .weight = WEIGHT_COMPOUND,
                                         .count = count });
    return status;
}

enum status compound_expand(struct plan *plan, struct leaf_plan *leaf,
                            struct error *err)
{
    const struct node *node = leaf->node;
    size_t forms = leaf->alternative_count;
    enum status status = STATUS_OK;

    if (node->token_count > 1)
        return join(plan, leaf, node->tokens, node->token_count, err);
    for (size_t i = 0; i < forms && !status; i++)
        status = split(plan, leaf, leaf->alternatives[i].tokens[0],
                       leaf->alternatives[i].count, err);
    return status;
}

/* ---- words side by side ---- */

static bool is_plain_word(const struct node *node)
{
    return node->kind == NODE_WORD && node->token_count == 1;
}

/* Both words are in the compound: it is a form of either. */
static enum status join_two(struct plan *plan, const struct node *first,
                            const struct node *second, struct error *err)
{
    struct slice pair[2] = { first->tokens[0], second->tokens[0] };
    const struct node *nodes[2] = { first, second };
    int64_t count;
    enum status status = weigh_pair(plan, pair, &count, err);

    for (size_t i = 0; i < 2 && !status && count; i++)
        status = join(plan, &plan->leaves[nodes[i]->leaf], pair, 2, err);
    return status;
}

enum status compound_join(struct plan *plan, const struct node *root,
                          struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < root->child_count && !status; i++) {
        const struct node *child = root->children[i];

        if (root->kind == NODE_AND && root->implicit && i > 0 &&
            is_plain_word(root->children[i - 1]) && is_plain_word(child))
            status = join_two(plan, root->children[i - 1], child, err);
        if (!status)
            status = compound_join(plan, child, err);
    }
    return status;
}
