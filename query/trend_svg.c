/*
 * A trend as a picture: columns along the time, or a bar for each name.
 */
#include "trend_print.h"

#include "base/utf8.h"
#include "markup.h"

#include <inttypes.h>
#include <math.h>

/* In user units, which are pixels where nothing scales the picture. */
enum {
    WIDTH = 960,
    LEFT = 56, /* of the columns: room for the numbers */
    RIGHT = 16,
    TOP = 56,
    BOTTOM = 56,
    PLOT_HEIGHT = 300,
    NAMES_LEFT = 248, /* of the bars: room for the names */
    NAME_COLUMNS = 34,
    NAMES_MOST = 40,
    ROW_HEIGHT = 22,
    VALUE_WIDTH = 56,   /* behind a bar, for its number */
    DATE_WIDTH = 60,    /* that a date takes */
    YEAR_WIDTH = 36,    /* that a year takes */
    TEXT_BELOW = 4,     /* from the middle of a line of text to its base */
    TICKS = 5,          /* about so many numbers at the axis */
    CAPTION_ABOVE = 14, /* from the caption to the lower edge */
};

/* Colours for light and for dark surroundings, with a ground of their own. */
static const char style_sheet[] =
    "<style>\n"
    "text{font-family:system-ui,sans-serif;font-size:12px;fill:#333}\n"
    ".title{font-size:16px;font-weight:600}\n"
    ".number{text-anchor:end}\n"
    ".middle{text-anchor:middle}\n"
    ".paper{fill:#fff}\n"
    ".line{stroke:#ddd}\n"
    ".bar{fill:#2f6fb3}\n"
    ".gap{fill:#888;fill-opacity:.15}\n"
    "@media (prefers-color-scheme:dark){text{fill:#ddd}.paper{fill:#1c1c1e}"
    ".line{stroke:#444}.bar{fill:#7fb4e8}}\n"
    "</style>\n";

struct picture {
    const struct trend *trend;
    struct buf *out;
    double highest; /* value at the end of the axis */
    double step;    /* between the numbers at the axis */
    size_t shown;   /* buckets that are in the picture */
    int height;
};

static void put_text(struct buf *out, struct slice text)
{
    struct buf safe = BUF_INIT;

    present_safe(&safe, text);
    markup_escape(out, buf_view(&safe));
    buf_release(&safe);
}

/* 1, 2 or 5 times a power of ten, so that TICKS of them reach `highest`. */
static double choose_step(double highest)
{
    double least = highest / TICKS;
    double unit = pow(10, floor(log10(least)));

    if (least <= unit)
        return unit;
    if (least <= 2 * unit)
        return 2 * unit;
    return least <= 5 * unit ? 5 * unit : 10 * unit;
}

static bool is_over_time(enum trend_by by)
{
    return by != TREND_SPEAKER && by != TREND_SHOW;
}

/* What has no date has no place in time; it is last. */
static size_t count_shown(const struct trend *trend)
{
    size_t count = trend->buckets.count;

    if (!is_over_time(trend->by))
        return count < NAMES_MOST ? count : NAMES_MOST;
    while (count && !trend->buckets.list[count - 1].date.len)
        count--;
    return count;
}

static struct picture picture_of(const struct trend *trend, struct buf *out)
{
    struct picture picture = { .trend = trend, .out = out };
    double highest = trend_highest_rate(&trend->buckets);

    picture.shown = count_shown(trend);
    picture.step = highest > 0 ? choose_step(highest) : 1;
    picture.highest = picture.step * ceil(highest / picture.step);
    if (picture.highest <= 0)
        picture.highest = picture.step;
    picture.height = TOP + PLOT_HEIGHT + BOTTOM;
    if (!is_over_time(trend->by))
        picture.height = TOP + ROW_HEIGHT * (int)picture.shown + BOTTOM;
    return picture;
}

/* ---- what both have ---- */

static void put_head(const struct picture *picture, struct slice line)
{
    struct buf *out = picture->out;

    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d "
               "%d\" width=\"%d\" height=\"%d\" role=\"img\" "
               "aria-labelledby=\"title\">\n<title id=\"title\">",
               WIDTH, picture->height, WIDTH, picture->height);
    put_text(out, line);
    buf_printf(out, ", by %s</title>\n%s", trend_by_name(picture->trend->by),
               style_sheet);
    buf_printf(out,
               "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n"
               "<text class=\"title\" x=\"16\" y=\"24\">",
               WIDTH, picture->height);
    put_text(out, line);
    buf_string(out, "</text>\n<text x=\"16\" y=\"42\">mentions in 10,000 "
                    "words</text>\n");
}

/* The tooltip of a bucket: all its figures. */
static void put_tooltip(const struct picture *picture,
                        const struct trend_bucket *bucket)
{
    struct buf text = BUF_INIT;

    trend_put_label(bucket, picture->trend->by, &text);
    if (bucket->words) {
        buf_string(&text, ": ");
        present_counted(&text, (size_t)bucket->mentions, "mention");
        buf_string(&text, " in ");
        present_counted(&text, (size_t)bucket->words, "word");
        buf_printf(&text, ", %.2f in 10,000; ",
                   trend_rate(bucket->mentions, bucket->words));
        present_counted(&text, (size_t)bucket->episodes, "episode");
    } else {
        buf_string(&text, ": no episode");
    }
    buf_string(picture->out, "<title>");
    put_text(picture->out, buf_view(&text));
    buf_string(picture->out, "</title>");
    buf_release(&text);
}

/* What the picture has no place for: no date, or too little said. */
static void put_left_out(const struct picture *picture)
{
    const struct trend_buckets *buckets = &picture->trend->buckets;
    struct buf *out = picture->out;
    int64_t mentions = 0, episodes = 0;

    for (size_t i = picture->shown; i < buckets->count; i++) {
        mentions += buckets->list[i].mentions;
        episodes += buckets->list[i].episodes;
    }
    buf_string(out, "; not shown: ");
    if (is_over_time(picture->trend->by)) {
        present_counted(out, (size_t)mentions, "mention");
        buf_string(out, " in ");
        present_counted(out, (size_t)episodes, "episode");
        buf_string(out, " without a date");
    } else {
        present_counted(out, buckets->count - picture->shown,
                        trend_by_name(picture->trend->by));
        buf_string(out, " with ");
        present_counted(out, (size_t)mentions, "mention");
    }
}

static void put_caption(const struct picture *picture)
{
    const struct trend *trend = picture->trend;
    struct buf *out = picture->out;

    buf_printf(out, "<text x=\"16\" y=\"%d\">",
               picture->height - CAPTION_ABOVE);
    present_counted(out, (size_t)trend->mentions, "mention");
    buf_string(out, " in ");
    present_counted(out, (size_t)trend->mentioned_in, "episode");
    if (picture->shown < trend->buckets.count)
        put_left_out(picture);
    buf_string(out, "</text>\n</svg>\n");
}

/* ---- columns along the time ---- */

static void put_axis(const struct picture *picture)
{
    size_t count = (size_t)(picture->highest / picture->step + 0.5);

    for (size_t i = 0; i <= count; i++) {
        double y = TOP + PLOT_HEIGHT - PLOT_HEIGHT * (double)i / (double)count;

        buf_printf(picture->out,
                   "<line class=\"line\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" "
                   "y2=\"%.1f\"/><text class=\"number\" x=\"%d\" "
                   "y=\"%.1f\">%g</text>\n",
                   LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + TEXT_BELOW,
                   picture->step * (double)i);
    }
}

static void put_column(const struct picture *picture, size_t index,
                       double width)
{
    const struct trend_bucket *bucket = &picture->trend->buckets.list[index];
    double rate = trend_rate(bucket->mentions, bucket->words);
    double height =
        rate < 0 ? PLOT_HEIGHT : PLOT_HEIGHT * rate / picture->highest;

    buf_printf(picture->out,
               "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" "
               "height=\"%.2f\">",
               rate < 0 ? "gap" : "bar", LEFT + width * (double)index,
               TOP + PLOT_HEIGHT - height, width * 0.9, height);
    put_tooltip(picture, bucket);
    buf_string(picture->out, "</rect>\n");
}

/* Dates below the columns: all, or where there is no room, new years. */
static void put_dates(const struct picture *picture, double width)
{
    enum { YEAR_CHARS = 4 };

    bool all = width >= DATE_WIDTH;
    double room = all ? DATE_WIDTH : YEAR_WIDTH;
    double last = -room;
    struct slice before = SLICE("");

    for (size_t i = 0; i < picture->shown; i++) {
        struct slice date = picture->trend->buckets.list[i].date;
        double x = width * ((double)i + 0.5);

        if (!all)
            date = slice_range(date, 0, YEAR_CHARS);
        if (slice_equal(date, before) || x - last < room)
            continue;
        buf_printf(picture->out, "<text class=\"middle\" x=\"%.1f\" y=\"%d\">",
                   LEFT + x, TOP + PLOT_HEIGHT + 18);
        put_text(picture->out, date);
        buf_string(picture->out, "</text>\n");
        before = date;
        last = x;
    }
}

static void put_columns(const struct picture *picture)
{
    double width = picture->shown
                       ? (double)(WIDTH - LEFT - RIGHT) / (double)picture->shown
                       : 0;

    put_axis(picture);
    for (size_t i = 0; i < picture->shown; i++)
        put_column(picture, i, width);
    put_dates(picture, width);
}

/* ---- a bar for each name ---- */

static void put_name(const struct picture *picture,
                     const struct trend_bucket *bucket, int y)
{
    struct buf label = BUF_INIT;
    struct slice fit;

    trend_put_label(bucket, picture->trend->by, &label);
    fit = utf8_fit(buf_view(&label), NAME_COLUMNS);
    buf_printf(picture->out, "<text class=\"number\" x=\"%d\" y=\"%d\">",
               NAMES_LEFT - 8, y);
    put_text(picture->out, fit);
    buf_string(picture->out, fit.len < label.len ? "…</text>" : "</text>");
    buf_release(&label);
}

static void put_bar(const struct picture *picture, size_t index)
{
    const struct trend_bucket *bucket = &picture->trend->buckets.list[index];
    double rate = trend_rate(bucket->mentions, bucket->words);
    int room = WIDTH - NAMES_LEFT - RIGHT - VALUE_WIDTH;
    double width = rate > 0 ? room * rate / picture->highest : 0;
    int y = TOP + ROW_HEIGHT * (int)index;

    put_name(picture, bucket, y + ROW_HEIGHT / 2 + TEXT_BELOW);
    buf_printf(picture->out,
               "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.2f\" "
               "height=\"%d\">",
               NAMES_LEFT, y + 3, width, ROW_HEIGHT - 6);
    put_tooltip(picture, bucket);
    buf_printf(picture->out, "</rect><text x=\"%.1f\" y=\"%d\">%.2f</text>\n",
               NAMES_LEFT + width + 6, y + ROW_HEIGHT / 2 + TEXT_BELOW,
               rate < 0 ? 0 : rate);
}

void trend_print_svg(const struct trend *trend, struct slice line,
                     struct buf *out)
{
    struct picture picture = picture_of(trend, out);

    put_head(&picture, line);
    if (is_over_time(trend->by))
        put_columns(&picture);
    for (size_t i = 0; !is_over_time(trend->by) && i < picture.shown; i++)
        put_bar(&picture, i);
    put_caption(&picture);
}
