/* What stands around the text of a passage. */

#include "gather_internal.h"
#include "ref.h"

static void print_segment_ref(const struct plan *plan,
                              const struct transcript_info *info,
                              const struct axis *axis, size_t segment,
                              struct buf *out)
{
    struct ref_clock clock;

    ref_clock_init(&clock, axis, plan->arena);
    ref_print(out, info->episode, &clock, segment);
}

/* A title without a time is on an axis of its own: what it leads to is the word
 * of the speech at which its chapter begins. */
static enum status print_chapter_ref(const struct plan *plan,
                                     const struct transcript_info *info,
                                     size_t title, struct buf *out,
                                     struct error *err)
{
    struct chapter_record *chapters;
    size_t count;
    enum status status = store_get_chapters(
        plan->store, info->parent, plan->arena, &chapters, &count, err);

    if (!status)
        buf_printf(out, "%lld@w%u", (long long)info->episode,
                   title < count ? chapters[title].token : 0);
    return status;
}

static const char *kind_of(const struct transcript_info *info)
{
    if (slice_equal(info->kind, SLICE(KIND_NOTES)))
        return "notes";
    return slice_equal(info->kind, SLICE(KIND_CHAPTERS)) ? "chapter" : "speech";
}

/* Notes have no moment: what leads to them is their episode. */
static enum status fill_notes(const struct plan *plan,
                              const struct ranked *ranked,
                              const struct transcript_info *info,
                              struct passage *passage, struct buf *ref,
                              struct error *err)
{
    struct note_record section;
    enum status status =
        store_note_at(plan->store, ranked->transcript, ranked->from,
                      plan->arena, &section, err);

    passage->chapter = section.heading;
    passage->note = section.kind;
    buf_printf(ref, "%lld", (long long)info->episode);
    return status;
}

/* The words of the query that a relaxed passage lacks. */
static void fill_without(const struct gatherer *gatherer, uint64_t present,
                         struct passage *passage)
{
    const struct plan *plan = gatherer->plan;
    struct node *parts[RELAX_PARTS];
    size_t count = plan_parts(plan, parts), missing = 0;
    struct slice *list;

    if (!present)
        return;
    list = arena_array(plan->arena, count, sizeof(*list));
    for (size_t i = 0; i < count; i++)
        if (!(present >> i & 1))
            list[missing++] =
                slice_range(plan->query->line, (size_t)parts[i]->from,
                            (size_t)parts[i]->to);
    passage->without = list;
    passage->without_count = missing;
}

/* What leads to the passage, whose answer begins in `segment`. */
static enum status fill_ref(const struct plan *plan,
                            const struct ranked *ranked,
                            const struct transcript_info *info,
                            const struct axis *axis, size_t segment,
                            int64_t start_ms, struct passage *passage,
                            struct error *err)
{
    struct buf ref = BUF_INIT;
    enum status status = STATUS_OK;

    if (slice_equal(info->kind, SLICE(KIND_NOTES)))
        status = fill_notes(plan, ranked, info, passage, &ref, err);
    else if (start_ms == TIME_NONE && info->parent)
        status = print_chapter_ref(plan, info, segment, &ref, err);
    else
        print_segment_ref(plan, info, axis, segment, &ref);
    passage->ref = arena_copy(plan->arena, buf_view(&ref));
    buf_release(&ref);
    return status;
}

enum status gather_context(struct gatherer *gatherer,
                           const struct ranked *ranked, const struct axis *axis,
                           size_t segment, int64_t start_ms,
                           struct passage *passage, struct error *err)
{
    const struct plan *plan = gatherer->plan;
    struct transcript_info info;
    enum status status = store_get_transcript(plan->store, ranked->transcript,
                                              plan->arena, &info, err);

    if (!status)
        status = episode_at_hand_enter(&gatherer->hand, plan->store,
                                       info.episode, plan->arena, err);
    if (!status)
        status = store_chapter_at(plan->store, ranked->transcript, ranked->from,
                                  plan->arena, &passage->chapter, err);
    if (!status)
        status = fill_ref(plan, ranked, &info, axis, segment, start_ms, passage,
                          err);
    if (status)
        return status;
    passage->kind = kind_of(&info);
    passage->episode = gatherer->hand.episode;
    passage->source_path = info.path;
    passage->made_by = info.made_by;
    fill_without(gatherer, ranked->present, passage);
    links_make(&gatherer->hand.meta, &gatherer->hand.link_rule, start_ms,
               TIME_NONE, plan->arena, passage);
    return STATUS_OK;
}
