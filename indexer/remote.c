#include "remote.h"

#include "base/clock.h"
#include "decode.h"
#include "document.h"
#include "kind.h"
#include "opml.h"
#include "path.h"
#include "remote_internal.h"
#include "source.h"

#include <stdlib.h>

/* Validators of some hosts hold for ever: now and then the whole is taken. */
static const int64_t validators_ms = 30 * CLOCK_DAY_MS;

void remote_taken(struct remote_file *file, enum status status)
{
    file->taken = true;
    file->failed = status;
}

struct root *visit_root(const struct visit *visit)
{
    return &visit->run->roots[visit->root];
}

/* Media are given up before they are loaded. */
bool remote_may_be_text(struct slice head, struct error *err)
{
    const struct kind *kind = kind_of_bytes(head);

    if (kind)
        error_set(err, STATUS_BAD_INPUT, "%s came, and no transcript",
                  kind->name);
    return !kind;
}

enum status remote_fetch(struct visits *visits, struct fetch *list,
                         size_t count, struct arena *arena, struct error *err)
{
    struct run *run = visits->run;
    enum status status = fetch_all(list, count, &run->options->network.fetch,
                                   &visits->session, arena, err);

    if (status != STATUS_INTERRUPTED)
        return status;
    run->report->was_interrupted = true;
    return STATUS_OK;
}

enum status remote_read_text(struct visit *visit, struct slice path,
                             struct slice *ret_text, struct error *err)
{
    struct decoded decoded;
    struct diag diag;
    char *bytes;
    size_t size;
    enum status status = file_read(path.ptr, &bytes, &size, err);

    if (status)
        return status;
    diag_init(&diag, &visit->arena);
    status = decode(arena_copy(&visit->arena, (struct slice){ bytes, size }),
                    SLICE(""), &visit->arena, &decoded, &diag, err);
    free(bytes);
    *ret_text = status ? SLICE("") : decoded.text;
    return status;
}

void remote_let_rest(struct visit *visit)
{
    int64_t seconds = visit->fetch->max_age_seconds;

    if (seconds < visit->record.rest_seconds)
        seconds = visit->record.rest_seconds;
    visit->record.next_ms = remote_rest_ms(visit->visits->now_ms, seconds);
}

/* ---- roots ---- */

enum status remote_remember(struct visit *visit, const char *kind,
                            struct error *err)
{
    struct run *run = visit->run;
    struct root *root = visit_root(visit);
    enum status status = STATUS_OK;

    root->kind = slice_of(kind);
    root->available = true;
    if (run->store)
        status = source_put(run, root, err);
    visit->record.source = root->source;
    return status;
}

/* The address of a transcript, or of a page that holds one. */
static enum status take_single(struct visit *visit, struct slice path,
                               struct error *err)
{
    struct target *target = arena_alloc(&visit->arena, sizeof(*target));
    struct remote_work work = { .targets = { target }, .count = 1 };
    enum status status;

    target->file.url = visit_root(visit)->path;
    target->file.copy = path;
    target->file.name = path_name(visit_root(visit)->path);
    status = remote_remember(visit, "page", err);
    if (status)
        return status;
    target->record = visit->record;
    remote_note_arrival(visit->visits, &target->record, visit->fetch);
    target->record.next_ms = visit->visits->now_ms;
    remote_begin_reading(visit, 1);
    remote_add_reading(visit, target);
    status = run_read_items(visit->run, err);
    return status ? status : remote_settle_readings(visit, &work, err);
}

/* Remembers an address of which is not known what it is of. */
static enum status remember_unseen(struct run *run, struct root *root,
                                   struct error *err)
{
    root->kind = SLICE("address");
    return run->store ? source_put(run, root, err) : STATUS_OK;
}

static enum status take_list_entry(struct run *run, struct slice url,
                                   struct error *err)
{
    size_t index = run_add_root(run, SLICE(""));
    enum status status = source_take_address(run, index, url, err);

    if (status || run->roots[index].source)
        return status;
    return remember_unseen(run, &run->roots[index], err);
}

/*
 * Each feed of a list is a root of its own, and remembered before it is asked
 * for: the list is not, and who has it need not see to those that fail.
 */
static enum status take_list(struct visits *visits, struct slice text,
                             struct error *err)
{
    struct run *run = visits->run;
    struct slice *urls;
    size_t count;
    enum status status = opml_read(text, run->arena, &urls, &count, err);

    for (size_t i = 0; i < count && !status; i++)
        status = take_list_entry(run, urls[i], err);
    return status;
}

static enum status take_answer(struct visit *visit, struct error *err)
{
    const struct visits *visits = visit->visits;
    struct slice url = visit_root(visit)->path, path, text;
    bool was_feed = slice_equal(visit_root(visit)->kind, SLICE("feed"));
    enum status status =
        remote_read_text(visit, slice_of(visit->fetch->file), &text, err);

    if (status)
        return remote_put_failure(visit, url, err->text, err);
    if (opml_is(text))
        return take_list(visit->visits, text, err);
    if (was_feed && !feed_is(text)) {
        remote_note_failure(visits, &visit->record, NULL);
        status = remote_put_record(visit, &visit->record, err);
        return status ? status
                      : remote_put_failure(
                            visit, url, "something else than a feed came", err);
    }
    status =
        originals_put(&visits->originals, url, slice_of(visit->fetch->file),
                      visits->now_ms, &path, err);
    if (status)
        return status;
    return feed_is(text) ? remote_take_feed(visit, text, err)
                         : take_single(visit, path, err);
}

/* Is something of the feed to be tried again? */
static bool has_retries(const struct visit *visit)
{
    const struct plan *plan = &visit->plan;
    bool scheduled = visit->run->options->network.scheduled;

    for (size_t i = 0; i < plan->known_count; i++) {
        const struct remote_record *record = &plan->known[i];

        if (remote_is_pending(record) && !remote_is_recording(record->url) &&
            !slice_equal(record->url, visit_root(visit)->path) &&
            (!scheduled || record->next_ms <= plan->now_ms))
            return true;
    }
    return false;
}

/* Is something that came to be looked at again? */
static bool has_rechecks(const struct visit *visit)
{
    const struct plan *plan = &visit->plan;

    for (size_t i = 0; i < plan->known_count; i++)
        if (plan_is_due(plan, &plan->known[i], plan->known[i].asked))
            return true;
    return false;
}

/* Nothing is written of a feed that does not ask for rest. */
static enum status put_rest(struct visit *visit, struct error *err)
{
    const struct remote_record *record = &visit->record;

    if (!record->rest_seconds && !record->skipped &&
        !visit->fetch->max_age_seconds)
        return STATUS_OK;
    remote_let_rest(visit);
    return remote_put_record(visit, record, err);
}

static enum status take_unchanged(struct visit *visit, struct error *err)
{
    struct run *run = visit->run;
    struct slice path, text;
    enum status status = put_rest(visit, err);

    run->report->counts.checked++;
    run->report->counts.unchanged++;
    visit->plan.same_feed = true;
    path = originals_newest(&visit->visits->originals, visit_root(visit)->path);
    if (status || !(has_retries(visit) || (path.len && has_rechecks(visit))))
        return status;
    if (path.len == 0) /* then it was asked for as a whole */
        path = slice_of(visit->fetch->file);
    status = remote_read_text(visit, path, &text, err);
    return status ? status : remote_take_feed(visit, text, err);
}

/* Another day, that is: not where nothing is, or nothing of ours. */
static bool may_come(const struct fetch *fetch)
{
    return fetch->error.status == STATUS_IO && fetch->code != 404 &&
           fetch->code != 410;
}

static enum status take_failure(struct visit *visit, struct error *err)
{
    struct root *root = visit_root(visit);
    enum status status = STATUS_OK;

    if (!root->source && may_come(visit->fetch))
        status = remember_unseen(visit->run, root, err);
    if (status)
        return status;
    visit->record.source = root->source;
    remote_note_failure(visit->visits, &visit->record, visit->fetch);
    if (root->source)
        status = remote_put_record(visit, &visit->record, err);
    if (visit->fetch->outcome == FETCH_POSTPONED)
        visit->run->report->postponed++;
    if (status || visit->fetch->outcome == FETCH_POSTPONED)
        return status;
    return remote_put_failure(visit, root->path, visit->fetch->error.text, err);
}

static enum status take_root(struct visit *visit, struct error *err)
{
    switch (visit->fetch->outcome) {
    case FETCH_WAITING: /* interrupted */
        return STATUS_OK;
    case FETCH_UNCHANGED:
        return take_unchanged(visit, err);
    case FETCH_FAILED:
    case FETCH_POSTPONED:
        return take_failure(visit, err);
    case FETCH_CAME:
        break;
    }
    /* Some hosts know no validators. */
    if (visit->record.hash == visit->fetch->hash && visit->record.hash &&
        visit->record.reader == READER_VERSION && visit->record.tries == 0 &&
        !visit_root(visit)->reread && !visit->run->options->force)
        return take_unchanged(visit, err);
    return take_answer(visit, err);
}

/* A new address that has moved for good to that of a source stands for it. */
static enum status follow_move(struct visits *visits, size_t root,
                               const struct fetch *fetch, struct error *err)
{
    struct run *run = visits->run;
    struct slice from = run->roots[root].path;
    struct source_record there;
    enum status status;

    if (!run->store || run->roots[root].source || !fetch->moved_to.len)
        return STATUS_OK;
    status =
        store_get_source(run->store, fetch->moved_to, run->arena, &there, err);
    if (status || !there.id)
        return status;
    status = store_put_former_address(run->store, from, there.path, err);
    return status ? status : source_take_address(run, root, there.path, err);
}

/* ---- all of them ---- */

enum status visit_init(struct visit *visit, struct visits *visits, size_t root,
                       struct fetch *fetch, struct error *err)
{
    struct run *run = visits->run;
    enum status status = STATUS_OK;

    *visit = (struct visit){
        .visits = visits,
        .run = run,
        .root = root,
        .fetch = fetch,
        .plan = { .run = run, .root = root, .now_ms = visits->now_ms },
    };
    arena_init(&visit->arena);
    if (run->store && run->roots[root].source)
        status = store_load_remotes(run->store, run->roots[root].source,
                                    &visit->arena, &visit->plan.known,
                                    &visit->plan.known_count, err);
    visit->record = plan_record(&visit->plan, run->roots[root].path);
    visit->record.source = run->roots[root].source;
    return status;
}

/*
 * With validators only where the answer would be understood as now, and where
 * what was kept is still there should something of it be tried again.
 */
static void ask_for_root(const struct visit *visit, size_t index,
                         struct fetch *fetch)
{
    const struct visits *visits = visit->visits;
    const struct remote_record *record = &visit->record;
    struct slice url = visit->run->roots[visit->root].path;
    bool conditional =
        record->reader == READER_VERSION && record->hash &&
        record->tries == 0 && visits->now_ms - record->got_ms < validators_ms &&
        !visit->run->options->force && !visit_root(visit)->reread &&
        (!has_retries(visit) || originals_newest(&visits->originals, url).len);

    *fetch = (struct fetch){
        .url = url,
        .accept = REMOTE_FEED_TYPES,
        .file = originals_part(&visits->originals, index).ptr,
        .wanted = remote_may_be_text,
    };
    if (conditional) {
        fetch->etag = arena_copy(visit->run->arena, record->etag);
        fetch->last_modified =
            arena_copy(visit->run->arena, record->last_modified);
    }
}

/* Is it too early to ask again? */
static bool rests(const struct visit *visit)
{
    const struct ingest_options *options = visit->run->options;

    return options->network.scheduled && !options->force &&
           remote_rests(&visit->record, visit->visits->now_ms);
}

static enum status ask_for_roots(struct visits *visits, size_t from, size_t to,
                                 struct fetch *list, size_t *indexes,
                                 size_t *ret_count, struct error *err)
{
    struct run *run = visits->run;
    enum status status = STATUS_OK;

    *ret_count = 0;
    for (size_t i = from; i < to && !status; i++) {
        struct visit visit;

        if (!run->roots[i].is_address)
            continue;
        status = visit_init(&visit, visits, i, NULL, err);
        if (!status && rests(&visit)) {
            run->report->counts.checked++;
            if (visit.record.tries)
                run->report->counts.still_failing++;
            else
                run->report->resting++;
        } else if (!status) {
            indexes[*ret_count] = i;
            ask_for_root(&visit, *ret_count + REMOTE_BATCH, &list[*ret_count]);
            ++*ret_count;
        }
        arena_release(&visit.arena);
    }
    if (!status)
        status = remote_fetch(visits, list, *ret_count, run->arena, err);
    return status;
}

static enum status visit_roots(struct visits *visits, size_t from, size_t to,
                               struct error *err)
{
    struct fetch list[REMOTE_BATCH];
    size_t indexes[REMOTE_BATCH], count = 0;
    enum status status =
        ask_for_roots(visits, from, to, list, indexes, &count, err);

    for (size_t i = 0; i < count && !status; i++) {
        struct visit visit;

        status = follow_move(visits, indexes[i], &list[i], err);
        if (status)
            break;
        status = visit_init(&visit, visits, indexes[i], &list[i], err);
        if (!status)
            status = take_root(&visit, err);
        arena_release(&visit.arena);
        if (visits->run->report->was_interrupted)
            break;
    }
    return status;
}

static enum status take_local_lists(struct visits *visits, struct error *err)
{
    struct run *run = visits->run;
    size_t count = run->root_count;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && !status; i++) {
        struct visit visit = { .run = run };
        struct slice text;

        if (!run->roots[i].is_list)
            continue;
        arena_init(&visit.arena);
        status = remote_read_text(&visit, run->roots[i].path, &text, err);
        if (!status)
            status = take_list(visits, text, err);
        arena_release(&visit.arena);
    }
    return status;
}

static bool has_any(const struct run *run)
{
    for (size_t i = 0; i < run->root_count; i++)
        if (run->roots[i].is_address || run->roots[i].is_list)
            return true;
    return false;
}

enum status remote_visit(struct run *run, struct error *err)
{
    const struct network_options *network = &run->options->network;
    struct visits visits = {
        .run = run,
        .session = { .arena = run->arena },
        .now_ms = clock_wall_ms(),
    };
    enum status status;

    if (!has_any(run))
        return STATUS_OK;
    status = originals_open(&visits.originals, network->folder, network->keep,
                            run->store && store_is_shared(run->store),
                            run->arena, err);
    if (!status)
        status = take_local_lists(&visits, err);
    /* Lists that come over the network add to the roots. */
    for (size_t from = 0, to; from < run->root_count && !status; from = to) {
        to = from + REMOTE_BATCH < run->root_count ? from + REMOTE_BATCH
                                                   : run->root_count;
        status = visit_roots(&visits, from, to, err);
    }
    if (!status && network->transcriber && run->store)
        status = remote_take_recordings(&visits, err);
    fetch_session_end(&visits.session);
    originals_close(&visits.originals);
    return status;
}
