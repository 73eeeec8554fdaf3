#ifndef QUOTH_CITATION_H
#define QUOTH_CITATION_H

/*
 * What quotes say of where they are from, in all their forms.
 */

#include "passage.h"
#include "base/buf.h"

/* Is all of it said by one person (or by people whom nothing tells apart)? */
bool citation_is_one_turn(const struct passage *passage);

/*
 * Appends "11:15–11:28", with "~" before it where it is not known better than
 * to WITHIN_APPROXIMATE_MS; nothing without times.
 */
void citation_put_time(struct buf *out, const struct passage *passage);

/*
 * Appends the words on one line; of several turns, each with its speaker before
 * it.
 */
void citation_put_words(struct buf *out, const struct passage *passage);

/* Who speaks where nothing tells. */
#define CITATION_NOT_KNOWN SLICE("Not known")

/* How a line of attribution is marked up. */
struct citation_form {
    void (*text)(struct buf *out, struct slice text); /* escaped */
    const char *show_open, *show_close;
    const char *title_open, *title_close;
    void (*link)(struct buf *out, struct slice label, struct slice url);
};

/*
 * Appends "— Dana Reyes, Second Draft, "A title" (2026-05-17), 11:15–11:28",
 * as far as it is known. The speaker is named there if there is one.
 */
void citation_put(struct buf *out, const struct passage *passage,
                  const struct citation_form *form);

/* The people who speak in a passage, each once, in their order. */
struct citation_people {
    struct slice *list;
    size_t count;
};

/* Those of `passage`; the list lives in `arena`. */
struct citation_people citation_speakers(const struct passage *passage,
                                         struct arena *arena);

/*
 * Parts a personal name: "Ludwig van Dyk" is "van Dyk" and "Ludwig". The given
 * name is empty if `name` is no personal name of several words.
 */
void citation_part_name(struct slice name, struct slice *ret_family,
                        struct slice *ret_given);

/* Year, month and day of a date, as many as it has; how many is returned. */
size_t citation_date(struct slice date, int64_t ret_parts[static 3]);

#endif
