#ifndef QUOTH_PARSE_LEAF_H
#define QUOTH_PARSE_LEAF_H

/*
 * The state of a parse, and the leaves of the tree: what the text of a lexeme
 * is made of. For parse.c alone.
 */

#include "parse.h"
#include "tokenizer.h"
#include "within.h"

/* What was said for the whole of a line, or of its parentheses. */
struct group {
    const struct lexeme *sign; /* within:…; NULL: nothing was said */
    struct within within;
};

struct parser {
    const struct lexeme *at;
    struct arena *arena;
    struct query *query;
    size_t leaf_capacity;
    struct token_list tokens; /* scratch */
    int depth;                /* parentheses that are open */
    struct group group;       /* the innermost one */
    struct error *err;
    enum status status; /* once it is not OK, everything returns NULL */
};

/* They note the error, and return NULL. */
struct node *parser_fail_at(struct parser *parser, long from, long to,
                            const char *message);
struct node *parser_fail_at_lexeme(struct parser *parser,
                                   const struct lexeme *lexeme,
                                   const char *message);
struct node *parser_fail_limit(struct parser *parser,
                               const struct lexeme *lexeme,
                               const char *message);

/* A node that stands at bytes [from, to) of the line. */
struct node *parser_new_node(struct parser *parser, enum node_kind kind,
                             long from, long to);

/* A word, phrase, prefix or fuzzy word; NULL if no word is in it. */
struct node *parse_leaf(struct parser *parser);

/* The text of the next lexeme, whatever that is, as a leaf of that kind. */
struct node *parse_leaf_as(struct parser *parser, enum node_kind kind);

/* A regular expression. */
struct node *parse_regex(struct parser *parser);

#endif
