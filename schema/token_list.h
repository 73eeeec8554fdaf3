#ifndef QUOTH_TOKEN_LIST_H
#define QUOTH_TOKEN_LIST_H

/*
 * The words of a text in their order, as tokenizer.h finds them.
 */

#include "base/slice.h"

struct token {
    uint32_t text_at;   /* where the folded text starts in token_list.text */
    uint32_t text_len;  /* bytes, at least 1 */
    uint32_t from_byte; /* where the word stands in the source text */
    uint32_t to_byte;
};

/* Tokens in order, with their folded text in one piece. Owned. */
struct token_list {
    struct token *tokens;
    size_t count, capacity;
    char *text;
    size_t text_len, text_capacity;
};

/* Begins without any. */
void token_list_init(struct token_list *list);
/* Forgets all tokens; keeps the memory. */
void token_list_clear(struct token_list *list);
/* Forgets the tokens behind the first `count`, of which there are as many. */
void token_list_cut(struct token_list *list, size_t count);
/* Frees the memory; the list is as after token_list_init. */
void token_list_release(struct token_list *list);

/* The folded text of token `index`; borrowed, until the next append. */
static inline struct slice token_text(const struct token_list *list,
                                      size_t index)
{
    const struct token *token = &list->tokens[index];

    return (struct slice){ list->text + token->text_at, token->text_len };
}

/*
 * A 64-bit hash of the token texts in their order: is it the same stream? The
 * same on every machine, so it may be stored.
 */
uint64_t token_list_hash(const struct token_list *list);

#endif
