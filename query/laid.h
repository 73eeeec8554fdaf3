#ifndef QUOTH_LAID_H
#define QUOTH_LAID_H

/*
 * A quote laid beside what was said in one transcript: each part of it beside
 * the words that it is nearest to, step by step.
 */

#include "align.h"
#include "extract.h"
#include "quoted.h"
#include "ref.h"

/* Words [from, to) of the quote beside tokens [said_from, said_to). */
struct laid_part {
    size_t from, to;
    uint32_t said_from, said_to;
    unsigned char *steps; /* enum align_step */
    size_t step_count;
    int score;   /* how well they fit, before what is left over was added */
    bool marked; /* the quote says that something is left out before it */
};

struct laid {
    struct laid_part
        *parts; /* in the order of the quote; none = nothing fits */
    size_t count;
    size_t same;  /* words that are the same */
    double worth; /* what these tell, of all: 0 to 1 */
};

/* The transcript that is looked at; the last one's axis is kept. */
struct hearing {
    struct store *store;
    struct arena arena;          /* of the transcript */
    struct transcript_info info; /* id 0 = none */
    struct axis axis;
    struct ref_clock clock;
    struct arena scratch; /* of the extract */
    struct extract extract;
    bool has_extract;
    uint32_t *numbers; /* of the extract's tokens: quoted_number */
};

/* No transcript yet. `store` must outlive it. */
void hearing_init(struct hearing *hearing, struct store *store);
void hearing_release(struct hearing *hearing);

/*
 * Lays `quoted` beside what is said around `token`, where piece number `piece`
 * of it may begin. With `all` what is said nowhere near is looked for in all of
 * the transcript. hearing->extract holds what was said until the next call, the
 * rest lives in `arena`.
 */
enum status lay_out(struct hearing *hearing, const struct quoted *quoted,
                    size_t piece, int64_t transcript, uint32_t token, bool all,
                    struct arena *arena, struct laid *ret_laid,
                    struct error *err);

#endif
