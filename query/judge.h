#ifndef QUOTH_JUDGE_H
#define QUOTH_JUDGE_H

/* A quote laid beside one place -> what is to be said of it. */

#include "verdict.h"

/* What a draft claims of a quote. */
struct claim {
    const struct quoted *quoted;
    struct slice speaker;     /* to be judged; empty = nobody was named */
    int64_t episode;          /* that it says it is from; 0 = it does not */
    int64_t start_ms, end_ms; /* when it says; TIME_NONE = it does not */
};

struct judgement {
    enum verdict_kind kind;
    bool wrong_speaker, wrong_time;
    double worth;  /* of the words that are the same: 0 to 1 */
    size_t strays; /* so many words are not there */
};

/* Judges what lay_out() made, which `hearing` still holds. */
struct judgement judge(const struct hearing *hearing, const struct claim *claim,
                       const struct laid *laid);

/* The whole verdict, for a place where something was found. In `arena`. */
struct verdict judge_describe(const struct hearing *hearing,
                              const struct claim *claim,
                              const struct laid *laid,
                              const struct judgement *judgement,
                              struct arena *arena);

/* Is it the same person: Dana, Dana Reyes, Dr. Dana Reyes, D. Reyes? */
bool judge_same_person(struct slice a, struct slice b);

#endif
