#include "remote_plan.h"

#include "base/clock.h"
#include "remote_identity.h"
#include "signed_address.h"

#include <stdlib.h>

enum {
    RETRY_DOUBLINGS = 6,
    RECHECKS_MOST = 32, /* of a feed, in a run */
};

static const int64_t rest_most_ms = 20 * CLOCK_HOUR_MS;
static const int64_t skip_most_ms = 36 * CLOCK_HOUR_MS;
static const int64_t retry_most_ms = 14 * CLOCK_DAY_MS;
static const int64_t recheck_most_ms = 32 * CLOCK_DAY_MS;

/* ---- times ---- */

int64_t remote_retry_ms(int64_t now_ms, int64_t tries, int64_t base_seconds,
                        int64_t retry_after_seconds)
{
    int64_t doublings = tries > 1 ? tries - 1 : 0;
    int64_t wait_ms;

    if (doublings > RETRY_DOUBLINGS)
        doublings = RETRY_DOUBLINGS;
    wait_ms = base_seconds * 1000 * ((int64_t)1 << doublings);
    if (wait_ms > retry_most_ms)
        wait_ms = retry_most_ms;
    if (wait_ms < retry_after_seconds * 1000)
        wait_ms = retry_after_seconds * 1000;
    return now_ms + wait_ms;
}

int64_t remote_rest_ms(int64_t now_ms, int64_t seconds)
{
    int64_t wait_ms = seconds * 1000;

    return now_ms + (wait_ms < rest_most_ms ? wait_ms : rest_most_ms);
}

bool remote_rests(const struct remote_record *record, int64_t now_ms)
{
    const uint32_t all_days = FEED_SKIPS_DAY(7) - FEED_SKIPS_DAY(0);
    int64_t hour = now_ms / CLOCK_HOUR_MS % 24;
    /* 1970 began on a Thursday. */
    int64_t day = (now_ms / CLOCK_DAY_MS + 4) % 7;
    uint32_t days = record->skipped & all_days;

    if (record->next_ms > now_ms)
        return true;
    if (days != all_days && (days & FEED_SKIPS_DAY(day)))
        return true;
    return (record->skipped & FEED_SKIPS_HOUR(hour)) &&
           now_ms - record->next_ms < skip_most_ms;
}

int64_t remote_recheck_ms(int64_t now_ms, int64_t got_ms)
{
    int64_t wait_ms = now_ms - got_ms;

    if (wait_ms < CLOCK_DAY_MS)
        wait_ms = CLOCK_DAY_MS;
    if (wait_ms > recheck_most_ms)
        wait_ms = recheck_most_ms;
    /* The run of that night may begin a little earlier than this one. */
    return now_ms + wait_ms - (CLOCK_DAY_MS - rest_most_ms);
}

bool remote_is_pending(const struct remote_record *record)
{
    return record->tries > 0 || record->hash == 0;
}

/* ---- what is known ---- */

struct remote_record plan_record(const struct plan *plan, struct slice url)
{
    size_t low = 0, high = plan->known_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(plan->known[middle].url, url);

        if (order == 0)
            return plan->known[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct remote_record){ .url = url };
}

static struct target target_of(const struct plan *plan, struct slice url)
{
    struct target target = { .file.url = url, .file.address = url };

    target.record = plan_record(plan, url);
    target.record.source = plan->run->roots[plan->root].source;
    return target;
}

/* ---- forms of a transcript ---- */

/* "en" of "en-GB": forms of one transcript name its language loosely. */
static struct slice primary(struct slice language)
{
    return slice_range(language, 0, slice_find_char(language, '-'));
}

/* A link that does not say its own has the language of the feed. */
static bool same_language(const struct feed_item *item, size_t a, size_t b)
{
    struct slice languages[] = { item->transcripts[a].language,
                                 item->transcripts[b].language };

    for (size_t i = 0; i < 2; i++)
        if (languages[i].len == 0)
            languages[i] = item->meta.language;
    return slice_equal_nocase(primary(languages[0]), primary(languages[1]));
}

/* Best first: what was taken before, then by type. */
static void insert_form(const struct plan *plan, struct wish *wish,
                        struct target target, int *ranks, int rank)
{
    const struct location_record *known =
        run_find_known(plan->run, target.file.url);
    size_t at = wish->count++;

    if (known && known->transcript)
        rank = -1;
    for (; at > 0 && ranks[at - 1] > rank; at--) {
        wish->forms[at] = wish->forms[at - 1];
        ranks[at] = ranks[at - 1];
    }
    wish->forms[at] = target;
    ranks[at] = rank;
}

/* A name with the extension that fits the link's type. */
static struct slice name_for(const struct feed_link *link, bool speech)
{
    static const char *const names[] = { "transcript.json", "transcript.vtt",
                                         "transcript.srt",  "transcript.html",
                                         "transcript.txt",  "transcript" };

    return speech ? slice_of(names[feed_link_rank(link)])
                  : SLICE("chapters.json");
}

static void add_form(const struct plan *plan, struct planned_item *planned,
                     struct wish *wish, const struct feed_link *link,
                     int *ranks)
{
    struct target target;

    for (size_t i = 0; i < wish->count; i++)
        if (slice_equal(wish->forms[i].file.address, link->url))
            return;
    target = target_of(plan, identity_of(plan, planned, link->url));
    target.record.guid = planned->item->meta.guid;
    target.file.address = link->url;
    target.elsewhere = target.record.asked.len &&
                       !address_is_resigned(target.record.asked, link->url);
    target.file.item = planned->item;
    target.file.name = name_for(link, wish->speech);
    target.file.language = link->language;
    target.file.page_is_wrong = !slice_equal(link->type, SLICE("text/html")) &&
                                !slice_equal(link->type, SLICE("text/plain")) &&
                                link->type.len;
    insert_form(plan, wish, target, ranks, feed_link_rank(link));
}

/* All forms of the transcript in the language of link number `first`. */
static void add_transcript(const struct plan *plan,
                           struct planned_item *planned, size_t first,
                           struct arena *arena)
{
    const struct feed_item *item = planned->item;
    size_t left = item->transcript_count - first;
    struct wish *wish = &planned->wishes[planned->wish_count++];
    int *ranks = arena_array(arena, left, sizeof(*ranks));

    *wish = (struct wish){
        .forms = arena_array(arena, left, sizeof(*wish->forms)),
        .speech = true,
    };
    for (size_t i = first; i < item->transcript_count; i++)
        if (same_language(item, i, first))
            add_form(plan, planned, wish, &item->transcripts[i], ranks);
}

static void add_chapters(const struct plan *plan, struct planned_item *planned,
                         struct arena *arena)
{
    struct wish *wish = &planned->wishes[planned->wish_count++];
    int rank = 0;

    *wish = (struct wish){
        .forms = arena_array(arena, 1, sizeof(*wish->forms)),
    };
    add_form(plan, planned, wish, &planned->item->chapters, &rank);
}

static bool is_first_of_language(const struct feed_item *item, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (same_language(item, i, index))
            return false;
    return true;
}

/* ---- items ---- */

static void plan_item(const struct plan *plan, const struct feed_item *item,
                      struct planned_item *planned, struct arena *arena)
{
    const struct root *root = &plan->run->roots[plan->root];
    struct slice url = arena_printf(arena, "%.*s#%.*s", SLICE_ARG(root->path),
                                    SLICE_ARG(item->meta.guid));

    *planned = (struct planned_item){
        .item = item,
        .self = target_of(plan, url),
        .wishes = arena_array(arena, item->transcript_count + 1,
                              sizeof(*planned->wishes)),
    };
    planned->self.file.item = item;
    planned->changed = planned->self.record.hash != item->hash ||
                       planned->self.record.reader != READER_VERSION ||
                       root->reread || plan->run->options->force;
    for (size_t i = 0; i < item->transcript_count; i++)
        if (is_first_of_language(item, i))
            add_transcript(plan, planned, i, arena);
    if (item->chapters.url.len)
        add_chapters(plan, planned, arena);
}

/* Newest first; without a date last, as the feed has them. */
static int by_date(const void *left, const void *right)
{
    const struct feed_item *const *a = left, *const *b = right;
    int order = slice_compare((*b)->meta.date, (*a)->meta.date);

    return order ? order : (*a > *b) - (*a < *b);
}

/* The oldest first. */
static int by_guid(const void *left, const void *right)
{
    const struct feed_item *const *a = left, *const *b = right;
    int order = slice_compare((*a)->meta.guid, (*b)->meta.guid);

    if (!order)
        order = slice_compare((*a)->meta.date, (*b)->meta.date);
    return order ? order : (*a > *b) - (*a < *b);
}

/* What tells episodes apart that were given the same guid. */
static bool is_another(const struct feed_item *a, const struct feed_item *b)
{
    return !slice_equal(a->meta.title, b->meta.title) &&
           !slice_equal(a->meta.media, b->meta.media);
}

/*
 * An item may come twice, on two pages: the first counts. Episodes that share
 * a guid, as an item that was copied and written over does, are told apart by
 * their titles; the oldest is the one that had the guid first.
 */
static size_t drop_repeats(struct feed_item **items, size_t count,
                           struct arena *arena)
{
    const struct feed_item *owner = NULL;
    size_t kept = 0;

    if (count == 0)
        return 0;
    qsort(items, count, sizeof(*items), by_guid);
    for (size_t i = 0; i < count; i++) {
        struct episode_meta *meta = &items[i]->meta;

        if (!owner || !slice_equal(meta->guid, owner->meta.guid))
            owner = items[i];
        else if (is_another(owner, items[i]))
            meta->guid = arena_printf(arena, "%.*s %.*s", SLICE_ARG(meta->guid),
                                      SLICE_ARG(meta->title));
        else
            continue;
        items[kept++] = items[i];
    }
    qsort(items, kept, sizeof(*items), by_date);
    return kept;
}

static enum status is_excluded(const struct plan *plan,
                               const struct planned_item *item, bool *ret,
                               struct error *err)
{
    struct store *store = plan->run->store;
    enum status status = STATUS_OK;

    *ret = false;
    if (!store)
        return STATUS_OK;
    status = store_is_excluded(store, item->self.file.url, ret, err);
    for (size_t i = 0; i < item->wish_count; i++)
        for (size_t j = 0; j < item->wishes[i].count && !status && !*ret; j++)
            status = store_is_excluded(store, item->wishes[i].forms[j].file.url,
                                       ret, err);
    return status;
}

/* ---- addresses that several items have ---- */

struct claim {
    struct target *target;
    size_t item; /* larger = older */
};

static int by_address(const void *left, const void *right)
{
    const struct claim *a = left, *b = right;
    int order = slice_compare(a->target->file.address, b->target->file.address);

    return order ? order : (a->item < b->item) - (a->item > b->item);
}

static size_t collect_claims(const struct plan *plan, struct claim *claims)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; j < plan->items[i].wish_count; j++) {
            const struct wish *wish = &plan->items[i].wishes[j];

            for (size_t k = 0; k < wish->count; k++, count++)
                if (claims)
                    claims[count] = (struct claim){ &wish->forms[k], i };
        }
    return count;
}

/*
 * A file is of one episode. Where several items have it, as one that was copied
 * from another, it is that of the oldest: who had it yesterday has it tomorrow.
 */
static void share_out(const struct plan *plan, struct arena *arena)
{
    size_t count = collect_claims(plan, NULL);
    struct claim *claims = arena_array(arena, count, sizeof(*claims));

    collect_claims(plan, claims);
    qsort(claims, count, sizeof(*claims), by_address);
    for (size_t i = 1; i < count; i++)
        claims[i].target->shared = slice_equal(
            claims[i].target->file.address, claims[i - 1].target->file.address);
}

/* ---- what is looked at again ---- */

bool plan_is_due(const struct plan *plan, const struct remote_record *record,
                 struct slice address)
{
    return record->guid.len && !remote_is_pending(record) &&
           record->next_ms <= plan->now_ms &&
           !(plan->same_feed && address_is_signed(address));
}

/* The form that was taken, if it is due. */
static struct target *find_recheck(const struct plan *plan, struct wish *wish)
{
    for (size_t i = 0; i < wish->count; i++) {
        struct target *target = &wish->forms[i];

        if (!target->shared && !remote_is_pending(&target->record))
            return plan_is_due(plan, &target->record, target->file.address)
                       ? target
                       : NULL;
    }
    return NULL;
}

/* The newest first: they are corrected more often. */
static void choose_rechecks(const struct plan *plan)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; j < plan->items[i].wish_count; j++) {
            struct target *target =
                find_recheck(plan, &plan->items[i].wishes[j]);

            if (!target)
                continue;
            if (count++ == RECHECKS_MOST)
                return;
            target->recheck = true;
        }
}

/* ---- the plan ---- */

enum status plan_items(struct plan *plan, struct feed_item **items,
                       size_t count, struct arena *arena, struct error *err)
{
    const struct root *root = &plan->run->roots[plan->root];
    enum status status = STATUS_OK;

    identity_index(plan, arena);
    count = drop_repeats(items, count, arena);
    if (root->latest && count > (size_t)root->latest)
        count = (size_t)root->latest;
    plan->items = arena_array(arena, count, sizeof(*plan->items));
    plan->count = 0;
    for (size_t i = 0; i < count && !status; i++) {
        struct planned_item *planned = &plan->items[plan->count];
        bool excluded;

        if (root->after.len && items[i]->meta.date.len &&
            slice_compare(items[i]->meta.date, root->after) < 0)
            continue;
        plan_item(plan, items[i], planned, arena);
        status = is_excluded(plan, planned, &excluded, err);
        plan->count += !excluded;
    }
    if (status)
        return status;
    share_out(plan, arena);
    if (!plan->run->options->only_failed)
        choose_rechecks(plan);
    return STATUS_OK;
}

/* ---- what is to be done ---- */

static enum target_work work_for(const struct plan *plan,
                                 const struct planned_item *item,
                                 const struct target *target)
{
    const struct ingest_options *options = plan->run->options;
    const struct remote_record *record = &target->record;
    const struct location_record *known =
        run_find_known(plan->run, target->file.url);
    bool due = record->next_ms <= plan->now_ms;

    if (target->tried)
        return TARGET_RESTS;
    if (options->force)
        return TARGET_IS_FETCHED;
    if (remote_is_pending(record))
        return due || !options->network.scheduled ? TARGET_IS_FETCHED
                                                  : TARGET_RESTS;
    if (!plan->same_feed &&
        (item->changed || !known || known->reader != READER_VERSION))
        return TARGET_IS_READ;
    return target->recheck || target->elsewhere ? TARGET_IS_FETCHED
                                                : TARGET_RESTS;
}

/* Is it in the archive, or did it come in this run? */
static bool is_there(const struct target *target)
{
    return target->record.hash && target->record.tries == 0;
}

struct target *plan_next(const struct plan *plan,
                         const struct planned_item *item, struct wish *wish,
                         enum target_work *ret_work)
{
    for (size_t i = 0; i < wish->count; i++) {
        struct target *target = &wish->forms[i];

        if (target->shared)
            continue;
        *ret_work = work_for(plan, item, target);
        if (*ret_work != TARGET_RESTS)
            return target;
        if (is_there(target))
            return NULL;
    }
    return NULL;
}
