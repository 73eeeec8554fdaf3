/*
 * SubStation Alpha: SSA (v4.00) and ASS (v4.00+), as Aegisub and ffmpeg write
 * them. http://www.tcax.org/docs/ass-specs.htm; where it is silent, as libass.
 *
 *     [Script Info]
 *     Title: …
 *     [Events]
 *     Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, …
 *     Dialogue: 0,0:00:01.00,0:00:04.00,Default,Name,0,0,0,,{\i1}Text\Nwith, …
 */

#include "decode.h"
#include "format.h"
#include "language.h"
#include "spoken.h"

#include "base/limits.h"

enum {
    PROBE_LINES = 40,
    QUOTED_BYTES = 40, /* of a value in a complaint */
    CENTISECOND_MS = 10,
    KARAOKE_MAX = 100000000, /* centiseconds: more than any time */
};

enum column {
    COLUMN_OTHER,
    COLUMN_START,
    COLUMN_END,
    COLUMN_NAME,
    COLUMN_EFFECT,
    COLUMN_TEXT,
    COLUMNS_MAX = 32, /* of an event */
};

/* Of both versions, where no Format line says otherwise. */
static const enum column usual_columns[] = {
    COLUMN_OTHER, COLUMN_START, COLUMN_END,   COLUMN_OTHER,  COLUMN_NAME,
    COLUMN_OTHER, COLUMN_OTHER, COLUMN_OTHER, COLUMN_EFFECT, COLUMN_TEXT,
};

struct reader {
    struct cue_list *list;
    struct arena scratch; /* until the document is read */
    struct diag *diag;
    enum column columns[COLUMNS_MAX];
    size_t column_count;
    bool drawing; /* what follows is a shape, not text */
    struct buf text;
    struct spoken_list syllables;
    int64_t sung_ms; /* where the next syllable begins */
    size_t effects;  /* lines that a program drew */
};

static bool take_key(struct slice *line, const char *key)
{
    struct slice name = slice_of(key);

    if (!slice_starts_with_nocase(*line, name))
        return false;
    *line = slice_trim(slice_from(*line, name.len));
    return true;
}

/* ---- columns ---- */

static enum column column_of(struct slice name)
{
    static const struct {
        const char *name;
        enum column column;
    } known[] = { { "Start", COLUMN_START },   { "End", COLUMN_END },
                  { "Name", COLUMN_NAME },     { "Actor", COLUMN_NAME },
                  { "Effect", COLUMN_EFFECT }, { "Text", COLUMN_TEXT } };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (slice_equal_nocase(name, slice_of(known[i].name)))
            return known[i].column;
    return COLUMN_OTHER;
}

static void read_columns(struct reader *reader, struct slice line)
{
    struct slice name;

    reader->column_count = 0;
    while (reader->column_count < COLUMNS_MAX &&
           slice_next_part(&line, ',', &name))
        reader->columns[reader->column_count++] = column_of(slice_trim(name));
}

/* ---- text ---- */

static int64_t take_centiseconds(struct slice *tag)
{
    int64_t count = 0;

    slice_take_number(tag, KARAOKE_MAX, &count);
    return count * CENTISECOND_MS;
}

static bool starts_with_digit(struct slice text)
{
    return text.len && ascii_is_digit(text.ptr[0]);
}

static void begin_syllable(struct reader *reader, int64_t length_ms)
{
    struct spoken_word *syllable = spoken_list_append(&reader->syllables);

    syllable->start_ms = reader->sung_ms;
    reader->sung_ms += length_ms;
    syllable->end_ms = reader->sung_ms;
}

/* "\k25", "\K25", "\kf25", "\ko25": the length of the next syllable. */
static bool read_karaoke(struct reader *reader, struct slice tag,
                         int64_t line_ms)
{
    if (!slice_take_char(&tag, 'k') && !slice_take_char(&tag, 'K'))
        return false;
    if (slice_take_char(&tag, 't')) {
        reader->sung_ms = line_ms + take_centiseconds(&tag);
        return true;
    }
    if (!slice_take_char(&tag, 'f'))
        slice_take_char(&tag, 'o');
    if (!starts_with_digit(tag))
        return false;
    if (line_ms != TIME_NONE)
        begin_syllable(reader, take_centiseconds(&tag));
    return true;
}

/* The tags of an override block, "{\an8\k25}", of which few matter. */
static void read_overrides(struct reader *reader, struct slice block,
                           int64_t line_ms)
{
    struct slice tag;

    slice_next_part(&block, '\\', &tag); /* what is before them is a remark */
    while (slice_next_part(&block, '\\', &tag)) {
        if (read_karaoke(reader, tag, line_ms))
            continue;
        if (slice_take_char(&tag, 'p') && starts_with_digit(tag))
            reader->drawing = tag.ptr[0] != '0';
    }
}

static void add_char(struct reader *reader, char c)
{
    if (!reader->drawing)
        buf_char(&reader->text, c);
}

/* "\N" and "\n", "\h", and libass's "\{" and "\}"; else it is a backslash. */
static size_t read_escape(struct reader *reader, struct slice text)
{
    char next = text.len > 1 ? text.ptr[1] : '\0';

    switch (next) {
    case 'N':
    case 'n':
        add_char(reader, '\n');
        return 2;
    case 'h':
        add_char(reader, ' ');
        return 2;
    case '{':
    case '}':
        add_char(reader, next);
        return 2;
    default:
        add_char(reader, '\\');
        return 1;
    }
}

/* Gives the open syllable the text that was read since byte `from`. */
static size_t end_syllable(struct reader *reader, size_t from)
{
    struct spoken_list *syllables = &reader->syllables;
    struct slice text = slice_from(buf_view(&reader->text), from);

    if (syllables->count)
        syllables->words[syllables->count - 1].text =
            cue_text_line(text, &reader->scratch);
    return reader->text.len;
}

static void read_text(struct reader *reader, struct slice text, int64_t line_ms)
{
    size_t from = 0, last_close = text.len;

    buf_clear(&reader->text);
    reader->drawing = false;
    reader->syllables.count = 0;
    reader->sung_ms = line_ms;
    while (last_close && text.ptr[last_close - 1] != '}')
        last_close--;
    for (size_t i = 0; i < text.len;) {
        size_t close;

        if (text.ptr[i] == '\\') {
            i += read_escape(reader, slice_from(text, i));
        } else if (text.ptr[i] == '{' && i < last_close) {
            close = slice_find_char(slice_from(text, i), '}');
            from = end_syllable(reader, from);
            read_overrides(reader, slice_range(text, i + 1, i + close),
                           line_ms);
            i += close + 1;
        } else {
            add_char(reader, text.ptr[i++]);
        }
    }
    end_syllable(reader, from);
}

/* ---- events ---- */

static int64_t time_of(struct reader *reader, struct slice text, uint32_t line)
{
    struct slice rest = slice_trim(text);
    int64_t ms;

    if (timecode_take_loose(&rest, &ms) && rest.len == 0)
        return ms;
    diag_add(reader->diag, DIAG_WARNING, line, "not a time: %.*s",
             SLICE_ARG(slice_range(text, 0, QUOTED_BYTES)));
    return TIME_NONE;
}

static void append_cue(struct reader *reader, struct cue *cue)
{
    cue->text = buf_view(&reader->text);
    if (reader->syllables.count) {
        spoken_append_cue(reader->list, cue, &reader->syllables);
        return;
    }
    cue->text = arena_copy(reader->list->arena, cue->text);
    *cue_list_append(reader->list) = *cue;
}

/* Aegisub's karaoke templates draw each syllable in events of their own. */
static bool is_drawn(struct slice effect)
{
    return slice_equal_nocase(slice_trim(effect), SLICE("fx"));
}

static void read_event(struct reader *reader, struct slice line,
                       uint32_t number)
{
    struct slice values[COLUMN_TEXT + 1] = { { 0 } };
    struct cue cue = { .line = number };

    for (size_t i = 0; i < reader->column_count; i++) {
        struct slice *value = &values[reader->columns[i]];

        /* The last one may hold commas. */
        if (i + 1 == reader->column_count)
            *value = line;
        else
            slice_next_part(&line, ',', value);
    }
    if (is_drawn(values[COLUMN_EFFECT])) {
        reader->effects++;
        return;
    }
    cue.start_ms = time_of(reader, values[COLUMN_START], number);
    cue.end_ms = time_of(reader, values[COLUMN_END], number);
    cue.speaker = cue_text_line(values[COLUMN_NAME], reader->list->arena);
    read_text(reader, values[COLUMN_TEXT], cue.start_ms);
    append_cue(reader, &cue);
}

/* What the programs call a script that has no name. */
static bool is_no_title(struct slice title)
{
    static const char *const names[] = {
        "<untitled>",   "untitled", "Default Aegisub file",
        "Default File", "ASS file", "Script generated by"
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_starts_with_nocase(title, slice_of(names[i])))
            return true;
    return false;
}

static void read_info(struct cue_list *list, struct slice line)
{
    struct episode_meta *meta = &list->meta;

    if (take_key(&line, "Title:")) {
        if (meta->title.len == 0 && !is_no_title(line))
            meta->title = cue_text_line(line, list->arena);
    } else if (take_key(&line, "Language:")) {
        if (meta->language.len == 0)
            meta->language = language_normalize(line, list->arena);
    }
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct reader reader = { .list = list, .diag = diag };
    struct slice rest = input->text, line;
    bool events = false;

    (void)err;
    arena_init(&reader.scratch);
    reader.syllables.arena = &reader.scratch;
    reader.column_count = sizeof(usual_columns) / sizeof(usual_columns[0]);
    for (size_t i = 0; i < reader.column_count; i++)
        reader.columns[i] = usual_columns[i];
    list->order = CUE_ORDER_TIME;
    for (uint32_t number = input->first_line;
         list->count <= LIMIT_CUES && slice_next_line(&rest, &line); number++) {
        line = slice_trim(line);
        if (slice_starts_with(line, SLICE("[")))
            events = slice_equal_nocase(line, SLICE("[Events]"));
        else if (take_key(&line, "Dialogue:"))
            read_event(&reader, line, number);
        else if (events && take_key(&line, "Format:"))
            read_columns(&reader, line);
        else if (!events)
            read_info(list, line);
    }
    if (reader.effects)
        diag_add(diag, DIAG_NOTE, 0, "%zu lines of karaoke effects left out",
                 reader.effects);
    buf_release(&reader.text);
    arena_release(&reader.scratch);
    return STATUS_OK;
}

/* ---- probing ---- */

static bool is_header(struct slice line)
{
    static const char *const headers[] = { "[Script Info]", "[V4+ Styles]",
                                           "[V4 Styles]", "[Events]" };

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        if (slice_equal_nocase(line, slice_of(headers[i])))
            return true;
    return false;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line;

    *ret_why = "the sections of SubStation Alpha";
    for (int i = 0; i < PROBE_LINES && slice_next_line(&rest, &line); i++) {
        line = slice_trim(line);
        if (is_header(line) || take_key(&line, "Dialogue: 0,0:") ||
            take_key(&line, "Dialogue: Marked="))
            return PROBE_CERTAIN;
        /* Remarks may come before. */
        if (line.len && line.ptr[0] != ';' && line.ptr[0] != '!')
            break;
    }
    return PROBE_NO;
}

const struct format format_ass = {
    .name = "ass",
    .summary = "SubStation Alpha subtitles: ASS and SSA",
    .probe = probe,
    .read = read,
};
