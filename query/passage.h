#ifndef QUOTH_PASSAGE_H
#define QUOTH_PASSAGE_H

/*
 * A passage: what a query returns, complete, ready to be shown in any form.
 * Knows nothing of how it was found. Text lives in the query's arena.
 */

#include "axis.h"
#include "base/arena.h"
#include "base/timecode.h"
#include "record.h"

/* Above this, a time is shown as "about". */
#define WITHIN_APPROXIMATE_MS 10000

struct hit {
    int64_t start_ms, end_ms;
    enum timing timing;
    struct slice match;        /* the words that matched, as they stand */
    size_t from_byte, to_byte; /* in passage.text */
    struct slice speaker;      /* empty = not known */
};

struct turn {
    struct slice speaker; /* empty = not known */
    int64_t start_ms;     /* TIME_NONE without times */
    struct slice text;    /* part of passage.text */
};

struct link {
    const char *platform; /* "youtube", "audio", "page" */
    struct slice url;     /* plays or opens where the passage starts */
};

/* A moment at which the same was said. */
struct moment {
    struct slice ref;
    int64_t start_ms; /* of the match; TIME_NONE without times */
    struct slice link;
};

struct passage_episode {
    int64_t id;
    struct slice key; /* "youtube:q7Lk2vTz0aE", … */
    struct slice show, number, title, date;
    struct slice media; /* the audio or video file; empty = not known */
    struct people people;
};

struct passage {
    const char *kind; /* "speech", "chapter", "notes" */
    size_t rank;      /* from 1 */
    double score;
    struct slice ref; /* "12@11:15" */
    const struct passage_episode *episode;
    int64_t transcript;
    uint32_t first_token, end_token; /* of the answer: [first, end) */
    struct slice speaker;            /* of the first turn; empty = not known */
    int64_t start_ms, end_ms;        /* of the text; TIME_NONE without times */
    int64_t start_within_ms;         /* as within_ms, of start_ms */
    bool widened;       /* the text is more than the answer: all of it
                                 was asked for */
    enum timing timing; /* of the first hit */
    int64_t within_ms;  /* length of the span it is timed by; 0 = exact,
                                  TIME_NONE without times */
    struct slice text;  /* plain text, single blanks */
    const struct turn *turns;
    size_t turn_count;
    const struct hit *hits; /* in text order; they may overlap, but none
                                is inside another */
    size_t hit_count;
    struct slice chapter;        /* title, or heading of notes; empty = none */
    struct slice note;           /* of notes: "notes", "takeaway", "sponsor" */
    const struct slice *without; /* words of the query that are missing */
    size_t without_count;
    struct slice link; /* the best of `links`; empty = none */
    const struct link *links;
    size_t link_count;
    struct moment *also; /* where the same words are said again */
    size_t also_count;
    struct slice source_path;
    uint32_t source_line; /* 0 = not known */
    struct slice made_by; /* "person", "machine" or empty */
};

/* How often a value is among the answers. */
struct facet_value {
    struct slice value;
    size_t count;
};

struct facet {
    const char *name;                 /* "show", "speaker", "year" */
    const struct facet_value *values; /* the most frequent first */
    size_t count;
    size_t more; /* values that are not told */
};

/* What stands at the end of a result. */
struct search_totals {
    size_t passages; /* shown */
    size_t folded;   /* that stand in the `also` of those */
    size_t lacking;  /* of those shown: they lack some of the words */
    size_t total;    /* that match; a lower bound if !total_exact */
    bool total_exact;
    size_t episodes;     /* of the passages shown */
    size_t of_episodes;  /* in the archive */
    size_t unknown_date; /* episodes left out because they have no date */
    int64_t elapsed_ms;
    const struct facet *facets; /* if they were asked for */
    size_t facet_count;
    bool left_lacking; /* nothing found: some have a part of the words, but all
                          answers were asked for */
    const struct slice *missing; /* nothing found: words that nobody says */
    size_t missing_count;
    const struct slice *suggestions; /* nothing found: queries that would */
    size_t suggestion_count;
};

#endif
