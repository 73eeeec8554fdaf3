#include "within.h"

#include "axis.h"

bool within_parse(struct slice value, struct within *ret_within)
{
    struct within within = { .kind = WITHIN_TIME };

    if (slice_equal_nocase(value, SLICE("episode")))
        within.kind = WITHIN_EPISODE;
    else if (!timecode_parse_user(value, &within.ms) || within.ms == 0)
        return false;
    *ret_within = within;
    return true;
}

void within_apply(struct node *group, const struct within *within)
{
    if (group->kind == NODE_AND && group->within.kind == WITHIN_USUAL)
        group->within = *within;
    for (size_t i = 0; i < group->child_count; i++)
        within_apply(group->children[i], within);
}

/* In a number that can be compared. */
static int64_t width_of(const struct within *within)
{
    switch (within->kind) {
    case WITHIN_EPISODE:
        return INT64_MAX;
    case WITHIN_TIME:
        return within->ms;
    case WITHIN_WORDS:
        return 0;
    default:
        return AXIS_CLOSE_MS;
    }
}

/* Settles what is below `node`, and returns the widest there is. */
static struct within settle(struct node *node)
{
    struct within widest = { .kind = WITHIN_WORDS };

    for (size_t i = 0; i < node->child_count; i++) {
        struct within below = settle(node->children[i]);

        if (width_of(&below) > width_of(&widest))
            widest = below;
    }
    if (node->kind != NODE_AND)
        return widest;
    if (node->within.kind != WITHIN_WORDS &&
        width_of(&widest) > width_of(&node->within))
        node->within = widest;
    return width_of(&widest) > width_of(&node->within) ? widest : node->within;
}

void within_settle(struct node *root)
{
    settle(root);
}
