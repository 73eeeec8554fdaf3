#ifndef QUOTH_EVIDENCE_H
#define QUOTH_EVIDENCE_H

/*
 * Where an episode says what a sentence of somebody else's claims: its words,
 * in other forms, with some of them missing.
 */

#include "passage.h"
#include "base/error.h"

struct store;

struct evidence {
    struct passage *list; /* best first */
    size_t count;
};

/* At most `limit` passages of speech in that episode. In `arena`. */
enum status evidence_find(struct store *store, int64_t episode,
                          struct slice sentence, size_t limit,
                          struct arena *arena, struct evidence *ret_evidence,
                          struct error *err);

/* When the words of a passage are said; TIME_NONE without times. */
int64_t evidence_time(const struct passage *passage);

#endif
