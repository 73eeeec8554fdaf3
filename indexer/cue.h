#ifndef QUOTH_CUE_H
#define QUOTH_CUE_H

/*
 * Cues: what a transcript file gives, one after the other. A reader appends
 * them as it meets them and stays naive; cue_list_tidy puts them in order.
 *
 * The list, its arrays and all text live in one arena, or are slices of the
 * document's own text, which outlives the list.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "base/timecode.h"
#include "record.h"

/* A word that the source timed. Byte offsets are in the cue's text. */
struct cue_word {
    uint32_t from_byte, to_byte;
    int64_t start_ms;
    int64_t end_ms; /* TIME_NONE = until the next word */
};

struct cue {
    int64_t start_ms;     /* TIME_NONE = the source gives none */
    int64_t end_ms;       /* TIME_NONE = not given */
    struct slice speaker; /* as written; empty = not known */
    bool speaker_carried; /* taken over from an earlier cue, not stated here */
    bool paragraph;       /* starts a paragraph or turn: a good place to cut */
    struct slice text;    /* plain: no markup, entities decoded. Lines end in
                             '\n' until cue_list_tidy, which needs them; then
                             white space is single, no blank at either end */
    struct cue_word *words; /* in text order, not overlapping; NULL if none */
    uint32_t word_count;
    uint32_t line; /* where it stands in the file, from 1 */
};

/* A chapter title met in the transcript. */
struct cue_chapter {
    int64_t start_ms, end_ms; /* TIME_NONE = not given */
    struct slice title;
    size_t first_cue; /* index of the first cue in it: for files whose
                                 headings have no times */
};

/* What a part of the notes on a page is. */
#define SECTION_NOTES    "notes"
#define SECTION_TAKEAWAY "takeaway"
#define SECTION_SPONSOR  "sponsor"

/* A part of the notes on a page, from a cue on. */
struct cue_section {
    const char *kind;     /* one of cue_section_kind */
    struct slice heading; /* empty = none */
    size_t first_cue;
};

/* What decides the order of the text. */
enum cue_order {
    CUE_ORDER_TIME,    /* captions: sort by start, stably */
    CUE_ORDER_WRITTEN, /* prose: the text is in order, a stamp may be wrong */
};

struct cue_list {
    struct arena *arena;
    struct cue *cues;
    size_t count, capacity;
    struct cue_chapter *chapters;
    size_t chapter_count, chapter_capacity;
    struct cue_section *sections; /* of notes */
    size_t section_count, section_capacity;
    struct episode_meta meta; /* what the file says of itself */
    enum cue_order order;
    bool notes; /* the cues are what a page says of the episode: not speech */
};

/* An empty list, by time; all that it gets lives in `arena`. */
void cue_list_init(struct cue_list *list, struct arena *arena);

/*
 * Appends a cue with no times, no speaker and no text, to be filled in. The
 * pointer is good until the next append.
 */
struct cue *cue_list_append(struct cue_list *list);

/* The same for a chapter, without times, at the cue that comes next. */
struct cue_chapter *cue_list_append_chapter(struct cue_list *list);

/* The kind of sections called `name`, a string literal; or NULL. */
const char *cue_section_kind(struct slice name);

/* The next cue begins a section of notes. */
void cue_list_begin_section(struct cue_list *list, const char *kind,
                            struct slice heading);

/*
 * Appends `text` to `out` with runs of white space (also NBSP, U+3000 and
 * zero-width spaces) made one blank, none at the start of `out`. Leaves a
 * trailing blank out.
 */
void cue_text_squeeze(struct buf *out, struct slice text);
/* The text on one line, as by cue_text_squeeze. In `arena`. */
struct slice cue_text_line(struct slice text, struct arena *arena);

/*
 * Restricts a cue to bytes [from, to) of its text and to the words there; of a
 * word across a border the part inside stays, with its time. Changes the array
 * of words in place.
 */
void cue_cut(struct cue *cue, size_t from, size_t to);

/* What a walk over a list from its last cue to its first has met. */
struct cue_starts {
    int64_t next_ms;  /* the start of the cue behind */
    int64_t later_ms; /* the next start that is really later */
};

#define CUE_STARTS_INIT      \
    {                        \
        TIME_NONE, TIME_NONE \
    }

/*
 * The first start behind `cue` that is later than its own; TIME_NONE if there
 * is none, or if it has none itself. Call it for each cue, the last one first.
 */
int64_t cue_starts_later(struct cue_starts *starts, const struct cue *cue);

/*
 * Puts the list in the form that everything after it relies on:
 * - with CUE_ORDER_TIME, cues are sorted by start, equal ones as they stood
 *   and those without a start behind the cue before them; of cues that are the
 *   same in text, speaker and both times one stays; if most cues repeat what
 *   the one before them showed, as YouTube's rolling captions do, the repeats
 *   go; names on lines of their own, in every cue, are speakers; a cue with a
 *   line per speaker becomes a cue per speaker; and labels and turn marks are
 *   taken off the texts: see speaker_labels_apply;
 * - white space is made single;
 * - cues without text are dropped (and counted in one note);
 * - an end before its start, or a missing one, becomes the next later start,
 *   or TIME_NONE behind which there is none; negative starts become 0;
 * - words are made to lie in their cue's text, in order; others are dropped.
 * Text is never dropped because of its times; a line said twice stays twice.
 * Fails only on LIMIT_CUES.
 */
enum status cue_list_tidy(struct cue_list *list, struct diag *diag,
                          struct error *err);

#endif
