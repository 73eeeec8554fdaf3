#include "parse.h"

#include "base/limits.h"
#include "field.h"
#include "parse_leaf.h"

/* Children of an AND or OR while they are gathered. */
struct children {
    struct node **nodes;
    size_t count, capacity;
};

/* What stands beside one another between two ORs. */
struct chain {
    struct children operands;
    bool implicit; /* no AND is written between them */
};

struct chains {
    struct chain *list;
    size_t count, capacity;
};

/*
 * The parse functions return NULL for what leaves nothing to look for (an
 * emoji, empty parentheses), and after an error.
 */
static struct node *parse_or(struct parser *parser);

static bool starts_operand(const struct lexeme *lexeme)
{
    return lexeme->kind <= LEX_FILTER || lexeme->kind == LEX_NOT ||
           lexeme->kind == LEX_OPEN;
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
    parser_fail_at(
        parser, node->from, node->to,
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
    if (node->kind != NODE_AND || node->within.kind != WITHIN_USUAL)
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

static struct node *join_and(struct parser *parser,
                             const struct children *operands, bool implicit);

/* notes:word looks for the words, in notes alone. */
static struct node *parse_notes(struct parser *parser, struct node *filter)
{
    struct children both = { 0 };
    struct node *leaf =
        parse_leaf_as(parser, filter->exact_value ? NODE_PHRASE : NODE_WORD);

    if (!leaf)
        return parser->status ? NULL : filter;
    children_append(parser, &both, leaf);
    children_append(parser, &both, filter);
    return join_and(parser, &both, false);
}

static struct node *parse_filter(struct parser *parser)
{
    const struct lexeme *lexeme = parser->at++;
    struct node *node =
        parser_new_node(parser, NODE_FILTER, lexeme->from, lexeme->to);

    if (lexeme->field->scope == FIELD_OF_GROUP)
        return parser_fail_at_lexeme(
            parser, lexeme,
            "within: holds for the line or parentheses that "
            "it stands in; write it by itself");
    node->text = lexeme->text;
    node->field = lexeme->field;
    node->exact_value = lexeme->quoted;
    if (node->field->id == FIELD_NOTES) {
        parser->at--;
        return parse_notes(parser, node);
    }
    return node;
}

static bool is_within(const struct lexeme *lexeme)
{
    return lexeme->kind == LEX_FILTER && lexeme->field->id == FIELD_WITHIN;
}

static void parse_within(struct parser *parser)
{
    const struct lexeme *sign = parser->at++;

    if (parser->group.sign)
        parser_fail_at_lexeme(parser, sign, "within: was already said");
    else if (!within_parse(sign->text, &parser->group.within))
        parser_fail_at_lexeme(
            parser, sign,
            "within: takes a time or episode, as in within:30s, "
            "within:5m or within:episode");
    parser->group.sign = sign;
}

/* What stands on the line, or between parentheses. */
static struct node *parse_group(struct parser *parser)
{
    struct group outer = parser->group;
    struct node *node;

    parser->group = (struct group){ 0 };
    node = parse_or(parser);
    if (!parser->status && parser->group.sign) {
        if (!node || only_negates(node))
            parser_fail_at_lexeme(
                parser, parser->group.sign,
                "within: says how close words have to be; there "
                "are none beside it");
        else
            within_apply(node, &parser->group.within);
    }
    parser->group = outer;
    return parser->status ? NULL : node;
}

static struct node *parse_parenthesis(struct parser *parser)
{
    const struct lexeme *open = parser->at++;
    struct node *node;

    if (parser->depth == LIMIT_QUERY_DEPTH)
        return parser_fail_limit(parser, open,
                                 "parentheses nest too deeply here");
    parser->depth++;
    node = parse_group(parser);
    parser->depth--;
    if (parser->status)
        return NULL;
    if (parser->at->kind != LEX_CLOSE)
        return parser_fail_at_lexeme(parser, open,
                                     "this parenthesis is not closed");
    if (node && node->child_count) {
        node->from = open->from;
        node->to = parser->at->to;
    }
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
    case LEX_REGEX:
        return parse_regex(parser);
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
    node = parser_new_node(parser, NODE_NOT, 0, 0);
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
        return parser_fail_at_lexeme(parser, sign,
                                     "nothing to the right of NOT");
    if (parser->at->kind == LEX_NOT)
        return parser_fail_at_lexeme(parser, parser->at,
                                     "two negations in a row say nothing");
    operand = parse_atom(parser);
    return operand ? negate(parser, sign, operand) : NULL;
}

static struct node *join_near(struct parser *parser, const struct lexeme *sign,
                              struct node *left, struct node *right)
{
    struct children sides = { 0 };
    struct node *node;

    if (!left || !right)
        return left ? left : right;
    if (node_is_condition(left) || node_is_condition(right))
        return parser_fail_at_lexeme(
            parser, sign,
            "near/ needs words on both sides; write filters "
            "before or behind the whole");
    children_append(parser, &sides, left);
    children_append(parser, &sides, right);
    node = parser_new_node(parser, NODE_AND, 0, 0);
    node->within =
        (struct within){ .kind = WITHIN_WORDS, .words = sign->words };
    set_children(node, &sides);
    return keeps_something(parser, node) ? node : NULL;
}

/* From left to right: the next word is near the span of those before it. */
static struct node *parse_near(struct parser *parser)
{
    struct node *left = parse_unary(parser);

    while (!parser->status && parser->at->kind == LEX_NEAR) {
        const struct lexeme *sign = parser->at++;

        if (!starts_operand(parser->at))
            return parser_fail_at_lexeme(parser, sign,
                                         "nothing to the right of near");
        left = join_near(parser, sign, left, parse_unary(parser));
    }
    return left;
}

/* Steps over an AND, which needs something on both sides. */
static void parse_and_sign(struct parser *parser, bool first)
{
    const struct lexeme *sign = parser->at++;

    if (first)
        parser_fail_at_lexeme(parser, sign, "nothing to the left of AND");
    else if (!starts_operand(parser->at))
        parser_fail_at_lexeme(parser, sign, "nothing to the right of AND");
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
    node = parser_new_node(parser, NODE_AND, 0, 0);
    node->implicit = implicit;
    set_children(node, &flat);
    return node;
}

static struct chain parse_and(struct parser *parser)
{
    struct chain chain = { .implicit = true };
    bool first = true;

    while (!parser->status) {
        struct node *operand;

        if (parser->at->kind == LEX_AND) {
            parse_and_sign(parser, first);
            chain.implicit = false;
            continue;
        }
        if (parser->at->kind == LEX_NEAR) {
            parser_fail_at_lexeme(parser, parser->at,
                                  "nothing to the left of near");
            break;
        }
        if (is_within(parser->at)) {
            parse_within(parser);
            continue;
        }
        if (!starts_operand(parser->at))
            break;
        first = false;
        operand = parse_near(parser);
        if (operand)
            children_append(parser, &chain.operands, operand);
    }
    return chain;
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
    node = parser_new_node(parser, NODE_OR, 0, 0);
    set_children(node, &flat);
    return node;
}

/* Whether filters are in it; or else words that filters can hold for. */
static bool has(const struct chain *chain, bool filters)
{
    for (size_t i = 0; i < chain->operands.count; i++) {
        const struct node *node = chain->operands.nodes[i];

        if (node_is_condition(node) ? filters : !filters && !only_negates(node))
            return true;
    }
    return false;
}

/*
 * The chain whose filters hold for the others as well, as in `speaker:dana ship
 * OR boat`: the only one that has any, beside words. NULL: each keeps its own.
 */
static struct chain *find_shared(const struct chains *chains)
{
    struct chain *found = NULL;

    for (size_t i = 0; i < chains->count; i++) {
        if (!has(&chains->list[i], true))
            continue;
        if (found)
            return NULL;
        found = &chains->list[i];
    }
    return chains->count > 1 && found && has(found, false) ? found : NULL;
}

/* Takes the conditions out of the chain. */
static struct children take_conditions(struct parser *parser,
                                       struct chain *chain)
{
    struct children taken = { 0 }, left = { 0 };

    for (size_t i = 0; i < chain->operands.count; i++) {
        struct node *node = chain->operands.nodes[i];

        children_append(parser, node_is_condition(node) ? &taken : &left, node);
    }
    chain->operands = left;
    return taken;
}

static struct node *join_chains(struct parser *parser,
                                const struct chains *chains)
{
    struct chain *shared = find_shared(chains);
    struct children conditions = { 0 }, operands = { 0 };
    struct node *node;

    if (shared)
        conditions = take_conditions(parser, shared);
    for (size_t i = 0; i < chains->count; i++) {
        const struct chain *chain = &chains->list[i];

        node = join_and(parser, &chain->operands, chain->implicit);
        if (node)
            children_append(parser, &operands, node);
    }
    node = join_or(parser, &operands);
    if (!node || !conditions.count)
        return node;
    operands = (struct children){ 0 };
    children_append(parser, &operands, node);
    for (size_t i = 0; i < conditions.count; i++)
        children_append(parser, &operands, conditions.nodes[i]);
    return join_and(parser, &operands, true);
}

static struct node *parse_or(struct parser *parser)
{
    struct chains chains = { 0 };
    const struct lexeme *sign = NULL;

    if (parser->at->kind == LEX_OR)
        return parser_fail_at_lexeme(parser, parser->at,
                                     "nothing to the left of OR");
    do {
        if (sign && !starts_operand(parser->at))
            return parser_fail_at_lexeme(parser, sign,
                                         "nothing to the right of OR");
        chains.list = arena_grow(parser->arena, chains.list, &chains.capacity,
                                 chains.count + 1, sizeof(*chains.list));
        chains.list[chains.count++] = parse_and(parser);
        if (parser->status)
            return NULL;
        sign = parser->at->kind == LEX_OR ? parser->at++ : NULL;
    } while (sign);
    return join_chains(parser, &chains);
}

static struct node *parse_line(struct parser *parser, size_t lexeme_count)
{
    const struct lexeme *first = parser->at;
    struct node *root = parse_group(parser);

    if (parser->status)
        return NULL;
    if (parser->at->kind == LEX_CLOSE)
        return parser_fail_at_lexeme(parser, parser->at,
                                     "no parenthesis is open here");
    if (!keeps_something(parser, root))
        return NULL;
    if (!root && first->kind != LEX_END)
        return parser_fail_at(
            parser, first->from, first[lexeme_count - 2].to,
            "nothing to search for: there is no letter or digit");
    if (root)
        within_settle(root);
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
