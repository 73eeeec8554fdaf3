/*
 * W3C Timed Text: TTML, its older name DFXP, its profiles IMSC, EBU-TT-D and
 * iTT, and what Apple Podcasts keeps of its transcripts.
 *
 *   <tt xml:lang="en"><body><div><p begin="1.5s" end="4s">text</p>…
 *
 * Names are compared without prefixes, which files forget to declare. Styles
 * and regions do not matter here.
 */

#include "decode.h"
#include "format.h"
#include "language.h"
#include "spoken.h"
#include "ttml_span.h"
#include "ttml_time.h"

#include "base/limits.h"

enum {
    AGENTS_MAX = 200,  /* more are no people */
    QUOTED_BYTES = 40, /* of a value in a complaint */
};

/* What the text in an element is. */
enum text_use {
    TEXT_NONE,
    TEXT_SPEECH,
    TEXT_TITLE,
    TEXT_NAME, /* of an agent */
};

struct level {
    struct ttml_span span;
    enum text_use use;
    bool preserve;      /* white space */
    bool unit;          /* a word or sentence: blanks around it go unsaid */
    bool timed;         /* below a <p>: it has times of its own */
    struct slice agent; /* its name, or its id */
};

struct agent {
    struct slice id, name;
};

struct reader {
    struct cue_list *list;
    struct arena scratch; /* until the document is read */
    struct diag *diag;
    struct ttml_clock clock;
    struct ttml_nesting nesting;
    struct level levels[LIMIT_NESTING];
    int depth; /* levels that are open */
    struct agent agents[AGENTS_MAX];
    size_t agent_count;
    struct buf label; /* a title or a name */
    bool open;        /* we are in a <p> */
    struct cue cue;
    struct buf text;          /* of it */
    struct buf piece;         /* the end of that, of one level */
    struct spoken_list words; /* the pieces */
    bool split;               /* one of them has its own time or speaker */
    bool gap;                 /* a blank is due */
};

static bool is(struct slice name, const char *wanted)
{
    return slice_equal(name, slice_of(wanted));
}

static bool is_one_of(struct slice name, const char *const *names)
{
    while (*names)
        if (is(name, *names++))
            return true;
    return false;
}

/* ---- times ---- */

static int64_t time_in(struct reader *reader, const struct xml_element *element,
                       const char *name)
{
    struct slice value;
    int64_t ms;

    if (!xml_attribute(element, name, &reader->scratch, &value))
        return TIME_NONE;
    if (ttml_time_parse(value, &reader->clock, &ms))
        return ms;
    diag_add(reader->diag, DIAG_WARNING, element->line,
             "not a time: %s=\"%.*s\"", name,
             SLICE_ARG(slice_range(value, 0, QUOTED_BYTES)));
    return TIME_NONE;
}

static void set_times(struct reader *reader, const struct level *parent,
                      const struct xml_element *element, struct level *level)
{
    struct ttml_given given = {
        .begin_ms = time_in(reader, element, "begin"),
        .end_ms = time_in(reader, element, "end"),
        .dur_ms = time_in(reader, element, "dur"),
    };

    ttml_span_set(&level->span, &parent->span, given, reader->nesting);
    if (reader->open)
        level->timed |= given.begin_ms != TIME_NONE || parent->span.sequential;
}

/* ---- speakers ---- */

static struct slice agent_name(const struct reader *reader, struct slice id)
{
    for (size_t i = 0; i < reader->agent_count; i++)
        if (slice_equal(reader->agents[i].id, id) && reader->agents[i].name.len)
            return reader->agents[i].name;
    return id;
}

static void begin_agent(struct reader *reader,
                        const struct xml_element *element)
{
    struct slice id;

    if (reader->agent_count < AGENTS_MAX &&
        xml_attribute(element, "id", &reader->scratch, &id))
        reader->agents[reader->agent_count++] =
            (struct agent){ .id = arena_copy(&reader->scratch, id) };
}

/* The first of the names that an agent may have. */
static void end_agent_name(struct reader *reader)
{
    struct agent *agent;

    if (reader->agent_count == 0)
        return;
    agent = &reader->agents[reader->agent_count - 1];
    if (agent->name.len == 0)
        agent->name = cue_text_line(
            decode_clean(buf_view(&reader->label), &reader->scratch),
            reader->list->arena);
}

/* Of several, the first. */
static void set_agent(struct reader *reader, const struct xml_element *element,
                      struct level *level)
{
    struct slice ids, id;

    if (!xml_attribute(element, "agent", &reader->scratch, &ids))
        return;
    ids = slice_trim(ids);
    if (!slice_next_part(&ids, ' ', &id))
        return;
    level->agent = arena_copy(reader->list->arena, agent_name(reader, id));
}

/* ---- text ---- */

/*
 * Adds what stands in the innermost level since the last tag. The pieces of a
 * caption are told apart for those that have times or speakers.
 */
static void end_piece(struct reader *reader)
{
    const struct level *level = &reader->levels[reader->depth - 1];
    struct slice text = buf_view(&reader->piece);
    struct spoken_word *word;

    if (text.len == 0)
        return;
    text = decode_clean(text, &reader->scratch);
    if (slice_trim(text).len == 0) {
        buf_slice(&reader->text, text);
        buf_clear(&reader->piece);
        return;
    }
    if (reader->gap && !spoken_is_unspaced(text))
        buf_char(&reader->text, ' ');
    reader->gap = false;
    buf_slice(&reader->text, text);
    word = spoken_list_append(&reader->words);
    word->text = cue_text_line(text, &reader->scratch);
    word->speaker = level->agent;
    if (level->timed) {
        word->start_ms = level->span.start_ms;
        word->end_ms = level->span.end_ms;
    }
    reader->split |=
        level->timed || !slice_equal(level->agent, reader->cue.speaker);
    buf_clear(&reader->piece);
}

/* The times of a caption that has none itself, from the pieces in it. */
static void time_by_pieces(struct reader *reader)
{
    struct cue *cue = &reader->cue;

    if (cue->start_ms != TIME_NONE)
        return;
    for (size_t i = 0; i < reader->words.count; i++) {
        const struct spoken_word *word = &reader->words.words[i];

        cue->start_ms = ttml_sooner(cue->start_ms, word->start_ms);
        if (word->end_ms > cue->end_ms)
            cue->end_ms = word->end_ms;
    }
}

static void begin_caption(struct reader *reader, const struct level *level,
                          uint32_t line)
{
    reader->open = true;
    reader->split = false;
    reader->gap = false;
    reader->words.count = 0;
    buf_clear(&reader->text);
    buf_clear(&reader->piece);
    reader->cue = (struct cue){
        .start_ms = level->span.start_ms,
        .end_ms = level->span.end_ms,
        .speaker = level->agent,
        .paragraph = level->agent.len > 0,
        .line = line,
    };
}

static void end_caption(struct reader *reader)
{
    struct cue_list *list = reader->list;
    struct cue *cue = &reader->cue;

    reader->open = false;
    cue->text = buf_view(&reader->text);
    if (slice_trim(cue->text).len == 0)
        return;
    time_by_pieces(reader);
    if (cue->start_ms == TIME_NONE)
        diag_add(reader->diag, DIAG_WARNING, cue->line,
                 "a caption has no start");
    if (reader->split) {
        spoken_append_cue(list, cue, &reader->words);
    } else {
        cue->text = arena_copy(list->arena, cue->text);
        *cue_list_append(list) = *cue;
    }
}

/* ---- elements ---- */

/* The reading of ideographs that stand before it. */
static bool is_ruby(const struct xml_element *element, struct arena *arena)
{
    static const char *const readings[] = { "text", "textContainer",
                                            "delimiter", NULL };
    struct slice ruby;

    return xml_attribute(element, "ruby", arena, &ruby) &&
           is_one_of(slice_trim(ruby), readings);
}

static enum text_use use_of(struct reader *reader, const struct level *parent,
                            const struct xml_element *element)
{
    static const char *const unsaid[] = { "metadata",  "desc",    "title",
                                          "copyright", "agent",   "name",
                                          "set",       "animate", "image",
                                          "audio",     "data",    NULL };

    if (parent->use != TEXT_NONE || reader->open)
        return is_one_of(element->name, unsaid) ||
                       is_ruby(element, &reader->scratch)
                   ? TEXT_NONE
                   : parent->use;
    if (ttml_element_of(element->name) == TTML_CAPTION)
        return TEXT_SPEECH;
    if (is(element->name, "title") && reader->list->count == 0)
        return TEXT_TITLE;
    if (is(element->name, "name") && parent->span.element == TTML_AGENT)
        return TEXT_NAME;
    return TEXT_NONE;
}

static void open_root(struct reader *reader, const struct xml_element *element)
{
    struct cue_list *list = reader->list;
    struct slice language;

    reader->clock = ttml_clock_of(element);
    if (xml_attribute(element, "lang", &reader->scratch, &language))
        list->meta.language = language_normalize(language, list->arena);
}

static bool has_value(struct reader *reader, const struct xml_element *element,
                      const char *name, const char *wanted, bool inherited)
{
    struct slice value;

    if (!xml_attribute(element, name, &reader->scratch, &value))
        return inherited;
    return is(slice_trim(value), wanted);
}

static bool is_unit(struct reader *reader, const struct xml_element *element)
{
    struct slice unit;

    return xml_attribute(element, "unit", &reader->scratch, &unit);
}

/* What is known of an element that opens below `parent`. */
static struct level level_of(struct reader *reader, const struct level *parent,
                             const struct xml_element *element)
{
    struct level level = *parent;

    level.span.element = ttml_element_of(element->name);
    level.span.sequential =
        has_value(reader, element, "timeContainer", "seq", false);
    level.use = use_of(reader, parent, element);
    level.unit = level.span.element == TTML_SPAN && is_unit(reader, element);
    level.preserve =
        has_value(reader, element, "space", "preserve", parent->preserve);
    if (level.span.element != TTML_OTHER) {
        set_times(reader, parent, element, &level);
        set_agent(reader, element, &level);
    }
    return level;
}

/* Apple's word spans come of speech recognition, and <body dur> is exact. */
static void note_meta(struct reader *reader, const struct xml_element *element,
                      const struct level *level)
{
    struct episode_meta *meta = &reader->list->meta;

    if (level->unit && level->timed)
        meta->made_by = SLICE("machine");
    if (is(element->name, "body") && level->span.start_ms == TIME_NONE)
        meta->duration_ms = time_in(reader, element, "dur");
}

static bool on_open(void *context, const struct xml_element *element)
{
    struct reader *reader = context;
    struct level level = { .span = ttml_span_outside };

    if (element->depth == 0)
        open_root(reader, element);
    if (reader->open)
        end_piece(reader);
    if (reader->open && ttml_element_of(element->name) == TTML_CAPTION)
        end_caption(reader); /* it was never closed */
    if (reader->depth)
        level = reader->levels[reader->depth - 1];
    level = level_of(reader, &level, element);
    note_meta(reader, element, &level);
    reader->levels[reader->depth++] = level;
    reader->gap |= level.unit;
    if (level.use == TEXT_TITLE || level.use == TEXT_NAME)
        buf_clear(&reader->label);
    else if (level.span.element == TTML_AGENT)
        begin_agent(reader, element);
    else if (is(element->name, "br"))
        buf_char(&reader->text, '\n');
    else if (level.use == TEXT_SPEECH && !reader->open)
        begin_caption(reader, &level, element->line);
    return reader->list->count <= LIMIT_CUES;
}

static void on_close(void *context, struct slice name)
{
    struct reader *reader = context;
    const struct level *level = &reader->levels[reader->depth - 1];

    (void)name;
    if (reader->open) {
        end_piece(reader);
        reader->gap |= level->unit;
    }
    if (level->use == TEXT_TITLE && reader->list->meta.title.len == 0)
        reader->list->meta.title = cue_text_line(
            decode_clean(buf_view(&reader->label), &reader->scratch),
            reader->list->arena);
    else if (level->use == TEXT_NAME)
        end_agent_name(reader);
    else if (reader->open && level->span.element == TTML_CAPTION)
        end_caption(reader);
    reader->depth--;
    if (reader->depth)
        ttml_span_end(&level->span, &reader->levels[reader->depth - 1].span);
}

static void on_text(void *context, struct slice piece)
{
    struct reader *reader = context;
    const struct level *level = &reader->levels[reader->depth - 1];

    if (level->use == TEXT_TITLE || level->use == TEXT_NAME)
        buf_slice(&reader->label, piece);
    if (level->use != TEXT_SPEECH)
        return;
    for (size_t i = 0; i < piece.len; i++)
        buf_char(&reader->piece,
                 piece.ptr[i] == '\n' && !level->preserve ? ' ' : piece.ptr[i]);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    static const struct xml_handler handler = { on_open, on_close, on_text };
    struct reader reader = { .list = list,
                             .diag = diag,
                             .nesting = ttml_find_nesting(input->text) };
    enum status status;

    arena_init(&reader.scratch);
    reader.words.arena = &reader.scratch;
    list->order = CUE_ORDER_TIME;
    status =
        xml_parse(input->text, input->first_line, &handler, &reader, diag, err);
    buf_release(&reader.label);
    buf_release(&reader.text);
    buf_release(&reader.piece);
    arena_release(&reader.scratch);
    return status;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    *ret_why = "XML with the root <tt>";
    return xml_root_is(input->text, "tt") ? PROBE_CERTAIN : PROBE_NO;
}

const struct format format_ttml = {
    .name = "ttml",
    .summary = "TTML, DFXP, IMSC and iTT captions; Apple Podcasts' transcripts",
    .probe = probe,
    .read = read,
};
