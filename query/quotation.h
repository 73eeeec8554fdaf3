#ifndef QUOTH_QUOTATION_H
#define QUOTH_QUOTATION_H

/*
 * A stretch of a transcript -> a quotation: whole sentences, word for word,
 * each turn with its speaker, and the times of the first and the last word. As
 * a passage, so that it can be shown in all forms that passages have; it has no
 * hits. What was left out inside it shows as […].
 */

#include "around.h"
#include "extract.h"
#include "passage.h"

/* What stands for words left out. */
#define ELISION "[…]"

struct quotation_options {
    struct around around; /* text on either side */
    size_t max_words;     /* 0 = all */
    bool clean;           /* without disfluencies (disfluency.h) */
    bool exact;           /* these words alone, no whole sentences */
};

/* A sentence of a quotation, as it is spoken. */
struct spoken_line {
    struct slice speaker, text;
    int64_t start_ms, end_ms; /* TIME_NONE without times */
};

struct quotation {
    struct passage passage;
    struct spoken_line *lines;
    size_t line_count;
    int64_t offset_ms; /* from its times to those of what is published */
};

/* Makes quotations; remembers the transcript and the episode of the last. */
struct quoter;

/* All that is passed outlives it. What it makes lives in `arena`. */
struct quoter *quoter_new(struct store *store,
                          const struct quotation_options *options,
                          struct arena *arena);
void quoter_free(struct quoter *quoter); /* accepts NULL */

/* Quotes tokens [first, end) of a transcript. */
enum status quotation_make(struct quoter *quoter, const struct token_span *span,
                           struct quotation *ret_quotation, struct error *err);

#endif
