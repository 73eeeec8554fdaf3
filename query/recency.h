#ifndef QUOTH_RECENCY_H
#define QUOTH_RECENCY_H

/*
 * How new what was said is: of answers that are as good as each other, those of
 * the newest episode come first. Most answers are not, so the day of an episode
 * is looked up when it is first asked for.
 */

#include "store.h"

struct recency {
    struct store *store; /* NULL: nothing is newer than anything else */
    int64_t *days;       /* by transcript: plus one; 0 = not looked up */
    size_t count, capacity;
    enum status status; /* of looking up; sticky */
    struct error error;
};

/* It begins as { .store = … }. */
void recency_release(struct recency *recency);

/*
 * The day of the transcript's episode, the later the greater: 20260517. What is
 * not known of it is 0.
 */
int64_t recency_day(struct recency *recency, int64_t transcript);

#endif
