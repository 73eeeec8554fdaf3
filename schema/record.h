#ifndef QUOTH_RECORD_H
#define QUOTH_RECORD_H

/*
 * The nouns: what is known of an episode and its transcript. Plain structs, no
 * functions but the few at the end. Text is borrowed from the arena of
 * whatever made the record; an empty slice means "not known".
 */

#include "base/arena.h"
#include "base/slice.h"
#include "base/timecode.h"

/* A person in an episode. */
struct person {
    struct slice name;
    struct slice role; /* "host", "guest", "speaker", … ; empty = unknown */
    bool guessed;      /* from a title or a sentence: nothing states it */
};

struct people {
    struct person *list;
    size_t count, capacity;
};

/* Where else an episode can be had: one link a platform. */
struct platform_link {
    struct slice platform; /* "youtube", "apple", "spotify", … */
    struct slice url;
};

struct platform_links {
    struct platform_link *list;
    size_t count, capacity;
};

/*
 * What a source says about its episode, before and after the rules of identity
 * were applied. Fields that several places may give are filled by whoever comes
 * first; see meta_fill.
 */
struct episode_meta {
    struct slice show;
    struct slice number; /* as the show counts, "131" or "S02E07" */
    struct slice title;
    struct slice date;     /* "2025-11-02", or a partial "2025-11", "2025" */
    struct slice language; /* BCP 47, lower-case primary tag: "en", "pt-BR" */
    struct slice link;     /* page or video to open */
    struct slice media;    /* enclosure: the audio or video file's URL */
    struct slice guid;     /* of the feed item */
    struct slice platform_id; /* "youtube:q7Lk2vTz0aE" */
    struct slice description;
    struct slice made_by; /* "person", "machine"; empty = unknown */
    struct people people;
    struct platform_links links;
    int64_t duration_ms; /* TIME_NONE = unknown */
    bool language_guessed;
    bool partial; /* a preview, or cut off by a paywall */
};

/* An episode_meta that knows nothing. */
void meta_init(struct episode_meta *meta);

/* Takes over from `other` what `meta` does not have yet. Slices are shared. */
void meta_fill(struct episode_meta *meta, const struct episode_meta *other);

/* Adds a person unless one of that name (ASCII case aside) is there already, or
 * hundreds of others. */
void people_add(struct people *people, struct arena *arena, struct slice name,
                struct slice role);

/* As people_add, of somebody whom nothing states. */
void people_guess(struct people *people, struct arena *arena, struct slice name,
                  struct slice role);

/* Adds a link unless there is one of its platform. */
void platform_links_add(struct platform_links *links, struct arena *arena,
                        struct slice platform, struct slice url);

/*
 * The id of a YouTube video in a watch, youtu.be, embed, shorts or live link;
 * empty if `url` is none of these. Borrowed from `url`.
 */
struct slice youtube_id(struct slice url);

#endif
