#ifndef QUOTH_NOTES_H
#define QUOTH_NOTES_H

/*
 * A draft of an episode's show notes: what is known of it, its chapters, chosen
 * quotes, what it speaks of, and where it says what somebody else's draft
 * claims. Each line of it has a time, or a ref where nothing is timed.
 */

#include "base/error.h"
#include "draft.h"
#include "passage.h"
#include "store.h"

struct note_moment {
    struct slice ref;
    int64_t start_ms; /* TIME_NONE without times */
    struct slice link;
};

struct note_mention {
    struct slice text;
    const struct note_moment *moments; /* the first times */
    size_t count;
    size_t times; /* in all */
};

/* A line of a draft, and where it was said; no moments: nowhere. */
struct note_takeaway {
    struct slice text;
    const struct note_moment *moments;
    size_t count;
};

struct notes {
    const struct episode_meta *meta;
    const struct link *links; /* of the whole episode */
    size_t link_count;
    const struct chapter_record *chapters; /* with times */
    const struct note_moment *chapter_moments;
    size_t chapter_count;
    const struct passage *quotes;
    size_t quote_count;
    const struct note_mention *mentions;
    size_t mention_count;
    const struct note_takeaway *takeaways;
    size_t takeaway_count;
};

struct notes_options {
    size_t mentions;           /* at most so many */
    const struct slice *lines; /* of a draft, to be found */
    size_t line_count;
    const struct token_span *quotes; /* to be quoted */
    size_t quote_count;
};

/* Gathers the notes of an episode. They live in `arena`. */
enum status notes_make(struct store *store, int64_t episode,
                       const struct notes_options *options, struct arena *arena,
                       struct notes *ret_notes, struct error *err);

/* The forms of notes: one const struct each, in the table of cmd_notes.c. */
struct notes_form {
    const char *name; /* as given to --format */
    const char *extension;
    void (*print)(const struct notes *notes, struct buf *out);
};

extern const struct notes_form notes_md;
extern const struct notes_form notes_html;

/*
 * What stands at the head of the page, so that it is known as one: a list of
 * chapters alone may be a transcript.
 */
#define NOTES_PREAMBLE \
    "A draft of the show notes, made from what is said in the episode."

/* Appends "11:15", or the ref where nothing is timed. */
void notes_put_moment(struct buf *out, const struct note_moment *moment);

/* Appends "Ana Lima (host), Bo Tran"; `escape` is one of escape.h. */
void notes_put_people(struct buf *out, const struct people *people,
                      void (*escape)(struct buf *out, struct slice text));

#endif
