#include "tree.h"

#include "field.h"
#include "regex.h"

#include <stdio.h>

bool node_is_leaf(const struct node *node)
{
    return node->kind <= NODE_REGEX;
}

bool node_is_condition(const struct node *node)
{
    if (node->kind == NODE_FILTER)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!node_is_condition(node->children[i]))
            return false;
    return node->child_count > 0;
}

static void print_tokens(struct buf *out, const struct node *node,
                         const char *name)
{
    bool quoted = node->kind == NODE_PHRASE || node->token_count > 1;

    buf_printf(out, "%s:", name);
    if (quoted)
        buf_char(out, '"');
    for (size_t i = 0; i < node->token_count; i++) {
        if (i)
            buf_char(out, ' ');
        buf_slice(out, node->tokens[i]);
    }
    if (quoted)
        buf_char(out, '"');
}

static void print_within(struct buf *out, const struct within *within)
{
    if (within->kind == WITHIN_TIME)
        buf_printf(out, " within:%gs", (double)within->ms / 1000);
    if (within->kind == WITHIN_EPISODE)
        buf_string(out, " within:episode");
}

static void print_group(struct buf *out, const struct node *node,
                        const char *name)
{
    buf_printf(out, "(%s", name);
    print_within(out, &node->within);
    for (size_t i = 0; i < node->child_count; i++) {
        buf_char(out, ' ');
        tree_print(out, node->children[i]);
    }
    buf_char(out, ')');
}

static void print_and(struct buf *out, const struct node *node)
{
    char name[24];

    if (node->within.kind == WITHIN_WORDS) {
        snprintf(name, sizeof(name), "near/%u", node->within.words);
        print_group(out, node, name);
    } else {
        print_group(out, node, node->implicit ? "all" : "and");
    }
}

void tree_print(struct buf *out, const struct node *node)
{
    switch (node->kind) {
    case NODE_WORD:
        print_tokens(out, node, "word");
        break;
    case NODE_PHRASE:
        print_tokens(out, node, "phrase");
        break;
    case NODE_PREFIX:
        print_tokens(out, node, "prefix");
        break;
    case NODE_FUZZY:
        print_tokens(out, node, "fuzzy");
        break;
    case NODE_REGEX:
        buf_printf(out, "regex:/%.*s/", SLICE_ARG(node->text));
        regex_print_flags(out, node->regex_flags);
        break;
    case NODE_FILTER:
        buf_printf(out, node->exact_value ? "%s:\"%.*s\"" : "%s:%.*s",
                   node->field->name, SLICE_ARG(node->text));
        break;
    case NODE_AND:
        print_and(out, node);
        break;
    case NODE_OR:
        print_group(out, node, "or");
        break;
    case NODE_NOT:
        print_group(out, node, "not");
        break;
    }
}
