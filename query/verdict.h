#ifndef QUOTH_VERDICT_H
#define QUOTH_VERDICT_H

/*
 * Is it true what a draft says was said? A quote is looked for in all
 * transcripts of speech, also in those that are not searched, and the place
 * that speaks best for it decides.
 */

#include "draft.h"
#include "laid.h"
#include "store.h"

enum verdict_kind {
    /* These hold, the best first. */
    VERDICT_EXACT,
    VERDICT_SAME_WORDS, /* but for case, punctuation, glyphs */
    VERDICT_ELIDED,     /* pieces in their order; the draft marks the gaps */
    VERDICT_TITLE,      /* no speech: it names an episode or a chapter */
    VERDICT_SHORT,      /* too few words to judge */
    VERDICT_IN_TIME,    /* a time that the recording has */
    VERDICT_SAID_THERE, /* words of a chapter's title are said in it */
    /* These do not. */
    VERDICT_WRONG_TIME,
    VERDICT_WRONG_SPEAKER,
    VERDICT_ACROSS_SPEAKERS, /* given as one quote */
    VERDICT_STITCHED,        /* pieces with gaps that the draft does not mark */
    VERDICT_EDITED,
    VERDICT_NOT_FOUND,
};

/* "exact", "same words", …; the words of the reports. */
const char *verdict_name(enum verdict_kind kind);
bool verdict_holds(enum verdict_kind kind);

/* A run of words of a quote, or of what was said in their place. */
struct diff_part {
    enum align_step step; /* SAME, ADDED (in the quote) or MISSING */
    struct slice text;    /* empty: `words` were left out, too many to show */
    int64_t words;
};

struct verdict {
    enum verdict_kind kind;
    bool wrong_speaker, wrong_time; /* besides what `kind` says */
    int64_t episode;                /* where it was said; 0 = nowhere */
    struct slice ref;
    struct slice speaker;     /* who said it; empty = not known */
    int64_t start_ms, end_ms; /* TIME_NONE without times */
    int64_t within_ms;        /* of the span that times it; 0 = exact */
    struct slice said;        /* in one piece: as it was said; else empty */
    struct diff_part *parts;  /* edited, elided, stitched: the whole quote */
    size_t part_count;
    struct slice note; /* what else there is to say; empty = nothing */
};

struct check_options {
    struct id_set scope; /* transcripts that count; see check_scope */
    int64_t episode;     /* the only one of these; 0 = there are several */
    size_t min_words;    /* quotes of fewer are short */
};

/* Checks one item after the other. */
struct checker;

/* What is passed outlives it; verdicts live in `arena`. */
struct checker *checker_new(struct store *store,
                            const struct check_options *options,
                            struct arena *arena);
void checker_free(struct checker *checker); /* accepts NULL */

/* *ret_judged is false for a time that belongs to no known episode. */
enum status checker_check(struct checker *checker,
                          const struct draft_item *item,
                          struct verdict *ret_verdict, bool *ret_judged,
                          struct error *err);

/*
 * The transcripts of speech that `filters`, a query line of filters of
 * episodes, leaves; all if it is empty. *ret_episode is the one episode that
 * they are of, 0 if they are of several. Lives in `arena`.
 */
enum status check_scope(struct store *store, struct slice filters,
                        struct arena *arena, struct id_set *ret_scope,
                        int64_t *ret_episode, struct error *err);

#endif
