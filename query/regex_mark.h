#ifndef QUOTH_REGEX_MARK_H
#define QUOTH_REGEX_MARK_H

/*
 * Matches of regular expressions in a stretch of a transcript that is about to
 * be shown, to the character: their words alone are more than what matched.
 */

#include "regex_find.h"

/* A place in a transcript: byte `byte` of a segment. */
struct regex_spot {
    size_t segment, byte;
};

struct regex_mark {
    struct interval words;
    struct regex_spot from, to;
};

struct regex_marks {
    struct regex_finder *finder;
    struct regex_found found; /* in the whole transcript; scratch */
    struct regex_mark *list;
    size_t count, capacity;
};

/* None yet. `plan` must outlive them. */
void regex_marks_init(struct regex_marks *marks, const struct plan *plan);
void regex_marks_release(struct regex_marks *marks);

/* Another stretch of text is at hand. */
void regex_marks_clear(struct regex_marks *marks);

/*
 * Adds the matches of leaf number `leaf` in tokens [first, end) of a
 * transcript; `hits` gets their words. The expression sees the whole transcript
 * here, too: what it matches depends on that. Fails as regex_find.
 */
enum status regex_marks_add(struct regex_marks *marks, struct store *store,
                            int64_t transcript, size_t leaf, uint32_t first,
                            uint32_t end, struct interval_list *hits,
                            struct error *err);

/* The match of these words; NULL if they are no regular expression's. */
const struct regex_mark *regex_mark_of(const struct regex_marks *marks,
                                       const struct interval *words);

#endif
