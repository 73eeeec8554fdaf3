#include "command.h"
#include "output.h"
#include "output_form.h"
#include "trend_print.h"

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

static struct output_form form_at(size_t index)
{
    static const struct output_form forms[] = {
        { "text", "txt" }, { "json", "json" }, { "jsonl", "jsonl" },
        { "csv", "csv" },  { "tsv", "tsv" },   { "svg", "svg" },
        { NULL, NULL },
    };

    return forms[index];
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
    struct slice line;
    struct trend trend;
    size_t form;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "trends of what? quoth trends 'some words'");
    status = trend_by_parse(given->by, &by, err);
    if (!status)
        status = output_form_choose(form_at, given->format, given->output,
                                    &form, err);
    if (status)
        return status;
    arena_init(&arena);
    line = context_query(context, argc, argv);
    status = trend_count(context->store, line, by, &arena, &trend, err);
    if (!status)
        status = print_trend(context, given, &trend,
                             slice_of(form_at(form).name), line, err);
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
