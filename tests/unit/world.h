#ifndef QUOTH_TEST_WORLD_H
#define QUOTH_TEST_WORLD_H

/*
 * An archive of made-up transcripts that went through the real ingest, random
 * queries about it, and their answers: by the program, and by brute force from
 * the words as they were made up.
 */

#include "archive.h"
#include "made_up.h"
#include "oracle.h"
#include "parse.h"
#include "rank.h"
#include "search.h"

enum {
    WORLD_SPAN_MS = 30000,
    WORLD_SMALL = 12, /* transcripts of most archives */
    WORLD_SEGMENTS = MADE_TOKENS,
};

/* A transcript in the archive. */
struct kept {
    struct made_up made;
    int64_t episode, transcript;
    uint32_t starts[WORLD_SEGMENTS]; /* of its segments */
    size_t segment_count;
};

struct world {
    char *path;      /* of the archive */
    char folder[64]; /* of the files */
    struct store *store;
    struct arena arena; /* of the world */
    struct arena query_arena;
    struct dice dice;
    bool inflects;
    struct kept *list;
    size_t count;
    struct buf line; /* the query at hand */
    struct oracle_set answer, scratch;
    size_t answered;
};

/* The value of an environment variable, or else `otherwise`. */
uint64_t number_from(const char *variable, uint64_t otherwise);
/* Fails the test, and says what of, unless `status` is STATUS_OK. */
void assert_ok(enum status status, const struct error *err, const char *what);

/* ---- worlds ---- */

/* Small transcripts; `inflects`: in English, with words in several forms. */
struct world *world_of_files(uint64_t seed, size_t count, bool inflects);
/* Few transcripts with many answers. */
struct world *world_of_long_ones(uint64_t seed);
/* Many that say the same, on other days. */
struct world *world_of_same_ones(void);
void world_free(struct world *world);

/* A random number below `bound`. */
uint32_t world_below(struct world *world, uint32_t bound);
/* The transcript of the archive; fails the test for an unknown one. */
struct kept *world_kept(struct world *world, int64_t transcript);
/* The segment that a token is in, and where a segment ends. */
size_t kept_segment_of(const struct kept *kept, uint32_t token);
uint32_t kept_segment_end(const struct kept *kept, size_t segment);

/* ---- queries: world.line, and what it parses to in world.query_arena ---- */

void world_make_query(struct world *world, struct query *ret_query);
/* Add to the line: some text, a random word, a random phrase. */
void world_add(struct world *world, const char *text);
void world_add_word(struct world *world);
void world_add_phrase(struct world *world);

/* ---- answers ---- */

/* For oracle.h: the tree with each word as all that may stand for it, and a
 * transcript's words. */
struct node *world_widened(struct world *world, const struct node *node);
struct oracle_text world_text_of(struct kept *kept);

struct found {
    struct ranking ranking;
    const struct passage **passages;
    size_t count, capacity;
    struct search_totals totals;
    struct arena *arena;
};

/* Searches as the command does. False if a filter's value is nobody's. */
bool world_search(struct world *world, const struct search_options *options,
                  struct found *ret_found);
/* Ends the test unless `few` is the best `count` of the ranking, or all. */
void assert_begins(struct world *world, const struct ranking *ranking,
                   const struct ranking *few, size_t count);
/* The segments behind the passages, in their order; the same in two threads. */
void world_rank(struct world *world, const struct query *query,
                struct ranking *ret_ranking);
/* Is there an answer that begins at `start`? */
bool ranking_has(const struct ranking *ranking, int64_t transcript,
                 uint32_t start);

/* Passages [from, end) stand in the order that is promised. */
void assert_in_order(struct world *world, const struct found *found,
                     size_t from, size_t end);
void assert_same_passage(struct world *world, size_t rank,
                         const struct passage *a, const struct passage *b);
/* The search gives passages [offset, offset + limit) of all. */
void assert_part(struct world *world, const struct found *all,
                 struct search_options options);

#endif
