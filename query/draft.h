#ifndef QUOTH_DRAFT_H
#define QUOTH_DRAFT_H

/*
 * What a draft claims was said: its quotes, with who and when it says, and its
 * time stamps. Knows nothing of the archive.
 *
 * A quote stands between quotation marks of any kind, or is a paragraph of a
 * block quote. Who said it is told by a dash and a name behind it, by a verb
 * beside it ("…," says Dana Reyes), or by a label before it (Dana Reyes: "…").
 * When, by a time in brackets, a link with a time, or a ref.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/timecode.h"

enum draft_kind {
    DRAFT_QUOTE,
    DRAFT_SENTENCE, /* no quote; all sentences were asked for */
    DRAFT_STAMP,    /* a time that belongs to no quote */
    DRAFT_CHAPTER,  /* a line of a chapter list: its title, its time */
};

/* A moment as a draft tells it. */
struct draft_time {
    int64_t start_ms, end_ms; /* TIME_NONE = not told */
    struct slice source;      /* link or ref that leads there, empty = none */
    int64_t source_ms;        /* the time in it; TIME_NONE = none */
};

struct draft_item {
    enum draft_kind kind;
    uint32_t line;
    struct slice text;    /* plain */
    struct slice speaker; /* who the draft says said it; empty = nobody */
    bool speaker_unsure;  /* a label that need not be a name */
    struct draft_time time;
};

struct draft {
    struct draft_item *list;
    size_t count, capacity;
};

struct draft_options {
    bool html;
    bool all_sentences; /* of the paragraphs and list items, too */
    bool chapters;      /* read chapter lists, not quotes */
};

/*
 * Reads `text`, valid UTF-8 in normal form C. Items, in their order, live in
 * `arena`. Fails as html_parse does.
 */
enum status draft_read(struct slice text, const struct draft_options *options,
                       struct arena *arena, struct draft *ret_draft,
                       struct error *err);

/*
 * The lines of a draft that claim something: its list items but for chapters,
 * or where it has none its paragraphs. As draft_read.
 */
enum status draft_read_lines(struct slice text, bool html, struct arena *arena,
                             struct slice **ret_lines, size_t *ret_count,
                             struct error *err);

#endif
