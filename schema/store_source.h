#ifndef QUOTH_STORE_SOURCE_H
#define QUOTH_STORE_SOURCE_H

/*
 * Where the archive's episodes come from: sources, the files and addresses that
 * were met in them, and what a person said of all that. Part of store.h.
 */

#include "base/arena.h"
#include "base/error.h"

struct store;

/* ---- sources and files ---- */

struct source_record {
    int64_t id;
    struct slice kind; /* "folder", "file", "feed", "page" */
    struct slice path; /* absolute; or the address */
    struct slice show, lang, format, encoding; /* options; empty = none */
    struct slice pattern;                      /* likewise; see pattern.h */
    struct slice exclude;                      /* globs, one a line */
    struct slice after;                        /* of a feed: a date */
    int64_t latest;  /* … so many episodes; 0 = all */
    bool remembered; /* later runs visit it again */
};

/* Adds the source, or updates the options of the one with that path. */
enum status store_put_source(struct store *store,
                             const struct source_record *source,
                             int64_t *ret_id, struct error *err);

/* The version of the code that reads files: raise it when it reads better. */
#define READER_VERSION 4

/*
 * The source with that path, in `arena`; all fields empty and the id 0 if there
 * is none.
 */
enum status store_get_source(struct store *store, struct slice path,
                             struct arena *arena,
                             struct source_record *ret_source,
                             struct error *err);

/*
 * The paths of remembered sources that `text` names, by their numbers: the
 * source of that number; else those with it in their path or in the name of a
 * show of theirs, and the one at `path`. "" names all. In `arena`.
 */
enum status store_match_sources(struct store *store, struct slice text,
                                struct slice path, struct arena *arena,
                                struct slice **ret_paths, size_t *ret_count,
                                struct error *err);

/*
 * The feed or page is now at another address, the folder or file at another
 * path, and all that is known of what is in it goes along: files, what came
 * over the network, exclusions. Nothing happens if there is a source at `to`.
 * What is in a folder must not be there under its new path already. The address
 * that a feed leaves is remembered as a former one of its.
 */
enum status store_move_feed(struct store *store, struct slice from,
                            struct slice to, struct error *err);
enum status store_move_folder(struct store *store, struct slice from,
                              struct slice to, struct error *err);

/* The source at `path` was at the address `url`, which is none by now. */
enum status store_put_former_address(struct store *store, struct slice url,
                                     struct slice path, struct error *err);

/* Where the source is by now that was at `url`; empty if none was. In `arena`. */
enum status store_present_address(struct store *store, struct slice url,
                                  struct arena *arena, struct slice *ret_path,
                                  struct error *err);

/* What comes from that address next is taken as a whole, and at once. */
enum status store_forget_validators(struct store *store, struct slice url,
                                    struct error *err);

/*
 * Forgets the source, which must have no locations any more, and the episodes
 * of which it said no more than that they are there.
 */
enum status store_remove_source(struct store *store, int64_t id,
                                struct error *err);

/* How an episode is called in the feeds that have it: FEED#GUID. In `arena`. */
enum status store_feed_items(struct store *store, int64_t episode,
                             struct arena *arena, struct slice **ret_urls,
                             size_t *ret_count, struct error *err);

/* What came from an address, or what a feed says of an episode (FEED#GUID). */
struct remote_record {
    struct slice url;
    int64_t source;
    uint64_t hash;                    /* of what came last; 0 = nothing yet */
    struct slice etag, last_modified; /* validators of that; empty = none */
    int64_t reader;       /* READER_VERSION when it came; set by the store */
    int64_t got_ms;       /* when it last came as a whole, since 1970 */
    int64_t next_ms;      /* it is not asked for before */
    int64_t tries;        /* that failed, since it last came */
    int64_t rest_seconds; /* a feed's: that it is good for; 0 = not said */
    uint32_t skipped;     /* a feed's: hours and days, see 0010_feed_rest.sql */
    struct slice guid;    /* of the item that has the address; empty = none */
    struct slice asked; /* where it came from last, which may be signed anew */
};

/* What is known of a source's addresses, ordered by address. In `arena`. */
enum status store_load_remotes(struct store *store, int64_t source,
                               struct arena *arena,
                               struct remote_record **ret_list,
                               size_t *ret_count, struct error *err);
enum status store_put_remote(struct store *store,
                             const struct remote_record *remote,
                             struct error *err);
enum status store_drop_remote(struct store *store, struct slice url,
                              struct error *err);

/* When what failed is asked for again, since 1970; 0 = that is not planned. */
enum status store_retry_ms(struct store *store, struct slice url,
                           int64_t *ret_ms, struct error *err);

/* An episode of a feed that can be heard, and what is heard in it is not there
 * to be read but for what was made of the recording. */
struct recording {
    int64_t episode;
    struct slice show, guid, media;
    struct slice url; /* of what is made of it: FEED#GUID#audio */
};

/* Ends the name of what is made of a recording, behind that of the item. */
#define RECORDING_SUFFIX "#audio"

/*
 * The recordings of a feed that are of `last_date` or older, newest first. Of
 * episodes without a date the time counts at which they came. In `arena`.
 */
enum status store_find_recordings(struct store *store, int64_t source,
                                  struct slice last_date, int64_t last_ms,
                                  struct arena *arena,
                                  struct recording **ret_list,
                                  size_t *ret_count, struct error *err);

enum location_state {
    LOCATION_INDEXED,
    LOCATION_OTHER, /* looked at, and not a transcript */
    LOCATION_FAILED,
    LOCATION_VANISHED,
};

/* A file that was met. */
struct location_record {
    int64_t id;
    int64_t source;
    struct slice path; /* absolute */
    enum location_state state;
    int64_t size;       /* bytes */
    int64_t mtime_ns;   /* since 1970 */
    int64_t transcript; /* 0 = none */
    int64_t reader;     /* READER_VERSION when it was read; set by the store */
    uint64_t content_hash; /* of its transcript; 0 = none; set by the store */
};

/* All known files, in the order of their paths. Lives in `arena`. */
enum status store_load_locations(struct store *store, struct arena *arena,
                                 struct location_record **ret_list,
                                 size_t *ret_count, struct error *err);

/* Adds the location, or updates the one with that path. */
enum status store_put_location(struct store *store,
                               const struct location_record *location,
                               int64_t *ret_id, struct error *err);

/* The location now stands at another path. */
enum status store_move_location(struct store *store, int64_t id,
                                const struct location_record *to,
                                struct error *err);

/* How many locations a transcript has. */
enum status store_count_locations(struct store *store, int64_t transcript,
                                  int64_t *ret_count, struct error *err);

/*
 * Remembers why a location failed; *ret_known says whether it failed for the
 * same reason before. store_put_location with another state forgets it.
 */
enum status store_put_failure(struct store *store, int64_t location,
                              struct slice reason, bool *ret_known,
                              struct error *err);

/* Forgets a location, and its transcript if no other location has it. */
enum status store_remove_location(struct store *store, int64_t id,
                                  struct error *err);

/* ---- exclusions and corrections ---- */

/* Is `path` excluded from indexing? */
enum status store_is_excluded(struct store *store, struct slice path,
                              bool *ret_excluded, struct error *err);
enum status store_put_exclusion(struct store *store, struct slice path,
                                struct error *err);

/* All excluded paths and addresses, in order. In `arena`. */
enum status store_load_exclusions(struct store *store, struct arena *arena,
                                  struct slice **ret_paths, size_t *ret_count,
                                  struct error *err);

/* *ret_found says whether the path was excluded. */
enum status store_drop_exclusion(struct store *store, struct slice path,
                                 bool *ret_found, struct error *err);

/*
 * Sets what a person says of a target ("episode:12", "show:NAME"); an empty
 * value takes it back.
 */
enum status store_put_correction(struct store *store, struct slice target,
                                 struct slice key, struct slice value,
                                 struct error *err);

/* What a person said of a key of that target; empty if nothing. In `arena`. */
enum status store_get_correction(struct store *store, struct slice target,
                                 struct slice key, struct arena *arena,
                                 struct slice *ret_value, struct error *err);

/*
 * Gives a show another name, now and whenever its files are read; if there is a
 * show of that name, the two become one. With an empty name that is taken back,
 * and the show's files are read again by the next run. STATUS_NOT_FOUND.
 */
enum status store_rename_show(struct store *store, struct slice name,
                              struct slice new_name, struct error *err);

/*
 * Takes back what a person said of a field of an episode. The episode's files
 * are read again by the next run, for what they say of it.
 */
enum status store_drop_correction(struct store *store, int64_t episode,
                                  struct slice key, struct error *err);

#endif
