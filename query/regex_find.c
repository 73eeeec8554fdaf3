#include "regex_find.h"

#include "base/alloc.h"
#include "regex.h"

#include <stdlib.h>

struct regex_finder {
    const struct plan *plan;
    struct regex_matcher **matchers; /* by leaf; made when needed */
    struct full_text text;
    int64_t transcript; /* whose whole text that is; 0 = none */
    enum full_text_joint joint;
    struct token_list tokens; /* of segment `tokenized` */
    size_t tokenized;         /* SIZE_MAX = none */
};

void regex_found_release(struct regex_found *found)
{
    interval_list_release(&found->list);
    free(found->bytes);
}

struct regex_finder *regex_finder_new(const struct plan *plan)
{
    struct regex_finder *finder = mem_alloc(sizeof(*finder));

    finder->plan = plan;
    finder->matchers =
        mem_alloc(plan->query->leaf_count * sizeof(*finder->matchers));
    full_text_init(&finder->text);
    token_list_init(&finder->tokens);
    return finder;
}

void regex_finder_free(struct regex_finder *finder)
{
    if (!finder)
        return;
    for (size_t i = 0; i < finder->plan->query->leaf_count; i++)
        regex_matcher_free(finder->matchers[i]);
    free(finder->matchers);
    full_text_release(&finder->text);
    token_list_release(&finder->tokens);
    free(finder);
}

const struct full_text *regex_finder_text(const struct regex_finder *finder)
{
    return &finder->text;
}

/*
 * Reads the pieces of a transcript that matches can be in. A search for a match
 * from some byte on does not know what is farther than the leaf's reach from
 * there, and a match touches a place, or what white space does not part from
 * it. So with these margins around all places, and one blank more to the left
 * and two to the right for what looks at the characters next to it (\b, $):
 *
 * - A match of the whole text lies inside a piece, and so does all that was
 *   looked at for it: it is found there, too.
 * - A match in a piece has the words that the expression cannot match without.
 *   They are at a place, which has its margins: so it is one of the whole text.
 * - No match goes from one piece to another, so none is under way where a piece
 *   begins: which come after one another without touching is the same, too.
 */
static enum status load_pieces(struct regex_finder *finder, struct store *store,
                               int64_t transcript, enum full_text_joint joint,
                               const struct leaf_plan *plan,
                               const struct regex_places *places,
                               struct error *err)
{
    struct full_text_near near = {
        .tokens = places->tokens.items,
        .count = places->tokens.count,
        .others = places->needs_others ? places->others.items : NULL,
        .other_count = places->others.count,
        .blanks_between = plan->reach,
        .blanks_before = plan->reach + 1,
        .blanks_after = plan->reach + 2,
    };

    return full_text_load_near(&finder->text, store, transcript, joint, &near,
                               err);
}

static enum status load_text(struct regex_finder *finder, struct store *store,
                             int64_t transcript, const struct leaf_plan *plan,
                             const struct regex_places *places,
                             struct error *err)
{
    enum full_text_joint joint = plan->node->regex_flags & REGEX_LINES
                                     ? FULL_TEXT_LINES
                                     : FULL_TEXT_BLANKS;
    enum status status;

    if (finder->transcript == transcript && finder->joint == joint)
        return STATUS_OK;
    finder->transcript = 0;
    finder->tokenized = SIZE_MAX;
    if (places)
        return load_pieces(finder, store, transcript, joint, plan, places, err);
    status = full_text_load(&finder->text, store, transcript, joint, err);
    if (status)
        return status;
    finder->transcript = transcript;
    finder->joint = joint;
    return STATUS_OK;
}

/* ---- bytes to words ---- */

/* The tokens of a segment, with their places in the whole text. */
static const struct token_list *tokens_of(struct regex_finder *finder,
                                          size_t segment)
{
    if (finder->tokenized == segment)
        return &finder->tokens;
    token_list_clear(&finder->tokens);
    tokenize(&finder->tokens, full_text_segment_text(&finder->text, segment),
             finder->text.segments[segment].from_byte);
    finder->tokenized = segment;
    return &finder->tokens;
}

/* The first token that ends behind `byte`; the very last if none does. */
static uint32_t token_from(struct regex_finder *finder, size_t byte)
{
    size_t segment = full_text_segment_at(&finder->text, byte);
    const struct token_list *tokens = tokens_of(finder, segment);
    uint32_t first = finder->text.segments[segment].token;

    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->tokens[i].to_byte > byte)
            return first + (uint32_t)i;
    if (segment + 1 < finder->text.count)
        return finder->text.segments[segment + 1].token;
    return first + (tokens->count ? (uint32_t)tokens->count - 1 : 0);
}

/* The last token that begins before `byte`; the very first if none does. */
static uint32_t token_before(struct regex_finder *finder, size_t byte)
{
    size_t segment = full_text_segment_at(&finder->text, byte - 1);
    const struct token_list *tokens = tokens_of(finder, segment);
    uint32_t first = finder->text.segments[segment].token;

    for (size_t i = tokens->count; i-- > 0;)
        if (tokens->tokens[i].from_byte < byte)
            return first + (uint32_t)i;
    return first ? first - 1 : 0;
}

/* ---- matches ---- */

static void add_found(struct regex_found *found, uint32_t first, uint32_t last,
                      const struct regex_match *match)
{
    struct interval_list *list = &found->list;
    struct interval *before =
        list->count ? &list->items[list->count - 1] : NULL;
    struct byte_range *bytes;

    if (before && (first == before->first || last <= before->last)) {
        if (last > before->last)
            before->last = last;
        found->bytes[list->count - 1].to = (uint32_t)match->to;
        return;
    }
    interval_list_append(list, first, last);
    if (list->count > found->byte_capacity)
        found->bytes = mem_grow(found->bytes, &found->byte_capacity,
                                list->count, sizeof(*found->bytes));
    bytes = &found->bytes[list->count - 1];
    *bytes = (struct byte_range){ (uint32_t)match->from, (uint32_t)match->to };
}

static void add_match(struct regex_finder *finder, struct regex_found *found,
                      const struct regex_match *match)
{
    const struct full_text *text = &finder->text;
    size_t next = full_text_segment_at(text, match->from) + 1;
    uint32_t first = token_from(finder, match->from);
    uint32_t last = token_before(finder, match->to);

    /* No word is touched, and the next one is not beside it. */
    if (last < first && next < text->count &&
        first == text->segments[next].token)
        first--;
    add_found(found, first, last > first ? last : first, match);
}

static enum status find_in_piece(struct regex_finder *finder,
                                 struct regex_matcher *matcher,
                                 const struct full_text_piece *piece,
                                 struct regex_found *found, struct error *err)
{
    struct slice text = slice_range(buf_view(&finder->text.text),
                                    piece->from_byte, piece->to_byte);
    struct regex_match match = { 0, 0 };
    enum status status;

    while (!(status = regex_next(matcher, text, match.to, &match, err))) {
        struct regex_match in_text = { piece->from_byte + match.from,
                                       piece->from_byte + match.to };

        add_match(finder, found, &in_text);
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status find_all(struct regex_finder *finder,
                            struct regex_matcher *matcher,
                            struct regex_found *found, struct error *err)
{
    enum status status = STATUS_OK;

    regex_begin_text(matcher);
    for (size_t i = 0; i < finder->text.piece_count && !status; i++)
        status =
            find_in_piece(finder, matcher, &finder->text.pieces[i], found, err);
    return status;
}

enum status regex_find(struct regex_finder *finder, struct store *store,
                       int64_t transcript, size_t leaf,
                       const struct regex_places *places,
                       struct regex_found *found, struct error *err)
{
    const struct leaf_plan *plan = &finder->plan->leaves[leaf];
    struct regex_matcher **matcher = &finder->matchers[leaf];
    enum status status =
        load_text(finder, store, transcript, plan, places, err);

    found->list.count = 0;
    found->stream_hash = finder->text.stream_hash;
    if (!status && !*matcher)
        status = regex_matcher_new(plan->regex, matcher, err);
    if (!status)
        status = find_all(finder, *matcher, found, err);
    if (status == STATUS_LIMIT) {
        err->from = plan->node->from;
        err->to = plan->node->to;
    }
    return status;
}
