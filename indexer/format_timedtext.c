/*
 * YouTube's captions as XML. No specification is public; yt-dlp calls them
 *
 * - srv1: <transcript><text start="12.5" dur="2.1">, seconds. Text is escaped
 *   twice, and holds markup between the two.
 * - srv2: <timedtext><text t="12500" d="2100">, milliseconds; escaped as srv1.
 * - srv3: <timedtext format="3"><body><p t="12500" d="2100"><s t="300">,
 *   milliseconds, those of <s> from the start of <p>; escaped once.
 */

#include "charref.h"
#include "decode.h"
#include "format.h"
#include "xml.h"
#include "youtube.h"

enum {
    LOOK_BYTES = 65536, /* of the text, for the probe */
    QUOTED_BYTES = 40,  /* of a value in a complaint */
};

struct reader {
    struct youtube_captions captions;
    struct arena *scratch; /* until the document is read */
    struct diag *diag;
    bool seconds;      /* srv1 */
    bool open;         /* we are in a caption */
    bool paragraph;    /* … and it is a <p>: srv3 */
    struct buf piece;  /* of its text, not yet added */
    int64_t offset_ms; /* of that piece */
};

/* ---- times ---- */

static bool take_time(struct slice value, bool seconds, int64_t *ret_ms)
{
    value = slice_trim(value);
    if (seconds)
        return timecode_take_loose(&value, ret_ms) && value.len == 0;
    return slice_take_number(&value, TIME_MAX, ret_ms) && value.len == 0;
}

/* The time in an attribute, or TIME_NONE. */
static int64_t time_in(struct reader *reader, const struct xml_element *element,
                       const char *name)
{
    struct slice value;
    int64_t ms;

    if (!xml_attribute(element, name, reader->scratch, &value))
        return TIME_NONE;
    if (take_time(value, reader->seconds, &ms))
        return ms;
    diag_add(reader->diag, DIAG_WARNING, element->line,
             "not a time: %s=\"%.*s\"", name,
             SLICE_ARG(slice_range(value, 0, QUOTED_BYTES)));
    return TIME_NONE;
}

/* ---- text ---- */

/* Takes a tag off the front of *rest, which starts with '<'. */
static bool take_tag(struct slice *rest)
{
    struct slice name = slice_from(*rest, 1);
    size_t end =
        slice_find_char(slice_range(name, 0, slice_find_char(name, '<')), '>');

    slice_take_char(&name, '/');
    if (name.len == 0 || !ascii_is_alpha(name.ptr[0]) || end == SLICE_NOT_FOUND)
        return false;
    *rest = slice_from(*rest, end + 2);
    return true;
}

/*
 * Appends text that is escaped once more: now its tags are tags, and what the
 * references in it stand for is text.
 */
static void unescape(struct buf *out, struct slice text)
{
    while (text.len) {
        size_t plain = slice_find_char(text, '<');

        charref_decode(out, slice_range(text, 0, plain));
        text = slice_from(text, plain);
        if (text.len && !take_tag(&text)) {
            buf_char(out, '<');
            text = slice_from(text, 1);
        }
    }
}

static void add_piece(struct reader *reader)
{
    struct buf unescaped = BUF_INIT;
    struct slice text = buf_view(&reader->piece);

    if (!reader->paragraph) {
        unescape(&unescaped, text);
        text = buf_view(&unescaped);
    }
    if (text.len)
        youtube_caption_add(&reader->captions,
                            decode_clean(text, reader->scratch),
                            reader->offset_ms);
    buf_release(&unescaped);
    buf_clear(&reader->piece);
    reader->offset_ms = TIME_NONE;
}

/* ---- elements ---- */

static bool is_set(struct reader *reader, const struct xml_element *element,
                   const char *name)
{
    struct slice value;

    return xml_attribute(element, name, reader->scratch, &value) &&
           slice_equal(value, SLICE("1"));
}

static void begin_caption(struct reader *reader,
                          const struct xml_element *element)
{
    bool srv1 = reader->seconds;
    int64_t start_ms = time_in(reader, element, srv1 ? "start" : "t");

    if (start_ms == TIME_NONE)
        diag_add(reader->diag, DIAG_WARNING, element->line,
                 "a caption has no start");
    reader->open = true;
    reader->paragraph = slice_equal(element->name, SLICE("p"));
    reader->offset_ms = TIME_NONE;
    buf_clear(&reader->piece);
    youtube_caption_begin(
        &reader->captions, start_ms,
        time_in(reader, element, srv1 ? "dur" : "d"),
        is_set(reader, element, reader->paragraph ? "a" : "append"),
        element->line);
}

static bool is_caption(struct slice name)
{
    return slice_equal(name, SLICE("p")) || slice_equal(name, SLICE("text"));
}

static bool on_open(void *context, const struct xml_element *element)
{
    struct reader *reader = context;

    if (element->depth == 0) {
        reader->seconds = slice_equal(element->name, SLICE("transcript"));
    } else if (!reader->open) {
        if (is_caption(element->name))
            begin_caption(reader, element);
    } else if (slice_equal(element->name, SLICE("s"))) {
        add_piece(reader);
        reader->offset_ms = time_in(reader, element, "t");
    } else if (slice_equal(element->name, SLICE("br"))) {
        buf_char(&reader->piece, '\n');
    }
    return true;
}

static void on_close(void *context, struct slice name)
{
    struct reader *reader = context;

    if (!reader->open)
        return;
    if (slice_equal(name, SLICE("s"))) {
        add_piece(reader);
    } else if (is_caption(name)) {
        add_piece(reader);
        youtube_caption_end(&reader->captions);
        reader->open = false;
    }
}

static void on_text(void *context, struct slice piece)
{
    struct reader *reader = context;

    if (reader->open)
        buf_slice(&reader->piece, piece);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    static const struct xml_handler handler = { on_open, on_close, on_text };
    struct arena scratch;
    struct reader reader = { .scratch = &scratch, .diag = diag };
    enum status status;

    arena_init(&scratch);
    youtube_captions_init(&reader.captions, list);
    status =
        xml_parse(input->text, input->first_line, &handler, &reader, diag, err);
    youtube_captions_finish(&reader.captions);
    buf_release(&reader.piece);
    arena_release(&scratch);
    return status;
}

/* ---- probing ---- */

/* Looks for a <text> with a start, below a root that others have, too. */
static bool seek_caption(void *context, const struct xml_element *element)
{
    bool *found = context;
    struct arena scratch;
    struct slice start;

    if (!slice_equal(element->name, SLICE("text")))
        return element->depth == 0;
    arena_init(&scratch);
    *found = xml_attribute(element, "start", &scratch, &start);
    arena_release(&scratch);
    return false;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    static const struct xml_handler handler = { .open = seek_caption };
    bool found = false;
    struct error err;

    *ret_why = "XML with the root <timedtext>";
    if (xml_root_is(input->text, "timedtext"))
        return PROBE_CERTAIN;
    *ret_why = "XML with <text start> in a <transcript>";
    if (!xml_root_is(input->text, "transcript"))
        return PROBE_NO;
    xml_parse(slice_range(input->text, 0, LOOK_BYTES), 1, &handler, &found,
              NULL, &err);
    return found ? PROBE_CERTAIN : PROBE_NO;
}

const struct format format_timedtext = {
    .name = "timedtext",
    .summary = "YouTube's XML: srv1, srv2 and srv3 of yt-dlp",
    .probe = probe,
    .read = read,
};
