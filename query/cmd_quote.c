#include "command.h"
#include "output.h"
#include "output_form.h"
#include "quotation.h"
#include "quote_form.h"
#include "selection.h"

struct quote_options {
    int64_t limit, max_words;
    const char *context, *format, *output;
    bool clean;
};

static const struct quote_options initial = { .limit = 5 };

#define OFFSET(member) offsetof(struct quote_options, member)

static const struct option options[] = {
    { OPTION_NUMBER, 'n', "limit", "N",
      "quotes of what a query finds; 0 = all (5)", OFFSET(limit) },
    { OPTION_NUMBER, 0, "max-words", "N",
      "no more words in a quote; where it breaks a sentence, […] says so",
      OFFSET(max_words) },
    { OPTION_TEXT, 'C', "context", "N|TIME",
      "N segments, or 30s, more on either side", OFFSET(context) },
    { OPTION_FLAG, 0, "clean", NULL,
      "leave out fillers and false starts, with […] in their place",
      OFFSET(clean) },
    { OPTION_TEXT, 0, "format", "FORMAT",
      "md, txt, html, json, jsonl, csv, bibtex, ris or csl", OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Quotes whole sentences, word for word, with who said it, where and when,\n"
    "and a link that plays it. What to quote is a query, or refs as search\n"
    "prints them; - reads refs from standard input. Of several speakers each\n"
    "is given his own words. A query is strict: no word of it may be missing.\n"
    "\n"
    "  quoth quote 12@11:15\n"
    "  quoth quote 12@11:15-11:40 --format html\n"
    "  quoth quote '\"one-way door\"' speaker:dana -n 1\n"
    "  quoth search roadmap --format ref | quoth quote - -o quotes.bib\n"
    "\n"
    "Exits with 0 if something was quoted, 1 if nothing was found.";

/* The forms, the default first; ended by NULL. */
static const struct presenter *const quote_forms[] = {
    &quote_md,  &quote_txt,    &quote_html, &quote_json, &quote_jsonl,
    &quote_csv, &quote_bibtex, &quote_ris,  &quote_csl,  NULL,
};

static struct output_form form_at(size_t index)
{
    const struct presenter *form = quote_forms[index];

    return form ? (struct output_form){ form->name, form->extension }
                : (struct output_form){ NULL, NULL };
}

/* Makes the quotes and writes them, one after the other. */
static enum status put_quotes(struct context *context,
                              const struct selection *selection,
                              const struct quotation_options *how,
                              const struct presenter *form, struct arena *arena,
                              struct buf *out, struct error *err)
{
    const struct present_style plain = { .width = 0 };
    const struct search_totals totals = { .passages = selection->count };
    void *state = arena_alloc(arena, form->state_size);
    struct quoter *quoter = quoter_new(context->store, how, arena);
    enum status status = STATUS_OK;

    if (form->begin)
        form->begin(state, &plain, out);
    for (size_t i = 0; i < selection->count && !status; i++) {
        struct quotation quotation;

        status =
            quotation_make(quoter, &selection->list[i].span, &quotation, err);
        quotation.passage.rank = i + 1;
        if (!status)
            form->passage(state, &plain, &quotation.passage, out);
    }
    if (!status && form->end)
        form->end(state, &plain, &totals, out);
    quoter_free(quoter);
    return status;
}

static enum status quote(struct context *context,
                         const struct quote_options *given,
                         const struct quotation_options *how,
                         const struct presenter *form, int argc, char **argv,
                         struct arena *arena, struct error *err)
{
    const struct selection_options wanted = {
        .limit = given->limit ? (size_t)given->limit : SIZE_MAX,
    };
    struct selection selection;
    struct buf text = BUF_INIT;
    enum status status =
        selection_read(context, argc, argv, &wanted, arena, &selection, err);

    if (!status)
        status = put_quotes(context, &selection, how, form, arena, &text, err);
    if (!status && given->output)
        status = output_write(given->output, buf_view(&text), err);
    else if (!status)
        buf_slice(&context->out, buf_view(&text));
    if (!status && selection.count == 0) {
        output_note(context, SLICE("nothing found\n"));
        context->exit_code = 1;
    }
    buf_release(&text);
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct quote_options *given = values;
    struct quotation_options how = {
        .max_words = (size_t)given->max_words,
        .clean = given->clean,
    };
    size_t form;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "quote what? quoth quote 12@11:15, or quoth quote "
                         "'some words'");
    status =
        output_form_choose(form_at, given->format, given->output, &form, err);
    if (!status && given->context)
        status = around_parse(given->context, &how.around, err);
    if (status)
        return status;
    arena_init(&arena);
    status =
        quote(context, given, &how, quote_forms[form], argc, argv, &arena, err);
    arena_release(&arena);
    return status;
}

const struct command cmd_quote = {
    .name = "quote",
    .summary = "quote what was said, with who, where and when",
    .usage = "[OPTION…] QUERY|REF…",
    .details = details,
    .options = options,
    .options_size = sizeof(struct quote_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .run = run,
};
