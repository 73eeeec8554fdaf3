#include "command.h"
#include "nearest.h"
#include "output.h"
#include "trend_print.h"

#include <string.h>

struct trends_options {
    const char *by, *format, *output;
};

static const struct trends_options initial = { .by = "month" };

#define OFFSET(member) offsetof(struct trends_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "by", "WHAT",
      "count by month, year, episode, speaker or show (month)", OFFSET(by) },
    { OPTION_TEXT, 0, "format", "FORMAT", "text, json, jsonl, csv, tsv or svg",
      OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Counts how often something is said, and how often that is in 10,000\n"
    "words, since a month with twice the talk has twice the mentions. The\n"
    "query is that of search, but no passage that lacks a word counts, and\n"
    "only speech does. Its filters hold for the words too: with speaker:dana,\n"
    "the rate is in what Dana says.\n"
    "\n"
    "A month without an episode is a gap (-), which is not the same as 0.\n"
    "Episodes, speakers and shows are listed if they have a mention.\n"
    "\n"
    "  quoth trends kubernetes\n"
    "  quoth trends '\"machine learning\" OR AI' --by year -o ai.svg\n"
    "  quoth trends budget after:2024 --by speaker --format csv\n"
    "\n"
    "Exits with 0 if something was found, 1 if not.";

static const struct {
    const char *name, *extension;
} forms[] = {
    { "text", ".txt" }, { "json", ".json" }, { "jsonl", ".jsonl" },
    { "csv", ".csv" },  { "tsv", ".tsv" },   { "svg", ".svg" },
};

enum { FORM_COUNT = sizeof(forms) / sizeof(*forms) };

static enum status unknown_form(const char *name, struct error *err)
{
    const char *names[FORM_COUNT + 1] = { NULL };
    const char *meant;

    for (size_t i = 0; i < FORM_COUNT; i++)
        names[i] = forms[i].name;
    meant = nearest_name(name, names);
    return error_set(err, STATUS_USAGE,
                     "--format is text, json, jsonl, csv, tsv or svg, not "
                     "\"%s\"%s%s%s",
                     name, NEAREST_ARG(meant));
}

static enum status choose_form(const struct trends_options *given,
                               struct slice *ret_form, struct error *err)
{
    struct slice path = slice_of(given->output);

    *ret_form = slice_of(forms[0].name);
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (given->format ? !strcmp(given->format, forms[i].name)
                          : slice_ends_with(path, slice_of(forms[i].extension)))
            *ret_form = slice_of(forms[i].name);
    if (given->format && !slice_equal(*ret_form, slice_of(given->format)))
        return unknown_form(given->format, err);
    return STATUS_OK;
}

static void print_as(const struct trend *trend, struct slice form,
                     struct slice line, const struct present_style *style,
                     struct buf *out)
{
    if (slice_equal(form, SLICE("text")))
        trend_print_text(trend, style, out);
    else if (slice_equal(form, SLICE("svg")))
        trend_print_svg(trend, line, out);
    else
        trend_print_rows(trend, form, out);
}

static enum status print_trend(struct context *context,
                               const struct trends_options *given,
                               const struct trend *trend, struct slice form,
                               struct slice line, struct error *err)
{
    const struct present_style plain = { .unicode = context->style.unicode };
    struct buf file = BUF_INIT;
    enum status status = STATUS_OK;

    if (given->output) {
        print_as(trend, form, line, &plain, &file);
        status = output_write(given->output, buf_view(&file), err);
    } else {
        print_as(trend, form, line, &context->style, &context->out);
    }
    buf_release(&file);
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct trends_options *given = values;
    enum trend_by by;
    struct slice form, line;
    struct trend trend;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "trends of what? quoth trends 'some words'");
    status = trend_by_parse(given->by, &by, err);
    if (!status)
        status = choose_form(given, &form, err);
    if (status)
        return status;
    arena_init(&arena);
    line = context_query(context, argc, argv);
    status = trend_count(context->store, line, by, &arena, &trend, err);
    if (!status)
        status = print_trend(context, given, &trend, form, line, err);
    if (!status)
        context->exit_code = trend.mentions ? 0 : 1;
    arena_release(&arena);
    return status;
}

const struct command cmd_trends = {
    .name = "trends",
    .summary = "how often something is said, over time or by whom",
    .usage = "[OPTION…] QUERY",
    .details = details,
    .options = options,
    .options_size = sizeof(struct trends_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .long_output = true,
    .run = run,
};
