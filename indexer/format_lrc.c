/*
 * LRC: lyrics, and the speech that whisper.cpp and others write in their form.
 * There is no specification; https://en.wikipedia.org/wiki/LRC_(file_format).
 *
 *     [ti:A title]
 *     [00:12.00]a line
 *     [00:21.10][00:45.10]a line that comes back
 *     [00:30.00]<00:30.00>word <00:30.80>by <00:31.20>word
 *     [00:34.00]
 *
 * A line lasts until the next; an empty one is silence.
 */

#include "cue_internal.h"
#include "format.h"
#include "language.h"
#include "spoken.h"

#include "base/limits.h"

enum {
    PROBE_LINES = 100,
    PROBE_STAMPS = 3,
    STAMP_BYTES = 16,     /* "[1000:00.000]" and a little */
    STAMPS_MAX = 50,      /* of one line: a refrain */
    REFRAIN_BYTES = 1000, /* a longer line does not come back */
    TAG_BYTES = 8,        /* of the name of a tag */
    SECONDS_MAX = 59,
    MINUTES_MAX = 60000,
    OFFSET_MAX_MS = 86400000,
};

struct reader {
    struct cue_list *list;
    struct arena scratch; /* until the document is read */
    int64_t offset_ms;    /* that all is shown earlier */
};

/* "500" after a point is 500 ms, as is "50" and "5". */
static int64_t take_fraction(struct slice *text)
{
    int64_t unit_ms = 100, ms = 0;

    for (; text->len && ascii_is_digit(text->ptr[0]);
         *text = slice_from(*text, 1)) {
        ms += (text->ptr[0] - '0') * unit_ms;
        unit_ms /= 10;
    }
    return ms;
}

/*
 * Takes "[mm:ss.xx]" off the front of *text; the minutes go on past an hour.
 * Also "[mm:ss:xx]", and "[mm:ss]".
 */
static bool take_stamp(struct slice *text, char open, char close,
                       int64_t *ret_ms)
{
    struct slice rest = slice_range(*text, 0, STAMP_BYTES);
    int64_t minutes, seconds, ms = 0;
    size_t taken = rest.len;

    if (!slice_take_char(&rest, open) ||
        !slice_take_number(&rest, MINUTES_MAX, &minutes) ||
        !slice_take_char(&rest, ':') ||
        !slice_take_number(&rest, SECONDS_MAX, &seconds))
        return false;
    if (slice_take_char(&rest, '.') || slice_take_char(&rest, ':') ||
        slice_take_char(&rest, ','))
        ms = take_fraction(&rest);
    if (!slice_take_char(&rest, close))
        return false;
    taken -= rest.len;
    *text = slice_from(*text, taken);
    *ret_ms = (minutes * 60 + seconds) * 1000 + ms;
    return true;
}

/* ---- tags: "[ti:A title]" ---- */

static bool take_tag(struct slice line, struct slice *ret_name,
                     struct slice *ret_value)
{
    size_t colon = slice_find_char(slice_range(line, 0, TAG_BYTES + 2), ':');

    if (!slice_take_char(&line, '[') || colon == SLICE_NOT_FOUND ||
        !slice_ends_with(line, SLICE("]")))
        return false;
    *ret_name = slice_range(line, 0, colon - 1);
    *ret_value = slice_trim(slice_range(line, colon, line.len - 1));
    return ret_name->len &&
           (ascii_is_alpha(ret_name->ptr[0]) || ret_name->ptr[0] == '#');
}

static void read_offset(struct reader *reader, struct slice value)
{
    bool later = slice_take_char(&value, '-');
    int64_t ms;

    slice_take_char(&value, '+');
    if (slice_take_number(&value, OFFSET_MAX_MS, &ms))
        reader->offset_ms = later ? -ms : ms;
}

static bool read_tag(struct reader *reader, struct slice line)
{
    struct cue_list *list = reader->list;
    struct episode_meta *meta = &list->meta;
    struct slice name, value;
    int64_t ms;

    if (!take_tag(line, &name, &value))
        return false;
    if (slice_equal_nocase(name, SLICE("ti")))
        meta->title = cue_text_line(value, list->arena);
    else if (slice_equal_nocase(name, SLICE("al")))
        meta->show = cue_text_line(value, list->arena);
    else if (slice_equal_nocase(name, SLICE("la")))
        meta->language = language_normalize(value, list->arena);
    else if (slice_equal_nocase(name, SLICE("offset")))
        read_offset(reader, value);
    else if (slice_equal_nocase(name, SLICE("length")) &&
             timecode_take_loose(&value, &ms) && value.len == 0)
        meta->duration_ms = ms;
    else if (slice_equal_nocase(name, SLICE("by")) &&
             slice_starts_with_nocase(value, SLICE("whisper")))
        meta->made_by = SLICE("machine");
    return true;
}

/* ---- lines ---- */

/*
 * Reads the words of a line whose words are timed, "<00:30.00>word <00:30.80>";
 * the last stamp ends the last word. False if there is no stamp.
 */
static bool read_words(struct reader *reader, struct slice text,
                       struct cue *cue)
{
    struct spoken_list words = { .arena = &reader->scratch };
    struct buf plain = BUF_INIT;
    struct spoken_word *word = NULL;
    int64_t ms;

    while (text.len) {
        size_t next;

        if (take_stamp(&text, '<', '>', &ms)) {
            if (word)
                word->end_ms = ms;
            word = spoken_list_append(&words);
            word->start_ms = ms;
        }
        next = slice_find_char(slice_from(text, 1), '<');
        next = next == SLICE_NOT_FOUND ? text.len : next + 1;
        if (word && word->text.len == 0)
            word->text =
                cue_text_line(slice_range(text, 0, next), &reader->scratch);
        buf_slice(&plain, slice_range(text, 0, next));
        text = slice_from(text, next);
    }
    if (words.count) {
        cue->text = buf_view(&plain);
        spoken_append_cue(reader->list, cue, &words);
    }
    buf_release(&plain);
    return words.count > 0;
}

/* A line of text, once for each of its stamps. */
static void read_line(struct reader *reader, struct slice line, uint32_t number)
{
    int64_t stamps_ms[STAMPS_MAX];
    size_t count = 0;
    struct cue cue = { .end_ms = TIME_NONE, .line = number };

    while (count < STAMPS_MAX &&
           take_stamp(&line, '[', ']', &stamps_ms[count])) {
        line = slice_trim_left(line);
        count++;
    }
    if (line.len > REFRAIN_BYTES && count)
        count = 1;
    cue.text = line;
    for (size_t i = 0; i < count; i++) {
        cue.start_ms = stamps_ms[i];
        if (count > 1 || !read_words(reader, line, &cue))
            *cue_list_append(reader->list) = cue;
    }
}

static void move_cue(struct cue *cue, int64_t by_ms)
{
    cue->start_ms += by_ms;
    for (uint32_t i = 0; i < cue->word_count; i++) {
        cue->words[i].start_ms += by_ms;
        if (cue->words[i].end_ms != TIME_NONE)
            cue->words[i].end_ms += by_ms;
    }
}

/* Before the empty lines go, whose stamps end the lines before them. */
static void set_ends(struct cue_list *list)
{
    struct cue_starts starts = CUE_STARTS_INIT;

    cue_list_sort(list);
    for (size_t i = list->count; i-- > 0;)
        list->cues[i].end_ms = cue_starts_later(&starts, &list->cues[i]);
    cue_list_drop_empty(list);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct reader reader = { .list = list };
    struct slice rest = input->text, line;
    size_t passed = 0;

    (void)err;
    arena_init(&reader.scratch);
    list->order = CUE_ORDER_TIME;
    for (uint32_t number = input->first_line;
         list->count <= LIMIT_CUES && slice_next_line(&rest, &line); number++) {
        size_t before = list->count;

        line = slice_trim(line);
        read_line(&reader, line, number);
        if (list->count == before && line.len && !read_tag(&reader, line))
            passed++;
    }
    for (size_t i = 0; i < list->count; i++)
        move_cue(&list->cues[i], -reader.offset_ms);
    set_ends(list);
    if (passed)
        diag_add(diag, DIAG_NOTE, 0, "lines without times left out: %zu",
                 passed);
    arena_release(&reader.scratch);
    return STATUS_OK;
}

/* ---- probing ---- */

/* Tags that nothing but LRC begins with. */
static bool is_lyrics_tag(struct slice line)
{
    static const char *const names[] = { "ti", "ar", "al",     "au",    "by",
                                         "re", "ve", "offset", "length" };
    struct slice name, value;

    if (!take_tag(line, &name, &value))
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_equal_nocase(name, slice_of(names[i])))
            return true;
    return false;
}

/* "[mm:ss.xx]": with three fields, or without fraction, it may be prose. */
static bool begins_with_hundredths(struct slice line)
{
    struct slice stamp = line;
    int64_t ms;
    size_t point;

    if (!take_stamp(&line, '[', ']', &ms))
        return false;
    stamp = slice_range(stamp, 0, stamp.len - line.len);
    point = slice_find_char(stamp, '.');
    return point != SLICE_NOT_FOUND && stamp.len - point == sizeof(".xx]") - 1;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line;
    int stamps = 0, others = 0;

    *ret_why = "the tags of LRC";
    for (int i = 0; i < PROBE_LINES && slice_next_line(&rest, &line); i++) {
        line = slice_trim(line);
        if (line.len == 0)
            continue;
        if (stamps + others == 0 && is_lyrics_tag(line))
            return PROBE_CERTAIN;
        if (begins_with_hundredths(line))
            stamps++;
        else
            others++;
    }
    *ret_why = "lines that begin [mm:ss.xx]";
    return stamps >= PROBE_STAMPS && stamps > 10 * others ? PROBE_LIKELY
                                                          : PROBE_NO;
}

const struct format format_lrc = {
    .name = "lrc",
    .summary = "LRC lyrics: [mm:ss.xx]line, also with the times of words",
    .probe = probe,
    .read = read,
};
