/*
 * The commands of the small program: see hand_over.h. What stands here must not
 * need the indexer's libraries; tests/fault/programs.sh checks that.
 */
#include "command.h"
#include "hand_over.h"

static const struct command *const finding[] = {
    &cmd_search,
    &cmd_read,
    &cmd_quote,
    &cmd_chapters,
    &cmd_trends,
    NULL,
};

const struct command_group command_groups[] = {
    { "Find and read", finding },
    { NULL, NULL },
};

const char *const complete_program = "quoth-complete";

const overview_function overview = NULL;
