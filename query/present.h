#ifndef QUOTH_PRESENT_H
#define QUOTH_PRESENT_H

/*
 * Output forms of passages and of rows: one file each, one line each in the
 * table.
 *
 * To add one: write query/present_NAME.c ending in `const struct presenter
 * present_NAME`, declare it here, add its line to presenters[] in present.c and
 * to query/CMakeLists.txt, and a golden case under tests/cli/.
 */

#include "base/buf.h"
#include "passage.h"

/* How the output is going to be looked at. */
struct present_style {
    bool color;     /* a terminal, and NO_COLOR is not set */
    bool hyperlink; /* OSC 8 links on timestamps */
    bool unicode;   /* block elements can be shown */
    size_t width;   /* columns of the terminal; 0 = do not wrap */
};

struct presenter {
    const char *name; /* as given to --format */
    const char *summary;
    const char *extension; /* -o FILE.ext implies it; NULL if none */
    size_t state_size;     /* bytes of zeroed state kept between the calls */
    /* What stands before the passages; NULL = nothing. */
    void (*begin)(void *state, const struct present_style *style,
                  struct buf *out);
    void (*passage)(void *state, const struct present_style *style,
                    const struct passage *passage, struct buf *out);
    /* What stands behind them; NULL = nothing. */
    void (*end)(void *state, const struct present_style *style,
                const struct search_totals *totals, struct buf *out);
};

/* The presenters, ended by NULL. The first is the default. */
extern const struct presenter *const presenters[];

extern const struct presenter present_text;
extern const struct presenter present_json;
extern const struct presenter present_jsonl;
extern const struct presenter present_csv;
extern const struct presenter present_tsv;
extern const struct presenter present_ref;

/*
 * Text from a transcript made harmless for a terminal: control characters
 * (ESC, C1 controls), and bidi controls, become U+FFFD.
 */
void present_safe(struct buf *out, struct slice text);

/* A count as people read it: 1,234. */
void present_count(struct buf *out, size_t count);

/* The same with its noun: 1 episode, 1,234 episodes. */
void present_counted(struct buf *out, size_t count, const char *noun);

/* Appends text cut (…) or filled up to so many columns, at the right or left. */
void present_aligned(struct buf *out, struct slice text, size_t columns,
                     bool right);

/* A line that says which episodes a filter left out; nothing if it did not. */
void present_left_out(struct buf *out, const struct search_totals *totals);

/* A span of time as people read it: 3 ms, 1.2 s. */
void present_elapsed(struct buf *out, int64_t elapsed_ms);

/*
 * JSON made harmless like text in present_safe, but the characters are kept, as
 * escapes of JSON (\u001b): they can only stand inside strings.
 */
void present_json_safe(struct buf *out, struct slice json);

/* A CSV field as csv_append_field makes it, control characters replaced. */
void present_csv_field(struct buf *out, struct slice text);

/* A TSV field: tabs and line ends become blanks. */
void present_tsv_field(struct buf *out, struct slice text);

/*
 * Rows, for list, stats and the like, in any of the row formats (text, json,
 * jsonl, csv, tsv). A cell's type decides how JSON writes it.
 */
enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER, /* text is a number */
    CELL_JSON,   /* text is JSON already; csv and text show it as it is */
    CELL_NULL,
};

struct cell {
    enum cell_kind kind;
    struct slice text;
};

struct table;

/*
 * A table with `columns` names (ended by NULL; they outlive it), or NULL if
 * `format` is not a row format. `hidden` column names (NULL-ended, may be NULL)
 * are left out of text output. Text output aligns columns, so it is held back
 * until table_end; the others stream.
 */
struct table *table_begin(struct slice format, const char *const *columns,
                          const char *const *hidden,
                          const struct present_style *style, struct buf *out);
/* One row: as many cells as there are columns. */
void table_row(struct table *table, const struct cell *cells);
/* Finishes the output and frees the table. */
void table_end(struct table *table);

#endif
