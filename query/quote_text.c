/*
 * Quotes for people: Markdown, plain text, HTML. A turn is a paragraph; of
 * several, each says who speaks.
 */
#include "citation.h"
#include "escape.h"
#include "hyperlink.h"
#include "quote_form.h"

static struct slice speaker_of(const struct turn *turn)
{
    return turn->speaker.len ? turn->speaker : CITATION_NOT_KNOWN;
}

/* What is kept between quotes. */
struct state {
    bool any;
};

/* An empty line, but before the first quote. */
static void part_from_last(struct state *state, struct buf *out)
{
    if (state->any)
        buf_char(out, '\n');
    state->any = true;
}

/* ---- Markdown ---- */

static void link_md(struct buf *out, struct slice label, struct slice url)
{
    struct buf escaped = BUF_INIT;

    /* A time has nothing in it that Markdown would take for its own. */
    if (slice_equal(label, url)) {
        escape_markdown(&escaped, label);
        label = buf_view(&escaped);
    }
    hyperlink_markdown(out, label, url);
    buf_release(&escaped);
}

static const struct citation_form form_md = {
    .text = escape_markdown,
    .show_open = "*",
    .show_close = "*",
    .title_open = "\"",
    .title_close = "\"",
    .link = link_md,
};

/* The mark for words left out is ours, and reads the same unescaped. */
static void put_words_md(struct buf *out, struct slice text)
{
    const struct slice mark = SLICE("[…]");
    size_t at;

    while ((at = slice_find(text, mark)) != SLICE_NOT_FOUND) {
        escape_markdown(out, slice_range(text, 0, at));
        buf_slice(out, mark);
        text = slice_from(text, at + mark.len);
    }
    escape_markdown(out, text);
}

static void put_md(void *values, const struct present_style *style,
                   const struct passage *passage, struct buf *out)
{
    (void)style;
    part_from_last(values, out);
    for (size_t i = 0; i < passage->turn_count; i++) {
        buf_string(out, "> ");
        if (!citation_is_one_turn(passage)) {
            buf_string(out, "**");
            escape_markdown(out, speaker_of(&passage->turns[i]));
            buf_string(out, ":** ");
        }
        put_words_md(out, passage->turns[i].text);
        buf_string(out, "\n>\n");
    }
    buf_string(out, "> ");
    citation_put(out, passage, &form_md);
    buf_char(out, '\n');
}

const struct presenter quote_md = {
    .name = "md",
    .summary = "Markdown, a block quote",
    .extension = "md",
    .state_size = sizeof(struct state),
    .passage = put_md,
};

/* ---- plain text ---- */

static void link_txt(struct buf *out, struct slice label, struct slice url)
{
    escape_line(out, label);
    if (url.len && !slice_equal(label, url)) {
        buf_string(out, ", ");
        escape_line(out, url);
    }
}

static const struct citation_form form_txt = {
    .text = escape_line,
    .show_open = "",
    .show_close = "",
    .title_open = "“",
    .title_close = "”",
    .link = link_txt,
};

static void put_txt(void *values, const struct present_style *style,
                    const struct passage *passage, struct buf *out)
{
    (void)style;
    part_from_last(values, out);
    for (size_t i = 0; i < passage->turn_count; i++) {
        if (!citation_is_one_turn(passage)) {
            escape_line(out, speaker_of(&passage->turns[i]));
            buf_string(out, ": ");
        }
        buf_string(out, "“");
        escape_line(out, passage->turns[i].text);
        buf_string(out, "”\n");
    }
    citation_put(out, passage, &form_txt);
    buf_char(out, '\n');
}

const struct presenter quote_txt = {
    .name = "txt",
    .summary = "plain text",
    .extension = "txt",
    .state_size = sizeof(struct state),
    .passage = put_txt,
};

/* ---- HTML ---- */

static const struct citation_form form_html = {
    .text = escape_xml,
    .show_open = "<cite>",
    .show_close = "</cite>",
    .title_open = "“",
    .title_close = "”",
    .link = hyperlink_html,
};

static void put_html(void *values, const struct present_style *style,
                     const struct passage *passage, struct buf *out)
{
    (void)values;
    (void)style;
    buf_string(out, "<figure>\n<blockquote");
    if (passage->link.len) {
        buf_string(out, " cite=\"");
        escape_url(out, passage->link);
        buf_char(out, '"');
    }
    buf_string(out, ">\n");
    for (size_t i = 0; i < passage->turn_count; i++) {
        buf_string(out, "<p>");
        if (!citation_is_one_turn(passage)) {
            buf_string(out, "<b>");
            escape_xml(out, speaker_of(&passage->turns[i]));
            buf_string(out, ":</b> ");
        }
        escape_xml(out, passage->turns[i].text);
        buf_string(out, "</p>\n");
    }
    buf_string(out, "</blockquote>\n<figcaption>");
    citation_put(out, passage, &form_html);
    buf_string(out, "</figcaption>\n</figure>\n");
}

const struct presenter quote_html = {
    .name = "html",
    .summary = "HTML, a figure with a blockquote",
    .extension = "html",
    .passage = put_html,
};
