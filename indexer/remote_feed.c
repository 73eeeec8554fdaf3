#include "base/limits.h"
#include "fetch.h"
#include "fetch_say.h"
#include "remote_internal.h"

/* ---- what a feed says of its items ---- */

static enum status put_items(struct visit *visit, struct error *err)
{
    struct plan *plan = &visit->plan;
    enum status status;

    remote_begin_reading(visit, plan->count);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->items[i].changed)
            remote_add_reading(visit, &plan->items[i].self);
        else
            visit->run->report->counts.unchanged++;
    visit->run->report->counts.checked +=
        (int64_t)(plan->count - visit->run->item_count);
    status = run_read_items(visit->run, err);
    for (size_t i = 0; i < plan->count && !status; i++) {
        struct target *self = &plan->items[i].self;

        if (!self->file.taken || self->file.failed)
            continue;
        self->record.hash = plan->items[i].item->hash;
        self->record.got_ms = visit->visits->now_ms;
        status = remote_put_record(visit, &self->record, err);
    }
    return status;
}

static void mark_wishes_seen(struct visit *visit)
{
    struct run *run = visit->run;

    for (size_t i = 0; i < visit->plan.count; i++)
        for (size_t j = 0; j < visit->plan.items[i].wish_count; j++) {
            const struct wish *wish = &visit->plan.items[i].wishes[j];

            for (size_t k = 0; k < wish->count; k++) {
                struct location_record *known =
                    run_find_known(run, wish->forms[k].file.url);

                if (known)
                    run_mark_seen(run, known);
            }
        }
}

enum status remote_forget_failures(struct visit *visit, bool recordings,
                                   struct error *err)
{
    struct run *run = visit->run;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->known_count && !status; i++) {
        const struct location_record *known = &run->known[i];

        if (known->source != visit_root(visit)->source || run->seen[i] ||
            known->transcript ||
            remote_is_recording(known->path) != recordings ||
            slice_equal(known->path, visit_root(visit)->path))
            continue;
        status = store_drop_remote(run->store, known->path, err);
        if (!status)
            status = store_remove_location(run->store, known->id, err);
    }
    return status;
}

static void report_feed(struct visit *visit, const struct feed *feed)
{
    struct run *run = visit->run;
    struct ingest_report *report = run->report;
    struct feed_report *line;

    report->feeds =
        arena_grow(run->arena, report->feeds, &report->feed_capacity,
                   report->feed_count + 1, sizeof(*report->feeds));
    line = &report->feeds[report->feed_count++];
    *line = (struct feed_report){
        .url = visit_root(visit)->path,
        .title = arena_copy(run->arena, feed->title),
        .episodes = visit->item_count,
        .fetched = visit->fetched,
        .first = visit->record.hash == 0,
    };
    for (size_t i = 0; i < visit->item_count; i++)
        line->with_transcripts += visit->items[i]->transcript_count > 0;
}

/* ---- pages of a feed ---- */

static void add_items(struct visit *visit, struct feed *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        visit->items =
            arena_grow(&visit->arena, visit->items, &visit->item_capacity,
                       visit->item_count + 1, sizeof(*visit->items));
        visit->items[visit->item_count++] = &page->items[i];
    }
}

/* Is there something on the page that was not read before, or is too new to be
 * left out? */
static bool goes_on(const struct visit *visit, const struct feed *page)
{
    const struct root *root = visit_root(visit);

    if (root->latest && visit->item_count >= (size_t)root->latest)
        return false;
    if (visit->record.hash == 0 || root->reread || visit->run->options->force)
        return true;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct feed_item *item = &page->items[i];
        struct arena scratch;
        uint64_t hash;

        arena_init(&scratch);
        hash =
            plan_record(&visit->plan, arena_printf(&scratch, "%.*s#%.*s",
                                                   SLICE_ARG(root->path),
                                                   SLICE_ARG(item->meta.guid)))
                .hash;
        arena_release(&scratch);
        if (hash != item->hash)
            return true;
    }
    return false;
}

static enum status read_page(struct visit *visit, struct slice text,
                             struct slice url, struct feed *ret,
                             struct error *err)
{
    struct diag diag;
    enum status status;

    diag_init(&diag, &visit->arena);
    status = feed_read(text, url, &visit->arena, ret, &diag, err);
    if (!status)
        add_items(visit, ret);
    return status;
}

/* A further page: from the network, or from where it was kept. */
static enum status load_page(struct visit *visit, struct slice url,
                             struct slice *ret_text, struct error *err)
{
    const struct originals *originals = &visit->visits->originals;
    struct fetch fetch = {
        .url = url,
        .accept = REMOTE_FEED_TYPES,
        .file = originals_part(originals, 0).ptr,
        .wanted = remote_may_be_text,
    };
    struct slice path = SLICE("");
    enum status status = STATUS_OK;

    if (visit->plan.same_feed)
        path = originals_newest(originals, url);
    if (path.len)
        return remote_read_text(visit, path, ret_text, err);
    status = remote_fetch(visit->visits, &fetch, 1, &visit->arena, err);
    if (status)
        return status;
    if (fetch.outcome != FETCH_CAME) {
        *err = fetch.error;
        return error_prefix(err, "its next page");
    }
    status = originals_put(originals, url, slice_of(fetch.file),
                           visit->visits->now_ms, &path, err);
    return status ? status : remote_read_text(visit, path, ret_text, err);
}

static bool is_among(struct slice url, const struct slice *urls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(urls[i], url))
            return true;
    return false;
}

/* What came before is kept, and as the feed then does not count as read, the
 * next run asks for all of it. */
static enum status break_off(struct visit *visit, const char *reason,
                             struct error *err)
{
    enum status status;

    visit->whole = false;
    if (visit->run->report->was_interrupted)
        return STATUS_OK;
    remote_note_failure(visit->visits, &visit->record, NULL);
    status = remote_put_record(visit, &visit->record, err);
    return status ? status
                  : remote_put_failure(visit, visit_root(visit)->path, reason,
                                       err);
}

static void tell_too_many_pages(struct visit *visit)
{
    struct slice reason = arena_printf(
        &visit->arena, "it has more than %d pages: the others are left out",
        LIMIT_FEED_PAGES);

    run_tell_path(visit->run, INGEST_FAILED, visit_root(visit)->path, reason);
}

/* Pages that lead back to one another have an end, too. */
static enum status read_pages(struct visit *visit, const struct feed *first,
                              struct error *err)
{
    struct slice urls[LIMIT_FEED_PAGES] = { visit_root(visit)->path };
    struct feed page = *first;

    for (size_t count = 1;; count++) {
        struct slice text;
        struct error failure;

        if (page.broke_off)
            return break_off(visit, fetch_broke_off, err);
        if (page.next_page.len == 0 || !goes_on(visit, &page) ||
            is_among(page.next_page, urls, count))
            return STATUS_OK;
        if (count == LIMIT_FEED_PAGES)
            break;
        urls[count] = page.next_page;
        if (load_page(visit, urls[count], &text, &failure) ||
            read_page(visit, text, urls[count], &page, &failure))
            return break_off(visit, failure.text, err);
    }
    tell_too_many_pages(visit);
    return STATUS_OK;
}

/* ---- the feed ---- */

/* The feed is read to the end: from now on its validators count. */
static enum status finish_feed(struct visit *visit, const struct feed *feed,
                               struct error *err)
{
    struct run *run = visit->run;
    struct root *root = visit_root(visit);
    const struct location_record *known = run_find_known(run, root->path);
    const struct fetch *fetch = visit->fetch;
    enum status status;

    mark_wishes_seen(visit);
    status = remote_forget_failures(visit, false, err);
    if (!status && known && known->state == LOCATION_FAILED)
        status = store_remove_location(run->store, known->id, err);
    if (!status)
        status = remote_drop_copies(visit, err);
    if (status || visit->plan.same_feed)
        return status;
    remote_note_arrival(visit->visits, &visit->record, fetch);
    visit->record.rest_seconds = feed->rest_seconds;
    visit->record.skipped = feed->skipped;
    remote_let_rest(visit);
    return remote_put_record(visit, &visit->record, err);
}

/*
 * Where the feed has moved to; empty if it is here. Some say of each of two
 * addresses that they are at the other: a feed does not go back on its own word
 * to where it came from.
 */
static struct slice new_address(const struct visit *visit,
                                const struct feed *feed)
{
    if (visit->fetch && visit->fetch->moved_to.len)
        return visit->fetch->moved_to;
    if (originals_newest(&visit->visits->originals, feed->new_url).len)
        return SLICE("");
    return feed->new_url;
}

/* The source goes where the feed went. */
static enum status move_feed(struct visit *visit, const struct feed *feed,
                             struct error *err)
{
    struct root *root = visit_root(visit);
    struct slice to = new_address(visit, feed);

    if (to.len == 0 || slice_equal(to, root->path) || !visit->run->store ||
        visit->run->report->was_interrupted)
        return STATUS_OK;
    return store_move_feed(visit->run->store, root->path, to, err);
}

enum status remote_take_feed(struct visit *visit, struct slice text,
                             struct error *err)
{
    struct run *run = visit->run;
    struct feed feed;
    enum status status =
        read_page(visit, text, visit_root(visit)->path, &feed, err);

    if (status)
        return remote_put_failure(visit, visit_root(visit)->path, err->text,
                                  err);
    status = remote_remember(visit, "feed", err);
    visit->whole = true;
    if (!status)
        status = read_pages(visit, &feed, err);
    if (!status)
        status = plan_items(&visit->plan, visit->items, visit->item_count,
                            &visit->arena, err);
    if (!status)
        status = remote_take_files(visit, err);
    if (!status && !run->report->was_interrupted)
        status = put_items(visit, err);
    if (status || run->report->was_interrupted)
        return status;
    report_feed(visit, &feed);
    if (run->store && visit->whole)
        status = finish_feed(visit, &feed, err);
    return status ? status : move_feed(visit, &feed, err);
}
