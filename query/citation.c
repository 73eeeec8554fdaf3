#include "citation.h"

#include "known_as.h"

bool citation_is_one_turn(const struct passage *passage)
{
    return passage->turn_count < 2;
}

void citation_put_time(struct buf *out, const struct passage *passage)
{
    struct buf end = BUF_INIT;
    size_t start = out->len;

    if (passage->start_ms == TIME_NONE)
        return;
    if (passage->within_ms > WITHIN_APPROXIMATE_MS)
        buf_char(out, '~');
    start = out->len;
    timecode_print_clock(out, passage->start_ms);
    timecode_print_clock(&end, passage->end_ms);
    if (!slice_equal(slice_from(buf_view(out), start), buf_view(&end))) {
        buf_string(out, "–");
        buf_slice(out, buf_view(&end));
    }
    buf_release(&end);
}

void citation_put_words(struct buf *out, const struct passage *passage)
{
    if (citation_is_one_turn(passage)) {
        buf_slice(out, passage->text);
        return;
    }
    for (size_t i = 0; i < passage->turn_count; i++) {
        struct slice speaker = passage->turns[i].speaker;

        if (i)
            buf_char(out, ' ');
        buf_slice(out, speaker.len ? speaker : CITATION_NOT_KNOWN);
        buf_string(out, ": “");
        buf_slice(out, passage->turns[i].text);
        buf_string(out, "”");
    }
}

/* ---- the line of attribution ---- */

static void put_marked(struct buf *out, const struct citation_form *form,
                       const char *open, struct slice text, const char *close)
{
    buf_string(out, open);
    form->text(out, text);
    buf_string(out, close);
}

static void put_place(struct buf *out, const struct passage *passage,
                      const struct citation_form *form)
{
    struct buf time = BUF_INIT;

    citation_put_time(&time, passage);
    if (time.len || passage->link.len) {
        struct slice label = time.len ? buf_view(&time) : passage->link;

        buf_string(out, ", ");
        form->link(out, label, passage->link);
    }
    buf_release(&time);
}

void citation_put(struct buf *out, const struct passage *passage,
                  const struct citation_form *form)
{
    const struct passage_episode *episode = passage->episode;
    bool named = citation_is_one_turn(passage) && passage->speaker.len;

    buf_string(out, "— ");
    if (named)
        form->text(out, passage->speaker);
    if (named && (episode->show.len || episode->title.len))
        buf_string(out, ", ");
    if (episode->show.len)
        put_marked(out, form, form->show_open, episode->show, form->show_close);
    if (episode->show.len && episode->title.len)
        buf_string(out, ", ");
    if (episode->title.len)
        put_marked(out, form, form->title_open, episode->title,
                   form->title_close);
    if (episode->date.len)
        put_marked(out, form, " (", episode->date, ")");
    put_place(out, passage, form);
}

/* ---- people ---- */

struct citation_people citation_speakers(const struct passage *passage,
                                         struct arena *arena)
{
    struct citation_people people = {
        .list = arena_array(arena, passage->turn_count, sizeof(struct slice)),
    };

    for (size_t i = 0; i < passage->turn_count; i++) {
        struct slice speaker = passage->turns[i].speaker;
        bool known = speaker.len == 0;

        for (size_t j = 0; j < people.count && !known; j++)
            known = slice_equal(people.list[j], speaker);
        if (!known)
            people.list[people.count++] = speaker;
    }
    return people;
}

/* "van", "de la": words before a family name that belong to it. */
static bool is_particle(struct slice word)
{
    return word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
}

void citation_part_name(struct slice name, struct slice *ret_family,
                        struct slice *ret_given)
{
    struct slice rest = name, word;
    size_t family = 0;
    bool particle = false;

    *ret_family = name;
    *ret_given = SLICE("");
    if (!name_is_personal(name) || slice_find_char(name, ',') < name.len)
        return;
    while (!particle && slice_next_part(&rest, ' ', &word)) {
        family = (size_t)(word.ptr - name.ptr);
        particle = family > 0 && is_particle(word);
    }
    if (family == 0)
        return;
    *ret_family = slice_from(name, family);
    *ret_given = slice_trim(slice_range(name, 0, family));
}

size_t citation_date(struct slice date, int64_t ret_parts[static 3])
{
    size_t count = 0;

    while (count < 3 && slice_take_number(&date, 9999, &ret_parts[count])) {
        count++;
        if (!slice_take_char(&date, '-'))
            break;
    }
    return count;
}
