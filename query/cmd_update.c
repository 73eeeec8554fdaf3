#include "base/clock.h"
#include "base/timecode.h"
#include "command.h"
#include "config.h"
#include "ingest.h"
#include "network.h"
#include "output.h"
#include "report.h"
#include "source_named.h"
#include "store.h"
#include "telling.h"
#include "update_report.h"

#include <string.h>

struct update_options {
    const char *only, *max_time, *format;
    int64_t jobs;
    bool no_keep, no_transcribe, force, prune, yes, strict, notify;
};

#define OFFSET(member) offsetof(struct update_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "only", "failed", "only try again what failed",
      OFFSET(only) },
    { OPTION_TEXT, 0, "max-time", "TIME",
      "end after that long, as 30m; the next run goes on", OFFSET(max_time) },
    { OPTION_FLAG, 0, "strict", NULL,
      "exit code 3 also for what failed before in the same way",
      OFFSET(strict) },
    { OPTION_FLAG, 0, "force", NULL, "read unchanged files again, too",
      OFFSET(force) },
    { OPTION_FLAG, 0, "prune", NULL, "forget what is no longer there",
      OFFSET(prune) },
    { OPTION_FLAG, 0, "yes", NULL, "… also if it is much", OFFSET(yes) },
    { OPTION_FLAG, 0, "no-keep", NULL,
      "do not keep what is downloaded as it came", OFFSET(no_keep) },
    { OPTION_FLAG, 0, "no-transcribe", NULL,
      "leave the config's transcriber out", OFFSET(no_transcribe) },
    { OPTION_FLAG, 0, "notify", NULL,
      "tell the config's notify program of new matches", OFFSET(notify) },
    { OPTION_NUMBER, 'j', "jobs", "N", "threads that read (all processors)",
      OFFSET(jobs) },
    { OPTION_TEXT, 0, "format", "FORMAT", "text or json", OFFSET(format) },
    { .name = NULL },
};

/* ---- which sources ---- */

struct chosen {
    const char **paths;
    size_t count, capacity;
    bool named; /* asked for, whether or not their time has come */
};

static void choose(struct chosen *chosen, struct slice path,
                   struct arena *arena)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (slice_equal(slice_of(chosen->paths[i]), path))
            return;
    chosen->paths = arena_grow(arena, chosen->paths, &chosen->capacity,
                               chosen->count + 1, sizeof(*chosen->paths));
    chosen->paths[chosen->count++] = arena_string(arena, path);
}

/* Those that `given` names: "" names all. */
static enum status choose_named(struct context *context, const char *given,
                                struct arena *arena, struct chosen *chosen,
                                struct error *err)
{
    struct slice *paths;
    size_t count;
    enum status status =
        sources_named(context->store, given, arena, &paths, &count, err);

    if (status)
        return status;
    for (size_t i = 0; i < count; i++)
        choose(chosen, paths[i], arena);
    return STATUS_OK;
}

static enum status choose_sources(struct context *context, int argc,
                                  char **argv, struct arena *arena,
                                  struct chosen *chosen, struct error *err)
{
    enum status status = sources_refuse_empty(argc, argv, err);

    chosen->named = argc >= 2;
    if (!status && !chosen->named)
        status = choose_named(context, "", arena, chosen, err);
    for (int i = 1; i < argc && !status; i++)
        status = choose_named(context, argv[i], arena, chosen, err);
    if (!status && chosen->count == 0)
        return error_set(err, STATUS_USAGE,
                         "no source is remembered yet; quoth index FOLDER "
                         "begins with one");
    return status;
}

/* ---- the command ---- */

static enum status read_options(const struct update_options *given,
                                struct telling *telling,
                                struct ingest_options *wanted,
                                struct error *err)
{
    static const char *const forms[] = { "text", "json", NULL };

    int64_t limit_ms;

    if (given->format && strcmp(given->format, "json") &&
        strcmp(given->format, "text"))
        return nearest_refuse("--format", given->format, forms, err);
    if (given->only && strcmp(given->only, "failed"))
        return error_set(err, STATUS_USAGE,
                         "--only takes the word failed, not '%s'", given->only);
    wanted->only_failed = given->only;
    if (!given->max_time)
        return STATUS_OK;
    if (!timecode_parse_user(slice_of(given->max_time), &limit_ms))
        return error_set(err, STATUS_USAGE,
                         "'%s' is no time; write 90s, 30m or 2:30:00",
                         given->max_time);
    telling->deadline_ms = clock_monotonic_ms() + limit_ms;
    return STATUS_OK;
}

static bool something_failed(const struct update_options *given,
                             const struct ingest_report *report)
{
    return report->counts.failed || report->unavailable_count ||
           report->refused_prune.len ||
           (given->strict && report->counts.still_failing);
}

static enum status visit(struct context *context,
                         const struct update_options *given,
                         const struct chosen *chosen, struct config *config,
                         struct update_report *update, struct error *err)
{
    struct telling *telling = &update->telling;
    struct ingest_options wanted = {
        .jobs = (size_t)given->jobs,
        .force = given->force,
        .prune = given->prune,
        .prune_many = given->yes,
        .revisit = true,
        .context = update,
        .interrupted = telling_interrupted,
        .progress = telling_take_progress,
        .event = update_take_event,
    };
    enum status status = read_options(given, telling, &wanted, err);

    if (status)
        return status;
    config->filters.interrupted = telling_interrupted;
    config->filters.context = telling;
    config->transcriber.interrupted = telling_interrupted;
    config->transcriber.context = telling;
    wanted.source.filters = &config->filters;
    wanted.network = network_for(config, context->store_path, telling->arena);
    if (config->transcriber.argv && !given->no_transcribe)
        wanted.network.transcriber = &config->transcriber;
    wanted.network.fetch.interrupted = telling_interrupted;
    wanted.network.fetch.context = telling;
    wanted.network.keep = !given->no_keep;
    wanted.network.scheduled = !given->only && !chosen->named;
    status = ingest(context->store, chosen->paths, chosen->count, &wanted,
                    telling->arena, &update->report, err);
    progress_clear(&telling->progress);
    return status;
}

static void put_text(const struct update_report *report, int64_t elapsed_ms,
                     struct buf *out)
{
    telling_put_summary(&report->telling, &report->report, elapsed_ms, out);
    update_put_matches(report, out);
}

static enum status read_config(const struct update_options *given,
                               struct config *ret, struct arena *arena,
                               struct error *err)
{
    enum status status = config_load(arena, ret, err);

    if (!status && given->notify && !ret->notifier.argv)
        return error_set(err, STATUS_USAGE,
                         "--notify needs a program in the config, as \"notify: "
                         "[notify-send, quoth]\"; see quoth help config");
    return status;
}

/* Completes the report of what the run has done. */
static enum status finish(struct context *context, size_t sources,
                          struct update_report *report, struct error *err)
{
    enum status status;

    report->sources = sources;
    report->finished_ms = clock_wall_ms();
    status = update_find_retries(report, context->store, err);
    if (!status)
        status = new_matches(context->store, report->telling.arena,
                             &report->matches, &report->match_count, err);
    return status;
}

/* Tells of new matches if there are any; false if nobody could be told. All
 * that the run did is in the archive by now. */
static bool notify(const struct notifier *notifier,
                   const struct update_report *report)
{
    struct buf text = BUF_INIT;
    struct error err;
    enum status status = STATUS_OK;

    if (update_has_matches(report)) {
        update_put_json(report, &text);
        status = notifier_tell(notifier, buf_view(&text), &err);
    }
    if (status == STATUS_INTERRUPTED)
        error_set(&err, status, "it was interrupted");
    buf_clear(&text);
    if (status) {
        buf_string(&text, "quoth: nobody was notified: ");
        present_safe(&text, slice_of(err.text));
        buf_char(&text, '\n');
        output_complaint(buf_view(&text));
    }
    buf_release(&text);
    return !status;
}

static enum status update(struct context *context,
                          const struct update_options *given, int argc,
                          char **argv, struct arena *arena, struct error *err)
{
    struct update_report report = {
        .telling = { .context = context, .arena = arena },
        .started_ms = clock_wall_ms(),
    };
    int64_t start = clock_monotonic_ms();
    struct chosen chosen = { 0 };
    struct config config;
    bool told;
    enum status status =
        choose_sources(context, argc, argv, arena, &chosen, err);

    progress_init(&report.telling.progress, context->progress);
    if (!status)
        status = read_config(given, &config, arena, err);
    if (!status)
        status = visit(context, given, &chosen, &config, &report, err);
    if (!status)
        status = finish(context, chosen.count, &report, err);
    if (status)
        return status;
    if (given->format && !strcmp(given->format, "json"))
        update_put_json(&report, &context->out);
    else if (!context->quiet)
        put_text(&report, clock_monotonic_ms() - start, &context->out);
    telling_put_warnings(&report.telling, &report.report);
    if (report.report.was_interrupted && interrupted())
        return error_set(err, STATUS_INTERRUPTED, "%s", "");
    told = !given->notify || notify(&config.notifier, &report);
    context->exit_code = !told || something_failed(given, &report.report)
                             ? EXIT_INPUT_FAILED
                             : EXIT_FOUND;
    return STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = update(context, values, argc, argv, &arena, err);
    arena_release(&arena);
    return status;
}

static const char details[] =
    "Visits every source that quoth index was given, or those named by\n"
    "number, path, part of a path, or show. Reads what is new or has changed,\n"
    "and what an older quoth read. Feeds are asked for when their time has\n"
    "come, at once if they are named, and cost one request while they stay\n"
    "the same, or none while they rest. Transcripts that came are looked at\n"
    "again the next night, then after twice the time each, up to a month: so\n"
    "what is young is corrected soon. At most 32 of a feed in a run; what is\n"
    "withdrawn is kept. Addresses that are signed anew every day are known by\n"
    "their episode and path, and keep one file.\n"
    "\n"
    "A folder that is missing or empty is unavailable: nothing of it is\n"
    "forgotten. Files that are gone stay searchable until --prune, which\n"
    "refuses to forget more than a tenth of a source without --yes.\n"
    "\n"
    "May be killed at any moment: the next run goes on. When --max-time is\n"
    "over it ends early, says so (in JSON \"complete\": false), and what was\n"
    "read is kept: that is no failure. Exit code 3 says that something failed\n"
    "that did not fail before; 75 that another run is at work (--wait waits\n"
    "for it).\n"
    "\n"
    "--notify runs the program that the config calls notify when saved\n"
    "searches found something new, and only then, with the report that\n"
    "--format json prints on its standard input. If it fails, so much is\n"
    "said, with exit code 3. A transcriber in the config makes transcripts of\n"
    "episodes whose feed has none: see quoth help config.\n"
    "\n"
    "  quoth update\n"
    "  quoth update field-notes --format json\n"
    "  quoth update --only failed\n"
    "  quoth update -q --wait=600 --max-time 2h";

const struct command cmd_update = {
    .name = "update",
    .summary = "visit the sources again: what is new, changed, gone",
    .usage = "[OPTION…] [SOURCE…]",
    .details = details,
    .options = options,
    .options_size = sizeof(struct update_options),
    .needs = NEEDS_WRITER,
    .run = run,
};
