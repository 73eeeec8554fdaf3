#ifndef QUOTH_TEST_ORACLE_H
#define QUOTH_TEST_ORACLE_H

/*
 * The answer to a query over one short transcript, by brute force from the
 * definition in eval.h: every combination is formed and looked at. Shares
 * nothing with the program but the tree.
 */

#include "tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What it can take, at most. */
enum {
    ORACLE_TOKENS = 64,  /* of a transcript */
    ORACLE_CHILDREN = 8, /* of a node */
    ORACLE_DEPTH = 16,   /* of the tree */
};

struct oracle_text {
    const struct slice *tokens;
    size_t count;
    const int64_t *time_ms; /* of each token, never falling */
    int64_t span_ms;        /* what lasts longer is not close, as a rule */
    const uint32_t *segment_starts;
    size_t segment_count;
    void *context;
    bool (*holds)(void *context, const struct node *filter, uint32_t token);
};

struct oracle_interval {
    uint32_t first, last;
};

/* A set; the order means nothing. */
struct oracle_set {
    struct oracle_interval items[ORACLE_TOKENS * ORACLE_TOKENS];
    size_t count;
    bool has[ORACLE_TOKENS][ORACLE_TOKENS]; /* by first and last token */
};

/* Where a WORD, PHRASE or PREFIX matches. */
void oracle_leaf(const struct oracle_text *text, const struct node *leaf,
                 struct oracle_set *ret_set);

/* Where the leaves match that are below no NOT, each under the conditions of
 * the ANDs above it. */
void oracle_hits(const struct oracle_text *text, const struct node *root,
                 struct oracle_set *ret_set);

/* The minimal intervals that answer the tree. */
void oracle_evaluate(const struct oracle_text *text, const struct node *root,
                     struct oracle_set *ret_set);

#endif
