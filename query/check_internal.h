#ifndef QUOTH_CHECK_INTERNAL_H
#define QUOTH_CHECK_INTERNAL_H

/* What the parts of the checker share: for verdict.c and check_*.c alone. */

#include "verdict.h"

struct checker {
    struct store *store;
    const struct check_options *options;
    struct arena *arena;
    struct arena work; /* of the item at hand */
    struct hearing hearing;
};

extern const struct verdict verdict_nowhere;

/*
 * The episode that a link or ref leads to, else the only one that is in scope;
 * 0 if that is not known.
 */
enum status check_episode(struct checker *checker,
                          const struct draft_time *time, int64_t *ret_episode,
                          struct error *err);

/* How far the published recording lies behind the transcript's times. */
enum status check_offset(struct checker *checker, int64_t episode,
                         int64_t *ret_ms, struct error *err);

/* Does a link lead elsewhere than the time that stands on it says? */
bool check_link_differs(const struct draft_time *time, int64_t offset_ms);

/* "said at 11:15". */
struct slice check_clock_note(struct arena *arena, const char *words,
                              int64_t ms);

/* The verdicts on the kinds of items. */
enum status check_quote(struct checker *checker, const struct draft_item *item,
                        struct verdict *verdict, struct error *err);
enum status check_time(struct checker *checker, const struct draft_item *item,
                       int64_t episode, struct verdict *verdict,
                       struct error *err);
enum status check_chapter(struct checker *checker,
                          const struct draft_item *item, int64_t episode,
                          struct verdict *verdict, struct error *err);

#endif
