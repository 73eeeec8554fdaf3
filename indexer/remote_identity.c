#include "remote_identity.h"

#include "signed_address.h"

#include <stdlib.h>

/* An item of more links has each kept under its own address. */
enum { LINKS_MOST = 64 };

/* ---- what is known of an item ---- */

static int by_guid(const void *left, const void *right)
{
    const struct remote_record *const *a = left, *const *b = right;
    int order = slice_compare((*a)->guid, (*b)->guid);

    return order ? order : slice_compare((*a)->url, (*b)->url);
}

void identity_index(struct plan *plan, struct arena *arena)
{
    plan->by_guid =
        arena_array(arena, plan->known_count, sizeof(*plan->by_guid));
    for (size_t i = 0; i < plan->known_count; i++)
        plan->by_guid[i] = &plan->known[i];
    if (plan->known_count)
        qsort(plan->by_guid, plan->known_count, sizeof(*plan->by_guid),
              by_guid);
}

/* The records of the item's addresses; *ret_count of them. */
static struct remote_record **records_of(const struct plan *plan,
                                         const struct feed_item *item,
                                         size_t *ret_count)
{
    struct slice guid = item->meta.guid;
    size_t low = 0, high = plan->known_count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (slice_compare(plan->by_guid[middle]->guid, guid) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < plan->known_count; end++)
        if (!slice_equal(plan->by_guid[end]->guid, guid))
            break;
    *ret_count = end - low;
    return plan->by_guid + low;
}

/* The form that is kept under that address. */
static const struct target *find_form(const struct planned_item *planned,
                                      struct slice url)
{
    for (size_t i = 0; i < planned->wish_count; i++)
        for (size_t j = 0; j < planned->wishes[i].count; j++)
            if (slice_equal(planned->wishes[i].forms[j].file.url, url))
                return &planned->wishes[i].forms[j];
    return NULL;
}

/* ---- which of it a link stands for ---- */

/* Is it rather another link of the item that stands for what is there? */
static bool is_of_another(const struct feed_item *item,
                          const struct remote_record *record, struct slice url)
{
    if (address_is_resigned(record->asked, url))
        return false;
    for (size_t i = 0; i < item->transcript_count; i++)
        if (address_is_resigned(record->asked, item->transcripts[i].url))
            return true;
    return address_is_resigned(record->asked, item->chapters.url);
}

/* Is `a` more surely what is at `url` than `b`? */
static bool is_nearer(const struct remote_record *a,
                      const struct remote_record *b, struct slice url)
{
    bool a_came = !remote_is_pending(a), b_came = !remote_is_pending(b);
    size_t a_shared = address_shared_parameters(a->asked, url);
    size_t b_shared = address_shared_parameters(b->asked, url);

    if (a_came != b_came)
        return a_came;
    if (a_shared != b_shared)
        return a_shared > b_shared;
    return a->got_ms > b->got_ms;
}

struct slice identity_of(const struct plan *plan,
                         const struct planned_item *planned, struct slice url)
{
    const struct feed_item *item = planned->item;
    struct remote_record exact = plan_record(plan, url), **records;
    const struct remote_record *best = NULL;
    size_t count;

    if (!remote_is_pending(&exact) || item->transcript_count > LINKS_MOST)
        return url;
    records = records_of(plan, item, &count);
    for (size_t i = 0; i < count; i++)
        if (address_is_same_place(records[i]->url, url) &&
            !is_of_another(item, records[i], url) &&
            !find_form(planned, records[i]->url) &&
            (!best || is_nearer(records[i], best, url)))
            best = records[i];
    return best ? best->url : url;
}

/* ---- what older signatures left ---- */

static int64_t transcript_of(const struct plan *plan, struct slice url)
{
    const struct location_record *known = run_find_known(plan->run, url);

    return known ? known->transcript : 0;
}

/* Is there a form at its place that has the same transcript, and that came? */
static bool is_copy(const struct plan *plan, const struct planned_item *planned,
                    const struct remote_record *record)
{
    int64_t transcript = transcript_of(plan, record->url);

    for (size_t i = 0; i < planned->wish_count; i++)
        for (size_t j = 0; j < planned->wishes[i].count; j++) {
            const struct target *form = &planned->wishes[i].forms[j];

            if (!remote_is_pending(&form->record) &&
                address_is_same_place(form->file.url, record->url) &&
                (!transcript ||
                 transcript == transcript_of(plan, form->file.url)))
                return true;
        }
    return false;
}

enum status identity_copies(
    const struct plan *plan, const struct planned_item *planned,
    enum status (*take)(void *context, const struct remote_record *copy,
                        struct error *err),
    void *context, struct error *err)
{
    enum status status = STATUS_OK;
    struct remote_record **records;
    size_t count;

    if (planned->item->transcript_count > LINKS_MOST)
        return STATUS_OK;
    records = records_of(plan, planned->item, &count);
    for (size_t i = 0; i < count && !status; i++)
        if (!find_form(planned, records[i]->url) &&
            is_copy(plan, planned, records[i]))
            status = take(context, records[i], err);
    return status;
}
