#include "tree.h"

#include "field.h"

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

static void print_group(struct buf *out, const struct node *node,
                        const char *name)
{
    buf_printf(out, "(%s", name);
    for (size_t i = 0; i < node->child_count; i++) {
        buf_char(out, ' ');
        tree_print(out, node->children[i]);
    }
    buf_char(out, ')');
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
    case NODE_FILTER:
        buf_printf(out, node->exact_value ? "%s:\"%.*s\"" : "%s:%.*s",
                   node->field->name, SLICE_ARG(node->text));
        break;
    case NODE_AND:
        print_group(out, node, node->implicit ? "all" : "and");
        break;
    case NODE_OR:
        print_group(out, node, "or");
        break;
    case NODE_NOT:
        print_group(out, node, "not");
        break;
    }
}
