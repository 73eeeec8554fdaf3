#include "speaker_votes.h"

#include <stdlib.h>

enum {
    REPEATED = 2,      /* labels that come this often are people */
    SHARE_DIVISOR = 3, /* labels before every third cue: a dialogue */
    RECENT = 4,        /* votes among which who speaks again mostly is */
};

void speaker_votes_init(struct speaker_votes *votes, struct arena *arena)
{
    *votes = (struct speaker_votes){ .arena = arena };
}

static void add_up(struct speaker_vote *sum, const struct speaker_vote *vote)
{
    sum->labels += vote->labels;
    sum->headers += vote->headers;
    sum->bare += vote->bare;
}

void speaker_votes_add(struct speaker_votes *votes,
                       const struct speaker_vote *vote)
{
    for (size_t i = 1; i <= RECENT && i <= votes->count; i++) {
        struct speaker_vote *recent = &votes->list[votes->count - i];

        if (slice_equal(recent->name, vote->name)) {
            add_up(recent, vote);
            return;
        }
    }
    votes->list = arena_grow(votes->arena, votes->list, &votes->capacity,
                             votes->count + 1, sizeof *votes->list);
    votes->list[votes->count++] = *vote;
}

static int compare_votes(const void *a, const void *b)
{
    const struct speaker_vote *left = a, *right = b;

    return slice_compare(left->name, right->name);
}

void speaker_votes_count(struct speaker_votes *votes)
{
    size_t kept = 0;

    if (votes->count == 0)
        return;
    qsort(votes->list, votes->count, sizeof *votes->list, compare_votes);
    for (size_t i = 1; i < votes->count; i++) {
        const struct speaker_vote *next = &votes->list[i];
        struct speaker_vote *last = &votes->list[kept];

        if (!slice_equal(next->name, last->name)) {
            votes->list[++kept] = *next;
            continue;
        }
        add_up(last, next);
    }
    votes->count = kept + 1;
}

const struct speaker_vote *speaker_votes_find(const struct speaker_votes *votes,
                                              struct slice name)
{
    struct speaker_vote key = { .name = name };

    if (votes->count == 0)
        return NULL;
    return bsearch(&key, votes->list, votes->count, sizeof key, compare_votes);
}

bool speaker_votes_repeated(const struct speaker_votes *votes,
                            struct slice name)
{
    const struct speaker_vote *vote = speaker_votes_find(votes, name);

    return vote && vote->labels >= REPEATED;
}

bool speaker_votes_dialogue(const struct speaker_votes *votes, size_t cues)
{
    size_t labels = 0, all = 0;

    for (size_t i = 0; i < votes->count; i++) {
        all += votes->list[i].labels;
        if (votes->list[i].labels >= REPEATED)
            labels += votes->list[i].labels;
    }
    return (labels && labels >= cues / SHARE_DIVISOR) ||
           (all == cues && all >= REPEATED);
}
