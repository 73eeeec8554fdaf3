#include "parse.h"

#include "base/limits.h"
#include "tokenizer.h"

struct parser {
    const struct lexeme *at;
    struct arena *arena;
    struct query *query;
    size_t leaf_capacity;
    struct token_list tokens; /* scratch */
    int depth;                /* parentheses that are open */
    struct error *err;
    enum status status; /* once it is not OK, everything returns NULL */
};

/* Children of an AND or OR while they are gathered. */
struct children {
    struct node **nodes;
    size_t count, capacity;
};

/*
 * The parse functions return NULL for what leaves nothing to look for (an
 * emoji, empty parentheses), and after an error.
 */
static struct node *parse_or(struct parser *parser);

static struct node *fail_at(struct parser *parser, long from, long to,
                            const char *message)
{
    parser->status = error_at(parser->err, from, to, "%s", message);
    return NULL;
}

static struct node *fail_at_lexeme(struct parser *parser,
                                   const struct lexeme *lexeme,
                                   const char *message)
{
    return fail_at(parser, lexeme->from, lexeme->to, message);
}

static struct node *fail_limit(struct parser *parser,
                               const struct lexeme *lexeme, const char *message)
{
    fail_at_lexeme(parser, lexeme, message);
    parser->status = parser->err->status = STATUS_LIMIT;
    return NULL;
}

static bool starts_operand(const struct lexeme *lexeme)
{
    return lexeme->kind <= LEX_FILTER || lexeme->kind == LEX_NOT ||
           lexeme->kind == LEX_OPEN;
}

static struct node *new_node(struct parser *parser, enum node_kind kind,
                             long from, long to)
{
    struct node *node = arena_alloc(parser->arena, sizeof(*node));

    node->kind = kind;
    node->from = from;
    node->to = to;
    return node;
}

/* Gives the node its children; its range is from the first to the last. */
static void set_children(struct node *node, const struct children *children)
{
    node->children = children->nodes;
    node->child_count = children->count;
    node->from = children->nodes[0]->from;
    node->to = children->nodes[children->count - 1]->to;
}

static void children_append(struct parser *parser, struct children *children,
                            struct node *node)
{
    children->nodes =
        arena_grow(parser->arena, children->nodes, &children->capacity,
                   children->count + 1, sizeof(struct node *));
    children->nodes[children->count++] = node;
}

/* True for -a, and for an AND of nothing but such. */
static bool only_negates(const struct node *node)
{
    if (node->kind != NODE_AND)
        return node->kind == NODE_NOT;
    for (size_t i = 0; i < node->child_count; i++)
        if (node->children[i]->kind != NODE_NOT)
            return false;
    return true;
}

/* Fails if `node` only says what must not be there. */
static bool keeps_something(struct parser *parser, const struct node *node)
{
    if (!node || !only_negates(node))
        return true;
    fail_at(parser, node->from, node->to,
            "a negation needs something to keep: write before it what must be "
            "there, as in agents -draft");
    return false;
}

/*
 * Whether the children of an AND may as well stand in the AND around it. A
 * filter or a negation holds for its own parentheses alone.
 */
static bool dissolves(const struct node *node, bool implicit)
{
    if (node->kind != NODE_AND)
        return false;
    if (only_negates(node))
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (node->children[i]->kind == NODE_NOT ||
            node->children[i]->kind == NODE_FILTER)
            return false;
    return node->implicit == implicit;
}

static void append_flat(struct parser *parser, struct children *children,
                        struct node *node)
{
    for (size_t i = 0; i < node->child_count; i++)
        children_append(parser, children, node->children[i]);
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
        fail_at_lexeme(parser, lexeme,
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

/* A word, phrase or prefix. */
static struct node *parse_leaf(struct parser *parser)
{
    static const enum node_kind kinds[] = {
        [LEX_WORD] = NODE_WORD,
        [LEX_PHRASE] = NODE_PHRASE,
        [LEX_PREFIX] = NODE_PREFIX,
    };
    const struct lexeme *lexeme = parser->at++;
    struct node *node;

    token_list_clear(&parser->tokens);
    tokenize(&parser->tokens, lexeme->text, 0);
    if (parser->tokens.count == 0)
        return NULL;
    if (parser->tokens.count > LIMIT_PHRASE_TOKENS)
        return fail_limit(parser, lexeme, "too many words in a row here");
    node = new_node(parser, kinds[lexeme->kind], lexeme->from, lexeme->to);
    node->text = lexeme->text;
    set_tokens(parser, node);
    if (node->kind == NODE_PREFIX)
        node->kind =
            prefix_kind(parser, lexeme, node->tokens[node->token_count - 1]);
    add_leaf(parser, node);
    return node;
}

static struct node *parse_filter(struct parser *parser)
{
    const struct lexeme *lexeme = parser->at++;
    struct node *node = new_node(parser, NODE_FILTER, lexeme->from, lexeme->to);

    node->text = lexeme->text;
    node->field = lexeme->field;
    node->exact_value = lexeme->quoted;
    return node;
}

static struct node *parse_parenthesis(struct parser *parser)
{
    const struct lexeme *open = parser->at++;
    struct node *node;

    if (parser->depth == LIMIT_QUERY_DEPTH)
        return fail_limit(parser, open, "parentheses nest too deeply here");
    parser->depth++;
    node = parse_or(parser);
    parser->depth--;
    if (parser->status)
        return NULL;
    if (parser->at->kind != LEX_CLOSE)
        return fail_at_lexeme(parser, open, "this parenthesis is not closed");
    parser->at++;
    return node;
}

static struct node *parse_atom(struct parser *parser)
{
    switch (parser->at->kind) {
    case LEX_OPEN:
        return parse_parenthesis(parser);
    case LEX_FILTER:
        return parse_filter(parser);
    default:
        return parse_leaf(parser);
    }
}

static struct node *negate(struct parser *parser, const struct lexeme *sign,
                           struct node *operand)
{
    struct children child = { 0 };
    struct node *node;

    if (operand->kind == NODE_NOT)
        return operand->children[0];
    if (!keeps_something(parser, operand))
        return NULL;
    children_append(parser, &child, operand);
    node = new_node(parser, NODE_NOT, 0, 0);
    set_children(node, &child);
    node->from = sign->from;
    return node;
}

static struct node *parse_unary(struct parser *parser)
{
    const struct lexeme *sign = parser->at;
    struct node *operand;

    if (sign->kind != LEX_NOT)
        return parse_atom(parser);
    parser->at++;
    if (!starts_operand(parser->at))
        return fail_at_lexeme(parser, sign, "nothing to the right of NOT");
    if (parser->at->kind == LEX_NOT)
        return fail_at_lexeme(parser, parser->at,
                              "two negations in a row say nothing");
    operand = parse_atom(parser);
    return operand ? negate(parser, sign, operand) : NULL;
}

/* Steps over an AND, which needs something on both sides. */
static void parse_and_sign(struct parser *parser, bool first)
{
    const struct lexeme *sign = parser->at++;

    if (first)
        fail_at_lexeme(parser, sign, "nothing to the left of AND");
    else if (!starts_operand(parser->at))
        fail_at_lexeme(parser, sign, "nothing to the right of AND");
}

static struct node *join_and(struct parser *parser,
                             const struct children *operands, bool implicit)
{
    struct children flat = { 0 };
    struct node *node;

    if (operands->count < 2)
        return operands->count ? operands->nodes[0] : NULL;
    for (size_t i = 0; i < operands->count; i++) {
        if (dissolves(operands->nodes[i], implicit))
            append_flat(parser, &flat, operands->nodes[i]);
        else
            children_append(parser, &flat, operands->nodes[i]);
    }
    node = new_node(parser, NODE_AND, 0, 0);
    node->implicit = implicit;
    set_children(node, &flat);
    return node;
}

static struct node *parse_and(struct parser *parser)
{
    struct children operands = { 0 };
    bool implicit = true, first = true;

    while (!parser->status) {
        struct node *operand;

        if (parser->at->kind == LEX_AND) {
            parse_and_sign(parser, first);
            implicit = false;
            continue;
        }
        if (!starts_operand(parser->at))
            break;
        first = false;
        operand = parse_unary(parser);
        if (operand)
            children_append(parser, &operands, operand);
    }
    return parser->status ? NULL : join_and(parser, &operands, implicit);
}

static struct node *join_or(struct parser *parser,
                            const struct children *operands)
{
    struct children flat = { 0 };
    struct node *node;

    if (operands->count < 2)
        return operands->count ? operands->nodes[0] : NULL;
    for (size_t i = 0; i < operands->count; i++) {
        if (!keeps_something(parser, operands->nodes[i]))
            return NULL;
        if (operands->nodes[i]->kind == NODE_OR)
            append_flat(parser, &flat, operands->nodes[i]);
        else
            children_append(parser, &flat, operands->nodes[i]);
    }
    node = new_node(parser, NODE_OR, 0, 0);
    set_children(node, &flat);
    return node;
}

static struct node *parse_or(struct parser *parser)
{
    struct children operands = { 0 };
    const struct lexeme *sign = NULL;

    if (parser->at->kind == LEX_OR)
        return fail_at_lexeme(parser, parser->at, "nothing to the left of OR");
    do {
        struct node *operand;

        if (sign && !starts_operand(parser->at))
            return fail_at_lexeme(parser, sign, "nothing to the right of OR");
        operand = parse_and(parser);
        if (parser->status)
            return NULL;
        if (operand)
            children_append(parser, &operands, operand);
        sign = parser->at->kind == LEX_OR ? parser->at++ : NULL;
    } while (sign);
    return join_or(parser, &operands);
}

static struct node *parse_line(struct parser *parser, size_t lexeme_count)
{
    const struct lexeme *first = parser->at;
    struct node *root = parse_or(parser);

    if (parser->status)
        return NULL;
    if (parser->at->kind == LEX_CLOSE)
        return fail_at_lexeme(parser, parser->at,
                              "no parenthesis is open here");
    if (!keeps_something(parser, root))
        return NULL;
    if (!root && first->kind != LEX_END)
        return fail_at(parser, first->from, first[lexeme_count - 2].to,
                       "nothing to search for: there is no letter or digit");
    return root;
}

enum status query_parse(struct slice line, struct arena *arena,
                        struct query *ret_query, struct error *err)
{
    struct query query = { .line = line };
    struct parser parser = { .arena = arena, .query = &query, .err = err };
    struct lexeme *lexemes;
    size_t count;
    enum status status = query_lex(line, arena, &lexemes, &count, err);

    if (status)
        return status;
    parser.at = lexemes;
    token_list_init(&parser.tokens);
    query.root = parse_line(&parser, count);
    token_list_release(&parser.tokens);
    if (!parser.status)
        *ret_query = query;
    return parser.status;
}
