#include "ingest.h"

#include "base/clock.h"
#include "keep.h"
#include "remote.h"
#include "remote_file.h"
#include "run.h"
#include "source.h"
#include "vanish.h"

/* Commit after so many transcripts, or so much time. */
enum {
    COMMIT_TRANSCRIPTS = 300,
    COMMIT_MS = 2000,
};

/* ---- what is to be read ---- */

/* Counts a file that is as it was when it was last read. */
static enum status pass_over(struct run *run, const struct walk_file *file,
                             struct location_record *known, struct error *err)
{
    struct run_counts *counts = &run->report->counts;

    if (known->state == LOCATION_VANISHED)
        return keep_unchanged(run, file, known, err);
    counts->checked++;
    if (known->state == LOCATION_INDEXED)
        counts->unchanged++;
    else if (known->state == LOCATION_FAILED)
        counts->still_failing++;
    else
        walk_count_kind(&run->walk, SLICE("other"));
    return STATUS_OK;
}

/* Files that look as they did are not opened: *ret_needs is false for those. */
static enum status needs_reading(struct run *run, const struct walk_file *file,
                                 bool *ret_needs, struct error *err)
{
    struct location_record *known = run_find_known(run, file->path);
    bool excluded = false;
    enum status status = STATUS_OK;

    *ret_needs = true;
    if (!run->store)
        return STATUS_OK;
    if (!known && run->options->only_failed) {
        *ret_needs = false;
        return STATUS_OK;
    }
    if (!known) {
        status = store_is_excluded(run->store, file->path, &excluded, err);
        if (excluded && !file->named) {
            walk_count_kind(&run->walk, SLICE("excluded"));
            *ret_needs = false;
        }
        return status;
    }
    run_mark_seen(run, known);
    if (run->options->only_failed) {
        *ret_needs = known->state == LOCATION_FAILED;
        return STATUS_OK;
    }
    if (run->options->force || run->roots[file->root_index].reread ||
        known->size != file->size || known->mtime_ns != file->mtime_ns ||
        known->reader != READER_VERSION ||
        (file->named && known->state != LOCATION_INDEXED))
        return STATUS_OK;
    *ret_needs = false;
    return pass_over(run, file, known, err);
}

static enum status choose_items(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    run->items =
        arena_array(run->arena, run->walk.file_count, sizeof(*run->items));
    for (size_t i = 0; i < run->walk.file_count && !status; i++) {
        const struct walk_file *file = &run->walk.files[i];
        const struct location_record *known;
        bool needs = false;

        status = needs_reading(run, file, &needs, err);
        if (status || !needs)
            continue;
        known = run_find_known(run, file->path);
        run->items[run->item_count++] = (struct pipeline_item){
            .file = file,
            .options = &run->roots[file->root_index].options,
            .known_hash = known && known->reader == READER_VERSION &&
                                  !run->options->force &&
                                  !run->roots[file->root_index].reread
                              ? known->content_hash
                              : 0,
        };
    }
    return status;
}

static enum status write_walk_failures(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->walk.failure_count && !status; i++)
        status = keep_walk_failure(run, &run->walk.failures[i], err);
    return status;
}

static enum status commit_if_due(struct run *run, struct error *err)
{
    int64_t now = clock_monotonic_ms();

    if (!run->store || (run->uncommitted < COMMIT_TRANSCRIPTS &&
                        now - run->last_commit_ms < COMMIT_MS))
        return STATUS_OK;
    run->uncommitted = 0;
    run->last_commit_ms = now;
    return store_commit(run->store, err);
}

static enum status take_result(void *context, size_t index,
                               struct prepared *prepared, struct error *err)
{
    struct run *run = context;
    const struct ingest_options *options = run->options;
    enum status status;

    if (prepared->status == STATUS_INTERRUPTED) {
        run->report->was_interrupted = true;
        return STATUS_INTERRUPTED;
    }
    arena_clear(&run->scratch);
    status = keep_result(run, run->items[index].file, prepared, err);
    if (run->items[index].file->remote)
        remote_taken(run->items[index].file->remote, prepared->status);
    if (!status)
        status = commit_if_due(run, err);
    if (!status && options->progress)
        options->progress(options->context, index + 1, run->item_count);
    if (!status && options->interrupted &&
        options->interrupted(options->context)) {
        run->report->was_interrupted = true;
        return STATUS_INTERRUPTED;
    }
    return status;
}

enum status run_read_items(struct run *run, struct error *err)
{
    struct stem_census *census = stem_census_new(&run->walk);
    const struct pipeline pipeline = {
        .items = run->items,
        .count = run->item_count,
        .jobs = run->options->jobs,
        .census = census,
        .take = take_result,
        .context = run,
    };
    enum status status;

    run->last_commit_ms = clock_monotonic_ms();
    status = pipeline_run(&pipeline, err);
    stem_census_free(census);
    return status == STATUS_INTERRUPTED ? STATUS_OK : status;
}

/* ---- the run ---- */

static enum status start(struct run *run, const char *const *paths,
                         struct error *err)
{
    enum status status = STATUS_OK;

    if (run->store)
        status = run_load_known(run, err);
    for (size_t i = 0; i < run->root_count && !status; i++)
        status = source_walk(run, i, paths[i], err);
    for (size_t i = 0; i < run->root_count && !status; i++)
        if (run->store && run->roots[i].available)
            status = source_put(run, &run->roots[i], err);
    return status;
}

static enum status work(struct run *run, struct error *err)
{
    enum status status = choose_items(run, err);

    if (!status)
        status = write_walk_failures(run, err);
    if (!status)
        status = run_read_items(run, err);
    if (!status && !run->report->was_interrupted)
        status = remote_visit(run, err);
    if (!status && run->store)
        status = store_name_speakers(run->store, err);
    if (!status && run->store && !run->report->was_interrupted)
        status = vanish_mark(run, err);
    if (!status && run->store && run->options->prune &&
        !run->report->was_interrupted)
        status = vanish_prune(run, err);
    return status;
}

enum status ingest(struct store *store, const char *const *paths,
                   size_t path_count, const struct ingest_options *options,
                   struct arena *arena, struct ingest_report *ret_report,
                   struct error *err)
{
    struct run run = {
        .store = store,
        .options = options,
        .arena = arena,
        .report = ret_report,
        .roots = arena_array(arena, path_count, sizeof(*run.roots)),
        .root_count = path_count,
    };
    int64_t id = 0;
    enum status status;

    *ret_report = (struct ingest_report){
        .unavailable = arena_array(arena, path_count, sizeof(struct slice)),
        .unavailable_reasons =
            arena_array(arena, path_count, sizeof(struct slice)),
    };
    arena_init(&run.scratch);
    walk_init(&run.walk, arena);
    run.walk.filters = options->source.filters;
    status = start(&run, paths, err);
    if (!status && store)
        status = store_run_begin(store, options->revisit ? "update" : "index",
                                 &id, err);
    if (!status)
        status = work(&run, err);
    if (!status && store)
        status = store_run_end(store, id, &ret_report->counts, err);
    if (!status && store)
        status = store_commit(store, err);
    arena_release(&run.scratch);
    ret_report->kinds = run.walk.kinds;
    ret_report->kind_count = run.walk.kind_count;
    return status;
}
