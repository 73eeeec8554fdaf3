#include "shape.h"

/* Recursion is as deep as the tree, which the parser has limited. */
static bool is_union(const struct node *node)
{
    if (node_is_leaf(node))
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!is_union(node->children[i]))
            return false;
    return node->kind == NODE_OR;
}

enum shape shape_of(const struct node *root)
{
    if (is_union(root))
        return node_is_leaf(root) ? SHAPE_OTHER : SHAPE_UNION;
    if (root->kind != NODE_AND || root->within.kind != WITHIN_USUAL)
        return SHAPE_OTHER;
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i]->kind != NODE_FILTER &&
            !is_union(root->children[i]))
            return SHAPE_OTHER;
    return SHAPE_CLOSE;
}
