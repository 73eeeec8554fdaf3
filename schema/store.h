#ifndef QUOTH_STORE_H
#define QUOTH_STORE_H

/*
 * The archive: one SQLite file. A reader needs no more than read permission
 * and is never blocked; there is one writer at a time, held apart by a kernel
 * lock on PATH.lock.
 *
 * A writer that finds no archive builds it in a temporary file beside PATH,
 * without a journal, and store_close puts it in place in one step; a writer
 * that finds one works in WAL mode and commits as it goes. Until a commit,
 * readers see what was there before.
 *
 * Here are its life, episodes and transcripts; store_source.h has where they
 * come from, store_find.h what a person may name, store_list.h all its rows.
 *
 * Text that is returned lives in the arena that was passed. Text that is passed
 * must only live until the call returns.
 */

#include "axis.h"
#include "base/arena.h"
#include "base/error.h"
#include "record.h"
#include "store_find.h"
#include "store_list.h"
#include "store_source.h"
#include "tokenizer.h"

struct store;
struct term_counts;

/* ---- life cycle ---- */

/*
 * Opens the archive for reading. STATUS_NOT_FOUND if there is none;
 * STATUS_STORE if the file is not ours, is damaged, or was made by a newer
 * quoth.
 */
enum status store_open_reader(const char *path, struct store **ret_store,
                              struct error *err);

/*
 * Opens the archive that `store` is open on once more, for a thread of its own,
 * and begins to read (store_read_begin). It may see a later state than `store`
 * does.
 */
enum status store_open_again(const struct store *store,
                             struct store **ret_store, struct error *err);

/*
 * Opens it for writing, made if it is not there (its folder too), and migrated
 * if it is of an older version. STATUS_BUSY while another writer has the lock.
 */
enum status store_open_writer(const char *path, struct store **ret_store,
                              struct error *err);

/*
 * The same for store_rebuild (rebuild.h): the archive must be there
 * (STATUS_NOT_FOUND), and may have been indexed by other rules for words, which
 * any other writer refuses.
 */
enum status store_open_rebuilder(const char *path, struct store **ret_store,
                                 struct error *err);

/*
 * Commits, puts a new archive in place, gives up the lock and frees `store`,
 * also when it fails. Accepts NULL.
 */
enum status store_close(struct store *store, struct error *err);

/* Frees `store` without committing; a new archive is thrown away. */
void store_abandon(struct store *store);

/*
 * Lets members of the files' group search, now and after every later run: the
 * mode of the archive's file is what is remembered. Its folder is opened to
 * them if it was made with the archive. Of a writer.
 */
enum status store_share(struct store *store, struct error *err);

/* May the files' group read what this writer writes? */
bool store_is_shared(const struct store *store);

/*
 * One read transaction around several calls: they see one state, and cost no
 * lock each.
 */
enum status store_read_begin(struct store *store, struct error *err);
void store_read_end(struct store *store);

/* Commits what was written so far, with the vocabulary's counts. */
enum status store_commit(struct store *store, struct error *err);

/*
 * Copies the archive, as it is at one moment, to a file of its own, checked
 * before it is put in place. One that is there is replaced only with `force`.
 * STATUS_USAGE, STATUS_STORE, STATUS_INTERRUPTED; the file is then untouched.
 */
enum status store_backup(struct store *store, const char *path, bool force,
                         bool (*interrupted)(void), struct error *err);

/* ---- episodes ---- */

/*
 * The episode that has one of `keys`, strongest first; 0 if none has.
 * *ret_key is the index of the key that was found.
 */
enum status store_find_episode(struct store *store, const struct slice *keys,
                               size_t key_count, int64_t *ret_episode,
                               size_t *ret_key, struct error *err);

/* An episode that had the key `from` has `to` instead, unless one has that. */
enum status store_move_key(struct store *store, struct slice from,
                           struct slice to, struct error *err);

/* The episode has the key no more. */
enum status store_drop_key(struct store *store, int64_t episode,
                           struct slice key, struct error *err);

/* What is stored of an episode and what is said now: */
enum episode_merge {
    EPISODE_FILL,    /* what is stored goes before; gaps are filled */
    EPISODE_PREFER,  /* what is said now goes before */
    EPISODE_REPLACE, /* only what is said now counts */
};

/*
 * Adds an episode, or with *episode != 0 merges `meta` into what is stored of
 * it. Corrections are laid over the result. The keys that nobody has become its
 * own.
 */
enum status store_put_episode(struct store *store,
                              const struct episode_meta *meta,
                              const struct slice *keys, size_t key_count,
                              enum episode_merge merge, int64_t *episode,
                              struct error *err);

/*
 * The language that a person said an episode has; empty if nobody did. In
 * `arena`.
 */
enum status store_said_language(struct store *store, int64_t episode,
                                struct arena *arena, struct slice *ret_tag,
                                struct error *err);

/*
 * Remembers that `episode` has the key `key` in common with episode `other`,
 * and why it was kept apart all the same.
 */
enum status store_put_doubt(struct store *store, int64_t episode, int64_t other,
                            struct slice key, struct slice reason,
                            struct error *err);

/* Lets the next run read the files of an episode again. */
enum status store_reread_episode(struct store *store, int64_t episode,
                                 struct error *err);

/* What is stored of an episode. STATUS_NOT_FOUND if there is none. */
enum status store_get_episode(struct store *store, int64_t id,
                              struct arena *arena,
                              struct episode_meta *ret_meta,
                              struct slice *ret_key, struct error *err);

/* The paths of all locations of an episode's transcripts, in their order. */
enum status store_episode_paths(struct store *store, int64_t episode,
                                struct arena *arena, struct slice **ret_paths,
                                size_t *ret_count, struct error *err);

/* ---- transcripts ---- */

struct segment_record {
    struct slice text;
    struct slice speaker;     /* empty = not known */
    int64_t start_ms, end_ms; /* TIME_NONE without times */
    uint32_t line;
};

struct chapter_record {
    uint32_t token;           /* where it begins */
    int64_t start_ms, end_ms; /* TIME_NONE = not known */
    struct slice title;
};

/* A part of a page's notes. */
struct note_record {
    uint32_t token;       /* where it begins */
    struct slice kind;    /* "notes", "takeaway" or "sponsor" */
    struct slice heading; /* empty = none */
};

/* Kinds of transcripts. */
#define KIND_SPEECH "speech"
/* What a page says of the episode. */
#define KIND_NOTES "notes"
/* Titles: of another one's chapters, or of a file that has nothing else. */
#define KIND_CHAPTERS "chapters"

/* Where the chapters of speech are from: see store_chapters.c. */
#define CHAPTERS_FROM_TRANSCRIPT  "transcript"
#define CHAPTERS_FROM_DESCRIPTION "description"
#define CHAPTERS_FROM_FILE        "file"

/* All that is stored of one transcript. */
struct transcript_record {
    int64_t id;     /* 0 = new; else it is replaced under this id */
    int64_t parent; /* chapter titles: the transcript they are of; else 0 */
    int64_t episode;
    const char *kind; /* KIND_… */
    struct slice language;
    bool language_guessed;
    struct slice format, encoding, made_by;
    enum timing timing;
    uint64_t content_hash;
    int64_t duration_ms;
    const struct token_list *tokens; /* of all segments' texts, in order */
    const struct term_counts *terms; /* those tokens, counted (term_counts.h) */
    uint64_t stream_hash;            /* token_list_hash of them */
    struct axis axis;                /* axis.speakers is filled by the store */
    const struct slice *speaker_names; /* by axis_segment.speaker */
    size_t speaker_count;
    const struct segment_record *segments; /* as many as the axis has */
    const struct chapter_record *chapters;
    size_t chapter_count;
    bool chapters_guessed;              /* they are from a description */
    const struct note_record *sections; /* of notes */
    size_t section_count;
    bool partial; /* the page shows a part of what there is */
    uint32_t surely_close, maybe_close; /* axis_closeness_bounds */
    uint32_t crowding;                  /* crowding.h */
};

/*
 * Stores the transcript and indexes its words, and its chapters' titles as a
 * transcript of their own. *ret_id is its number.
 */
enum status store_put_transcript(struct store *store,
                                 struct transcript_record *transcript,
                                 int64_t *ret_id, struct error *err);

/*
 * Stores notes beside transcript `parent`, which has no chapters' titles there,
 * or with NULL takes away what it has.
 */
enum status store_put_notes(struct store *store, int64_t parent,
                            struct transcript_record *notes, struct error *err);

/* The section of notes that token lies in; an empty kind if there is none. */
enum status store_note_at(struct store *store, int64_t transcript,
                          uint32_t token, struct arena *arena,
                          struct note_record *ret_section, struct error *err);

/*
 * Appends the tokens of a stored transcript, made from its segments' texts:
 * what the index was given. STATUS_STORE if they are not the stored ones any
 * more.
 */
enum status store_transcript_tokens(struct store *store, int64_t transcript,
                                    struct token_list *out, struct error *err);

/* Forgets a transcript with what is of it; its episode stays. */
enum status store_remove_transcript(struct store *store, int64_t id,
                                    struct error *err);

/* Forgets an episode with all its transcripts and locations. */
enum status store_remove_episode(struct store *store, int64_t id,
                                 struct error *err);

/* The transcript made from bytes of that hash; 0 if there is none. */
enum status store_find_content(struct store *store, uint64_t content_hash,
                               int64_t *ret_transcript, struct error *err);

/*
 * Chooses, per language, which transcripts of an episode are searched, and
 * which chapters they have. Call it once a transcript was put.
 */
enum status store_choose_transcripts(struct store *store, int64_t episode,
                                     struct error *err);

/* What a reader wants to know of a transcript. */
struct transcript_info {
    int64_t id, episode;
    struct slice kind, language, format, made_by;
    enum timing timing;
    int64_t tokens, segments, duration_ms; /* TIME_NONE = not known */
    struct slice path; /* of a location of it, as it may be shown; empty = none
                          left */
    int64_t parent;    /* chapter titles: of which transcript; else 0 */
    int64_t versions;  /* transcripts of speech that its episode has */
};

/* Text is in `arena`. STATUS_NOT_FOUND if there is none of that number. */
enum status store_get_transcript(struct store *store, int64_t id,
                                 struct arena *arena,
                                 struct transcript_info *ret_info,
                                 struct error *err);

/*
 * The transcripts of an episode, speech before files of chapters: the one that
 * a person said, then chosen ones, then the others; by number.
 */
enum status store_episode_transcripts(struct store *store, int64_t episode,
                                      struct arena *arena, int64_t **ret_ids,
                                      size_t *ret_count, struct error *err);

/* Where a transcript belongs: what answers are sorted and counted by. */
struct transcript_place {
    int64_t transcript, episode;
    struct slice show, date; /* empty = not known */
};

/* The places of all transcripts, by their ids. Lives in `arena`. */
enum status store_transcript_places(struct store *store, struct arena *arena,
                                    struct transcript_place **ret_places,
                                    size_t *ret_count, struct error *err);

/* The place of a transcript among these, or NULL. */
const struct transcript_place *
transcript_place_find(const struct transcript_place *places, size_t count,
                      int64_t transcript);

/* The day of a transcript's episode as a number, 20260517; what is not known of
 * it is 0. */
enum status store_transcript_day(struct store *store, int64_t transcript,
                                 int64_t *ret_day, struct error *err);

/* A transcript of speech that is searched, and how much is said in it. */
struct spoken_transcript {
    int64_t transcript, episode;
    struct slice show, title, date; /* empty = not known */
    int64_t tokens;
};

/* All of them, by episode and transcript. Lives in `arena`. */
enum status store_spoken_transcripts(struct store *store, struct arena *arena,
                                     struct spoken_transcript **ret_list,
                                     size_t *ret_count, struct error *err);

/* The packed axis (axis.h) of a transcript. */
enum status store_get_axis(struct store *store, int64_t transcript,
                           struct arena *arena, struct slice *ret_packed,
                           struct error *err);

/* A transcript that as many come before as behind, or nearly; 0 = none. */
enum status store_middle_transcript(struct store *store, int64_t *ret_id,
                                    struct error *err);

/*
 * A number that is another, all but surely, when a transcript came or went, or
 * got other words.
 */
enum status store_state_of_texts(struct store *store, int64_t *ret_state,
                                 struct error *err);

/* The hash of a transcript's tokens (token_list_hash); 0 if it is gone. */
enum status store_get_stream_hash(struct store *store, int64_t transcript,
                                  uint64_t *ret_hash, struct error *err);

/* The closeness bounds of a transcript, as stored. */
enum status store_get_bounds(struct store *store, int64_t transcript,
                             uint32_t *ret_surely, uint32_t *ret_maybe,
                             struct error *err);

/*
 * The segments of a transcript whose first token lies in [from, to), in order.
 * Names of speakers are filled in.
 */
enum status store_get_segments(struct store *store, int64_t transcript,
                               uint32_t from, uint32_t to, struct arena *arena,
                               struct segment_record **ret_segments,
                               size_t *ret_count, struct error *err);

/* The chapter that token lies in; an empty title if none. */
enum status store_chapter_at(struct store *store, int64_t transcript,
                             uint32_t token, struct arena *arena,
                             struct slice *ret_title, struct error *err);

/* All chapters of a transcript, in order. */
enum status store_get_chapters(struct store *store, int64_t transcript,
                               struct arena *arena,
                               struct chapter_record **ret_chapters,
                               size_t *ret_count, struct error *err);

/* ---- figures ---- */

struct store_stats {
    int64_t shows, episodes, transcripts, segments, tokens, speakers, terms;
    int64_t sources, failures, vanished;
    int64_t text_bytes, file_bytes;
    int64_t indexed_tokens; /* of chosen transcripts */
};

/* Counts all that is in the archive; takes a while in a large one. */
enum status store_stats(struct store *store, struct store_stats *ret_stats,
                        struct error *err);

/* How many segments are searched, and how many episodes there are: cheap. */
enum status store_counts(struct store *store, int64_t *ret_segments,
                         int64_t *ret_episodes, struct error *err);

/* ---- saved searches: store_saved.c ---- */

struct saved_query {
    struct slice name, query;
};

/* Adds the search, or changes the one of that name. */
enum status store_put_saved(struct store *store,
                            const struct saved_query *saved, struct error *err);
/* Forgets the search of that name; *ret_found: there was one. */
enum status store_drop_saved(struct store *store, struct slice name,
                             bool *ret_found, struct error *err);
/* All of them, by name. In `arena`. */
enum status store_load_saved(struct store *store, struct arena *arena,
                             struct saved_query **ret_list, size_t *ret_count,
                             struct error *err);

/* ---- runs and checks ---- */

struct run_counts {
    int64_t checked, added, changed, moved, vanished, removed, unchanged,
        failed, still_failing;
};

/* Notes that a run of `command` begins, under what number; and how it ended. */
enum status store_run_begin(struct store *store, const char *command,
                            int64_t *ret_id, struct error *err);
enum status store_run_end(struct store *store, int64_t id,
                          const struct run_counts *counts, struct error *err);

/* What came since then came with the last update: when the one before it ended,
 * else when it began; INT64_MAX = there was none. */
enum status store_before_last_update(struct store *store, int64_t *ret_ms,
                                     struct error *err);

/* When a run that went over sources last ended, since 1970; 0 = never. */
enum status store_last_run(struct store *store, int64_t *ret_finished_ms,
                           struct error *err);

/*
 * Checks structure and counts; calls `complain` with a sentence for each thing
 * that is wrong. *ret_checks is the number of checks made. What is damaged is
 * complained of, not failed at.
 */
enum status store_check(struct store *store,
                        void (*complain)(void *context, const char *text),
                        void *context, size_t *ret_checks, struct error *err);

#endif
