#include "chapter_form.h"
#include "command.h"
#include "output.h"
#include "output_form.h"
#include "quotation.h"
#include "ref.h"
#include "selection.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

struct chapters_options {
    const char *query, *format, *output;
};

#define OFFSET(member) offsetof(struct chapters_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "from-query", "QUERY",
      "a chapter where each passage that is found begins", OFFSET(query) },
    { OPTION_TEXT, 0, "format", "FORMAT",
      "text, youtube, md, json, podlove, vtt or ffmetadata", OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Writes an episode's chapters, in a form that players, hosts or people\n"
    "read. With --from-query, the chapters are what a query finds in the\n"
    "episode, named by what is said there. What the form or YouTube would not\n"
    "take is said on stderr.\n"
    "\n"
    "  quoth chapters 12\n"
    "  quoth chapters latest --format youtube\n"
    "  quoth chapters 12 -o 12.chapters.json\n"
    "  quoth chapters 12 --from-query 'question OR listener'\n"
    "\n"
    "Exits with 0 if there are chapters, 1 if not.";

enum {
    LEAST_GAP_MS = 10000, /* between chapters made of passages */
    TITLE_COLUMNS = 60,   /* of those */
};

static struct output_form form_at(size_t index)
{
    const struct chapter_form *form = chapter_forms[index];

    return form ? (struct output_form){ form->name, form->extension }
                : (struct output_form){ NULL, NULL };
}

/* ---- the episode's own ---- */

/* Those of the first transcript that has some. */
static enum status load_chapters(struct store *store, int64_t episode,
                                 struct arena *arena,
                                 struct chapter_record **ret_list,
                                 size_t *ret_count, struct error *err)
{
    int64_t *transcripts;
    size_t count;
    enum status status = store_episode_transcripts(store, episode, arena,
                                                   &transcripts, &count, err);

    *ret_count = 0;
    for (size_t i = 0; i < count && !status && !*ret_count; i++)
        status = store_get_chapters(store, transcripts[i], arena, ret_list,
                                    ret_count, err);
    return status;
}

/* ---- from what is said ---- */

static struct slice title_of(struct slice text, struct arena *arena)
{
    struct slice fit = utf8_fit(text, TITLE_COLUMNS);

    if (fit.len == text.len)
        return text;
    while (fit.len > 1 && fit.ptr[fit.len - 1] != ' ')
        fit.len--;
    return arena_printf(arena, "%.*s…", SLICE_ARG(slice_trim(fit)));
}

static enum status make_chapters(struct context *context,
                                 const struct selection *selection,
                                 struct arena *arena,
                                 struct chapter_record **ret_list,
                                 size_t *ret_count, struct error *err)
{
    const struct quotation_options how = { .max_words = 0 };
    struct chapter_record *list =
        arena_array(arena, selection->count, sizeof(*list));
    struct quoter *quoter = quoter_new(context->store, &how, arena);
    enum status status = STATUS_OK;
    size_t count = 0;

    for (size_t i = 0; i < selection->count && !status; i++) {
        const struct passage *passage;
        struct quotation quotation;

        status =
            quotation_make(quoter, &selection->list[i].span, &quotation, err);
        passage = &quotation.passage;
        if (status ||
            (count && passage->start_ms != TIME_NONE &&
             passage->start_ms < list[count - 1].start_ms + LEAST_GAP_MS))
            continue;
        list[count++] = (struct chapter_record){
            .token = passage->first_token,
            .start_ms = passage->start_ms,
            .end_ms = TIME_NONE,
            .title = title_of(quotation.lines[0].text, arena),
        };
    }
    quoter_free(quoter);
    *ret_list = list;
    *ret_count = count;
    return status;
}

static enum status find_chapters(struct context *context, int64_t episode,
                                 const char *query, struct arena *arena,
                                 struct chapter_record **ret_list,
                                 size_t *ret_count, struct error *err)
{
    const struct selection_options wanted = {
        .limit = SIZE_MAX,
        .sort = SORT_TIME,
        .episode = episode,
    };
    struct selection selection;
    enum status status = selection_query(context, slice_of(query), &wanted,
                                         arena, &selection, err);

    return status ? status
                  : make_chapters(context, &selection, arena, ret_list,
                                  ret_count, err);
}

/* ---- in order ---- */

static int by_start(const void *left, const void *right)
{
    const struct chapter_record *a = left, *b = right;

    if (a->start_ms != b->start_ms)
        return a->start_ms < b->start_ms ? -1 : 1;
    return (a->token > b->token) - (a->token < b->token);
}

/*
 * Puts those with times in order, and takes out those without a title: they
 * end the one before them. Returns how many had no times.
 */
static size_t tidy(struct chapter_record *list, size_t *count)
{
    size_t timed = 0, kept = 0, untimed;

    for (size_t i = 0; i < *count; i++)
        if (list[i].start_ms != TIME_NONE)
            list[timed++] = list[i];
    untimed = *count - timed;
    if (timed)
        qsort(list, timed, sizeof(*list), by_start);
    for (size_t i = 0; i < timed; i++)
        if (list[i].title.len)
            list[kept++] = list[i];
        else if (kept && list[kept - 1].end_ms == TIME_NONE)
            list[kept - 1].end_ms = list[i].start_ms;
    *count = kept;
    return untimed;
}

/* ---- what may be wrong with them ---- */

/* YouTube shows a list as chapters only if it fits its rules. */
static void check_youtube(const struct chapter_output *chapters,
                          struct buf *note)
{
    if (chapters->list[0].start_ms >= 1000)
        buf_string(note, "YouTube wants the first chapter at 0:00\n");
    if (chapters->count < 3)
        buf_string(note, "YouTube wants at least three chapters\n");
    for (size_t i = 0; i < chapters->count; i++) {
        int64_t end = chapter_end_ms(chapters, i);

        if (end == TIME_NONE ||
            end - chapters->list[i].start_ms >= LEAST_GAP_MS)
            continue;
        buf_string(note, "YouTube wants at least 10 seconds a chapter: ");
        timecode_print_clock(note, chapters->list[i].start_ms);
        buf_char(note, ' ');
        present_safe(note, chapters->list[i].title);
        buf_char(note, '\n');
    }
}

static enum status write_chapters(struct context *context,
                                  const struct chapters_options *given,
                                  const struct chapter_output *chapters,
                                  const struct chapter_form *form,
                                  struct error *err)
{
    struct buf text = BUF_INIT, note = BUF_INIT;
    enum status status = STATUS_OK;

    if (form == &chapters_youtube)
        check_youtube(chapters, &note);
    form->write(chapters, &text);
    if (given->output)
        status = output_write(given->output, buf_view(&text), err);
    else
        buf_slice(&context->out, buf_view(&text));
    output_note(context, buf_view(&note));
    buf_release(&text);
    buf_release(&note);
    return status;
}

static void note_untimed(struct context *context, size_t untimed)
{
    struct buf note = BUF_INIT;

    if (untimed) {
        present_counted(&note, untimed, "chapter");
        buf_string(&note, " left out: no time is known\n");
    }
    output_note(context, buf_view(&note));
    buf_release(&note);
}

/* ---- the command ---- */

static enum status put_chapters(struct context *context,
                                const struct chapters_options *given,
                                const struct chapter_form *form,
                                int64_t episode, struct arena *arena,
                                struct error *err)
{
    struct chapter_record *list = NULL;
    struct episode_meta meta;
    struct slice key;
    size_t count = 0;
    enum status status =
        store_get_episode(context->store, episode, arena, &meta, &key, err);

    if (!status)
        status = given->query ? find_chapters(context, episode, given->query,
                                              arena, &list, &count, err)
                              : load_chapters(context->store, episode, arena,
                                              &list, &count, err);
    if (status)
        return status;
    note_untimed(context, tidy(list, &count));
    if (!count) {
        output_note(context, SLICE("no chapters\n"));
        context->exit_code = 1;
        return STATUS_OK;
    }
    return write_chapters(context, given,
                          &(struct chapter_output){
                              .list = list,
                              .count = count,
                              .duration_ms = meta.duration_ms,
                              .show = meta.show,
                              .title = meta.title,
                          },
                          form, err);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct chapters_options *given = values;
    size_t form;
    struct arena arena;
    int64_t episode;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "chapters of what? quoth chapters 12, or words of a "
                         "title");
    status =
        output_form_choose(form_at, given->format, given->output, &form, err);
    if (!status)
        status = ref_episode(context->store, context_query(context, argc, argv),
                             &episode, err);
    if (status)
        return status;
    arena_init(&arena);
    status =
        put_chapters(context, given, chapter_forms[form], episode, &arena, err);
    arena_release(&arena);
    return status;
}

const struct command cmd_chapters = {
    .name = "chapters",
    .summary = "an episode's chapters, for hosts, players and people",
    .usage = "[OPTION…] EPISODE",
    .details = details,
    .options = options,
    .options_size = sizeof(struct chapters_options),
    .needs = NEEDS_READER,
    .run = run,
};
