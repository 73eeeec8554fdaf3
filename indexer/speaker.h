#ifndef QUOTH_SPEAKER_H
#define QUOTH_SPEAKER_H

/*
 * Speakers out of the places where they hide in text.
 */

#include "cue.h"

/*
 * Takes the colon off "Bob:", and takes away speakers that are no people:
 * sounds, Unknown Speaker, Inaudible.
 */
void speaker_tidy(struct cue_list *list);

/*
 * Splits a speaker label off the front of `text`: "Name: ", "NAME: ",
 * "[Speaker 4] ", "**Name:** ". The name is as speaker_is_name wants it; in
 * brackets without a colon it must have a number, for "[laughs] " is text.
 * Returns false and leaves the outputs alone if there is none. Whether the
 * label is really a person is decided over the whole file: see
 * speaker_labels_apply.
 */
bool speaker_take_label(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest);

/*
 * Caption formats: takes "Name: text" labels at the start of cue texts for
 * speakers, if the file as a whole shows that they are: a label that comes at
 * least twice, one that is numbered or, where labels that come twice stand
 * before a third of the cues or any stand before all, one that
 * speaker_is_single_label believes. ">> " and "- " turn marks at the start of
 * a text are removed and mark the cue as a new paragraph. Cues that have a
 * speaker are left alone. A label's speaker carries on to the cues after it
 * (speaker_carried) until the next label or turn mark.
 */
void speaker_labels_apply(struct cue_list *list);

#endif
