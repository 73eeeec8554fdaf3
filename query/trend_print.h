#ifndef QUOTH_TREND_PRINT_H
#define QUOTH_TREND_PRINT_H

/*
 * Output forms of a trend: bars for a terminal, a picture, and rows.
 */

#include "present.h"
#include "trend.h"

/* A line with a bar for each bucket, as wide as the terminal, and a summary. */
void trend_print_text(const struct trend *trend,
                      const struct present_style *style, struct buf *out);

/*
 * A picture (SVG 1.1) that stands alone: no script, nothing is loaded. What a
 * bar stands for is its tooltip. `line` is the query.
 */
void trend_print_svg(const struct trend *trend, struct slice line,
                     struct buf *out);

/*
 * Rows, in `format`, which is one of table_begin's. A rate is null where no
 * word was said.
 */
void trend_print_rows(const struct trend *trend, struct slice format,
                      struct buf *out);

/* Appends what a bucket is called, and "no date" or the like for none. */
void trend_put_label(const struct trend_bucket *bucket, enum trend_by by,
                     struct buf *out);

/* The highest rate of the buckets; 0 without any. */
double trend_highest_rate(const struct trend_buckets *buckets);

#endif
