/*
 * Passages for people: a heading for each run of passages of one episode, and
 * for each passage its time, its speaker and the words around the hits, with
 * the place and a link below.
 */
#include "present.h"

#include "base/utf8.h"
#include "excerpt.h"
#include "styled.h"
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
    LINK_BYTES = 2083,     /* of an address in OSC 8 */
    FACET_INDENT = 12,     /* of the lines of a facet but the first */
};

#define GAP "   "

/* OSC 8, a link in a terminal: opened with the address, closed without. */
#define LINK_START "\033]8;;"
#define LINK_END   "\033\\"

struct text_state {
    bool any;           /* a passage was put */
    int64_t episode_id; /* the last one's */
};

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
    styled_line(out, style, SGR_HEADING, UNTIMED_INDENT, buf_view(&line));
    buf_release(&line);
}

/*
 * Only addresses of the web, no byte that would end the sequence, and no longer
 * than terminals take (VTE; iTerm2 has the same limit). kitty, iTerm2, WezTerm,
 * VTE and tmux from 3.4 on follow them; an older tmux leaves them out.
 */
static bool is_link(struct slice url)
{
    if (url.len > LINK_BYTES)
        return false;
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

    if (passage->start_within_ms > WITHIN_APPROXIMATE_MS ||
        passage->within_ms > WITHIN_APPROXIMATE_MS)
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

        /* What overlaps is marked as one. */
        while (i + 1 < passage->hit_count &&
               passage->hits[i + 1].from_byte < hit_to)
            hit_to = passage->hits[++i].to_byte;
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
    size_t count = 1;
    struct slice speaker;
    struct buf text = BUF_INIT;

    if (passage->widened)
        pieces[0] = (struct excerpt){ 0, passage->text.len };
    else
        count = excerpt_choose(passage, excerpt_columns(wrap, passage), pieces);
    speaker = speaker_at(passage, pieces[0].from);
    if (speaker.len) {
        styled_put(wrap->out, style, SGR_HEADING, speaker);
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
    styled_put(wrap->out, style, SGR_QUIET, ref);
    buf_char(wrap->out, '\n');
}

static void append_chapter(struct buf *part, struct slice chapter)
{
    struct slice fit = utf8_fit(chapter, CHAPTER_COLUMNS);

    buf_string(part, "in \"");
    present_safe(part, fit);
    buf_string(part, fit.len < chapter.len ? "…\"" : "\"");
}

static void append_without(struct buf *part, const struct passage *passage)
{
    buf_string(part, "without: ");
    for (size_t i = 0; i < passage->without_count; i++) {
        if (i)
            buf_string(part, ", ");
        present_safe(part, passage->without[i]);
    }
}

/*
 * Puts a part of the place, and empties it: beside the part before, or on a
 * line of its own where there is no room. A link is never broken.
 */
static void put_part(struct wrap *wrap, struct buf *part, bool is_link)
{
    size_t columns = utf8_width(buf_view(part));

    if (part->len == 0)
        return;
    if (wrap->column == 0) {
        buf_printf(wrap->out, "%*s", (int)wrap->indent, "");
        wrap->column = wrap->indent;
    } else if (wrap->width &&
               wrap->column + GAP_COLUMNS + columns > wrap->width) {
        wrap_break(wrap);
    } else {
        buf_string(wrap->out, GAP);
        wrap->column += GAP_COLUMNS;
    }
    if (is_link) {
        buf_slice(wrap->out, buf_view(part));
        wrap->column += columns;
    } else {
        wrap_text(wrap, buf_view(part));
    }
    buf_clear(part);
}

/* What is known of the place: kind, chapter, what is missing, link. */
static void put_place(struct buf *out, const struct present_style *style,
                      const struct passage *passage, size_t indent)
{
    bool is_chapter = slice_equal(slice_of(passage->kind), SLICE("chapter"));
    bool is_notes = slice_equal(slice_of(passage->kind), SLICE("notes"));
    struct wrap wrap = { .out = out, .width = style->width, .indent = indent };
    struct buf part = BUF_INIT;

    if (is_chapter)
        buf_string(&part, "chapter title, not speech");
    if (is_notes)
        buf_string(&part, slice_equal(passage->note, SLICE("sponsor"))
                              ? "a sponsor's words on the page, not speech"
                              : "page notes, not speech");
    put_part(&wrap, &part, false);
    if (passage->chapter.len && !is_chapter)
        append_chapter(&part, passage->chapter);
    put_part(&wrap, &part, false);
    if (passage->without_count)
        append_without(&part, passage);
    put_part(&wrap, &part, false);
    present_safe(&part, passage->link);
    put_part(&wrap, &part, true);
    if (wrap.column)
        buf_char(out, '\n');
    buf_release(&part);
}

/* The other moments at which the same was said. */
static void put_also(struct buf *out, const struct present_style *style,
                     const struct passage *passage, size_t indent)
{
    struct wrap wrap = { .out = out, .width = style->width, .indent = indent };
    struct buf line = BUF_INIT;

    buf_string(&line, "also");
    for (size_t i = 0; i < passage->also_count; i++) {
        buf_string(&line, i ? ", " : " ");
        buf_slice(&line, passage->also[i].ref);
    }
    put_part(&wrap, &line, false);
    buf_char(out, '\n');
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
    put_place(out, style, passage, wrap.indent);
    if (passage->also_count)
        put_also(out, style, passage, wrap.indent);
}

static void append_totals(struct buf *line, const struct search_totals *totals)
{
    bool more = totals->total > totals->passages + totals->folded ||
                !totals->total_exact;
    bool counted = more && !totals->lacking; /* how many there are in all */

    if (counted) {
        present_count(line, totals->passages);
        buf_string(line, totals->total_exact ? " of " : " of at least ");
    }
    present_counted(line, counted ? totals->total : totals->passages,
                    "passage");
    buf_string(line, " in ");
    present_count(line, totals->episodes);
    buf_string(line, " of ");
    present_counted(line, totals->of_episodes, "episode");
    buf_string(line, " · ");
    present_elapsed(line, totals->elapsed_ms);
    if (more)
        buf_string(line,
                   counted ? "; -n 0 shows all" : "; a higher -n shows more");
}

/* A line each: the values with their counts. */
static void put_facets(struct buf *out, const struct present_style *style,
                       const struct search_totals *totals)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < totals->facet_count; i++) {
        const struct facet *facet = &totals->facets[i];

        if (facet->count == 0)
            continue;
        buf_clear(&line);
        buf_printf(&line, "by %-8s", facet->name);
        for (size_t j = 0; j < facet->count; j++) {
            buf_string(&line, j ? " · " : " ");
            buf_slice(&line, facet->values[j].value);
            buf_char(&line, ' ');
            present_count(&line, facet->values[j].count);
        }
        if (facet->more) {
            buf_string(&line, " · and ");
            present_count(&line, facet->more);
            buf_string(&line, " more");
        }
        styled_line(out, style, NULL, FACET_INDENT, buf_view(&line));
    }
    buf_release(&line);
}

/* Several texts in one line, behind `start`; none if there are none. */
static void put_choice(struct buf *out, const struct present_style *style,
                       const char *start, const char *between,
                       const struct slice *texts, size_t count)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < count; i++) {
        buf_string(&line, i ? between : start);
        buf_slice(&line, texts[i]);
    }
    if (count)
        styled_line(out, style, NULL, UNTIMED_INDENT, buf_view(&line));
    buf_release(&line);
}

static void end(void *state, const struct present_style *style,
                const struct search_totals *totals, struct buf *out)
{
    struct buf line = BUF_INIT;

    (void)state;
    if (totals->passages == 0 && totals->total == 0) {
        buf_string(&line, "nothing found in ");
        present_counted(&line, totals->of_episodes, "episode");
        buf_string(&line, " · ");
        present_elapsed(&line, totals->elapsed_ms);
        if (totals->left_lacking)
            buf_string(&line, "; -n 20 shows what lacks a word");
    } else {
        append_totals(&line, totals);
    }
    styled_line(out, style, NULL, UNTIMED_INDENT, buf_view(&line));
    put_facets(out, style, totals);
    put_choice(out, style, "not in the archive: ", ", ", totals->missing,
               totals->missing_count);
    put_choice(out, style,
               totals->missing_count ? "did you mean: " : "found more widely: ",
               ", or ", totals->suggestions, totals->suggestion_count);
    present_left_out(out, totals);
    buf_release(&line);
}

const struct presenter present_text = {
    .name = "text",
    .summary = "for reading; the default",
    .extension = "txt",
    .state_size = sizeof(struct text_state),
    .passage = put_passage,
    .end = end,
};
