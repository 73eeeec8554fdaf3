/*
 * BibTeX, a @misc a quote: styles without an entry for recordings print it, and
 * biblatex reads its date. Names and titles in braces of their own stay as they
 * are.
 */
#include "citation.h"
#include "escape.h"
#include "name.h"
#include "quote_form.h"

#include <inttypes.h>

/* Letters and digits of ASCII, lower case: what every program takes in a key. */
static void put_key_part(struct buf *out, struct slice text,
                         struct arena *arena)
{
    struct slice folded = name_fold(text, arena);

    for (size_t i = 0; i < folded.len; i++)
        if (ascii_is_alpha(folded.ptr[i]) || ascii_is_digit(folded.ptr[i]))
            buf_char(out, ascii_lower(folded.ptr[i]));
}

/* reyes2026-12-1641-1688: no two quotes have the same words of a transcript. */
static void put_key(struct buf *out, const struct passage *passage,
                    struct arena *arena)
{
    struct slice family, given;
    int64_t date[3];

    citation_part_name(passage->speaker, &family, &given);
    put_key_part(out, family.len ? family : passage->episode->show, arena);
    if (citation_date(passage->episode->date, date))
        buf_printf(out, "%04" PRId64, date[0]);
    buf_printf(out, "-%" PRId64 "-%" PRIu32 "-%" PRIu32, passage->transcript,
               passage->first_token, passage->end_token);
}

static void put_field(struct buf *out, const char *name, struct slice value)
{
    if (value.len == 0)
        return;
    buf_printf(out, ",\n  %s = {", name);
    escape_tex(out, value);
    buf_char(out, '}');
}

static void put_authors(struct buf *out, const struct passage *passage,
                        struct arena *arena)
{
    struct citation_people people = citation_speakers(passage, arena);

    for (size_t i = 0; i < people.count; i++) {
        struct slice family, given;

        citation_part_name(people.list[i], &family, &given);
        buf_string(out, i ? " and {" : ",\n  author = {{");
        escape_tex(out, family);
        buf_char(out, '}');
        if (given.len) {
            buf_string(out, ", {");
            escape_tex(out, given);
            buf_char(out, '}');
        }
    }
    if (people.count)
        buf_char(out, '}');
}

static void put_date(struct buf *out, struct slice date)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr",
                                          "may", "jun", "jul", "aug",
                                          "sep", "oct", "nov", "dec" };
    int64_t parts[3];
    size_t count = citation_date(date, parts);

    if (count == 0)
        return;
    put_field(out, "date", date);
    buf_printf(out, ",\n  year = {%" PRId64 "}", parts[0]);
    if (count > 1 && parts[1] >= 1 && parts[1] <= 12)
        buf_printf(out, ",\n  month = %s", months[parts[1] - 1]);
}

static void put_entry(struct buf *out, const struct passage *passage,
                      struct arena *arena)
{
    const struct passage_episode *episode = passage->episode;
    struct buf time = BUF_INIT, words = BUF_INIT;

    buf_string(out, "@misc{");
    put_key(out, passage, arena);
    put_authors(out, passage, arena);
    if (episode->title.len) {
        buf_string(out, ",\n  title = {{");
        escape_tex(out, episode->title);
        buf_string(out, "}}");
    }
    put_field(out, "howpublished", episode->show);
    put_date(out, episode->date);
    citation_put_time(&time, passage);
    put_field(out, "note", buf_view(&time));
    if (passage->link.len) {
        buf_string(out, ",\n  url = {");
        escape_url(out, passage->link);
        buf_char(out, '}');
    }
    citation_put_words(&words, passage);
    put_field(out, "abstract", buf_view(&words));
    buf_string(out, "\n}\n");
    buf_release(&words);
    buf_release(&time);
}

static void put_bibtex(void *state, const struct present_style *style,
                       const struct passage *passage, struct buf *out)
{
    struct arena arena;

    (void)state;
    (void)style;
    arena_init(&arena);
    put_entry(out, passage, &arena);
    arena_release(&arena);
}

const struct presenter quote_bibtex = {
    .name = "bibtex",
    .summary = "BibTeX, an entry a quote",
    .extension = "bib",
    .passage = put_bibtex,
};
