/*
 * Tables: a row for each thing said, in CSV, TSV or with semicolons.
 *
 * - whisper's TSV, "start end text" with tabs: milliseconds, no quoting.
 * - whisper.cpp's CSV, "start,end,text": milliseconds, the text quoted, with a
 *   speaker ("0", "1" or "?") before it if both were told apart.
 * - what spreadsheets, editors and scripts make: any order of columns, under
 *   names of all kinds (see table_column.c), in seconds, milliseconds or clock
 *   times; a row may be a single word.
 * - whisper-timestamped's CSV without header: text, start, end.
 */

#include "delimited.h"
#include "format.h"
#include "spoken.h"
#include "table_column.h"
#include "text_stamp.h"
#include "time_unit.h"

enum {
    SAMPLE_ROWS = 20,    /* that show what columns without a header hold */
    SAMPLE_ROWS_MIN = 2, /* and that there must be */
    SAMPLE_BYTES = 65536,
    WORD_ROWS_MIN = 8, /* fewer rows of one word each are short sentences */
};

static const char separators[] = "\t;,";

/* How a document is laid out. */
struct layout {
    char separator;
    bool verbatim; /* whisper's TSV */
    size_t count;  /* of columns */
    struct table_columns columns;
    struct slice rows; /* the text behind the header */
    uint32_t line;     /* of the first of them */
};

/* ---- times ---- */

/* A time as a field gives it. */
struct field_time {
    enum { TIME_ABSENT, TIME_NUMBER, TIME_CLOCK } kind;

    int64_t value;  /* thousandths of the unknown unit, or milliseconds */
    bool fraction;  /* of a number */
    int64_t end_ms; /* of a range of clock times, else TIME_NONE */
};

/* Digits behind the point as thousandths, rounded: floats come as 3.3199999. */
static int64_t take_thousandths(struct slice *digits)
{
    int64_t value = 0, unit = 1000;
    size_t count = 0;

    while (digits->len && ascii_is_digit(digits->ptr[0])) {
        int digit = digits->ptr[0] - '0';

        unit /= 10;
        if (count < 3)
            value += digit * unit;
        else if (count == 3 && digit >= 5)
            value++;
        count++;
        *digits = slice_from(*digits, 1);
    }
    return value;
}

/* "12", "12.5", "12,5", "12.5s", "12500ms" */
static bool read_number(struct slice field, struct field_time *ret)
{
    int64_t whole;

    if (!slice_take_number(&field, TIME_MAX, &whole))
        return false;
    *ret = (struct field_time){ .kind = TIME_NUMBER, .value = whole * 1000 };
    if (slice_take_char(&field, '.') || slice_take_char(&field, ',')) {
        int64_t part = take_thousandths(&field);

        ret->fraction = part != 0;
        ret->value += part;
    }
    if (slice_equal(field, SLICE("s")))
        ret->kind = TIME_CLOCK; /* seconds: thousandths are milliseconds */
    else if (slice_equal(field, SLICE("ms")))
        *ret = (struct field_time){ .kind = TIME_CLOCK, .value = whole };
    else if (field.len)
        return false;
    ret->end_ms = TIME_NONE;
    return ret->value <= TIME_MAX * 1000;
}

/* "0:01:02.5", "[01:02]", "00:01 - 00:05" */
static bool read_clock(struct slice field, struct field_time *ret)
{
    struct text_stamp stamp;
    struct slice rest = field;
    int64_t ms;

    *ret = (struct field_time){ .kind = TIME_CLOCK, .end_ms = TIME_NONE };
    if (text_take_stamp(&rest, 0, &stamp) && slice_trim(rest).len == 0) {
        ret->value = stamp.start_ms;
        ret->end_ms = stamp.end_ms;
        return true;
    }
    if (slice_find_char(field, ':') == SLICE_NOT_FOUND ||
        !timecode_take_loose(&field, &ms) || slice_trim(field).len)
        return false;
    ret->value = ms;
    return true;
}

static struct field_time read_time(struct slice field)
{
    struct field_time time;

    field = slice_trim(field);
    if (field.len && (read_number(field, &time) || read_clock(field, &time)))
        return time;
    return (struct field_time){ .kind = TIME_ABSENT, .end_ms = TIME_NONE };
}

static int64_t time_ms(const struct field_time *time, bool milliseconds)
{
    int64_t ms = time->value;

    if (time->kind == TIME_ABSENT)
        return TIME_NONE;
    if (time->kind == TIME_NUMBER && milliseconds)
        ms = (ms + 500) / 1000;
    return ms <= TIME_MAX ? ms : TIME_NONE;
}

/* ---- the layout ---- */

static struct delimited rows_of(const struct layout *layout,
                                struct arena *arena)
{
    return (struct delimited){ .rest = layout->rows,
                               .arena = arena,
                               .separator = layout->separator,
                               .verbatim = layout->verbatim,
                               .columns = layout->count,
                               .line = layout->line };
}

static bool is_time_field(struct slice field)
{
    return read_time(field).kind != TIME_ABSENT;
}

/*
 * Without a header: two neighbouring times before or behind the text, maybe
 * with a speaker beside it.
 */
static bool guess_columns(const struct delimited_row *row,
                          struct table_columns *ret)
{
    static const struct {
        size_t count, start, speaker, text;
    } shapes[] = { { 3, 0, COLUMN_ABSENT, 2 },
                   { 4, 0, 2, 3 },
                   { 3, 1, COLUMN_ABSENT, 0 },
                   { 4, 1, 0, 3 } };

    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        size_t start = shapes[i].start;

        if (row->count != shapes[i].count ||
            !is_time_field(row->fields[start]) ||
            !is_time_field(row->fields[start + 1]) ||
            is_time_field(row->fields[shapes[i].text]))
            continue;
        *ret = (struct table_columns){ .at = {
                                           [COLUMN_START] = start,
                                           [COLUMN_END] = start + 1,
                                           [COLUMN_DURATION] = COLUMN_ABSENT,
                                           [COLUMN_SPEAKER] = shapes[i].speaker,
                                           [COLUMN_TEXT] = shapes[i].text } };
        return true;
    }
    return false;
}

/* Does each row of a sample have its times where the first has, ascending? */
static bool guess_layout(struct slice text, struct arena *arena,
                         struct layout *layout)
{
    struct delimited rows = rows_of(layout, arena);
    struct delimited_row row;
    struct table_columns columns;
    int64_t latest = 0;
    size_t count = 0;

    rows.rest = slice_range(text, 0, SAMPLE_BYTES);
    while (count < SAMPLE_ROWS && delimited_next(&rows, &row)) {
        int64_t start, end;

        if (!guess_columns(&row, &columns) ||
            (count &&
             columns.at[COLUMN_START] != layout->columns.at[COLUMN_START]))
            return false;
        start = read_time(row.fields[columns.at[COLUMN_START]]).value;
        end = read_time(row.fields[columns.at[COLUMN_END]]).value;
        if (start < latest || end < start)
            return false;
        latest = start;
        layout->columns = columns;
        count++;
    }
    return count >= SAMPLE_ROWS_MIN;
}

/* What the first row names, with that separator. */
static bool read_header(struct slice text, uint32_t line, char separator,
                        struct arena *arena, struct layout *ret)
{
    static const struct slice whisper = SLICE_INIT("start\tend\ttext\n");
    struct delimited rows = {
        .rest = text, .arena = arena, .separator = separator, .line = line
    };
    struct delimited_row row;

    if (!delimited_next(&rows, &row) || row.count < 2 ||
        !table_columns_read(row.fields, row.count, &ret->columns))
        return false;
    ret->separator = separator;
    ret->rows = rows.rest;
    ret->line = rows.line;
    ret->count = ret->columns.at[COLUMN_TEXT] + 1 == row.count ? row.count : 0;
    ret->verbatim = slice_starts_with(slice_trim_left(text), whisper);
    if (ret->verbatim)
        ret->columns.unit = UNIT_MILLISECONDS;
    return true;
}

static bool find_layout(struct slice text, uint32_t line, struct arena *arena,
                        struct layout *ret)
{
    const char *separator;
    struct slice rest = text, first;

    *ret = (struct layout){ .separator = '\0' };
    /* Excel's own way to say the separator. */
    if (slice_starts_with_nocase(text, SLICE("sep=")) &&
        slice_next_line(&rest, &first)) {
        text = rest;
        line++;
    }
    for (separator = separators; *separator; separator++)
        if (read_header(text, line, *separator, arena, ret))
            return true;
    /* Not with tabs: such are Audacity's labels. */
    for (separator = separators + 1; *separator; separator++) {
        *ret = (struct layout){ .separator = *separator,
                                .rows = text,
                                .line = line };
        if (guess_layout(text, arena, ret))
            return true;
    }
    return false;
}

static int probe_table(const struct format_input *input, const char **ret_why)
{
    struct slice head = slice_range(input->text, 0, SAMPLE_BYTES);
    struct delimited_row row;
    struct layout layout;
    struct delimited rows;
    struct arena arena;
    int answer = PROBE_NO;

    arena_init(&arena);
    if (find_layout(head, input->first_line, &arena, &layout)) {
        bool timed = layout.columns.at[COLUMN_START] != COLUMN_ABSENT;

        rows = rows_of(&layout, &arena);
        *ret_why = "a table with columns of times and text";
        if (!timed)
            *ret_why = "a table with columns of speakers and text";
        /* Whisper writes a header alone where nothing is said. */
        if (delimited_next(&rows, &row) ||
            (timed && slice_trim(layout.rows).len == 0))
            answer = timed ? PROBE_CERTAIN - 1 : PROBE_LIKELY;
    }
    arena_release(&arena);
    return answer;
}

/* ---- reading ---- */

/* A row that was read. */
struct said {
    struct field_time start, end, duration;
    uint32_t line;
};

struct reader {
    const struct layout *layout;
    struct cue_list *list;
    struct arena *scratch;
    struct spoken_list texts; /* and speakers; the times come last */
    struct said *rows;        /* beside them */
    size_t capacity;
    struct time_unit unit;
};

static struct slice field_of(const struct reader *reader,
                             const struct delimited_row *row,
                             enum column column)
{
    size_t at = reader->layout->columns.at[column];

    return at < row->count ? slice_trim(row->fields[at]) : (struct slice){ 0 };
}

/* Without the ' that guards a spreadsheet against formulas. */
static struct slice unguarded(struct slice text)
{
    struct slice rest = text;

    return slice_take_char(&rest, '\'') && rest.len &&
                   slice_find_char(SLICE("=+-@\t\r"), rest.ptr[0]) !=
                       SLICE_NOT_FOUND
               ? rest
               : text;
}

static void read_row(struct reader *reader, const struct delimited_row *row)
{
    struct slice text = field_of(reader, row, COLUMN_TEXT);
    struct slice speaker = field_of(reader, row, COLUMN_SPEAKER);
    struct table_columns again;
    struct spoken_word *word;
    struct said *said;

    /* Joined files have a header in the middle. */
    if (text.len == 0 || table_columns_read(row->fields, row->count, &again))
        return;
    reader->rows = arena_grow(reader->scratch, reader->rows, &reader->capacity,
                              reader->texts.count + 1, sizeof(*reader->rows));
    said = &reader->rows[reader->texts.count];
    word = spoken_list_append(&reader->texts);
    word->text = unguarded(text);
    if (!slice_equal(speaker, SLICE("?")))
        word->speaker = arena_copy(reader->list->arena, unguarded(speaker));
    said->start = read_time(field_of(reader, row, COLUMN_START));
    said->end = read_time(field_of(reader, row, COLUMN_END));
    said->duration = read_time(field_of(reader, row, COLUMN_DURATION));
    said->line = row->line;
    if (said->start.kind == TIME_NUMBER && said->end.kind == TIME_NUMBER)
        time_unit_add(&reader->unit, (double)said->start.value / 1000,
                      (double)said->end.value / 1000);
}

static bool in_milliseconds(const struct reader *reader)
{
    switch (reader->layout->columns.unit) {
    case UNIT_SECONDS:
        return false;
    case UNIT_MILLISECONDS:
        return true;
    case UNIT_UNKNOWN:
        break;
    }
    return time_unit_ms(&reader->unit) < 1000;
}

/* The times of all rows, now that their unit is known. */
static void set_times(struct reader *reader)
{
    bool milliseconds = in_milliseconds(reader);

    for (size_t i = 0; i < reader->texts.count; i++) {
        const struct said *said = &reader->rows[i];
        struct spoken_word *word = &reader->texts.words[i];
        int64_t duration_ms = time_ms(&said->duration, milliseconds);

        word->start_ms = time_ms(&said->start, milliseconds);
        word->end_ms = time_ms(&said->end, milliseconds);
        if (word->end_ms == TIME_NONE)
            word->end_ms = said->start.end_ms;
        if (word->end_ms == TIME_NONE && word->start_ms != TIME_NONE &&
            duration_ms != TIME_NONE)
            word->end_ms = word->start_ms + duration_ms;
    }
}

static void append_cues(const struct reader *reader)
{
    const struct spoken_list none = { .arena = reader->scratch };

    for (size_t i = 0; i < reader->texts.count; i++) {
        const struct spoken_word *one = &reader->texts.words[i];
        struct cue cue = { .start_ms = one->start_ms,
                           .end_ms = one->end_ms,
                           .speaker = one->speaker,
                           .text = one->text,
                           .line = reader->rows[i].line };

        spoken_append_cue(reader->list, &cue, &none);
    }
}

/* Is each row a word? */
static bool is_by_word(const struct reader *reader)
{
    if (reader->layout->columns.words)
        return reader->texts.count > 0;
    return reader->texts.count >= WORD_ROWS_MIN &&
           spoken_list_is_words(&reader->texts);
}

static enum status read_table(const struct format_input *input,
                              struct cue_list *list, struct diag *diag,
                              struct error *err)
{
    struct arena scratch;
    struct layout layout;
    struct reader reader = { .layout = &layout,
                             .list = list,
                             .scratch = &scratch,
                             .texts = { .arena = &scratch } };
    struct delimited_row row;
    struct delimited rows;

    arena_init(&scratch);
    if (!find_layout(input->text, input->first_line, &scratch, &layout)) {
        arena_release(&scratch);
        return error_set(err, STATUS_BAD_INPUT,
                         "no table of speech: its first row must name a column "
                         "for the text and one for the start or the speaker");
    }
    rows = rows_of(&layout, &scratch);
    while (delimited_next(&rows, &row))
        read_row(&reader, &row);
    if (rows.unclosed)
        diag_add(diag, DIAG_WARNING, 0, "a quote is never closed");
    set_times(&reader);
    list->order = layout.columns.at[COLUMN_START] == COLUMN_ABSENT
                      ? CUE_ORDER_WRITTEN
                      : CUE_ORDER_TIME;
    if (layout.verbatim)
        list->meta.made_by = SLICE("machine");
    if (is_by_word(&reader))
        spoken_append_words(list, &reader.texts, reader.rows[0].line);
    else
        append_cues(&reader);
    arena_release(&scratch);
    return STATUS_OK;
}

const struct format format_table = {
    .name = "table",
    .summary = "TSV and CSV with a row for each thing said, whisper's, too",
    .probe = probe_table,
    .read = read_table,
};
