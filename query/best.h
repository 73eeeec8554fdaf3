#ifndef QUOTH_BEST_H
#define QUOTH_BEST_H

/*
 * The best few of many, without sorting the many: a heap whose root is the
 * worst that is kept. Of equal ones the newest are better (recency.h), then
 * those of the lesser transcript, then those said first. With turns, what comes
 * first by them is better, whatever it scores.
 */

#include "rank.h"
#include "recency.h"

struct best {
    struct ranked *list;
    size_t count, capacity;
    size_t limit; /* how many to keep; SIZE_MAX = all */
    struct recency recency;
    const struct turns *turns; /* NULL: by score */
    size_t few;   /* of each transcript; 0 = no limit; else `limit` is none */
    size_t begin; /* few: of the transcript that comes last */
    bool lists_answers;
    struct answer_place *answers; /* all that were seen */
    size_t answer_count, answer_capacity;
};

/* Of what is ranked in the store, as the options say. */
struct best best_of(struct store *store, const struct rank_options *options);

/* Frees the list; without a store it begins as { .limit = … }. */
void best_release(struct best *best);

/*
 * Whether something of that score, in the transcript, could be kept.
 * Transcripts come in the order of their numbers, so of those that are equally
 * new what comes later loses ties.
 */
bool best_wants(struct best *best, int64_t transcript, double score);

/* What a score must not be below to be kept; -INFINITY while there is room, or
 * if it does not depend on that. */
double best_least(const struct best *best);

/* Lists it among all answers, if they are listed; by place, each once. */
void best_see(struct best *best, const struct ranked *ranked);

/* Keeps it, if it is one of the best so far. */
void best_add(struct best *best, const struct ranked *ranked);

/*
 * The best of two rankings, to `arena`; the transcripts of the second come
 * behind those of the first. The heap is only asked what is better, and how
 * many to keep.
 */
enum status best_merge(struct best *best, const struct ranking *a,
                       const struct ranking *b, struct arena *arena,
                       struct ranking *ret_ranking, struct error *err);

/* Copies what was kept to `arena`, best first; of totals it knows no more.
 * Nothing can be added any more. */
enum status best_take(struct best *best, struct arena *arena,
                      struct ranking *ret_ranking, struct error *err);

#endif
