#include "command.h"
#include "draft_file.h"
#include "output.h"
#include "output_form.h"
#include "progress.h"
#include "verify_report.h"

#include <string.h>

struct verify_options {
    const char *in, *format, *output;
    int64_t min_words;
    bool titles, all_sentences;
};

static const struct verify_options initial = { .min_words = 4 };

#define OFFSET(member) offsetof(struct verify_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "in", "FILTERS",
      "look only in episodes that these leave: 'show:\"field notes\"'",
      OFFSET(in) },
    { OPTION_FLAG, 0, "titles", NULL,
      "check the draft's chapter lists instead of its quotes", OFFSET(titles) },
    { OPTION_FLAG, 0, "all-sentences", NULL,
      "check every sentence, in quotation marks or not",
      OFFSET(all_sentences) },
    { OPTION_NUMBER, 0, "min-words", "N",
      "quotes of fewer words never fail (4)", OFFSET(min_words) },
    { OPTION_TEXT, 0, "format", "FORMAT", "text or json", OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Compares the quotes of a text, in Markdown, HTML or plain, with what was\n"
    "said: what stands between quotation marks, and block quotes. Who said it\n"
    "is judged where the text names somebody (— Dana Reyes; \"…,\" says Dana\n"
    "Reyes; Dana Reyes: \"…\"), when it was said where a time stands with it\n"
    "((11:15), [11:15](link), a link with a time, 12@11:15). FILE may be -\n"
    "for standard input.\n"
    "\n"
    "These hold:\n"
    "  exact            word for word, with case and punctuation\n"
    "  same words       but for case, punctuation, glyphs\n"
    "  elided           pieces in order, […] or … where some is left out\n"
    "  title            of an episode or chapter, in quotation marks\n"
    "  short            under four words: looked up, never a failure\n"
    "  time             a time that the recording has\n"
    "  said there       (--titles) words of the title are said in the chapter\n"
    "These do not:\n"
    "  wrong time, wrong speaker, across speakers (given as one quote),\n"
    "  stitched (words left out without a mark), edited (with the words\n"
    "  [-as said-] and {+as quoted+}), not found\n"
    "\n"
    "All transcripts of an episode are looked at, also those that search\n"
    "leaves out.\n"
    "<!-- quoth: skip --> before a paragraph or in it leaves it out.\n"
    "\n"
    "  quoth verify draft.md\n"
    "  quoth verify draft.md --in 'show:\"second draft\" after:2025'\n"
    "  quoth verify notes.md --titles --in id:12\n"
    "\n"
    "Exits with 0 if all hold, 1 if one does not.";

static const struct verify_report *const verify_reports[] = {
    &verify_text,
    &verify_json,
    NULL,
};

const char *verify_kind_name(enum draft_kind kind)
{
    static const char *const names[] = {
        [DRAFT_QUOTE] = "quote",
        [DRAFT_SENTENCE] = "sentence",
        [DRAFT_STAMP] = "time",
        [DRAFT_CHAPTER] = "chapter",
    };

    return names[kind];
}

void verify_count(const struct verify_result *result,
                  size_t ret_counts[static VERDICT_NOT_FOUND + 1])
{
    memset(ret_counts, 0, (VERDICT_NOT_FOUND + 1) * sizeof(*ret_counts));
    for (size_t i = 0; i < result->count; i++)
        ret_counts[result->list[i].verdict.kind]++;
}

static struct output_form report_at(size_t index)
{
    const struct verify_report *report = verify_reports[index];

    return report ? (struct output_form){ report->name, report->extension }
                  : (struct output_form){ NULL, NULL };
}

static enum status read_draft(const struct verify_options *given,
                              const char *path, const struct draft_file *file,
                              struct arena *arena, struct draft *ret_draft,
                              struct error *err)
{
    const struct draft_options wanted = {
        .html = file->html,
        .all_sentences = given->all_sentences,
        .chapters = given->titles,
    };
    enum status status = draft_read(file->text, &wanted, arena, ret_draft, err);

    return status ? error_prefix(err, "%s", path) : STATUS_OK;
}

/* Where the next entry of a list begins, a chapter ends. */
static void end_chapters(struct draft *draft)
{
    for (size_t i = 0; i + 1 < draft->count; i++) {
        struct draft_time *time = &draft->list[i].time;

        if (draft->list[i].kind == DRAFT_CHAPTER && time->end_ms == TIME_NONE &&
            draft->list[i + 1].time.start_ms > time->start_ms)
            time->end_ms = draft->list[i + 1].time.start_ms;
    }
}

/* Passes a verdict on each item of the draft. */
static enum status check_all(struct context *context,
                             const struct check_options *how,
                             const struct draft *draft, struct arena *arena,
                             struct verify_result *result, struct error *err)
{
    struct checker *checker = checker_new(context->store, how, arena);
    struct checked *list = arena_array(arena, draft->count, sizeof(*list));
    struct progress progress;
    enum status status = STATUS_OK;

    progress_init(&progress, context->progress);
    for (size_t i = 0; i < draft->count && !status; i++) {
        struct checked *checked = &list[result->count];
        bool judged;

        progress_show(&progress, i, draft->count, "quotes");
        checked->item = &draft->list[i];
        status = checker_check(checker, checked->item, &checked->verdict,
                               &judged, err);
        if (status || !judged)
            continue;
        result->count++;
        result->failed += !verdict_holds(checked->verdict.kind);
        if (interrupted())
            status = error_set(err, STATUS_INTERRUPTED, "interrupted");
    }
    progress_clear(&progress);
    result->list = list;
    checker_free(checker);
    return status;
}

static enum status print_result(struct context *context,
                                const struct verify_options *given,
                                const struct verify_report *report,
                                const struct verify_result *result,
                                struct error *err)
{
    const struct present_style plain = { .width = 0 };
    struct buf file = BUF_INIT;
    enum status status = STATUS_OK;

    context->exit_code = result->failed ? 1 : 0;
    if (!given->output) {
        report->print(result, &context->style, &context->out);
        return STATUS_OK;
    }
    report->print(result, &plain, &file);
    status = output_write(given->output, buf_view(&file), err);
    buf_release(&file);
    return status;
}

static enum status verify(struct context *context,
                          const struct verify_options *given,
                          const struct verify_report *report, const char *path,
                          const struct draft_file *file, struct arena *arena,
                          struct error *err)
{
    struct check_options how = { .min_words = (size_t)given->min_words };
    struct verify_result result = { .name = slice_of(path) };
    struct draft draft;
    enum status status = read_draft(given, path, file, arena, &draft, err);

    if (status)
        return status;
    end_chapters(&draft);
    buf_clear(&context->query_line);
    buf_slice(&context->query_line, slice_of(given->in));
    status = check_scope(context->store, buf_view(&context->query_line), arena,
                         &how.scope, &how.episode, err);
    if (!status)
        status = check_all(context, &how, &draft, arena, &result, err);
    if (!status)
        status = print_result(context, given, report, &result, err);
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct verify_options *given = values;
    struct draft_file file;
    size_t report;
    struct arena arena;
    enum status status;

    if (argc != 2)
        return error_set(err, STATUS_USAGE,
                         "verify one file: quoth verify draft.md");
    status = output_form_choose(report_at, given->format, given->output,
                                &report, err);
    if (status)
        return status;
    interrupt_catch();
    arena_init(&arena);
    status = draft_file_read(argv[1], &arena, &file, err);
    if (!status) {
        status = verify(context, given, verify_reports[report], argv[1], &file,
                        &arena, err);
        draft_file_release(&file);
    }
    arena_release(&arena);
    return status;
}

const struct command cmd_verify = {
    .name = "verify",
    .summary = "check the quotes and times of a text",
    .usage = "[OPTION…] FILE",
    .details = details,
    .options = options,
    .options_size = sizeof(struct verify_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .long_output = true,
    .run = run,
};
