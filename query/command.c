#include "command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct command *const filling[] = {
    &cmd_index,
    &cmd_set,
    &cmd_remove,
    NULL,
};

static const struct command *const finding[] = {
    &cmd_search,
    &cmd_read,
    &cmd_list,
    NULL,
};

static const struct command *const converting[] = {
    &cmd_convert,
    NULL,
};

static const struct command *const caring[] = {
    &cmd_stats,
    &cmd_check,
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

const struct option global_options[] = {
    {
        .kind = OPTION_TEXT,
        .name = "db",
        .value = "FILE",
        .summary = "the archive; else QUOTH_DB, else the one in your home",
        .offset = offsetof(struct global_options, db),
    },
    {
        .kind = OPTION_FLAG,
        .letter = 'q',
        .name = "quiet",
        .summary = "say nothing but results and errors",
        .offset = offsetof(struct global_options, quiet),
    },
    {
        .kind = OPTION_TEXT,
        .name = "color",
        .value = "WHEN",
        .summary = "auto, always or never",
        .offset = offsetof(struct global_options, color),
    },
    {
        .kind = OPTION_FLAG,
        .letter = 'h',
        .name = "help",
        .summary = "help on the command",
        .offset = offsetof(struct global_options, help),
    },
    {
        .kind = OPTION_FLAG,
        .name = "version",
        .summary = "version of quoth and of its libraries",
        .offset = offsetof(struct global_options, version),
    },
    { .name = NULL },
};

const struct option writer_options[] = {
    {
        .kind = OPTION_OPTIONAL,
        .name = "wait",
        .value = "SECONDS",
        .summary = "wait for another run to end, for ever or so long",
        .offset = offsetof(struct writer_options, wait),
    },
    { .name = NULL },
};

const struct command *command_by_name(const char *name)
{
    for (const struct command_group *group = command_groups; group->title;
         group++)
        for (size_t i = 0; group->commands[i]; i++)
            if (!strcmp(group->commands[i]->name, name))
                return group->commands[i];
    return NULL;
}

struct slice context_query(struct context *context, int argc, char **argv)
{
    buf_clear(&context->query_line);
    for (int i = 1; i < argc; i++) {
        if (i > 1)
            buf_char(&context->query_line, ' ');
        buf_string(&context->query_line, argv[i]);
    }
    return buf_view(&context->query_line);
}

enum status context_flush(struct context *context, struct error *err)
{
    struct slice rest = buf_view(&context->out);

    while (rest.len && !context->output_closed) {
        ssize_t written = write(STDOUT_FILENO, rest.ptr, rest.len);

        if (written >= 0)
            rest = slice_from(rest, (size_t)written);
        else if (errno == EPIPE)
            context->output_closed = true;
        else if (errno != EINTR)
            break;
    }
    buf_clear(&context->out);
    if (context->output_closed)
        return error_set(err, STATUS_IO, "%s", "");
    if (rest.len)
        return error_set(err, STATUS_IO, "standard output: %s",
                         strerror(errno));
    return STATUS_OK;
}
