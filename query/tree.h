#ifndef QUOTH_TREE_H
#define QUOTH_TREE_H

/*
 * The query as a tree: what was asked, independent of how it will be found.
 * Made by parse.h, read by plan.h and eval.h. Everything lives in the query's
 * arena; text slices are of the query line or of the arena.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

enum node_kind {
    NODE_WORD,   /* one word as typed; folded it may be several tokens */
    NODE_PHRASE, /* exactly these tokens in this order */
    NODE_PREFIX, /* a word that begins like this; only the last token is open */
    NODE_FILTER, /* field:value, see field.h */
    NODE_AND,    /* all children within one span */
    NODE_OR,     /* any child */
    NODE_NOT,    /* the one child must not be there; only under NODE_AND */
};

struct field;

struct node {
    enum node_kind kind;
    long from, to; /* byte range in the query line, for messages */

    struct slice text;    /* WORD, PHRASE, PREFIX: as typed, without quotes or
                               star; FILTER: the value, without quotes */
    struct slice *tokens; /* WORD, PHRASE, PREFIX: folded, at least one */
    size_t token_count;
    size_t leaf; /* WORD, PHRASE, PREFIX: number among the leaves of
                               the tree, from 0, in order of writing */

    const struct field *field; /* FILTER */
    bool exact_value;          /* FILTER: the value was quoted */

    struct node **children; /* AND, OR, NOT */
    size_t child_count;
    bool implicit; /* AND: only written side by side; may be relaxed */
};

struct query {
    struct slice line; /* as given */
    struct node *root; /* NULL: nothing was asked (an empty line) */
    size_t leaf_count;
    struct node **leaves; /* by node.leaf */
};

/*
 * Appends the tree as one line, for --explain and tests, e.g.
 * (and word:agents (not phrase:"one way") show:"field notes"); an implicit AND
 * is written "all".
 */
void tree_print(struct buf *out, const struct node *node);

#endif
