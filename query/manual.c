#include "manual.h"

#include "command.h"
#include "topic.h"

/*
 * Text as roff shows it unchanged: a backslash is \e, a hyphen that may be
 * typed is \-, and a line must not start with a control character.
 */
static void put_escaped(struct buf *out, struct slice text)
{
    if (text.len && (text.ptr[0] == '.' || text.ptr[0] == '\''))
        buf_string(out, "\\&");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            buf_string(out, "\\e");
        else if (text.ptr[i] == '-')
            buf_string(out, "\\-");
        else
            buf_char(out, text.ptr[i]);
    }
}

static void put_line(struct buf *out, struct slice line)
{
    put_escaped(out, line);
    buf_char(out, '\n');
}

/* Paragraphs, separated by empty lines; indented lines are examples. */
static void put_paragraphs(struct buf *out, struct slice text)
{
    struct slice line;
    bool example = false;

    while (slice_next_line(&text, &line)) {
        bool indented = line.len && line.ptr[0] == ' ';

        if (indented != example && line.len) {
            buf_string(out, indented ? ".nf\n" : ".fi\n");
            example = indented;
        }
        if (line.len == 0)
            buf_string(out, ".PP\n");
        else
            put_line(out, line);
    }
    if (example)
        buf_string(out, ".fi\n");
}

static void put_option(struct buf *out, const struct option *option)
{
    struct buf name = BUF_INIT;

    if (!option->summary)
        return;
    option_print(&name, option);
    buf_string(out, ".TP\n.B ");
    put_line(out, buf_view(&name));
    put_line(out, slice_of(option->summary));
    buf_release(&name);
}

static void put_options(struct buf *out, const struct option *options)
{
    for (; options && options->name; options++)
        put_option(out, options);
}

static void put_command(struct buf *out, const struct command *command)
{
    struct buf synopsis = BUF_INIT;

    command_synopsis(command, &synopsis);
    buf_string(out, ".SS quoth ");
    put_line(out, buf_view(&synopsis));
    buf_release(&synopsis);
    put_line(out, slice_of(command->summary));
    buf_string(out, ".PP\n");
    put_paragraphs(out, slice_of(command->details));
    put_options(out, command->options);
    if (command_writes(command))
        put_options(out, writer_options);
}

static void put_commands(struct buf *out)
{
    buf_string(out, ".SH COMMANDS\n");
    for (const struct command_group *group = command_groups; group->title;
         group++)
        for (size_t i = 0; group->commands[i]; i++)
            put_command(out, group->commands[i]);
}

/* As help shows it, line by line. */
static void put_topic(struct buf *out, const struct topic *topic)
{
    struct buf text = BUF_INIT;
    struct slice rest, line;

    topic->print(&text);
    rest = buf_view(&text);
    buf_printf(out, ".SH %s\n.nf\n", topic->heading);
    while (slice_next_line(&rest, &line))
        put_line(out, line);
    buf_string(out, ".fi\n");
    buf_release(&text);
}

static const char introduction[] =
    ".TH QUOTH 1 \"\" \"quoth " QUOTH_VERSION "\"\n"
    ".SH NAME\n"
    "quoth \\- full\\-text search over everything that was ever said on a "
    "show\n"
    ".SH SYNOPSIS\n"
    ".B quoth\n"
    ".I COMMAND\n"
    "[OPTION…] [ARGUMENT…]\n"
    ".SH DESCRIPTION\n"
    ".B quoth\n"
    "reads transcripts of podcasts, videos and meetings into one archive, and\n"
    "answers what was said, who said it, when, and in which episode.\n"
    "Without a command it shows the state of the archive and what to do "
    "next.\n";

static const char surroundings[] =
    ".SH ENVIRONMENT\n"
    ".TP\n.B QUOTH_DB\nThe archive, where\n.B \\-\\-db\ndoes not name one.\n"
    ".TP\n.B NO_COLOR\nIf it is set, no colours and no links are written.\n"
    ".TP\n.B COLUMNS\nWidth of a terminal that does not tell its own.\n"
    ".TP\n.BR QUOTH_PAGER \", \" PAGER\nWhat shows output longer than the "
    "screen, where\nthat is a terminal, else\n.BR \"less \\-FRX\" .\n"
    "Empty, or\n.BR cat ,\nfor none.\n"
    ".TP\n.B SSL_CERT_FILE\nAuthorities to trust for https, where the config "
    "names no\n.IR ca_file .\n"
    ".SH FILES\n"
    ".TP\n.I $XDG_DATA_HOME/quoth/quoth.db\n"
    "The archive; by default\n.IR ~/.local/share/quoth/quoth.db .\n";

void manual_print(struct buf *out)
{
    buf_string(out, introduction);
    put_commands(out);
    buf_string(out, ".SH OPTIONS\nEvery command takes these.\n");
    put_options(out, global_options);
    for (const struct topic *topic = topics; topic->name; topic++)
        put_topic(out, topic);
    buf_string(out, surroundings);
}
