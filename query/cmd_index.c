#include "base/clock.h"
#include "base/date.h"
#include "command.h"
#include "config.h"
#include "ingest.h"
#include "language.h"
#include "network.h"
#include "output.h"
#include "source_named.h"
#include "telling.h"
#include "url.h"

#include <string.h>

struct index_options {
    const char *show, *lang, *from, *pattern, *encoding;
    struct option_list exclude;
    const char *after;
    int64_t jobs, latest;
    bool no_keep, no_remember, dry_run, force, prune, yes;
};

#define OFFSET(member) offsetof(struct index_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "show", "NAME", "the show that these files are of",
      OFFSET(show) },
    { OPTION_TEXT, 0, "lang", "TAG", "their language, as en or pt-BR",
      OFFSET(lang) },
    { OPTION_TEXT, 0, "from", "FORMAT",
      "their format (quoth list formats); text takes prose, too",
      OFFSET(from) },
    { OPTION_TEXT, 0, "pattern", "REGEX",
      "how their text is laid out (quoth help pattern)", OFFSET(pattern) },
    { OPTION_TEXT, 0, "encoding", "NAME",
      "their character encoding, as windows-1251", OFFSET(encoding) },
    { OPTION_LIST, 0, "exclude", "GLOB", "leave out names or paths like this",
      OFFSET(exclude) },
    { OPTION_TEXT, 0, "after", "DATE",
      "of feeds, take episodes from that day on", OFFSET(after) },
    { OPTION_NUMBER, 0, "latest", "N", "of feeds, take the newest N episodes",
      OFFSET(latest) },
    { OPTION_FLAG, 0, "no-keep", NULL,
      "do not keep what is downloaded as it came", OFFSET(no_keep) },
    { OPTION_NUMBER, 'j', "jobs", "N", "threads that read (all processors)",
      OFFSET(jobs) },
    { OPTION_FLAG, 0, "no-remember", NULL,
      "do not make the paths sources for later runs", OFFSET(no_remember) },
    { OPTION_FLAG, 0, "dry-run", NULL,
      "only say what is understood of each file", OFFSET(dry_run) },
    { OPTION_FLAG, 0, "force", NULL, "read unchanged files again, too",
      OFFSET(force) },
    { OPTION_FLAG, 0, "prune", NULL, "forget what is no longer there",
      OFFSET(prune) },
    { OPTION_FLAG, 0, "yes", NULL, "… also if it is much", OFFSET(yes) },
    { .name = NULL },
};

static const char details[] =
    "Reads transcripts from files, folders and feeds into the archive.\n"
    "Formats are told by content; show, number, title, people, date and link\n"
    "come from front matter, from NAME.meta.yaml, NAME.info.json and\n"
    "quoth.yaml beside the files, else from the names of files and folders.\n"
    "Run it again whenever you like: only what changed is read.\n"
    "\n"
    "What is no transcript (music, pictures, a README) is counted and left\n"
    "alone. A file that cannot be read costs that file only: it is named,\n"
    "kept in quoth list failures, and makes the exit code 3. Files that are\n"
    "gone stay searchable until --prune.\n"
    "\n"
    "An address is a feed, an OPML list of feeds, or a transcript; http and\n"
    "https alone. What is downloaded is kept as it came in fetched/ beside\n"
    "the archive. What is not there yet is looked for again, ever less often,\n"
    "and so is an address that fails, if it may answer another day.\n"
    "\n"
    "  quoth index ~/podcasts\n"
    "  quoth index https://example.com/feed.xml --latest 50\n"
    "  quoth index talks/ --show 'Conference talks' --lang en\n"
    "  quoth index --dry-run ~/podcasts/new";

/* ---- what is said during and after ---- */

static void put_part(struct buf *out, const char *before, struct slice part,
                     const char *after)
{
    if (part.len == 0)
        return;
    buf_string(out, before);
    present_safe(out, part);
    buf_string(out, after);
}

static void put_people(struct buf *out, const struct people *people)
{
    for (size_t i = 0; i < people->count; i++)
        put_part(out, i ? ", " : " · ", people->list[i].name, "");
}

static void put_timing(struct buf *out, enum timing timing)
{
    if (timing == TIMING_NONE)
        buf_string(out, "no times");
    else
        buf_printf(out, "%s times", timing_name(timing));
}

/* What a dry run says of a file: two lines. */
static void put_understood(struct buf *out, struct slice path,
                           const struct prepared *prepared)
{
    const struct episode_meta *meta = &prepared->meta;
    const struct segmented *segmented = &prepared->segmented;

    present_safe(out, path);
    buf_string(out, "\n    ");
    put_part(out, "", meta->show, "");
    put_part(out, " #", meta->number, "");
    put_part(out, " · \"", meta->title, "\"");
    put_part(out, " · ", meta->date, "");
    put_people(out, &meta->people);
    put_part(out, " · ", meta->platform_id, "");
    put_part(out, " · ", meta->language,
             meta->language_guessed ? " (guessed)" : "");
    buf_printf(out, "\n    %s, %s · ", prepared->document.format->name,
               prepared->document.encoding);
    present_count(out, prepared->tokens.count);
    buf_string(out, " words in ");
    present_counted(out, segmented->axis.segment_count, "segment");
    buf_string(out, " · ");
    put_timing(out, segmented->timing);
    buf_string(out, " · ");
    present_counted(out, segmented->speaker_count, "speaker");
    buf_char(out, '\n');
}

static void put_complaints(const struct context *context, struct slice path,
                           const struct diag *diag)
{
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < diag->count; i++) {
        present_safe(&text, path);
        if (diag->entries[i].line)
            buf_printf(&text, ":%u", diag->entries[i].line);
        buf_string(&text, ": ");
        present_safe(&text, slice_of(diag->entries[i].text));
        buf_char(&text, '\n');
    }
    if (diag->dropped)
        buf_printf(&text, "… and %zu more\n", diag->dropped);
    if (text.len)
        output_note(context, buf_view(&text));
    buf_release(&text);
}

static void take_dry_event(void *context, const struct ingest_event *event)
{
    struct telling *telling = context;

    if (event->outcome == INGEST_FAILED) {
        telling_put_failure(telling, event);
    } else if (event->prepared) {
        struct slice path = url_public(event->path, telling->arena);

        put_understood(&telling->context->out, path, event->prepared);
        put_complaints(telling->context, path, &event->prepared->document.diag);
    }
}

/* ---- the command ---- */

static struct slice *globs_of(const struct option_list *list,
                              struct arena *arena)
{
    struct slice *globs = arena_array(arena, list->count, sizeof(*globs));

    for (size_t i = 0; i < list->count; i++)
        globs[i] = slice_of(list->values[i]);
    return globs;
}

static enum status language_option(const char *given, struct arena *arena,
                                   struct slice *ret_tag, struct error *err)
{
    *ret_tag = SLICE("");
    if (!given)
        return STATUS_OK;
    *ret_tag = language_normalize(slice_of(given), arena);
    if (ret_tag->len)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "'%s' is no language; write en or pt-BR", given);
}

static enum status date_option(const char *given, struct slice *ret_date,
                               struct error *err)
{
    struct date_span span;

    *ret_date = slice_of(given);
    if (!given || date_parse(*ret_date, &span))
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "'%s' is no date; write 2025-11-02, 2025-11 or 2025",
                     given);
}

/* Tells how the run ended. */
static enum status conclude(struct context *context,
                            const struct index_options *given,
                            const struct ingest_report *report,
                            int64_t elapsed_ms, struct telling *telling,
                            struct error *err)
{
    if (!context->quiet && given->dry_run)
        telling_put_dry_summary(report, &context->out);
    else if (!context->quiet)
        telling_put_summary(telling, report, elapsed_ms, &context->out);
    telling_put_warnings(telling, report);
    if (report->was_interrupted)
        return error_set(err, STATUS_INTERRUPTED, "%s", "");
    if (report->counts.failed || report->unavailable_count ||
        report->refused_prune.len)
        context->exit_code = 3;
    return STATUS_OK;
}

static enum status index_paths(struct context *context,
                               const struct index_options *given, int argc,
                               char **argv, struct telling *telling,
                               struct error *err)
{
    struct ingest_options wanted = {
        .source = { .show = slice_of(given->show),
                    .document = { .format = slice_of(given->from),
                                  .encoding = slice_of(given->encoding),
                                  .pattern = slice_of(given->pattern) } },
        .exclude = globs_of(&given->exclude, telling->arena),
        .exclude_count = given->exclude.count,
        .jobs = (size_t)given->jobs,
        .dry_run = given->dry_run,
        .force = given->force,
        .prune = given->prune,
        .prune_many = given->yes,
        .no_remember = given->no_remember,
        .latest = given->latest,
        .context = telling,
        .interrupted = telling_interrupted,
        .progress = telling_take_progress,
        .event = given->dry_run ? take_dry_event : telling_take_event,
    };
    struct ingest_report report;
    struct config config;
    int64_t start = clock_monotonic_ms();
    enum status status =
        language_option(given->lang, telling->arena, &wanted.source.lang, err);

    if (!status)
        status = date_option(given->after, &wanted.after, err);
    if (!status)
        status = document_check_options(&wanted.source.document, err);
    if (!status)
        status = config_load(telling->arena, &config, err);
    config.filters.interrupted = telling_interrupted;
    config.filters.context = telling;
    wanted.source.filters = &config.filters;
    wanted.network = network_for(&config, context->store_path, telling->arena);
    wanted.network.keep = !given->no_keep;
    if (!status)
        status =
            ingest(context->store, (const char *const *)argv + 1,
                   (size_t)argc - 1, &wanted, telling->arena, &report, err);
    progress_clear(&telling->progress);
    if (status == STATUS_NOT_FOUND) /* a slip of the finger, not an answer */
        err->status = status = STATUS_USAGE;
    if (status)
        return status;
    return conclude(context, given, &report, clock_monotonic_ms() - start,
                    telling, err);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct arena arena;
    struct telling telling = { .context = context, .arena = &arena };
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE, "index what? quoth index FOLDER");
    status = sources_refuse_empty(argc, argv, err);
    if (status)
        return status;
    arena_init(&arena);
    progress_init(&telling.progress, context->progress);
    status = index_paths(context, values, argc, argv, &telling, err);
    arena_release(&arena);
    return status;
}

static bool without_store(const void *values, int argc, char **argv)
{
    const struct index_options *given = values;

    (void)argc;
    (void)argv;
    return given->dry_run;
}

const struct command cmd_index = {
    .name = "index",
    .summary = "read transcripts into the archive",
    .usage = "[OPTION…] PATH|URL…",
    .details = details,
    .options = options,
    .options_size = sizeof(struct index_options),
    .needs = NEEDS_WRITER,
    .without_store = without_store,
    .run = run,
};
