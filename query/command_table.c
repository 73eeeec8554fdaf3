/*
 * The commands of the complete program, in the order of `quoth help`.
 */
#include "command.h"
#include "hand_over.h"

static const struct command *const filling[] = {
    &cmd_index,
    &cmd_update,
    &cmd_set,
    &cmd_remove,
    NULL,
};

static const struct command *const finding[] = {
    &cmd_search,
    &cmd_read,
    &cmd_quote,
    &cmd_clip,
    &cmd_chapters,
    &cmd_notes,
    &cmd_verify,
    &cmd_list,
    &cmd_trends,
    &cmd_saved,
    NULL,
};

static const struct command *const converting[] = {
    &cmd_convert,
    NULL,
};

static const struct command *const caring[] = {
    &cmd_stats,
    &cmd_backup,
    &cmd_check,
    &cmd_reindex,
    NULL,
};

static const struct command *const helping[] = {
    &cmd_help,
    &cmd_version,
    NULL,
};

const struct command_group command_groups[] = {
    { "Fill the archive", filling },
    { "Find and read", finding },
    { "Work with files", converting },
    { "Look after the archive", caring },
    { "Help", helping },
    { NULL, NULL },
};

const char *const complete_program = NULL;

const overview_function overview = overview_print;
