#include "base/clock.h"
#include "fetch.h"
#include "keep.h"
#include "remote_identity.h"
#include "remote_internal.h"

/* What is gone for good is hardly ever asked for. */
static const int64_t gone_ms = 180 * CLOCK_DAY_MS;

/* ---- records ---- */

void remote_note_failure(const struct visits *visits,
                         struct remote_record *record,
                         const struct fetch *fetch)
{
    int64_t retry_after = fetch ? fetch->retry_after_seconds : 0;

    if (!fetch || fetch->outcome != FETCH_POSTPONED)
        record->tries++;
    record->next_ms = remote_retry_ms(
        visits->now_ms, record->tries,
        visits->run->options->network.retry_seconds, retry_after);
    if (fetch && fetch->code == 410)
        record->next_ms = visits->now_ms + gone_ms;
}

void remote_note_arrival(const struct visits *visits,
                         struct remote_record *record,
                         const struct fetch *fetch)
{
    record->hash = fetch->hash;
    record->etag = fetch->new_etag;
    record->last_modified = fetch->new_last_modified;
    record->got_ms = visits->now_ms;
    record->next_ms = remote_recheck_ms(visits->now_ms, visits->now_ms);
    record->tries = 0;
}

static void note_unchanged(const struct visits *visits,
                           struct remote_record *record)
{
    record->next_ms = remote_recheck_ms(visits->now_ms, record->got_ms);
    record->tries = 0;
}

enum status remote_put_record(struct visit *visit,
                              const struct remote_record *record,
                              struct error *err)
{
    return visit->run->store ? store_put_remote(visit->run->store, record, err)
                             : STATUS_OK;
}

enum status remote_put_failure(struct visit *visit, struct slice url,
                               const char *reason, struct error *err)
{
    const struct walk_failure failure = { url, slice_of(reason), visit->root };

    if (visit_root(visit)->source == 0) { /* nothing is known of it yet */
        run_tell_path(visit->run, INGEST_FAILED, url, failure.reason);
        return STATUS_OK;
    }
    return keep_walk_failure(visit->run, &failure, err);
}

/* ---- reading what came ---- */

static struct walk_file *file_of(struct visit *visit, struct target *target)
{
    struct walk_file *file = arena_alloc(&visit->arena, sizeof(*file));

    *file = (struct walk_file){
        .path = target->file.url,
        .root = visit_root(visit)->path,
        .root_index = visit->root,
        .remote = &target->file,
        .named = target->file.item == NULL,
    };
    return file;
}

void remote_add_reading(struct visit *visit, struct target *target)
{
    struct run *run = visit->run;
    const struct root *root = visit_root(visit);
    const struct location_record *known = run_find_known(run, target->file.url);
    bool compares = known && known->reader == READER_VERSION &&
                    !run->options->force && !root->reread;

    if (known)
        run_mark_seen(run, known);
    target->file.taken = target->file.failed = false;
    run->items[run->item_count++] = (struct pipeline_item){
        .file = file_of(visit, target),
        .options = &root->options,
        .known_hash = compares ? known->content_hash : 0,
    };
}

void remote_begin_reading(struct visit *visit, size_t most)
{
    visit->run->items =
        arena_array(&visit->arena, most, sizeof(struct pipeline_item));
    visit->run->item_count = 0;
}

/* ---- transcripts and chapters of a feed ---- */

static struct fetch ask_for(struct visit *visit, const struct target *target,
                            size_t index)
{
    const struct remote_record *record = &target->record;
    bool conditional = record->reader == READER_VERSION && record->hash &&
                       !visit->run->options->force;
    struct fetch fetch = {
        .url = target->file.address,
        .file = originals_part(&visit->visits->originals, index).ptr,
        .wanted = remote_may_be_text,
    };

    if (conditional) {
        fetch.etag = record->etag;
        fetch.last_modified = record->last_modified;
    }
    return fetch;
}

/* It is what it was, but may count as failed from a visit before. */
static enum status restore(struct visit *visit, const struct target *target,
                           struct error *err)
{
    const struct location_record *known =
        run_find_known(visit->run, target->file.url);
    struct walk_file *file = file_of(visit, (struct target *)target);

    if (!known)
        return STATUS_OK;
    run_mark_seen(visit->run, known);
    visit->run->report->counts.checked++;
    return keep_unchanged(visit->run, file, known, err);
}

static enum status settle_same(struct visit *visit, struct target *target,
                               struct error *err)
{
    enum status status;

    note_unchanged(visit->visits, &target->record);
    status = restore(visit, target, err);
    return status ? status : remote_put_record(visit, &target->record, err);
}

static enum status settle_failure(struct visit *visit, struct target *target,
                                  const struct fetch *fetch, struct error *err)
{
    bool postponed = fetch->outcome == FETCH_POSTPONED;
    enum status status;

    remote_note_failure(visit->visits, &target->record, fetch);
    status = remote_put_record(visit, &target->record, err);
    visit->run->report->postponed += postponed;
    return status || postponed ? status
                               : remote_put_failure(visit, target->file.url,
                                                    fetch->error.text, err);
}

static enum status settle_arrival(struct visit *visit, struct target *target,
                                  const struct fetch *fetch, struct error *err)
{
    const struct visits *visits = visit->visits;
    const struct location_record *known =
        run_find_known(visit->run, target->file.url);

    /* Where it is the same, reading finds that, or reads it better. */
    remote_add_reading(visit, target);
    if (known && known->transcript && fetch->hash == target->record.hash) {
        note_unchanged(visits, &target->record);
        target->file.copy = slice_of(fetch->file);
        return STATUS_OK;
    }
    remote_note_arrival(visits, &target->record, fetch);
    return originals_put(&visits->originals, target->file.url,
                         slice_of(fetch->file), visits->now_ms,
                         &target->file.copy, err);
}

static enum status settle_fetch(struct visit *visit, struct target *target,
                                const struct fetch *fetch, struct error *err)
{
    visit->run->report->rechecked +=
        target->recheck && fetch->outcome != FETCH_WAITING;
    if (fetch->outcome == FETCH_CAME || fetch->outcome == FETCH_UNCHANGED)
        target->record.asked = target->file.address;
    switch (fetch->outcome) {
    case FETCH_WAITING: /* interrupted */
        return STATUS_OK;
    case FETCH_FAILED:
        if (target->recheck) /* withdrawn: what came before is kept */
            return settle_same(visit, target, err);
        return settle_failure(visit, target, fetch, err);
    case FETCH_POSTPONED:
        return settle_failure(visit, target, fetch, err);
    case FETCH_UNCHANGED:
        return settle_same(visit, target, err);
    case FETCH_CAME:
        break;
    }
    return settle_arrival(visit, target, fetch, err);
}

enum status remote_settle_readings(struct visit *visit,
                                   struct remote_work *work, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < work->count && !status; i++) {
        struct target *target = work->targets[i];

        if (!target->file.taken)
            continue;
        if (target->file.failed)
            remote_note_failure(visit->visits, &target->record, NULL);
        else
            visit->fetched += work->speech[i];
        status = remote_put_record(visit, &target->record, err);
    }
    return status;
}

static enum status run_work(struct visit *visit, struct remote_work *work,
                            struct error *err)
{
    struct fetch list[REMOTE_BATCH];
    struct target *asked[REMOTE_BATCH];
    size_t count = 0;
    enum status status;

    remote_begin_reading(visit, REMOTE_BATCH);
    for (size_t i = 0; i < work->count; i++) {
        struct target *target = work->targets[i];

        target->tried = true;
        if (work->kinds[i] == TARGET_IS_READ && !target->elsewhere)
            target->file.copy =
                originals_newest(&visit->visits->originals, target->file.url);
        if (target->file.copy.len) {
            remote_add_reading(visit, target);
            continue;
        }
        asked[count] = target;
        list[count] = ask_for(visit, target, count);
        if (work->kinds[i] == TARGET_IS_READ) /* it has to come as a whole */
            list[count].etag = list[count].last_modified = SLICE("");
        count++;
    }
    status = remote_fetch(visit->visits, list, count, &visit->arena, err);
    for (size_t i = 0; i < count && !status; i++)
        status = settle_fetch(visit, asked[i], &list[i], err);
    if (!status)
        status = run_read_items(visit->run, err);
    return status ? status : remote_settle_readings(visit, work, err);
}

/* ---- copies ---- */

struct copies {
    struct visit *visit;
    struct slice *urls; /* in the visit's arena */
    size_t count, capacity;
};

static enum status drop_copy(void *context, const struct remote_record *copy,
                             struct error *err)
{
    struct copies *copies = context;
    struct run *run = copies->visit->run;
    const struct location_record *known = run_find_known(run, copy->url);
    enum status status = store_drop_remote(run->store, copy->url, err);

    if (!status && known)
        status = store_remove_location(run->store, known->id, err);
    copies->urls =
        arena_grow(&copies->visit->arena, copies->urls, &copies->capacity,
                   copies->count + 1, sizeof(*copies->urls));
    copies->urls[copies->count++] = copy->url;
    return status;
}

enum status remote_drop_copies(struct visit *visit, struct error *err)
{
    const struct originals *originals = &visit->visits->originals;
    struct copies copies = { .visit = visit };
    enum status status = STATUS_OK;

    for (size_t i = 0; i < visit->plan.count && !status; i++)
        status = identity_copies(&visit->plan, &visit->plan.items[i], drop_copy,
                                 &copies, err);
    if (!status && copies.count)
        status = store_commit(visit->run->store, err);
    for (size_t i = 0; i < copies.count && !status; i++)
        originals_forget(originals->folder, copies.urls[i], &visit->arena);
    return status;
}

/* ---- all of a feed ---- */

/* The next things to be done, as many as fit. */
static void collect_work(struct visit *visit, size_t *from,
                         struct remote_work *work)
{
    work->count = 0;
    for (; *from < visit->plan.count; ++*from) {
        struct planned_item *item = &visit->plan.items[*from];

        for (size_t i = 0; i < item->wish_count; i++) {
            enum target_work kind;
            struct target *target =
                plan_next(&visit->plan, item, &item->wishes[i], &kind);

            if (!target)
                continue;
            if (work->count == REMOTE_BATCH)
                return;
            work->targets[work->count] = target;
            work->kinds[work->count] = kind;
            work->speech[work->count++] = item->wishes[i].speech;
        }
    }
}

/* Rounds, since where one form fails another may do. */
enum status remote_take_files(struct visit *visit, struct error *err)
{
    struct remote_work work = { .count = 0 };
    size_t from = 0;
    enum status status = STATUS_OK;

    for (;;) {
        bool began_in_front = from == 0;

        collect_work(visit, &from, &work);
        if (work.count == 0 && began_in_front)
            return STATUS_OK;
        if (work.count)
            status = run_work(visit, &work, err);
        if (status || visit->run->report->was_interrupted)
            return status;
        if (from == visit->plan.count)
            from = 0;
    }
}
