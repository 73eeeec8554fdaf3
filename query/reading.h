#ifndef QUOTH_READING_H
#define QUOTH_READING_H

/*
 * A stretch of a transcript, ready to be read: what `quoth read` prints.
 */

#include "present.h"
#include "ref.h"

/* How much is shown on either side of a moment. */
struct reading_context {
    int64_t segments; /* -1: `ms` counts */
    int64_t ms;
};

struct reading {
    struct place place;
    struct episode_meta meta;
    struct slice link;               /* of the episode, as it may be shown */
    struct segment_record *segments; /* the first is number `first` */
    size_t first, count;
    struct chapter_record *chapters; /* of the whole transcript */
    size_t chapter_count;
};

/*
 * Reads the segments at `ref`, with `around` them unless the ref is a whole
 * episode. `transcript` as in ref_resolve. Lives in `arena`.
 */
enum status reading_load(struct store *store, const struct ref *ref,
                         int64_t transcript,
                         const struct reading_context *around,
                         struct arena *arena, struct reading *ret_reading,
                         struct error *err);

/* The chapter that segment `index` of the reading begins in, or NULL. */
const struct chapter_record *reading_chapter(const struct reading *reading,
                                             size_t index);

/* Appends what is known of the episode: show, title, date, people, link. */
void reading_print_heading(const struct reading *reading,
                           const struct present_style *style, struct buf *out);

/*
 * Appends it as text: chapter titles, and paragraphs with their time and
 * speaker, each after an empty line. No word is left out.
 */
void reading_print(const struct reading *reading,
                   const struct present_style *style, struct buf *out);

#endif
