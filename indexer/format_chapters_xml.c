/*
 * Chapters in XML:
 *
 * - Podlove Simple Chapters: <chapter start="00:01:02.500" title="…"/>, the
 *   start in normal play time (RFC 2326: 62.5, 1:02.5).
 * - Matroska, as mkvextract writes it: <ChapterAtom> with <ChapterTimeStart>,
 *   <ChapterTimeEnd>, <ChapterFlagHidden>, <ChapterFlagEnabled> and a
 *   <ChapterString> for each language; atoms lie in atoms.
 */

#include "chapter.h"
#include "decode.h"
#include "format.h"
#include "xml.h"

#define NO_ATOM SIZE_MAX

/* A chapter of Matroska's, in the order in which they open. */
struct atom {
    size_t parent; /* the atom around it, or NO_ATOM */
    int64_t start_ms, end_ms;
    struct slice title;
    bool hidden;
};

struct reader {
    struct cue_list *list;
    struct arena scratch; /* until the document is read */
    struct atom *atoms;
    size_t count, capacity;
    size_t open; /* the innermost open atom, or NO_ATOM */
    size_t editions;
    struct buf text;
    size_t skipped; /* chapters without a time */
};

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice text = input->text;

    if (xml_root_is(text, "Chapters")) {
        *ret_why = "XML, Matroska's <Chapters>";
        return PROBE_CERTAIN;
    }
    if (xml_root_is(text, "chapters")) {
        *ret_why = "XML, Podlove's <chapters>";
        return PROBE_CERTAIN;
    }
    return PROBE_NO;
}

/* ---- Podlove ---- */

static void read_podlove(struct reader *reader,
                         const struct xml_element *element)
{
    struct slice start, title = { 0 };
    int64_t start_ms = TIME_NONE;

    if (xml_attribute(element, "start", &reader->scratch, &start))
        start_ms = chapter_time(start);
    xml_attribute(element, "title", &reader->scratch, &title);
    if (start_ms == TIME_NONE)
        reader->skipped++;
    else
        chapter_append(reader->list, start_ms, TIME_NONE,
                       decode_clean(title, &reader->scratch));
}

/* ---- Matroska ---- */

static void open_atom(struct reader *reader)
{
    reader->atoms =
        arena_grow(&reader->scratch, reader->atoms, &reader->capacity,
                   reader->count + 1, sizeof(*reader->atoms));
    reader->atoms[reader->count] = (struct atom){ .parent = reader->open,
                                                  .start_ms = TIME_NONE,
                                                  .end_ms = TIME_NONE };
    reader->open = reader->count++;
}

static void take_element(struct reader *reader, struct atom *atom,
                         struct slice name)
{
    struct slice text = slice_trim(buf_view(&reader->text));

    if (slice_equal(name, SLICE("ChapterTimeStart")))
        atom->start_ms = chapter_time(text);
    else if (slice_equal(name, SLICE("ChapterTimeEnd")))
        atom->end_ms = chapter_time(text);
    else if (slice_equal(name, SLICE("ChapterFlagHidden")))
        atom->hidden = atom->hidden || slice_equal(text, SLICE("1"));
    else if (slice_equal(name, SLICE("ChapterFlagEnabled")))
        atom->hidden = atom->hidden || slice_equal(text, SLICE("0"));
    else if (slice_equal(name, SLICE("ChapterString")) && !atom->title.len)
        atom->title =
            arena_copy(&reader->scratch, decode_clean(text, &reader->scratch));
}

static void append_atoms(struct reader *reader)
{
    for (size_t i = 0; i < reader->count; i++) {
        const struct atom *atom = &reader->atoms[i];

        if (atom->hidden)
            continue;
        if (atom->start_ms == TIME_NONE)
            reader->skipped++;
        else
            chapter_append(reader->list, atom->start_ms, atom->end_ms,
                           atom->title);
    }
}

/* ---- both ---- */

static bool on_open(void *context, const struct xml_element *element)
{
    struct reader *reader = context;

    buf_clear(&reader->text);
    if (slice_equal(element->name, SLICE("chapter")))
        read_podlove(reader, element);
    else if (slice_equal(element->name, SLICE("ChapterAtom")))
        open_atom(reader);
    else if (slice_equal(element->name, SLICE("EditionEntry")))
        /* Another edition is another cut of the same film. */
        return ++reader->editions < 2 || reader->count == 0;
    return true;
}

static void on_close(void *context, struct slice name)
{
    struct reader *reader = context;

    if (reader->open == NO_ATOM)
        return;
    if (slice_equal(name, SLICE("ChapterAtom")))
        reader->open = reader->atoms[reader->open].parent;
    else
        take_element(reader, &reader->atoms[reader->open], name);
    buf_clear(&reader->text);
}

static void on_text(void *context, struct slice piece)
{
    struct reader *reader = context;

    if (reader->open != NO_ATOM)
        buf_slice(&reader->text, piece);
}

static enum status read_chapters(const struct format_input *input,
                                 struct cue_list *list, struct diag *diag,
                                 struct error *err)
{
    static const struct xml_handler handler = { on_open, on_close, on_text };
    struct reader reader = { .list = list, .open = NO_ATOM };
    enum status status;

    arena_init(&reader.scratch);
    status =
        xml_parse(input->text, input->first_line, &handler, &reader, diag, err);
    if (!status)
        append_atoms(&reader);
    if (reader.skipped)
        diag_add(diag, DIAG_WARNING, 0, "%zu chapters without a time left out",
                 reader.skipped);
    buf_release(&reader.text);
    arena_release(&reader.scratch);
    return status;
}

const struct format format_chapters_xml = {
    .name = "chapters-xml",
    .summary = "chapters: Podlove Simple Chapters and Matroska XML",
    .probe = probe,
    .read = read_chapters,
};
