#ifndef QUOTH_GATHER_INTERNAL_H
#define QUOTH_GATHER_INTERNAL_H

/* How a passage is put together: shared by gather*.c alone. */

#include "episode_at_hand.h"
#include "gather.h"
#include "regex_mark.h"
#include "window.h"

/* How far around an answer the text has a say in whether it is one. */
struct reach {
    int negations;   /* inside one another */
    int64_t ms;      /* as far as this from the answer, for each of them */
    bool everywhere; /* the whole transcript has */
};

struct gatherer {
    const struct plan *plan;
    const struct around *around;
    struct window window;
    struct evaluator *evaluator;
    struct reach reach;
    struct interval_list *hits; /* by leaf: what the text at hand has */
    struct token_list tokens;
    struct regex_marks marks; /* in the text at hand */
    struct episode_at_hand hand;
};

/* Segments first to last of a transcript. */
struct extent {
    size_t first, last;
};

/* Segments [first, end) of a transcript, as text and tokens. */
struct stretch {
    size_t first, end;
    uint32_t first_token;
    struct segment_record *segments;
};

/* ---- gather_hits.c: the query, evaluated on text ---- */

/* Makes the stretch the text at hand: its tokens, and where the leaves match. */
void gather_read(struct gatherer *gatherer, const struct stretch *stretch);

/*
 * Appends, in order, the leaves' hits in the text at hand that make answers
 * which start in the ranked segment, before `segment_end`, and end in what is
 * shown, before `shown_end`.
 */
void gather_choose_hits(struct gatherer *gatherer, const struct ranked *ranked,
                        uint32_t segment_end, uint32_t shown_end,
                        struct interval_list *out);

/* ---- gather_text.c ---- */

/* What is shown of a stretch, with the hits and turns in it. */
void gather_text(const struct gatherer *gatherer, const struct axis *axis,
                 const struct stretch *stretch, struct extent shown,
                 const struct interval_list *hits, struct passage *passage);

/* ---- gather_context.c ---- */

/*
 * What stands around the text: episode, chapter, links, source, and which words
 * are lacking. `segment` is where the answer begins, at `start_ms`.
 */
enum status gather_context(struct gatherer *gatherer,
                           const struct ranked *ranked, const struct axis *axis,
                           size_t segment, int64_t start_ms,
                           struct passage *passage, struct error *err);

#endif
