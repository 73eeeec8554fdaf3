#ifndef QUOTH_PLAN_H
#define QUOTH_PLAN_H

/*
 * The tree -> what is asked of the index: every leaf widened over the
 * vocabulary, an expression that yields all candidate transcripts with every
 * position list right, filters as sets of ids, and the words' worth.
 *
 * The index is never given the user's tree, only a superset of its answer: an
 * AND of flat ORs that every answer needs, and one optional clause for the rest
 * (see speech.h). What is really an answer is decided on windows of the axis
 * (eval.h).
 */

#include "eval.h"
#include "speech.h"
#include "store.h"
#include "tree.h"

/* What a form is worth beside the word as typed, in hundredths. */
enum {
    WEIGHT_EXACT = 100,
    WEIGHT_PREFIX = 90,
    WEIGHT_COMPOUND = 90,
    WEIGHT_INFLECTION = 80,
    WEIGHT_FUZZY = 70, /* the nearest; less what it costs, in quarters */
};

/* Why a form is looked for. */
enum form_kind {
    FORM_TYPED,
    FORM_INFLECTION,
    FORM_PREFIX,
    FORM_COMPOUND, /* the same words, written together or apart */
    FORM_SPELLING, /* by its letters it may be the word */
    FORM_SOUND,    /* it sounds like the word */
};

/* How a leaf is looked for. */
struct alternative {
    struct slice *tokens;
    size_t token_count;
    bool prefix; /* the last token may go on */
    enum form_kind kind;
    uint32_t cost;   /* SPELLING, SOUND: how far it is (spelling.h) */
    uint32_t weight; /* hundredths: 100 for the words as typed, less for
                        wider forms */
    int64_t count;   /* occurrences in the archive; of the rarest token */
    size_t phrase;   /* its number in the expression */
    bool apart;      /* each token is a phrase there, numbered on from that */
};

/* Words of one of which a regular expression needs an occurrence besides. */
struct leaf_neighbours {
    struct alternative *words; /* of one token each */
    size_t count, capacity;
    int distance; /* in tokens, behind that of the leaf's alternative; 0 = no
                     farther than the expression reaches */
};

struct leaf_plan {
    const struct node *node;
    struct regex *regex; /* REGEX: owned; its alternatives are words without
                            one of which it matches nowhere, none = unknown */
    uint32_t reach; /* REGEX: how far it sees from its words (regex_part.h) */
    struct leaf_neighbours *neighbours; /* REGEX: each is needed */
    size_t neighbour_count;
    bool neighbours_asked; /* they are in the expression */
    struct alternative *alternatives;
    size_t alternative_count, alternative_capacity;
    int64_t count; /* occurrences in the archive, at most */
    double worth;  /* how much a match tells: inverse frequency */
    bool negated;  /* below a NOT: never scored, never shown */
    size_t clause; /* of the expression; CLAUSE_OPTIONAL */
};

#define CLAUSE_OPTIONAL SIZE_MAX

/* The parts of a relaxable query are told apart by the bits of a number. */
enum { RELAX_PARTS = 64 };

struct filter_plan {
    const struct node *node;
    struct id_set transcripts; /* scope FIELD_OF_EPISODE */
    int64_t *speakers;         /* FIELD_SPEAKER; ascending */
    size_t speaker_count;
    struct token_span *spans; /* FIELD_CHAPTER: by transcript and token */
    size_t span_count;
};

struct plan {
    struct store *store;
    struct arena *arena;
    const struct query *query;
    struct leaf_plan *leaves; /* by node.leaf */
    struct filter_plan *filters;
    size_t filter_count, filter_capacity;
    struct id_set scope;        /* transcripts that may answer at all */
    int64_t segments, episodes; /* in the archive */
    size_t unknown_date;        /* episodes that a date filter left out */
    int64_t most_answers;       /* there cannot be more; INT64_MAX = no idea */
    struct match match;
    int64_t first, last;          /* transcripts that are looked at */
    const struct node *relaxable; /* the AND of words that are only written side
                                     by side, 2 to RELAX_PARTS; or NULL */
};

/*
 * Plans `query` against the archive. Lives in `arena`, but for the expressions:
 * plan_release. STATUS_BAD_QUERY for a filter's value that makes no sense or
 * that nothing has (with the nearest names), STATUS_LIMIT above
 * LIMIT_QUERY_PHRASES.
 */
enum status plan_make(struct store *store, const struct query *query,
                      struct arena *arena, struct plan *ret_plan,
                      struct error *err);
void plan_release(struct plan *plan);

/* Leaves out the transcripts for which the condition does not hold. */
enum status plan_restrict(struct plan *plan, enum episode_condition condition,
                          struct slice text, struct error *err);

/*
 * The parts of plan->relaxable that a passage may lack: its children, but for
 * NOTs and conditions (eval.h). Returns how many; none if it is NULL.
 */
size_t plan_parts(const struct plan *plan,
                  struct node *ret_parts[static RELAX_PARTS]);

/*
 * Turns the plan into one for transcripts that have any part of
 * plan->relaxable. Phrases are numbered anew.
 */
void plan_relax(struct plan *plan);

/* speech_scan of the plan's expression in the transcripts that it looks at. */
enum status plan_scan(const struct plan *plan,
                      enum status (*visit)(void *context,
                                           const struct speech_row *row),
                      void *context, struct error *err);

/*
 * An evaluator of the whole query, which asks for the rarest words first and
 * for regular expressions last (evaluator_order).
 */
struct evaluator *plan_evaluator(const struct plan *plan);

/* The plan of a filter node. */
const struct filter_plan *plan_filter(const struct plan *plan,
                                      const struct node *node);

/* Appends expansions, expression and filters, for --explain. */
void plan_print(const struct plan *plan, struct buf *out);

#endif
