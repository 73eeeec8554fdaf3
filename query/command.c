#include "command.h"

#include "pager.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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
        .name = "no-pager",
        .summary = "print long output at once",
        .offset = offsetof(struct global_options, no_pager),
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
    {
        .kind = OPTION_FLAG,
        .name = "group",
        .summary = "let the group of the archive's files search, from now on",
        .offset = offsetof(struct writer_options, group),
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

bool command_writes(const struct command *command)
{
    return command->needs == NEEDS_WRITER || command->needs == NEEDS_REBUILDER;
}

static bool has_options(const struct command *command)
{
    for (const struct option *option = command->options; option && option->name;
         option++)
        if (option->summary)
            return true;
    return false;
}

/* The command's own options, and --wait, in one column with those of all. */
static void print_options(const struct command *command, struct buf *out)
{
    bool own = has_options(command);
    bool writes = command_writes(command);
    size_t width = options_width(global_options);

    if (writes && options_width(writer_options) > width)
        width = options_width(writer_options);
    if (own && options_width(command->options) > width)
        width = options_width(command->options);
    if (own || writes)
        buf_string(out, "\nOptions\n");
    if (own)
        options_print(out, command->options, width);
    if (writes)
        options_print(out, writer_options, width);
    buf_string(out, "\nOptions of every command\n");
    options_print(out, global_options, width);
}

void command_synopsis(const struct command *command, struct buf *out)
{
    buf_string(out, command->name);
    if (command->usage[0])
        buf_printf(out, " %s", command->usage);
}

void command_help(const struct command *command, struct buf *out)
{
    buf_string(out, "usage: quoth ");
    command_synopsis(command, out);
    buf_printf(out, "\n\n%s\n", command->summary);
    if (command->details)
        buf_printf(out, "\n%s\n", command->details);
    print_options(command, out);
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

/* Where output goes; -1: it is kept, as all of it may fit the screen. */
static int output_descriptor(struct context *context, bool is_all)
{
    struct pager *pager = context->pager;

    if (!pager)
        return STDOUT_FILENO;
    if (!context->paged && pager_is_needed(pager, buf_view(&context->out)))
        context->paged = pager_start(pager) >= 0;
    if (context->paged)
        return pager_descriptor(pager);
    return is_all ? STDOUT_FILENO : -1;
}

static enum status write_output(struct context *context, int descriptor,
                                struct error *err)
{
    struct slice rest = buf_view(&context->out);

    while (rest.len && !context->output_closed) {
        ssize_t written = write(descriptor, rest.ptr, rest.len);

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

enum status context_flush(struct context *context, struct error *err)
{
    int descriptor = output_descriptor(context, false);

    return descriptor < 0 ? STATUS_OK : write_output(context, descriptor, err);
}

enum status context_end_output(struct context *context, struct error *err)
{
    enum status status =
        write_output(context, output_descriptor(context, true), err);

    pager_end(context->pager);
    context->pager = NULL;
    return status;
}
