#include "command.h"
#include "manual.h"
#include "topic.h"

#include <string.h>

struct help_options {
    bool man;
};

static const struct option options[] = {
    {
        .kind = OPTION_FLAG,
        .name = "man",
        .offset = offsetof(struct help_options, man),
    },
    { .name = NULL },
};

static size_t wider(size_t width, const char *name)
{
    return strlen(name) > width ? strlen(name) : width;
}

/* Of the column with the names of commands and topics. */
static size_t name_width(void)
{
    size_t width = 0;

    for (const struct command_group *group = command_groups; group->title;
         group++)
        for (size_t i = 0; group->commands[i]; i++)
            width = wider(width, group->commands[i]->name);
    for (const struct topic *topic = topics; topic->name; topic++)
        width = wider(width, topic->name);
    return width;
}

static void print_overview(struct buf *out)
{
    size_t width = name_width();

    buf_string(out, "quoth: full-text search over everything that was ever "
                    "said on a show\n\n"
                    "usage: quoth COMMAND [OPTION…] [ARGUMENT…]\n");
    for (const struct command_group *group = command_groups; group->title;
         group++) {
        buf_printf(out, "\n%s\n", group->title);
        for (size_t i = 0; group->commands[i]; i++)
            topic_print_entry(out, group->commands[i]->name, width,
                              group->commands[i]->summary);
    }
    buf_string(out, "\nOptions of every command\n");
    options_print(out, global_options, options_width(global_options));
    buf_string(out, "\nquoth help COMMAND says more, and quoth help TOPIC "
                    "explains\n");
    for (const struct topic *topic = topics; topic->name; topic++)
        topic_print_entry(out, topic->name, width, topic->summary);
}

static const struct topic *topic_by_name(const char *name)
{
    for (const struct topic *topic = topics; topic->name; topic++)
        if (!strcmp(topic->name, name))
            return topic;
    return NULL;
}

static enum status help_about(const char *name, struct buf *out,
                              struct error *err)
{
    const struct command *command = command_by_name(name);
    const struct topic *topic = topic_by_name(name);

    if (!command && !topic)
        return error_set(err, STATUS_USAGE,
                         "no help on \"%s\"; quoth help lists what there is",
                         name);
    if (command)
        command_help(command, out);
    else
        topic->print(out);
    return STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct help_options *help = values;

    if (help && help->man) {
        manual_print(&context->out);
        return STATUS_OK;
    }
    if (argc > 1)
        return help_about(argv[1], &context->out, err);
    print_overview(&context->out);
    return STATUS_OK;
}

const struct command cmd_help = {
    .name = "help",
    .summary = "this list, or help on a command or topic",
    .usage = "[COMMAND | TOPIC]",
    .details = "Examples:\n"
               "    quoth help search\n"
               "    quoth help query",
    .options = options,
    .options_size = sizeof(struct help_options),
    .needs = NEEDS_NOTHING,
    .long_output = true,
    .run = run,
};
