/*
 * The program: which command, with which options, on which archive, and what
 * became of it.
 */
#include "base/alloc.h"
#include "base/clock.h"
#include "command.h"
#include "hand_over.h"
#include "nearest.h"
#include "network.h"
#include "originals.h"
#include "pager.h"
#include "progress.h"
#include "report.h"
#include "store.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The options of a command and those of all, read together. */
struct joined_options {
    struct option *options;
    size_t count;
    char *values; /* the command's struct, and the shared ones behind it */
    struct global_options *global;
    struct writer_options *writer;
};

static size_t aligned(size_t size)
{
    size_t unit = sizeof(max_align_t);

    return (size + unit - 1) / unit * unit;
}

static void join(struct joined_options *joined, const struct option *options,
                 size_t offset)
{
    for (; options && options->name; options++) {
        joined->options[joined->count] = *options;
        joined->options[joined->count++].offset += offset;
    }
}

static size_t count_options(const struct option *options)
{
    size_t count = 0;

    while (options && options[count].name)
        count++;
    return count;
}

static void joined_init(struct joined_options *joined,
                        const struct command *command,
                        const struct global_options *given)
{
    size_t global_at = aligned(command->options_size);
    size_t writer_at = global_at + aligned(sizeof(struct global_options));
    size_t count = count_options(command->options) +
                   count_options(global_options) +
                   count_options(writer_options);

    *joined = (struct joined_options){ 0 };
    joined->options = mem_alloc((count + 1) * sizeof(struct option));
    joined->values = mem_alloc(writer_at + sizeof(struct writer_options));
    joined->global = (void *)(joined->values + global_at);
    joined->writer = (void *)(joined->values + writer_at);
    if (command->options_initial)
        memcpy(joined->values, command->options_initial, command->options_size);
    *joined->global = *given;
    join(joined, command->options, 0);
    join(joined, global_options, global_at);
    if (command_writes(command))
        join(joined, writer_options, writer_at);
}

static void joined_release(struct joined_options *joined)
{
    options_release(joined->options, joined->values);
    free(joined->options);
    free(joined->values);
}

/* ---- the archive ---- */

/*
 * Where the archive is (XDG Base Directory Specification: a relative or empty
 * XDG_DATA_HOME counts as unset). Owned by the caller.
 */
static enum status choose_store_path(const char *given, char **ret_path,
                                     struct error *err)
{
    const char *db = given ? given : getenv("QUOTH_DB");
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    struct buf path = BUF_INIT;

    if (given && !*given)
        return error_set(err, STATUS_USAGE, "--db needs a file name");
    if (db && *db)
        buf_string(&path, db);
    else if (data && data[0] == '/')
        buf_printf(&path, "%s/quoth/quoth.db", data);
    else if (home && *home)
        buf_printf(&path, "%s/.local/share/quoth/quoth.db", home);
    else
        return error_set(err, STATUS_USAGE,
                         "no place for the archive: HOME is not set; name a "
                         "file with --db FILE");
    *ret_path = path.ptr;
    return STATUS_OK;
}

static enum status no_index_yet(const struct context *context,
                                struct error *err)
{
    return error_set(err, STATUS_USAGE,
                     "no index yet at %s; make one with: quoth index FOLDER",
                     context->store_path);
}

static enum status open_reader(struct context *context, struct error *err)
{
    enum status status =
        store_open_reader(context->store_path, &context->store, err);

    return status == STATUS_NOT_FOUND ? no_index_yet(context, err) : status;
}

/* --wait, in milliseconds; -1 is for ever. */
static enum status read_wait(const struct writer_options *options,
                             int64_t *ret_wait_ms, struct error *err)
{
    struct slice seconds = slice_of(options->wait);
    int64_t number = 0;

    *ret_wait_ms = options->wait ? -1 : 0;
    if (seconds.len == 0)
        return STATUS_OK;
    if (!slice_take_number(&seconds, INT32_MAX, &number) || seconds.len)
        return error_set(err, STATUS_USAGE,
                         "--wait needs whole seconds, not \"%s\"",
                         options->wait);
    *ret_wait_ms = number * 1000;
    return STATUS_OK;
}

typedef enum status open_function(const char *path, struct store **ret_store,
                                  struct error *err);

/*
 * Opens the archive for writing; with --wait, tries until whoever is writing
 * has ended, the time is over or the user gives up.
 */
static enum status open_writer(struct context *context, open_function *open,
                               int64_t wait_ms, struct error *err)
{
    const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
    int64_t until = clock_monotonic_ms() + wait_ms;

    for (;;) {
        enum status status = open(context->store_path, &context->store, err);

        if (status != STATUS_BUSY ||
            (wait_ms >= 0 && clock_monotonic_ms() >= until))
            return status;
        if (interrupted())
            return error_set(err, STATUS_INTERRUPTED, "%s", "");
        nanosleep(&pause, NULL);
    }
}

/* Where it fails, nothing was done yet. */
static enum status share(struct context *context, struct error *err)
{
    enum status status = store_share(context->store, err);
    struct arena arena;

    if (status) {
        store_abandon(context->store);
        return status;
    }
    arena_init(&arena);
    originals_share(network_folder(context->store_path, &arena), &arena);
    arena_release(&arena);
    return STATUS_OK;
}

static enum status open_store(struct context *context, enum command_needs needs,
                              const struct writer_options *options,
                              struct error *err)
{
    open_function *open =
        needs == NEEDS_WRITER ? store_open_writer : store_open_rebuilder;
    int64_t wait_ms;
    enum status status;

    if (needs == NEEDS_NOTHING)
        return STATUS_OK;
    if (needs == NEEDS_READER)
        return open_reader(context, err);
    status = read_wait(options, &wait_ms, err);
    if (!status)
        status = open_writer(context, open, wait_ms, err);
    if (!status && options->group)
        status = share(context, err);
    return status == STATUS_NOT_FOUND ? no_index_yet(context, err) : status;
}

/* What was done before an interruption stays; what failed leaves no trace. */
static enum status close_store(struct context *context, enum status status,
                               struct error *err)
{
    struct error closing = { 0 };
    enum status closed;

    if (status && status != STATUS_INTERRUPTED) {
        store_abandon(context->store);
        return status;
    }
    closed = store_close(context->store, &closing);
    if (status || !closed)
        return status;
    *err = closing;
    return closed;
}

/* ---- commands ---- */

static enum status read_color(const char *name, enum color_choice *ret,
                              struct error *err)
{
    static const char *const names[] = {
        [COLOR_AUTO] = "auto",
        [COLOR_ALWAYS] = "always",
        [COLOR_NEVER] = "never",
        NULL,
    };

    for (size_t i = 0; names[i]; i++)
        if (!strcmp(names[i], name)) {
            *ret = (enum color_choice)i;
            return STATUS_OK;
        }
    return nearest_refuse("--color", name, names, err);
}

static enum status read_globals(struct context *context,
                                const struct global_options *options,
                                struct error *err)
{
    enum color_choice choice = COLOR_AUTO;
    enum status status =
        options->color ? read_color(options->color, &choice, err) : STATUS_OK;

    if (status)
        return status;
    context->style = terminal_style(STDOUT_FILENO, choice);
    context->quiet = options->quiet;
    context->progress = terminal_is(STDERR_FILENO) && !options->quiet;
    return STATUS_OK;
}

static enum status run_on_store(struct context *context,
                                const struct command *command,
                                const struct joined_options *joined, int argc,
                                char **argv, struct error *err)
{
    enum command_needs needs = command->needs_so_called
                                   ? command->needs_so_called(joined->values)
                                   : command->needs;
    char *path;
    enum status status = choose_store_path(joined->global->db, &path, err);

    if (status)
        return status;
    context->store_path = path;
    status = open_store(context, needs, joined->writer, err);
    if (!status) {
        status = command->run(context, joined->values, argc, argv, err);
        status = close_store(context, status, err);
    }
    free(path);
    return status;
}

static enum status run_version(struct context *context, struct error *err)
{
    if (complete_program)
        return hand_over(complete_program, context->arguments, err);
    return command_by_name("version")->run(context, NULL, 1, context->arguments,
                                           err);
}

/* Long output goes through a pager; help always may be long. */
static void choose_pager(struct context *context, const struct command *command,
                         const struct global_options *options)
{
    if (options->no_pager || !(command->long_output || options->help))
        return;
    context->pager = pager_new();
    if (context->pager && !pager_shows_links(context->pager))
        context->style.hyperlink = false;
}

static enum status run_joined(struct context *context,
                              const struct command *command,
                              struct joined_options *joined, int argc,
                              char **argv, struct error *err)
{
    enum status status =
        options_parse(joined->options, joined->values, argc, argv, &argc, err);

    if (!status)
        status = read_globals(context, joined->global, err);
    if (status)
        return status;
    choose_pager(context, command, joined->global);
    if (joined->global->help) {
        command_help(command, &context->out);
        return STATUS_OK;
    }
    if (joined->global->version)
        return run_version(context, err);
    if (command->needs == NEEDS_NOTHING ||
        (command->without_store &&
         command->without_store(joined->values, argc, argv)))
        return command->run(context, joined->values, argc, argv, err);
    return run_on_store(context, command, joined, argc, argv, err);
}

/* `quoth` alone: without an archive too, there is something to say. */
static enum status run_overview(struct context *context,
                                const struct global_options *options,
                                struct error *err)
{
    char *path;
    enum status status = choose_store_path(options->db, &path, err);

    if (status)
        return status;
    context->store_path = path;
    status = store_open_reader(path, &context->store, err);
    if (!status)
        status = close_store(context, overview(context, err), err);
    else if (status == STATUS_NOT_FOUND)
        status = overview(context, err);
    free(path);
    return status;
}

static enum status run_without_command(struct context *context,
                                       const struct global_options *options,
                                       char **argv, struct error *err)
{
    if (options->version)
        return run_version(context, err);
    if (complete_program)
        return hand_over(complete_program, context->arguments, err);
    if (options->help) {
        choose_pager(context, command_by_name("help"), options);
        return command_by_name("help")->run(context, NULL, 1, argv, err);
    }
    return run_overview(context, options, err);
}

static enum status unknown_command(const char *name, struct error *err)
{
    enum { NAMES = 64 };

    const char *names[NAMES] = { NULL };
    size_t count = 0;
    const char *probable;

    for (const struct command_group *group = command_groups; group->title;
         group++)
        for (size_t i = 0; group->commands[i] && count < NAMES - 1; i++)
            names[count++] = group->commands[i]->name;
    probable = nearest_name(name, names);
    if (probable)
        return error_set(err, STATUS_USAGE,
                         "no command is called \"%s\"; did you mean %s?", name,
                         probable);
    return error_set(err, STATUS_USAGE,
                     "no command is called \"%s\"; quoth help lists them",
                     name);
}

static enum status run(struct context *context, int argc, char **argv,
                       struct error *err)
{
    struct global_options given = { 0 };
    struct joined_options joined;
    const struct command *command;
    enum status status =
        options_parse_leading(global_options, &given, argc, argv, &argc, err);

    if (!status)
        status = read_globals(context, &given, err);
    if (status)
        return status;
    if (argc < 2)
        return run_without_command(context, &given, argv, err);
    command = command_by_name(argv[1]);
    if (!command && complete_program)
        return hand_over(complete_program, context->arguments, err);
    if (!command)
        return unknown_command(argv[1], err);
    joined_init(&joined, command, &given);
    status = run_joined(context, command, &joined, argc - 1, argv + 1, err);
    joined_release(&joined);
    return status;
}

/* Prints the error, if there is one, and gives the exit code. */
static int finish(const struct context *context, enum status status,
                  const struct error *err)
{
    struct buf message = BUF_INIT;

    if (context->output_closed) /* of a pager, the user has seen enough */
        return context->paged ? context->exit_code : EXIT_OUTPUT_CLOSED;
    if (!status)
        return context->exit_code;
    report_error(&message, err, buf_view(&context->query_line));
    fputs(buf_view(&message).ptr, stderr);
    buf_release(&message);
    return (int)exit_code_of(err);
}

/* As given, since reading the options moves them. Owned by the caller. */
static char **copy_arguments(int argc, char **argv)
{
    size_t size = ((size_t)argc + 1) * sizeof(*argv);

    return memcpy(mem_alloc(size), argv, size);
}

int main(int argc, char **argv)
{
    struct context context = { .arguments = copy_arguments(argc, argv) };
    struct error err = { .from = -1, .to = -1 }, flushing;
    enum status status, flushed;
    int exit_code;

    interrupt_catch();
    status = run(&context, argc, argv, &err);
    flushed = context_end_output(&context, &flushing);
    if (!status && flushed) {
        status = flushed;
        err = flushing;
    }
    exit_code = finish(&context, status, &err);
    buf_release(&context.out);
    buf_release(&context.query_line);
    free(context.arguments);
    return exit_code;
}
