/*
 * Notes in HTML. The page reader (indexer/page.h) reads them back: so no line
 * but those of chapters begins or ends with a time.
 */
#include "escape.h"
#include "hyperlink.h"
#include "notes.h"
#include "quote_form.h"

static void put_label(struct buf *out, const char *label, struct slice value)
{
    if (value.len == 0)
        return;
    buf_printf(out, "<p><b>%s:</b> ", label);
    escape_xml(out, value);
    buf_string(out, "</p>\n");
}

static void put_people(struct buf *out, const struct people *people)
{
    if (people->count == 0)
        return;
    buf_string(out, "<p><b>With:</b> ");
    notes_put_people(out, people, escape_xml);
    buf_string(out, "</p>\n");
}

static void put_head(struct buf *out, const struct notes *notes)
{
    const struct episode_meta *meta = notes->meta;
    struct slice title = meta->title.len ? meta->title : SLICE("Untitled");

    buf_string(out,
               "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
               "<title>");
    escape_xml(out, title);
    buf_string(out, "</title>\n</head>\n<body>\n<article>\n<h1>");
    escape_xml(out, title);
    buf_string(out, "</h1>\n");
    put_label(out, "Show", meta->show);
    put_label(out, "Episode", meta->number);
    put_label(out, "Date", meta->date);
    put_people(out, &meta->people);
    if (notes->link_count)
        buf_string(out, "<p><b>Listen on:</b> ");
    for (size_t i = 0; i < notes->link_count; i++) {
        if (i)
            buf_string(out, " · ");
        hyperlink_html(out, slice_of(notes->links[i].platform),
                       notes->links[i].url);
    }
    if (notes->link_count)
        buf_string(out, "</p>\n");
    buf_string(out, "<p>" NOTES_PREAMBLE "</p>\n");
}

/* Not times alone: several of these on a line would be chapters. */
static void put_moments(struct buf *out, const struct note_moment *moments,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf label = BUF_INIT;

        if (i)
            buf_string(out, ", ");
        buf_string(&label, "at ");
        notes_put_moment(&label, &moments[i]);
        hyperlink_html(out, buf_view(&label), moments[i].link);
        buf_release(&label);
    }
}

static void begin_list(struct buf *out, const char *heading)
{
    buf_printf(out, "<h2>%s</h2>\n<ul>\n", heading);
}

static void put_chapters(struct buf *out, const struct notes *notes)
{
    if (notes->chapter_count == 0)
        return;
    begin_list(out, "Chapters");
    for (size_t i = 0; i < notes->chapter_count; i++) {
        buf_string(out, "<li>(");
        notes_put_moment(out, &notes->chapter_moments[i]);
        buf_string(out, ") ");
        hyperlink_html(out, notes->chapters[i].title,
                       notes->chapter_moments[i].link);
        buf_string(out, "</li>\n");
    }
    buf_string(out, "</ul>\n");
}

static void put_takeaways(struct buf *out, const struct notes *notes)
{
    if (notes->takeaway_count == 0)
        return;
    begin_list(out, "Takeaways");
    for (size_t i = 0; i < notes->takeaway_count; i++) {
        const struct note_takeaway *takeaway = &notes->takeaways[i];

        buf_string(out, "<li>");
        escape_xml(out, takeaway->text);
        buf_string(out, " (");
        put_moments(out, takeaway->moments, takeaway->count);
        buf_string(out, takeaway->count ? " in the recording)</li>\n"
                                        : "no passage found)</li>\n");
    }
    buf_string(out, "</ul>\n");
}

static void put_quotes(struct buf *out, const struct notes *notes)
{
    static const struct present_style plain = { .width = 0 };

    if (notes->quote_count)
        buf_string(out, "<h2>Quotes</h2>\n");
    for (size_t i = 0; i < notes->quote_count; i++)
        quote_html.passage(NULL, &plain, &notes->quotes[i], out);
}

static void put_mentions(struct buf *out, const struct notes *notes)
{
    if (notes->mention_count == 0)
        return;
    begin_list(out, "Mentioned");
    for (size_t i = 0; i < notes->mention_count; i++) {
        const struct note_mention *mention = &notes->mentions[i];

        buf_string(out, "<li>");
        escape_xml(out, mention->text);
        buf_string(out, " (");
        put_moments(out, mention->moments, mention->count);
        buf_printf(out, "; %zu times)</li>\n", mention->times);
    }
    buf_string(out, "</ul>\n");
}

static void print(const struct notes *notes, struct buf *out)
{
    put_head(out, notes);
    put_chapters(out, notes);
    put_takeaways(out, notes);
    put_quotes(out, notes);
    put_mentions(out, notes);
    buf_string(out, "</article>\n</body>\n</html>\n");
}

const struct notes_form notes_html = {
    .name = "html",
    .extension = "html",
    .print = print,
};
