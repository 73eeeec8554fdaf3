#ifndef QUOTH_STORE_FIND_H
#define QUOTH_STORE_FIND_H

/*
 * From what a person names to the rows that are meant. Part of store.h.
 */

#include "base/arena.h"
#include "base/error.h"

struct store;

/* A set of transcript ids, as bits. */
struct id_set {
    uint8_t *bits; /* in the arena it was made in; NULL = every id is in it */
    int64_t limit; /* ids at or above are not in it */
};

/* Of a damaged archive, `id` may be any number. */
static inline bool id_set_has(const struct id_set *set, int64_t id)
{
    return !set->bits || ((uint64_t)id < (uint64_t)set->limit &&
                          set->bits[id >> 3] >> (id & 7) & 1);
}

enum episode_condition {
    WHERE_SHOW, /* name contains the text, or equals it if `exact` */
    WHERE_TITLE,
    WHERE_NUMBER, /* as the show counts; zeros in front do not count */
    WHERE_ID,
    WHERE_DATE_FROM, /* date not before text, on the best reading of a partial
                        one: "2025" is not before "2025-06" */
    WHERE_DATE_TO,   /* date not after text, likewise */
    WHERE_NO_DATE,
    WHERE_GUEST,    /* as WHERE_SHOW, of a person with the role guest */
    WHERE_LANGUAGE, /* the transcript's: "de" holds for de-AT too */
    WHERE_PATH,     /* a file's path contains the text, case aside */
    WHERE_ADDED,    /* came at so many ms since 1970, or later */
    WHERE_KIND,     /* the transcript's: "speech", "chapters", "notes" */
};

/*
 * The transcripts of episodes for which the condition holds. *ret_episodes is
 * the number of episodes; *ret_unknown counts those that a date condition left
 * out because they have none.
 */
enum status store_transcripts_where(struct store *store,
                                    enum episode_condition condition,
                                    struct slice text, bool exact,
                                    struct arena *arena, struct id_set *ret_set,
                                    size_t *ret_episodes, size_t *ret_unknown,
                                    struct error *err);

/*
 * All chosen transcripts, those of notes only `with_notes`; bits stay NULL if
 * there are no others.
 */
enum status store_chosen_transcripts(struct store *store, bool with_notes,
                                     struct arena *arena,
                                     struct id_set *ret_set, struct error *err);

/*
 * The ids, ascending, of speakers whose name, or the name that they are known
 * by, contains the words of `text`, or is equal to it if `exact` (case and
 * accents folded); and of all that are known by the same name.
 */
enum status store_speakers_named(struct store *store, struct slice text,
                                 bool exact, struct arena *arena,
                                 int64_t **ret_ids, size_t *ret_count,
                                 struct error *err);

/*
 * Works out anew whose names the speakers' names are: by what a person said, by
 * their first names, by their spelling. Call it once something about them has
 * changed.
 */
enum status store_name_speakers(struct store *store, struct error *err);

/* A speaker, by the name that is shown. */
struct speaker_name {
    int64_t id;
    struct slice name;
};

/* All speakers, by their ids. Lives in `arena`. */
enum status store_speaker_names(struct store *store, struct arena *arena,
                                struct speaker_name **ret_list,
                                size_t *ret_count, struct error *err);

/* A part of a transcript: tokens from `first` up to `end`, not in it. */
struct token_span {
    int64_t transcript;
    uint32_t first, end;
};

/*
 * The chapters whose title contains the words of `text`, or is equal to it if
 * `exact`, by transcript and token.
 */
enum status store_chapters_named(struct store *store, struct slice text,
                                 bool exact, struct arena *arena,
                                 struct token_span **ret_spans,
                                 size_t *ret_count, struct error *err);

/* The names of an episode's speakers, as its transcripts write them. */
enum status store_episode_speakers(struct store *store, int64_t episode,
                                   struct arena *arena,
                                   struct slice **ret_names, size_t *ret_count,
                                   struct error *err);

/* Names that a filter can have: for "did you mean". */
enum name_kind { NAMES_SHOWS, NAMES_SPEAKERS, NAMES_GUESTS, NAMES_CHAPTERS };
enum status store_names(struct store *store, enum name_kind kind,
                        struct arena *arena, struct slice **ret_names,
                        size_t *ret_count, struct error *err);

/*
 * Episodes that `text` names: a number, "latest", a path, a platform id or
 * link, or words of a title. At most `limit`, best first.
 */
enum status store_match_episodes(struct store *store, struct slice text,
                                 size_t limit, struct arena *arena,
                                 int64_t **ret_ids, size_t *ret_count,
                                 struct error *err);

#endif
