#include "verdict.h"

#include "base/alloc.h"
#include "check_internal.h"
#include "link.h"
#include "store.h"

#include <stdlib.h>

enum { LINK_TOLERANCE_MS = 1500 }; /* links have whole seconds */

static const struct {
    const char *name;
    bool holds;
} kinds[] = {
    [VERDICT_EXACT] = { "exact", true },
    [VERDICT_SAME_WORDS] = { "same words", true },
    [VERDICT_ELIDED] = { "elided", true },
    [VERDICT_TITLE] = { "title", true },
    [VERDICT_SHORT] = { "short", true },
    [VERDICT_IN_TIME] = { "time", true },
    [VERDICT_SAID_THERE] = { "said there", true },
    [VERDICT_WRONG_TIME] = { "wrong time", false },
    [VERDICT_WRONG_SPEAKER] = { "wrong speaker", false },
    [VERDICT_ACROSS_SPEAKERS] = { "across speakers", false },
    [VERDICT_STITCHED] = { "stitched", false },
    [VERDICT_EDITED] = { "edited", false },
    [VERDICT_NOT_FOUND] = { "not found", false },
};

const char *verdict_name(enum verdict_kind kind)
{
    return kinds[kind].name;
}

bool verdict_holds(enum verdict_kind kind)
{
    return kinds[kind].holds;
}

struct checker *checker_new(struct store *store,
                            const struct check_options *options,
                            struct arena *arena)
{
    struct checker *checker = mem_alloc(sizeof(*checker));

    checker->store = store;
    checker->options = options;
    checker->arena = arena;
    arena_init(&checker->work);
    hearing_init(&checker->hearing, store);
    return checker;
}

void checker_free(struct checker *checker)
{
    if (!checker)
        return;
    hearing_release(&checker->hearing);
    arena_release(&checker->work);
    free(checker);
}

const struct verdict verdict_nowhere = {
    .kind = VERDICT_NOT_FOUND,
    .start_ms = TIME_NONE,
    .end_ms = TIME_NONE,
};

/* ---- what a draft says of where and when ---- */

enum status check_episode(struct checker *checker,
                          const struct draft_time *time, int64_t *ret_episode,
                          struct error *err)
{
    struct error not_found;
    struct ref ref;
    enum status status;

    *ret_episode = checker->options->episode;
    if (!time->source.len || ref_parse(time->source, &ref, &not_found))
        return STATUS_OK;
    status = ref_episode(checker->store, ref.episode, ret_episode, &not_found);
    if (status == STATUS_NOT_FOUND || status == STATUS_USAGE) {
        *ret_episode = checker->options->episode;
        return STATUS_OK;
    }
    if (status)
        *err = not_found;
    return status;
}

enum status check_offset(struct checker *checker, int64_t episode,
                         int64_t *ret_ms, struct error *err)
{
    struct link_rule rule = { .offset_ms = 0 };
    struct episode_meta meta;
    struct slice key;
    enum status status = STATUS_OK;

    if (episode)
        status = store_get_episode(checker->store, episode, &checker->work,
                                   &meta, &key, err);
    if (episode && !status)
        status = link_rule_load(checker->store, episode, meta.show,
                                &checker->work, &rule, err);
    *ret_ms = rule.offset_ms;
    return status;
}

struct slice check_clock_note(struct arena *arena, const char *words,
                              int64_t ms)
{
    struct buf text = BUF_INIT;
    struct slice note;

    buf_string(&text, words);
    timecode_print_clock(&text, ms);
    note = arena_copy(arena, buf_view(&text));
    buf_release(&text);
    return note;
}

bool check_link_differs(const struct draft_time *time, int64_t offset_ms)
{
    int64_t from, to;

    if (time->start_ms == TIME_NONE || time->source_ms == TIME_NONE)
        return false;
    from = time->start_ms - LINK_TOLERANCE_MS;
    to = time->start_ms + LINK_TOLERANCE_MS;
    if (offset_ms < 0)
        from += offset_ms;
    else
        to += offset_ms;
    return time->source_ms < from || time->source_ms > to;
}

enum status checker_check(struct checker *checker,
                          const struct draft_item *item,
                          struct verdict *ret_verdict, bool *ret_judged,
                          struct error *err)
{
    int64_t episode = 0;
    enum status status;

    arena_clear(&checker->work);
    *ret_verdict = verdict_nowhere;
    *ret_judged = true;
    if (item->kind == DRAFT_QUOTE || item->kind == DRAFT_SENTENCE) {
        status = store_read_begin(checker->store, err);
        if (!status)
            status = check_quote(checker, item, ret_verdict, err);
        store_read_end(checker->store);
        return status;
    }
    status = check_episode(checker, &item->time, &episode, err);
    *ret_judged = episode != 0;
    if (status || !episode)
        return status;
    return item->kind == DRAFT_STAMP
               ? check_time(checker, item, episode, ret_verdict, err)
               : check_chapter(checker, item, episode, ret_verdict, err);
}
