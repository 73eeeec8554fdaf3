/*
 * A trend for reading: a line for each bucket, with its rate as a bar.
 */
#include "trend_print.h"

#include "base/utf8.h"
#include "styled.h"

enum {
    USUAL_COLUMNS = 80, /* where there is no terminal */
    LABEL_MOST = 48,    /* a longer label is cut */
    NUMBER_COLUMNS = 9, /* of a count of mentions: 1,234,567 */
    RATE_COLUMNS = 10,  /* of its title, "per 10,000" */
    GAP_COLUMNS = 2,
    BAR_LEAST = 12,      /* labels are cut so that a bar has that much room */
    NARROW_COLUMNS = 60, /* terminals where labels have all of it */
    EIGHTHS = 8,
};

/* How the lines are laid out. */
struct layout {
    size_t label, bar; /* columns */
    double highest;    /* the rate of the longest bar */
    bool blocks;       /* bars of block elements, else of # */
};

static size_t widest_label(const struct trend *trend)
{
    size_t widest = utf8_width(slice_of(trend_by_name(trend->by)));
    struct buf label = BUF_INIT;

    for (size_t i = 0; i < trend->buckets.count; i++) {
        size_t columns;

        buf_clear(&label);
        trend_put_label(&trend->buckets.list[i], trend->by, &label);
        columns = utf8_width(buf_view(&label));
        if (columns > widest)
            widest = columns;
    }
    buf_release(&label);
    return widest;
}

/* Labels get what they need, but for the room of a short bar. */
static struct layout choose_layout(const struct trend *trend,
                                   const struct present_style *style)
{
    size_t width = style->width ? style->width : USUAL_COLUMNS;
    size_t figures = NUMBER_COLUMNS + RATE_COLUMNS + 3 * GAP_COLUMNS;
    size_t bar_least = width < NARROW_COLUMNS ? 0 : BAR_LEAST;
    struct layout layout = {
        .label = widest_label(trend),
        .highest = trend_highest_rate(&trend->buckets),
        .blocks = style->unicode,
    };

    if (layout.label > LABEL_MOST)
        layout.label = LABEL_MOST;
    if (layout.label + figures + bar_least > width)
        layout.label = width - figures - bar_least;
    layout.bar = width - layout.label - figures;
    return layout;
}

/* The bar of a rate; of any mention at all, some bar. */
static void put_bar(const struct layout *layout, double rate, struct buf *out)
{
    static const char *const parts[EIGHTHS] = {
        "", "▏", "▎", "▍", "▌", "▋", "▊", "▉",
    };
    size_t unit = layout->blocks ? EIGHTHS : 1;
    size_t length;

    if (rate <= 0 || layout->bar == 0)
        return;
    length =
        (size_t)(rate / layout->highest * (double)(layout->bar * unit) + 0.5);
    if (length == 0)
        length = 1;
    for (size_t i = 0; i < length / unit; i++)
        buf_string(out, layout->blocks ? "█" : "#");
    buf_string(out, parts[length % unit]);
}

static void put_gap(struct buf *out)
{
    buf_printf(out, "%*s", GAP_COLUMNS, "");
}

/* Appends the line without the blanks at its end. */
static void put_trimmed(struct buf *out, struct slice line)
{
    while (line.len && line.ptr[line.len - 1] == ' ')
        line.len--;
    buf_slice(out, line);
    buf_char(out, '\n');
}

static void put_titles(const struct trend *trend, const struct layout *layout,
                       struct buf *out)
{
    present_aligned(out, slice_of(trend_by_name(trend->by)), layout->label,
                    false);
    put_gap(out);
    present_aligned(out, SLICE("mentions"), NUMBER_COLUMNS, true);
    put_gap(out);
    buf_string(out, "per 10,000\n");
}

static void put_figures(const struct trend_bucket *bucket,
                        const struct layout *layout, struct buf *line)
{
    double rate = trend_rate(bucket->mentions, bucket->words);
    struct buf number = BUF_INIT;

    present_count(&number, (size_t)bucket->mentions);
    present_aligned(line, buf_view(&number), NUMBER_COLUMNS, true);
    put_gap(line);
    buf_printf(line, "%*.2f", RATE_COLUMNS, rate);
    put_gap(line);
    put_bar(layout, rate, line);
    buf_release(&number);
}

static void put_bucket(const struct trend *trend, size_t index,
                       const struct layout *layout, struct buf *out)
{
    const struct trend_bucket *bucket = &trend->buckets.list[index];
    struct buf label = BUF_INIT, line = BUF_INIT;

    trend_put_label(bucket, trend->by, &label);
    present_aligned(&line, buf_view(&label), layout->label, false);
    put_gap(&line);
    if (bucket->words)
        put_figures(bucket, layout, &line);
    else
        buf_printf(&line, "%*s", NUMBER_COLUMNS, "-");
    put_trimmed(out, buf_view(&line));
    buf_release(&label);
    buf_release(&line);
}

static void put_summary(const struct trend *trend,
                        const struct present_style *style, struct buf *out)
{
    double rate = trend_rate(trend->mentions, trend->words);
    struct buf line = BUF_INIT;

    present_counted(&line, (size_t)trend->mentions, "mention");
    buf_string(&line, " in ");
    present_count(&line, (size_t)trend->mentioned_in);
    buf_string(&line, " of ");
    present_counted(&line, (size_t)trend->episodes, "episode");
    if (rate >= 0)
        buf_printf(&line, ", %.2f per 10,000 words", rate);
    buf_string(&line, " · ");
    present_elapsed(&line, trend->totals.elapsed_ms);
    styled_line(out, style, NULL, GAP_COLUMNS, buf_view(&line));
    present_left_out(out, &trend->totals);
    buf_release(&line);
}

void trend_print_text(const struct trend *trend,
                      const struct present_style *style, struct buf *out)
{
    struct layout layout;

    if (trend->mentions == 0) {
        present_text.end(NULL, style, &trend->totals, out);
        return;
    }
    layout = choose_layout(trend, style);
    put_titles(trend, &layout, out);
    for (size_t i = 0; i < trend->buckets.count; i++)
        put_bucket(trend, i, &layout, out);
    put_summary(trend, style, out);
}
