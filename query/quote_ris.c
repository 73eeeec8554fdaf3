/*
 * RIS: "TAG  - value" a line, "TY" first and "ER" last, lines end in CR LF.
 */
#include "citation.h"
#include "escape.h"
#include "quote_form.h"

#include <inttypes.h>

static void put_tag(struct buf *out, const char *tag, struct slice value)
{
    if (value.len == 0)
        return;
    buf_printf(out, "%s  - ", tag);
    escape_line(out, value);
    buf_string(out, "\r\n");
}

static void put_authors(struct buf *out, const struct passage *passage,
                        struct arena *arena)
{
    struct citation_people people = citation_speakers(passage, arena);

    for (size_t i = 0; i < people.count; i++) {
        struct slice family, given, name = people.list[i];

        citation_part_name(name, &family, &given);
        if (given.len)
            name = arena_printf(arena, "%.*s, %.*s", SLICE_ARG(family),
                                SLICE_ARG(given));
        put_tag(out, "AU", name);
    }
}

/* YYYY/MM/DD/other, empty where it is not known. */
static void put_date(struct buf *out, struct slice date)
{
    int64_t parts[3];
    size_t count = citation_date(date, parts);

    if (count == 0)
        return;
    buf_printf(out, "PY  - %04" PRId64 "\r\nDA  - %04" PRId64 "/", parts[0],
               parts[0]);
    for (size_t i = 1; i < 3; i++) {
        if (i < count)
            buf_printf(out, "%02" PRId64, parts[i]);
        buf_char(out, '/');
    }
    buf_string(out, "\r\n");
}

static void put_ris(void *state, const struct present_style *style,
                    const struct passage *passage, struct buf *out)
{
    const struct passage_episode *episode = passage->episode;
    struct buf time = BUF_INIT, words = BUF_INIT;
    struct arena arena;

    (void)state;
    (void)style;
    arena_init(&arena);
    put_tag(out, "TY", SLICE("SOUND"));
    put_authors(out, passage, &arena);
    put_tag(out, "TI", episode->title);
    put_tag(out, "T2", episode->show);
    put_tag(out, "IS", episode->number);
    put_date(out, episode->date);
    put_tag(out, "UR", passage->link);
    citation_put_time(&time, passage);
    put_tag(out, "N1", buf_view(&time));
    citation_put_words(&words, passage);
    put_tag(out, "AB", buf_view(&words));
    buf_string(out, "ER  - \r\n");
    buf_release(&words);
    buf_release(&time);
    arena_release(&arena);
}

const struct presenter quote_ris = {
    .name = "ris",
    .summary = "RIS, a record a quote",
    .extension = "ris",
    .passage = put_ris,
};
