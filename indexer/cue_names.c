#include "cue_internal.h"
#include "speaker_name.h"
#include "speaker_votes.h"

enum { CUES_LEAST = 3 }; /* that show a habit */

/* The first line of the text, and what is below it. */
static struct slice split_first_line(struct slice text, struct slice *ret_below)
{
    struct slice line = { NULL, 0 };

    text = slice_trim_left(text);
    slice_next_line(&text, &line);
    *ret_below = slice_trim(text);
    return slice_trim(line);
}

static bool has_name_line(const struct cue *cue, struct slice *ret_name)
{
    struct slice below;

    if (cue->speaker.len || slice_find_char(cue->text, '\n') == SLICE_NOT_FOUND)
        return false;
    *ret_name = split_first_line(cue->text, &below);
    return below.len && speaker_is_proper_name(*ret_name) &&
           !slice_ends_with(*ret_name, SLICE(".")) &&
           !slice_ends_with(*ret_name, SLICE(","));
}

/* Does every cue begin with one, and most of them come back? */
static bool all_have_name_lines(const struct cue_list *list)
{
    struct speaker_votes votes;
    size_t returning = 0;

    if (list->count < CUES_LEAST)
        return false;
    speaker_votes_init(&votes, list->arena);
    for (size_t i = 0; i < list->count; i++) {
        struct speaker_vote vote = { .labels = 1 };

        if (!has_name_line(&list->cues[i], &vote.name))
            return false;
        speaker_votes_add(&votes, &vote);
    }
    speaker_votes_count(&votes);
    for (size_t i = 0; i < list->count; i++) {
        struct slice below;

        returning += speaker_votes_repeated(
            &votes, split_first_line(list->cues[i].text, &below));
    }
    return returning * 2 >= list->count;
}

void cue_list_take_name_lines(struct cue_list *list)
{
    if (!all_have_name_lines(list))
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];
        struct slice below;

        cue->speaker = split_first_line(cue->text, &below);
        cue->paragraph = true;
        cue_cut(cue, (size_t)(below.ptr - cue->text.ptr), cue->text.len);
    }
}
