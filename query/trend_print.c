#include "trend_print.h"

#include "rows.h"

#include <inttypes.h>

void trend_put_label(const struct trend_bucket *bucket, enum trend_by by,
                     struct buf *out)
{
    switch (by) {
    case TREND_MONTH:
    case TREND_YEAR:
        present_safe(out, bucket->date.len ? bucket->date : SLICE("no date"));
        break;
    case TREND_SPEAKER:
        present_safe(out, bucket->name.len ? bucket->name : SLICE("not named"));
        break;
    case TREND_SHOW:
        present_safe(out, bucket->show.len ? bucket->show : SLICE("no show"));
        break;
    case TREND_EPISODE:
        buf_printf(out, "%" PRId64 " ", bucket->episode);
        if (bucket->date.len)
            buf_printf(out, " %.*s ", SLICE_ARG(bucket->date));
        buf_char(out, ' ');
        present_safe(out, bucket->name.len ? bucket->name : bucket->show);
        break;
    }
}

double trend_highest_rate(const struct trend_buckets *buckets)
{
    double highest = 0;

    for (size_t i = 0; i < buckets->count; i++) {
        double rate =
            trend_rate(buckets->list[i].mentions, buckets->list[i].words);

        if (rate > highest)
            highest = rate;
    }
    return highest;
}

/* ---- rows ---- */

/* Columns by kind: what tells the buckets apart, and the figures. */
#define FIGURES "mentions", "words", "episodes", "per_10000", NULL

static const char *const month_columns[] = { "month", FIGURES };
static const char *const year_columns[] = { "year", FIGURES };
static const char *const speaker_columns[] = { "speaker", FIGURES };
static const char *const show_columns[] = { "show", FIGURES };
static const char *const episode_columns[] = { "episode", "date", "show",
                                               "title", FIGURES };

static const char *const *const columns[] = {
    [TREND_MONTH] = month_columns,     [TREND_YEAR] = year_columns,
    [TREND_EPISODE] = episode_columns, [TREND_SPEAKER] = speaker_columns,
    [TREND_SHOW] = show_columns,
};

enum { CELLS_MOST = 8 };

static size_t put_name_cells(const struct trend_bucket *bucket,
                             enum trend_by by, struct arena *arena,
                             struct cell *cells)
{
    if (by != TREND_EPISODE) {
        cells[0] = cell_text(bucket->date.len   ? bucket->date
                             : bucket->show.len ? bucket->show
                                                : bucket->name);
        return 1;
    }
    cells[0] = cell_number(arena, bucket->episode);
    cells[1] = cell_text(bucket->date);
    cells[2] = cell_text(bucket->show);
    cells[3] = cell_text(bucket->name);
    return 4;
}

static struct cell cell_rate(const struct trend_bucket *bucket,
                             struct arena *arena)
{
    double rate = trend_rate(bucket->mentions, bucket->words);

    if (rate < 0)
        return (struct cell){ .kind = CELL_NULL };
    return (struct cell){ CELL_NUMBER, arena_printf(arena, "%.2f", rate) };
}

void trend_print_rows(const struct trend *trend, struct slice format,
                      struct buf *out)
{
    const struct present_style style = { 0 };
    struct table *table =
        table_begin(format, columns[trend->by], NULL, &style, out);
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < trend->buckets.count; i++) {
        const struct trend_bucket *bucket = &trend->buckets.list[i];
        struct cell cells[CELLS_MOST];
        size_t count = put_name_cells(bucket, trend->by, &arena, cells);

        cells[count++] = cell_number(&arena, bucket->mentions);
        cells[count++] = cell_number(&arena, bucket->words);
        cells[count++] = cell_number(&arena, bucket->episodes);
        cells[count++] = cell_rate(bucket, &arena);
        table_row(table, cells);
    }
    table_end(table);
    arena_release(&arena);
}
