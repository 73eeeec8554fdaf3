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
    struct slice url;     /* plays or opens at the passage's first hit */
};

struct passage_episode {
    int64_t id;
    struct slice key; /* "youtube:XXXX", … */
    struct slice show, number, title, date;
    struct people people;
};

struct passage {
    const char *kind; /* "speech", "chapter", "notes" */
    size_t rank;      /* from 1 */
    double score;
    struct slice ref; /* "12@11:15" */
    const struct passage_episode *episode;
    struct slice speaker;     /* of the first turn; empty = not known */
    int64_t start_ms, end_ms; /* TIME_NONE without times */
    enum timing timing;       /* of the first hit */
    int64_t within_ms;        /* length of the span it is timed by; 0 = exact,
                                  TIME_NONE without times */
    struct slice text;        /* plain text, single blanks */
    const struct turn *turns;
    size_t turn_count;
    const struct hit *hits; /* in text order, not overlapping */
    size_t hit_count;
    struct slice chapter;        /* title; empty = none */
    const struct slice *without; /* words of the query that are missing */
    size_t without_count;
    struct slice link; /* the best of `links`; empty = none */
    const struct link *links;
    size_t link_count;
    struct slice source_path;
    uint32_t source_line; /* 0 = not known */
    struct slice made_by; /* "person", "machine" or empty */
};

/* What stands at the end of a result. */
struct search_totals {
    size_t passages; /* shown */
    size_t total;    /* that match; a lower bound if !total_exact */
    bool total_exact;
    size_t episodes;     /* of the passages shown */
    size_t of_episodes;  /* in the archive */
    size_t unknown_date; /* episodes left out because they have no date */
    int64_t elapsed_ms;
};

#endif
