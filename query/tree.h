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
    NODE_FUZZY,  /* a word, and what is spelt or sounds like it */
    NODE_REGEX,  /* a regular expression over what was said; no tokens */
    NODE_FILTER, /* field:value, see field.h */
    NODE_AND,    /* all children within one span */
    NODE_OR,     /* any child */
    NODE_NOT,    /* the one child must not be there; only under NODE_AND */
};

/* How close the parts of an AND have to be to be one answer (eval.h). */
enum within_kind {
    WITHIN_USUAL,   /* AXIS_CLOSE_MS: nothing else was asked for */
    WITHIN_TIME,    /* they last at most .ms, first to last */
    WITHIN_WORDS,   /* two parts, one at most a NOT, and at most .words words
                       between them */
    WITHIN_EPISODE, /* each is somewhere in the transcript */
};

struct within {
    enum within_kind kind;
    int64_t ms;     /* TIME */
    uint32_t words; /* WORDS */
};

struct field;

struct node {
    enum node_kind kind;
    long from, to; /* byte range in the query line, for messages; of what was in
                      parentheses, with them */

    struct slice text;    /* leaf: as typed, without quotes, star, tilde or
                               slashes; FILTER: the value, without quotes */
    struct slice *tokens; /* leaf, but a REGEX: folded, at least one */
    size_t token_count;
    unsigned regex_flags; /* REGEX: see regex.h */
    size_t leaf; /* leaf: number among the leaves of the tree, from 0, in
                               order of writing */

    const struct field *field; /* FILTER */
    bool exact_value;          /* FILTER: the value was quoted */

    struct node **children; /* AND, OR, NOT */
    size_t child_count;
    bool implicit;        /* AND: only written side by side; may be relaxed */
    struct within within; /* AND */
};

struct query {
    struct slice line; /* as given */
    struct node *root; /* NULL: nothing was asked (an empty line) */
    size_t leaf_count;
    struct node **leaves; /* by node.leaf */
};

/* Whether it is a WORD, PHRASE, PREFIX, FUZZY or REGEX. */
bool node_is_leaf(const struct node *node);

/* Whether it is a filter, or an AND, OR or NOT of nothing else (eval.h). */
bool node_is_condition(const struct node *node);

/*
 * Appends the tree as one line, for --explain and tests, e.g.
 * (and word:agents (not phrase:"one way") show:"field notes"); an implicit AND
 * is written "all", one of near/5 "near/5".
 */
void tree_print(struct buf *out, const struct node *node);

#endif
