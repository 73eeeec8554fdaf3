#ifndef QUOTH_VOCABULARY_H
#define QUOTH_VOCABULARY_H

/*
 * All words of the archive in one packed blob, to be scanned in a few
 * milliseconds where reading the term table takes many times that. Kept beside
 * the table, in the same transactions. A word of several languages stands in
 * it once.
 *
 * A record per word, in byte order of the words:
 *   length  1 byte    of the word, at most LIMIT_TOKEN_BYTES
 *   key     4 bytes   sound_key of the word, 0 = none; little-endian
 *   count   varint    occurrences
 *   word    `length` bytes
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

struct store;

struct vocabulary_word {
    struct slice term;
    int64_t count;
    uint32_t sound_key;
};

/*
 * Takes the first word off the front of *rest. Returns false when *rest is
 * exhausted, or does not begin with a whole record.
 */
bool vocabulary_next(struct slice *rest, struct vocabulary_word *ret_word);

/* A change of a word's count. */
struct vocabulary_change {
    struct slice term;
    int64_t count; /* to be added */
};

/*
 * Appends to `out` the packed `words` with the changes, which are in byte order
 * of their terms; several of one term add up. Words that are left with no
 * occurrence go.
 */
void vocabulary_merge(struct slice words,
                      const struct vocabulary_change *changes, size_t count,
                      struct buf *out);

/* The packed words of the archive, copied to `arena`. */
enum status vocabulary_load(struct store *store, struct arena *arena,
                            struct slice *ret_words, struct error *err);

/* Packs the words of the term table anew. */
enum status vocabulary_rebuild(struct store *store, struct error *err);

/* Puts packed words in the place of the archive's. */
enum status vocabulary_save(struct store *store, struct slice words,
                            struct error *err);

#endif
