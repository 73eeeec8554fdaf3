/*
 * Passages for people: a heading for each run of passages of one episode, and
 * for each passage its time, its speaker and the words around the hits, with
 * the place and a link below.
 */
#include "present.h"

#include "base/utf8.h"
#include "excerpt.h"
#include "wrap.h"

#include <inttypes.h>

enum {
    TIME_COLUMNS = 7,      /* "~48:02" and "1:02:03", right-aligned */
    GAP_COLUMNS = 3,       /* between what stands side by side */
    UNTIMED_INDENT = 2,    /* of the text, where there are no times */
    EXCERPT_LINES = 3,     /* of a terminal, that a passage may take */
    EXCERPT_COLUMNS = 240, /* the same when there are no lines */
    EXCERPT_LEAST = 40,    /* shown in the narrowest terminal */
    CHAPTER_COLUMNS = 60,  /* longer titles are cut */
};

#define GAP "   "

/* Escape sequences (ECMA-48 SGR). */
#define SGR_HEADING "\033[1m"
#define SGR_MATCH   "\033[1;31m"
#define SGR_QUIET   "\033[2m"
#define SGR_OFF     "\033[0m"

/* OSC 8, a link in a terminal: opened with the address, closed without. */
#define LINK_START "\033]8;;"
#define LINK_END   "\033\\"

struct text_state {
    bool any;           /* a passage was put */
    int64_t episode_id; /* the last one's */
};

static void put_styled(struct buf *out, const struct present_style *style,
                       const char *sgr, struct slice text)
{
    if (style->color)
        buf_string(out, sgr);
    present_safe(out, text);
    if (style->color)
        buf_string(out, SGR_OFF);
}

static void put_heading(struct buf *out, const struct present_style *style,
                        const struct passage_episode *episode)
{
    struct buf line = BUF_INIT;

    buf_slice(&line, episode->show);
    if (episode->show.len && episode->title.len)
        buf_string(&line, " · ");
    buf_slice(&line, episode->title);
    if (line.len == 0)
        buf_printf(&line, "episode %" PRId64, episode->id);
    if (episode->date.len)
        buf_printf(&line, " (%.*s)", SLICE_ARG(episode->date));
    put_styled(out, style, SGR_HEADING, buf_view(&line));
    buf_char(out, '\n');
    buf_release(&line);
}

/* Only addresses of the web, and no byte that would end the sequence. */
static bool is_link(struct slice url)
{
    if (!slice_starts_with(url, SLICE("https://")) &&
        !slice_starts_with(url, SLICE("http://")))
        return false;
    for (size_t i = 0; i < url.len; i++)
        if (url.ptr[i] <= ' ' || url.ptr[i] > '~')
            return false;
    return true;
}

/* "  11:15" or " ~48:02", a link where the terminal can; returns its width. */
static size_t put_time(struct buf *out, const struct present_style *style,
                       const struct passage *passage)
{
    bool linked = style->hyperlink && is_link(passage->link);
    struct buf time = BUF_INIT;
    size_t width, padding;

    if (passage->within_ms > WITHIN_APPROXIMATE_MS)
        buf_char(&time, '~');
    timecode_print_clock(&time, passage->start_ms);
    width = time.len;
    padding = width < TIME_COLUMNS ? TIME_COLUMNS - width : 0;
    buf_printf(out, "%*s", (int)padding, "");
    if (linked)
        buf_printf(out, LINK_START "%.*s" LINK_END, SLICE_ARG(passage->link));
    buf_slice(out, buf_view(&time));
    if (linked)
        buf_string(out, LINK_START LINK_END);
    buf_release(&time);
    return padding + width;
}

/* Where turn `index` begins in the passage's text. */
static size_t turn_start(const struct passage *passage, size_t index)
{
    return (size_t)(passage->turns[index].text.ptr - passage->text.ptr);
}

/* Who speaks at byte `at` of the text. */
static struct slice speaker_at(const struct passage *passage, size_t at)
{
    struct slice speaker = passage->speaker;

    for (size_t i = 0; i < passage->turn_count; i++)
        if (turn_start(passage, i) <= at)
            speaker = passage->turns[i].speaker;
    return speaker;
}

/*
 * Appends text [from, to), with marks around what matched in it: brackets,
 * where there is no colour.
 */
static void append_marked(struct buf *out, const struct present_style *style,
                          const struct passage *passage, size_t from, size_t to)
{
    for (size_t i = 0; i < passage->hit_count && from < to; i++) {
        size_t hit_from = passage->hits[i].from_byte;
        size_t hit_to = passage->hits[i].to_byte;

        if (hit_to <= from || hit_from >= to)
            continue;
        if (hit_from < from)
            hit_from = from;
        if (hit_to > to)
            hit_to = to;
        present_safe(out, slice_range(passage->text, from, hit_from));
        buf_char(out, style->color ? WRAP_MARK_ON : '[');
        present_safe(out, slice_range(passage->text, hit_from, hit_to));
        buf_char(out, style->color ? WRAP_MARK_OFF : ']');
        from = hit_to;
    }
    present_safe(out, slice_range(passage->text, from, to));
}

/* Appends one piece; where another begins to speak in it, it says so. */
static void append_piece(struct buf *out, const struct present_style *style,
                         const struct passage *passage, struct excerpt piece)
{
    size_t from = piece.from;

    for (size_t i = 1; i < passage->turn_count; i++) {
        size_t at = turn_start(passage, i);

        if (at <= from || at >= piece.to)
            continue;
        append_marked(out, style, passage, from, at);
        while (out->len && out->ptr[out->len - 1] == ' ')
            out->len--;
        buf_string(out, "\" ");
        present_safe(out, passage->turns[i].speaker);
        buf_string(out, passage->turns[i].speaker.len ? ": \"" : "\"");
        from = at;
    }
    append_marked(out, style, passage, from, piece.to);
}

/* Appends the chosen pieces in quotes, with … for what is left out. */
static void append_quoted(struct buf *out, const struct present_style *style,
                          const struct passage *passage,
                          const struct excerpt *pieces, size_t count)
{
    buf_char(out, '"');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_string(out, " … ");
        else if (pieces[i].from > 0)
            buf_string(out, "… ");
        append_piece(out, style, passage, pieces[i]);
    }
    if (count && pieces[count - 1].to < passage->text.len)
        buf_string(out, " …");
    buf_char(out, '"');
}

/* Columns for words, so that with speaker and ref they take few lines. */
static size_t excerpt_columns(const struct wrap *wrap,
                              const struct passage *passage)
{
    size_t beside = utf8_width(passage->speaker) + utf8_width(passage->ref) +
                    EXCERPT_LINES * GAP_COLUMNS;
    size_t columns;

    if (wrap->width == 0)
        return EXCERPT_COLUMNS;
    columns = wrap->width > wrap->indent ? wrap->width - wrap->indent : 0;
    columns *= EXCERPT_LINES;
    return columns > beside + EXCERPT_LEAST ? columns - beside : EXCERPT_LEAST;
}

/* The speaker and the words, from wrap->column on. */
static void put_words(struct wrap *wrap, const struct present_style *style,
                      const struct passage *passage)
{
    struct excerpt pieces[EXCERPT_MAX];
    size_t count =
        excerpt_choose(passage, excerpt_columns(wrap, passage), pieces);
    struct slice speaker = speaker_at(passage, pieces[0].from);
    struct buf text = BUF_INIT;

    if (speaker.len) {
        put_styled(wrap->out, style, SGR_HEADING, speaker);
        buf_string(wrap->out, GAP);
        wrap->column += utf8_width(speaker) + GAP_COLUMNS;
    }
    append_quoted(&text, style, passage, pieces, count);
    wrap_text(wrap, buf_view(&text));
    buf_release(&text);
}

/* At the right edge of a terminal, else right behind the words. */
static void put_ref(struct wrap *wrap, const struct present_style *style,
                    struct slice ref)
{
    size_t needed = GAP_COLUMNS + utf8_width(ref);
    size_t padding = GAP_COLUMNS;

    if (wrap->width && wrap->column + needed > wrap->width)
        wrap_break(wrap);
    if (wrap->column + needed < wrap->width)
        padding += wrap->width - wrap->column - needed;
    buf_printf(wrap->out, "%*s", (int)padding, "");
    put_styled(wrap->out, style, SGR_QUIET, ref);
    buf_char(wrap->out, '\n');
}

static void start_part(struct buf *line)
{
    if (line->len)
        buf_string(line, GAP);
}

static void append_chapter(struct buf *line, struct slice chapter)
{
    struct slice fit = utf8_fit(chapter, CHAPTER_COLUMNS);

    start_part(line);
    buf_string(line, "in \"");
    present_safe(line, fit);
    buf_string(line, fit.len < chapter.len ? "…\"" : "\"");
}

static void append_without(struct buf *line, const struct passage *passage)
{
    start_part(line);
    buf_string(line, "without: ");
    for (size_t i = 0; i < passage->without_count; i++) {
        if (i)
            buf_string(line, ", ");
        present_safe(line, passage->without[i]);
    }
}

/* What is known of the place: kind, chapter, what is missing, link. */
static void put_place(struct buf *out, const struct passage *passage,
                      size_t indent)
{
    bool is_chapter = slice_equal(slice_of(passage->kind), SLICE("chapter"));
    bool is_notes = slice_equal(slice_of(passage->kind), SLICE("notes"));
    struct buf line = BUF_INIT;

    if (is_chapter)
        buf_string(&line, "chapter title, not speech");
    if (is_notes)
        buf_string(&line, "page notes, not speech");
    if (passage->chapter.len && !is_chapter)
        append_chapter(&line, passage->chapter);
    if (passage->without_count)
        append_without(&line, passage);
    if (passage->link.len) {
        start_part(&line);
        present_safe(&line, passage->link);
    }
    if (line.len)
        buf_printf(out, "%*s%.*s\n", (int)indent, "",
                   SLICE_ARG(buf_view(&line)));
    buf_release(&line);
}

static void put_passage(void *state, const struct present_style *style,
                        const struct passage *passage, struct buf *out)
{
    struct text_state *text = state;
    struct wrap wrap = {
        .out = out,
        .width = style->width,
        .indent = UNTIMED_INDENT,
        .mark_on = SGR_MATCH,
        .mark_off = SGR_OFF,
    };

    if (!text->any || text->episode_id != passage->episode->id)
        put_heading(out, style, passage->episode);
    text->any = true;
    text->episode_id = passage->episode->id;
    if (passage->start_ms != TIME_NONE) {
        wrap.column = put_time(out, style, passage);
        wrap.indent = TIME_COLUMNS + 2;
    }
    buf_string(out, "  ");
    wrap.column += 2;
    put_words(&wrap, style, passage);
    put_ref(&wrap, style, passage->ref);
    put_place(out, passage, wrap.indent);
}

static void put_counted(struct buf *out, size_t count, const char *noun)
{
    present_count(out, count);
    buf_printf(out, " %s%s", noun, count == 1 ? "" : "s");
}

static void put_totals(struct buf *out, const struct search_totals *totals)
{
    bool more = totals->total > totals->passages || !totals->total_exact;

    if (more) {
        present_count(out, totals->passages);
        buf_string(out, totals->total_exact ? " of " : " of at least ");
    }
    put_counted(out, more ? totals->total : totals->passages, "passage");
    buf_string(out, " in ");
    present_count(out, totals->episodes);
    buf_string(out, " of ");
    put_counted(out, totals->of_episodes, "episode");
    buf_string(out, " · ");
    present_elapsed(out, totals->elapsed_ms);
    buf_string(out, more ? "; -n 0 shows all\n" : "\n");
}

static void end(void *state, const struct present_style *style,
                const struct search_totals *totals, struct buf *out)
{
    (void)state;
    (void)style;
    if (totals->passages == 0 && totals->total == 0) {
        buf_string(out, "nothing found in ");
        put_counted(out, totals->of_episodes, "episode");
        buf_string(out, " · ");
        present_elapsed(out, totals->elapsed_ms);
        buf_char(out, '\n');
    } else {
        put_totals(out, totals);
    }
    if (totals->unknown_date) {
        put_counted(out, totals->unknown_date, "episode");
        buf_string(out, " left out: no date known\n");
    }
}

const struct presenter present_text = {
    .name = "text",
    .summary = "for reading; the default",
    .extension = "txt",
    .state_size = sizeof(struct text_state),
    .passage = put_passage,
    .end = end,
};
