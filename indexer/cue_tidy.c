#include "cue_internal.h"
#include "speaker.h"

#include "base/limits.h"

static void fill_ends(struct cue_list *list)
{
    struct cue_starts starts = CUE_STARTS_INIT;

    for (size_t i = list->count; i-- > 0;) {
        struct cue *cue = &list->cues[i];
        int64_t later_ms = cue_starts_later(&starts, cue);

        if (cue->start_ms != TIME_NONE &&
            (cue->end_ms == TIME_NONE || cue->end_ms < cue->start_ms))
            cue->end_ms = later_ms;
    }
}

static void clamp_starts(struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->cues[i].start_ms != TIME_NONE && list->cues[i].start_ms < 0)
            list->cues[i].start_ms = 0;
}

static void note(struct diag *diag, size_t count, const char *what)
{
    if (count)
        diag_add(diag, DIAG_NOTE, 0, "%zu cue%s %s dropped", count,
                 count == 1 ? "" : "s", what);
}

enum status cue_list_tidy(struct cue_list *list, struct diag *diag,
                          struct error *err)
{
    struct buf scratch = BUF_INIT;
    size_t emptied = 0, twins = 0, dropped;

    if (list->count > LIMIT_CUES)
        return error_set(err, STATUS_LIMIT, "more than %zu cues", LIMIT_CUES);
    clamp_starts(list);
    if (list->order == CUE_ORDER_TIME) {
        cue_list_sort(list);
        twins = cue_list_drop_twins(list);
        emptied = cue_list_unroll(list, diag);
        cue_list_take_name_lines(list);
        cue_list_split_turns(list);
    }
    for (size_t i = 0; i < list->count; i++)
        cue_squeeze(&list->cues[i], list->arena, &scratch);
    buf_release(&scratch);
    dropped = cue_list_drop_empty(list) - emptied;
    if (list->order == CUE_ORDER_TIME) {
        speaker_labels_apply(list);
        dropped += cue_list_drop_empty(list);
    }
    speaker_tidy(list);
    fill_ends(list);
    note(diag, twins, "given twice");
    note(diag, dropped, "without text");
    return STATUS_OK;
}
