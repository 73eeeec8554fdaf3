/*
 * Notes in Markdown. The page reader (indexer/page.h) reads them back: so no
 * line but those of chapters begins or ends with a time.
 */
#include "base/alloc.h"
#include "escape.h"
#include "hyperlink.h"
#include "notes.h"
#include "quote_form.h"

#include <stdlib.h>

static void put_label(struct buf *out, const char *label, struct slice value)
{
    if (value.len == 0)
        return;
    buf_printf(out, "**%s:** ", label);
    escape_markdown(out, value);
    buf_string(out, "  \n");
}

static void put_people(struct buf *out, const struct people *people)
{
    if (people->count == 0)
        return;
    buf_string(out, "**With:** ");
    notes_put_people(out, people, escape_markdown);
    buf_string(out, "  \n");
}

static void put_link(struct buf *out, struct slice label, struct slice url)
{
    struct buf escaped = BUF_INIT;

    escape_markdown(&escaped, label);
    hyperlink_markdown(out, buf_view(&escaped), url);
    buf_release(&escaped);
}

static void put_head(struct buf *out, const struct notes *notes)
{
    const struct episode_meta *meta = notes->meta;

    buf_string(out, "# ");
    escape_markdown(out, meta->title.len ? meta->title : SLICE("Untitled"));
    buf_string(out, "\n\n");
    put_label(out, "Show", meta->show);
    put_label(out, "Episode", meta->number);
    put_label(out, "Date", meta->date);
    put_people(out, &meta->people);
    for (size_t i = 0; i < notes->link_count; i++) {
        buf_string(out, i ? " · " : "**Listen on:** ");
        put_link(out, slice_of(notes->links[i].platform), notes->links[i].url);
    }
    if (notes->link_count)
        buf_char(out, '\n');
    buf_string(out, "\n" NOTES_PREAMBLE "\n");
}

/* Not the time alone: several of these on a line would be chapters. */
static void put_moment(struct buf *out, const struct note_moment *moment)
{
    struct buf label = BUF_INIT;

    buf_string(&label, "at ");
    notes_put_moment(&label, moment);
    put_link(out, buf_view(&label), moment->link);
    buf_release(&label);
}

static void put_moments(struct buf *out, const struct note_moment *moments,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_string(out, ", ");
        put_moment(out, &moments[i]);
    }
}

static void put_chapters(struct buf *out, const struct notes *notes)
{
    if (notes->chapter_count)
        buf_string(out, "\n## Chapters\n\n");
    for (size_t i = 0; i < notes->chapter_count; i++) {
        buf_string(out, "- (");
        notes_put_moment(out, &notes->chapter_moments[i]);
        buf_string(out, ") ");
        put_link(out, notes->chapters[i].title, notes->chapter_moments[i].link);
        buf_char(out, '\n');
    }
}

static void put_takeaways(struct buf *out, const struct notes *notes)
{
    if (notes->takeaway_count)
        buf_string(out, "\n## Takeaways\n\n");
    for (size_t i = 0; i < notes->takeaway_count; i++) {
        const struct note_takeaway *takeaway = &notes->takeaways[i];

        buf_string(out, "- ");
        escape_markdown(out, takeaway->text);
        if (takeaway->count) {
            buf_string(out, " (");
            put_moments(out, takeaway->moments, takeaway->count);
            buf_string(out, " in the recording)\n");
        } else {
            buf_string(out, " (no passage found)\n");
        }
    }
}

static void put_quotes(struct buf *out, const struct notes *notes)
{
    static const struct present_style plain = { .width = 0 };

    void *state = mem_alloc(quote_md.state_size);

    if (notes->quote_count)
        buf_string(out, "\n## Quotes\n");
    for (size_t i = 0; i < notes->quote_count; i++) {
        if (i == 0)
            buf_char(out, '\n');
        quote_md.passage(state, &plain, &notes->quotes[i], out);
    }
    free(state);
}

static void put_mentions(struct buf *out, const struct notes *notes)
{
    if (notes->mention_count)
        buf_string(out, "\n## Mentioned\n\n");
    for (size_t i = 0; i < notes->mention_count; i++) {
        buf_string(out, "- ");
        escape_markdown(out, notes->mentions[i].text);
        buf_string(out, " (");
        put_moments(out, notes->mentions[i].moments, notes->mentions[i].count);
        buf_printf(out, "; %zu times)\n", notes->mentions[i].times);
    }
}

static void print(const struct notes *notes, struct buf *out)
{
    put_head(out, notes);
    put_chapters(out, notes);
    put_takeaways(out, notes);
    put_quotes(out, notes);
    put_mentions(out, notes);
}

const struct notes_form notes_md = {
    .name = "md",
    .extension = "md",
    .print = print,
};
