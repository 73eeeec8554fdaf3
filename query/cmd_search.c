#include "command.h"
#include "output.h"
#include "output_form.h"
#include "search.h"
#include "store.h"

struct search_command_options {
    int64_t limit, offset, per_episode;
    const char *context, *sort, *format, *output;
    bool reverse, facets, count, strict, explain;
};

static const struct search_command_options initial = { .limit = 20 };

#define OFFSET(member) offsetof(struct search_command_options, member)

static const struct option options[] = {
    { OPTION_NUMBER, 'n', "limit", "N", "passages to show; 0 = all (20)",
      OFFSET(limit) },
    { OPTION_NUMBER, 0, "offset", "N", "passages to leave out first",
      OFFSET(offset) },
    { OPTION_TEXT, 'C', "context", "N|TIME",
      "show N segments, or 30s, on either side", OFFSET(context) },
    { OPTION_TEXT, 0, "sort", "ORDER",
      "rank; date, the newest first; time, as it was said", OFFSET(sort) },
    { OPTION_FLAG, 0, "reverse", NULL,
      "the other way round; what has no date stays last", OFFSET(reverse) },
    { OPTION_NUMBER, 0, "per-episode", "N",
      "at most N passages of an episode; 0 = all", OFFSET(per_episode) },
    { OPTION_FLAG, 0, "facets", NULL,
      "count what matches by show, speaker and year", OFFSET(facets) },
    { OPTION_TEXT, 0, "format", "FORMAT", "text, json, jsonl, csv, tsv or ref",
      OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { OPTION_FLAG, 0, "count", NULL, "only say how many passages match",
      OFFSET(count) },
    { OPTION_FLAG, 0, "strict", NULL, "never show passages that lack a word",
      OFFSET(strict) },
    { OPTION_FLAG, 0, "explain", NULL,
      "show how the query was understood, on stderr", OFFSET(explain) },
    { .name = NULL },
};

static const char details[] =
    "Finds what was said. Words are looked for within 30 seconds of each\n"
    "other, inflections included, wherever cues or turns begin and end;\n"
    "\"quoted words\" exactly and in that order. OR, NOT, -word, ( ) and\n"
    "prefix* work, name~ for what a recogniser may have written, and filters:\n"
    "show: speaker: date: after: before: title: episode: id:. quoth help\n"
    "query teaches them in one screen.\n"
    "\n"
    "If few passages have all words, those that lack the least telling ones\n"
    "follow, marked \"without\".\n"
    "\n"
    "  quoth search 'one-way door'\n"
    "  quoth search speaker:dana '\"ship it\"' OR roadmap\n"
    "  quoth search after:2025 budget --format jsonl\n"
    "\n"
    "Exits with 0 if something was found, 1 if not, 2 if the query cannot be\n"
    "understood.";

/* The presenter that goes on showing passages as they come. */
struct showing {
    struct context *context;
    const struct presenter *presenter;
    struct present_style style;
    void *state;
    struct buf *out;
};

static void show(void *context, const struct passage *passage)
{
    struct showing *showing = context;

    showing->presenter->passage(showing->state, &showing->style, passage,
                                showing->out);
}

static struct output_form form_at(size_t index)
{
    const struct presenter *form = presenters[index];

    return form ? (struct output_form){ form->name, form->extension }
                : (struct output_form){ NULL, NULL };
}

static enum status print_count(struct context *context,
                               const struct search_totals *totals)
{
    buf_printf(&context->out, "%zu\n", totals->total);
    context->exit_code = totals->total ? 0 : 1;
    return STATUS_OK;
}

/* What the options ask of the search itself. */
static enum status read_options(const struct search_command_options *given,
                                struct buf *explain,
                                struct search_options *ret_options,
                                struct error *err)
{
    struct search_options wanted = {
        .limit = given->limit ? (size_t)given->limit : SIZE_MAX,
        .offset = (size_t)given->offset,
        .strict = given->strict,
        .only_count = given->count,
        .fold = given->limit != 0, /* all is all */
        .facets = given->facets,
        .order = { .reverse = given->reverse,
                   .per_episode = (size_t)given->per_episode },
        .explain = given->explain ? explain : NULL,
    };
    enum status status = STATUS_OK;

    if (given->sort)
        status = order_parse(given->sort, &wanted.order.key, err);
    if (!status && given->context)
        status = around_parse(given->context, &wanted.around, err);
    *ret_options = wanted;
    return status;
}

static enum status end_output(struct showing *showing,
                              const struct search_command_options *given,
                              const struct search_totals *totals,
                              struct error *err)
{
    if (given->count)
        return print_count(showing->context, totals);
    if (showing->presenter->end)
        showing->presenter->end(showing->state, &showing->style, totals,
                                showing->out);
    showing->context->exit_code = totals->passages ? 0 : 1;
    if (!given->output)
        return STATUS_OK;
    return output_write(given->output, buf_view(showing->out), err);
}

static enum status search_and_show(struct context *context,
                                   const struct search_command_options *given,
                                   struct slice line,
                                   const struct presenter *presenter,
                                   struct arena *arena, struct buf *explain,
                                   struct error *err)
{
    struct search_options wanted;
    struct buf file = BUF_INIT;
    struct showing showing = {
        .context = context,
        .presenter = presenter,
        .style = context->style,
        .state = arena_alloc(arena, presenter->state_size),
        .out = given->output ? &file : &context->out,
    };
    struct search_totals totals;
    enum status status = read_options(given, explain, &wanted, err);

    if (status)
        return status;
    if (given->output)
        showing.style = (struct present_style){ .width = 0 };
    if (!given->count && presenter->begin)
        presenter->begin(showing.state, &showing.style, showing.out);
    status = search(context->store, line, &wanted, arena, show, &showing,
                    &totals, err);
    if (!status)
        status = end_output(&showing, given, &totals, err);
    else
        buf_clear(&context->out); /* half a document is none */
    buf_release(&file);
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct search_command_options *given = values;
    struct buf explain = BUF_INIT;
    size_t form;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "search for what? quoth search 'some words'");
    status =
        output_form_choose(form_at, given->format, given->output, &form, err);
    if (status)
        return status;
    arena_init(&arena);
    status = search_and_show(context, given, context_query(context, argc, argv),
                             presenters[form], &arena, &explain, err);
    if (explain.len)
        output_note(context, buf_view(&explain));
    buf_release(&explain);
    arena_release(&arena);
    return status;
}

const struct command cmd_search = {
    .name = "search",
    .summary = "find what was said",
    .usage = "[OPTION…] QUERY",
    .details = details,
    .options = options,
    .options_size = sizeof(struct search_command_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .long_output = true,
    .run = run,
};
