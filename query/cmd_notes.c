#include "command.h"
#include "draft_file.h"
#include "notes.h"
#include "output.h"
#include "output_form.h"
#include "ref.h"
#include "selection.h"

struct command_options {
    const char *from, *format, *output;
    struct option_list quotes;
    int64_t mentions;
};

static const struct command_options initial = { .mentions = 12 };

#define OFFSET(member) offsetof(struct command_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "from", "FILE",
      "a draft: each of its list items gets the times where it is said",
      OFFSET(from) },
    { OPTION_LIST, 0, "quote", "REF",
      "quote what is said there; may be given several times", OFFSET(quotes) },
    { OPTION_NUMBER, 0, "mentions", "N",
      "name so many things that the episode speaks of (12)", OFFSET(mentions) },
    { OPTION_TEXT, 0, "format", "FORMAT", "md or html", OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Writes a draft of an episode's page: title, date, people and links,\n"
    "chapters, chosen quotes, and the names and words that stand out in it\n"
    "against the archive. Nothing is made up: each line has its time. With\n"
    "--from the list items of somebody's draft (its paragraphs, if it has no\n"
    "lists) stand there with the one to three places where that is said, or\n"
    "\"no passage found\".\n"
    "\n"
    "  quoth notes 12\n"
    "  quoth notes 12 --quote 12@11:15 --quote 12@40:02-40:20 -o page.md\n"
    "  quoth notes latest --from takeaways.md --format html";

static const struct notes_form *const notes_forms[] = {
    &notes_md,
    &notes_html,
    NULL,
};

static struct output_form form_at(size_t index)
{
    const struct notes_form *form = notes_forms[index];

    return form ? (struct output_form){ form->name, form->extension }
                : (struct output_form){ NULL, NULL };
}

/* The stretches that --quote names. */
static enum status choose_quotes(struct context *context,
                                 const struct command_options *given,
                                 int64_t episode, struct arena *arena,
                                 struct notes_options *wanted,
                                 struct error *err)
{
    const struct selection_options how = { .limit = 1, .episode = episode };
    struct token_span *spans =
        arena_array(arena, given->quotes.count, sizeof(*spans));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < given->quotes.count && !status; i++) {
        char *name = arena_string(arena, slice_of(given->quotes.values[i]));
        char *argv[] = { name, name, NULL };
        struct selection selection;

        status = selection_read(context, 2, argv, &how, arena, &selection, err);
        if (!status && selection.count == 0)
            status = error_set(err, STATUS_NOT_FOUND, "nothing is said at %s",
                               given->quotes.values[i]);
        if (!status)
            spans[i] = selection.list[0].span;
    }
    wanted->quotes = spans;
    wanted->quote_count = given->quotes.count;
    return status;
}

static enum status make(struct context *context,
                        const struct command_options *given,
                        const struct notes_form *form, struct slice name,
                        struct notes_options *wanted, struct arena *arena,
                        struct error *err)
{
    struct notes notes;
    struct buf text = BUF_INIT;
    int64_t episode;
    enum status status = ref_episode(context->store, name, &episode, err);

    if (!status)
        status = choose_quotes(context, given, episode, arena, wanted, err);
    if (!status)
        status =
            notes_make(context->store, episode, wanted, arena, &notes, err);
    if (status)
        return status;
    form->print(&notes, &text);
    if (given->output)
        status = output_write(given->output, buf_view(&text), err);
    else
        buf_slice(&context->out, buf_view(&text));
    buf_release(&text);
    return status;
}

static enum status read_lines(const char *path, struct arena *arena,
                              struct draft_file *file,
                              struct notes_options *wanted, struct error *err)
{
    struct slice *lines;
    enum status status;

    if (!path)
        return STATUS_OK;
    status = draft_file_read(path, arena, file, err);
    if (status)
        return status;
    status = draft_read_lines(file->text, file->html, arena, &lines,
                              &wanted->line_count, err);
    wanted->lines = lines;
    return status ? error_prefix(err, "%s", path) : STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct command_options *given = values;
    struct notes_options wanted = { .mentions = (size_t)given->mentions };
    struct draft_file file = { .bytes = NULL };
    size_t form;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "notes of which episode? quoth notes 12");
    status =
        output_form_choose(form_at, given->format, given->output, &form, err);
    if (status)
        return status;
    arena_init(&arena);
    status = read_lines(given->from, &arena, &file, &wanted, err);
    if (!status)
        status = make(context, given, notes_forms[form],
                      arena_copy(&arena, context_query(context, argc, argv)),
                      &wanted, &arena, err);
    draft_file_release(&file);
    arena_release(&arena);
    return status;
}

const struct command cmd_notes = {
    .name = "notes",
    .summary = "draft the show notes of an episode",
    .usage = "[OPTION…] EPISODE",
    .details = details,
    .options = options,
    .options_size = sizeof(struct command_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .run = run,
};
