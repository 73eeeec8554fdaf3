#include "command.h"
#include "search.h"
#include "store.h"

#include <string.h>

/* Long enough for any name that a person types again. */
enum { NAME_BYTES = 200 };

struct saved_options {
    const char *format;
};

static const struct option options[] = {
    { OPTION_TEXT, 0, "format", "FORMAT",
      "of run: text, json, jsonl, csv, tsv or ref",
      offsetof(struct saved_options, format) },
    { .name = NULL },
};

static void take_nothing(void *context, const struct passage *passage)
{
    (void)context;
    (void)passage;
}

/* A query that cannot be asked is not kept. */
static enum status try(struct context *context, struct slice line,
                       struct error *err)
{
    const struct search_options wanted = { .strict = true, .only_count = true };
    struct search_totals totals;
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = search(context->store, line, &wanted, &arena, take_nothing, NULL,
                    &totals, err);
    arena_release(&arena);
    return status;
}

/* Writes: adds the search, or with an empty query removes that of its name. */
static enum status change(const struct context *context,
                          const struct saved_query *saved, struct error *err)
{
    struct store *store;
    enum status status = store_open_writer(context->store_path, &store, err);
    bool found = true;

    if (status)
        return status;
    status = saved->query.len
                 ? store_put_saved(store, saved, err)
                 : store_drop_saved(store, saved->name, &found, err);
    if (!status && !found)
        status = error_set(err, STATUS_USAGE,
                           "no saved search is called '%.*s'; quoth saved list "
                           "shows all",
                           SLICE_ARG(saved->name));
    if (!status)
        return store_close(store, err);
    store_abandon(store);
    return status;
}

/* ---- what it does ---- */

static enum status add(struct context *context, int argc, char **argv,
                       struct error *err)
{
    struct saved_query saved;
    enum status status;

    if (argc < 4 || !*argv[2] || strlen(argv[2]) > NAME_BYTES)
        return error_set(err, STATUS_USAGE,
                         "write: quoth saved add NAME QUERY");
    saved = (struct saved_query){
        .name = slice_of(argv[2]),
        .query = slice_trim(context_query(context, argc - 2, argv + 2)),
    };
    if (saved.query.len == 0)
        return error_set(err, STATUS_USAGE, "the query is empty");
    status = try(context, saved.query, err);
    return status ? status : change(context, &saved, err);
}

static enum status drop(struct context *context, int argc, char **argv,
                        struct error *err)
{
    if (argc != 3)
        return error_set(err, STATUS_USAGE, "write: quoth saved remove NAME");
    return change(context, &(struct saved_query){ .name = slice_of(argv[2]) },
                  err);
}

static void put_saved(const struct saved_query *saved, struct buf *out)
{
    present_tsv_field(out, saved->name);
    buf_char(out, '\t');
    present_tsv_field(out, saved->query);
    buf_char(out, '\n');
}

/* Asks as quoth search does, strictly. */
static enum status ask(struct context *context, const char *format,
                       struct slice query, struct arena *arena,
                       struct error *err)
{
    /* Borrowed, and put in another order: their text is left as it is. */
    const char *arguments[] = {
        "search",   "--strict",
        "--format", arena_string(arena, slice_of(format)),
        "--",       arena_string(arena, query),
        NULL,
    };
    char **argv = (char **)arguments;
    void *values = arena_alloc(arena, cmd_search.options_size);
    enum status status;
    int count;

    memcpy(values, cmd_search.options_initial, cmd_search.options_size);
    status = options_parse(cmd_search.options, values, 6, argv, &count, err);
    if (!status)
        status = cmd_search.run(context, values, count, argv, err);
    options_release(cmd_search.options, values);
    return status;
}

static enum status show(struct context *context, const char *format, int argc,
                        char **argv, bool asks, struct arena *arena,
                        struct error *err)
{
    struct slice name = argc > 2 ? slice_of(argv[2]) : SLICE("");
    struct saved_query *list;
    size_t count, shown = 0;
    int exit_code = asks ? 1 : 0;
    enum status status =
        store_load_saved(context->store, arena, &list, &count, err);

    for (size_t i = 0; i < count && !status; i++) {
        if (name.len && !slice_equal(list[i].name, name))
            continue;
        shown++;
        if (!asks || (!name.len && !strcmp(format, "text")))
            put_saved(&list[i], &context->out);
        if (asks)
            status = ask(context, format, list[i].query, arena, err);
        if (asks && context->exit_code == 0)
            exit_code = 0;
    }
    context->exit_code = exit_code;
    if (!status && name.len && shown == 0)
        return error_set(err, STATUS_USAGE,
                         "no saved search is called '%.*s'; quoth saved list "
                         "shows all",
                         SLICE_ARG(name));
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct saved_options *given = values;
    const char *verb = argc > 1 ? argv[1] : "list";
    struct arena arena;
    bool asks = !strcmp(verb, "run");
    enum status status;

    if (!strcmp(verb, "add"))
        return add(context, argc, argv, err);
    if (!strcmp(verb, "remove"))
        return drop(context, argc, argv, err);
    if (!asks && strcmp(verb, "list"))
        return error_set(err, STATUS_USAGE,
                         "saved has add, list, run and remove, not '%s'", verb);
    arena_init(&arena);
    status = show(context, given->format ? given->format : "text", argc, argv,
                  asks, &arena, err);
    arena_release(&arena);
    return status;
}

static const char details[] =
    "A saved search is a query with a name. After each quoth update, what\n"
    "saved searches find in what has come is told, and is the member\n"
    "new_matches of its JSON report. They are strict: all words must be said.\n"
    "\n"
    "  quoth saved add doors '\"one-way door\"'\n"
    "  quoth saved run doors\n"
    "  quoth search 'migration added:last-update'";

const struct command cmd_saved = {
    .name = "saved",
    .summary = "keep searches, and hear what is new for them",
    .usage = "add NAME QUERY | list | run [NAME] | remove NAME",
    .details = details,
    .options = options,
    .options_size = sizeof(struct saved_options),
    .needs = NEEDS_READER,
    .run = run,
};
