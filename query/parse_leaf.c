#include "parse_leaf.h"

#include "base/limits.h"
#include "regex.h"

struct node *parser_fail_at(struct parser *parser, long from, long to,
                            const char *message)
{
    parser->status = error_at(parser->err, from, to, "%s", message);
    return NULL;
}

struct node *parser_fail_at_lexeme(struct parser *parser,
                                   const struct lexeme *lexeme,
                                   const char *message)
{
    return parser_fail_at(parser, lexeme->from, lexeme->to, message);
}

struct node *parser_fail_limit(struct parser *parser,
                               const struct lexeme *lexeme, const char *message)
{
    parser_fail_at_lexeme(parser, lexeme, message);
    parser->status = parser->err->status = STATUS_LIMIT;
    return NULL;
}

struct node *parser_new_node(struct parser *parser, enum node_kind kind,
                             long from, long to)
{
    struct node *node = arena_alloc(parser->arena, sizeof(*node));

    node->kind = kind;
    node->from = from;
    node->to = to;
    return node;
}

static void add_leaf(struct parser *parser, struct node *node)
{
    struct query *query = parser->query;

    query->leaves =
        arena_grow(parser->arena, query->leaves, &parser->leaf_capacity,
                   query->leaf_count + 1, sizeof(struct node *));
    node->leaf = query->leaf_count;
    query->leaves[query->leaf_count++] = node;
}

static size_t character_count(struct slice text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
            count++;
    return count;
}

/*
 * Whether a token is one of the characters that are tokens by themselves, like
 * a Han one: written twice they are still two.
 */
static bool stands_alone(struct parser *parser, struct slice token)
{
    struct slice twice = arena_printf(parser->arena, "%.*s%.*s",
                                      SLICE_ARG(token), SLICE_ARG(token));

    token_list_clear(&parser->tokens);
    tokenize(&parser->tokens, twice, 0);
    return parser->tokens.count == 2;
}

/* The kind that a prefix is in truth; NODE_PREFIX, or a word in whole. */
static enum node_kind prefix_kind(struct parser *parser,
                                  const struct lexeme *lexeme,
                                  struct slice last_token)
{
    if (character_count(last_token) > 1)
        return NODE_PREFIX;
    if (!stands_alone(parser, last_token))
        parser_fail_at_lexeme(parser, lexeme,
                              "a star needs two letters or more before it");
    return NODE_WORD;
}

static void set_tokens(struct parser *parser, struct node *node)
{
    const struct token_list *list = &parser->tokens;

    node->token_count = list->count;
    node->tokens =
        arena_array(parser->arena, list->count, sizeof(*node->tokens));
    for (size_t i = 0; i < list->count; i++)
        node->tokens[i] = arena_copy(parser->arena, token_text(list, i));
}

/* Makes a leaf of the text of the next lexeme. */
struct node *parse_leaf_as(struct parser *parser, enum node_kind kind)
{
    const struct lexeme *lexeme = parser->at++;
    struct node *node;

    token_list_clear(&parser->tokens);
    tokenize(&parser->tokens, lexeme->text, 0);
    if (parser->tokens.count == 0)
        return NULL;
    if (parser->tokens.count > LIMIT_PHRASE_TOKENS)
        return parser_fail_limit(parser, lexeme,
                                 "too many words in a row here");
    node = parser_new_node(parser, kind, lexeme->from, lexeme->to);
    node->text = lexeme->text;
    set_tokens(parser, node);
    if (node->kind == NODE_PREFIX)
        node->kind =
            prefix_kind(parser, lexeme, node->tokens[node->token_count - 1]);
    add_leaf(parser, node);
    return node;
}

/* A word, phrase, prefix or fuzzy word. */
struct node *parse_leaf(struct parser *parser)
{
    static const enum node_kind kinds[] = {
        [LEX_WORD] = NODE_WORD,
        [LEX_PHRASE] = NODE_PHRASE,
        [LEX_PREFIX] = NODE_PREFIX,
        [LEX_FUZZY] = NODE_FUZZY,
    };

    return parse_leaf_as(parser, kinds[parser->at->kind]);
}

/* Compiled only to see that it can be. */
struct node *parse_regex(struct parser *parser)
{
    const struct lexeme *lexeme = parser->at++;
    struct regex *regex;
    struct node *node;

    parser->status = regex_compile(lexeme->text, lexeme->regex_flags,
                                   lexeme->from + 1, &regex, parser->err);
    if (parser->status)
        return NULL;
    regex_free(regex);
    node = parser_new_node(parser, NODE_REGEX, lexeme->from, lexeme->to);
    node->text = lexeme->text;
    node->regex_flags = lexeme->regex_flags;
    add_leaf(parser, node);
    return node;
}
