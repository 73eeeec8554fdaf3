/*
 * What whisper and its relatives print while they work, kept as a file:
 *
 *     [00:00.000 --> 00:04.480]  text           whisper; WhisperX puts
 *                                               "Transcript:  " before it
 *     [00:00:00.000 --> 00:00:04.480]   text    whisper.cpp; "(speaker 1)" or
 *                                               "[SPEAKER_TURN]" in the text
 *     [0.00s -> 4.48s] text                     faster-whisper's example
 *     [00:00.000 -> 00:04.480]  text            whisper-jax
 *     [SPEAKER_00] [0.00 → 10.66] text          scripts, also name and range
 *                                               the other way round
 *
 * Lines of progress and of statistics stand between them and are left out.
 */

#include "format.h"
#include "language.h"

enum {
    PROBE_LINES = 200,
    NAME_MAX_BYTES = 40, /* of a speaker in brackets */
};

/* A line that says when something was said. */
struct print_line {
    int64_t start_ms, end_ms;
    struct slice speaker; /* empty = not said */
    struct slice text;
};

static bool take_word(struct slice *text, struct slice word)
{
    if (!slice_starts_with(*text, word))
        return false;
    *text = slice_from(*text, word.len);
    return true;
}

static bool take_time(struct slice *text, int64_t *ret_ms)
{
    *text = slice_trim_left(*text);
    if (!timecode_take_loose(text, ret_ms))
        return false;
    slice_take_char(text, 's');
    *text = slice_trim_left(*text);
    return true;
}

/* "[0.00s -> 4.48s]" */
static bool take_range(struct slice *text, struct print_line *ret)
{
    struct slice rest = *text;

    if (!slice_take_char(&rest, '[') || !take_time(&rest, &ret->start_ms) ||
        !(take_word(&rest, SLICE("-->")) || take_word(&rest, SLICE("->")) ||
          take_word(&rest, SLICE("→"))) ||
        !take_time(&rest, &ret->end_ms) || !slice_take_char(&rest, ']'))
        return false;
    *text = slice_trim_left(rest);
    return true;
}

/* "[SPEAKER_00]", "(speaker 1)", "SPEAKER_00:" */
static bool take_speaker(struct slice *text, struct slice *ret)
{
    static const char closings[] = { ']', ')', ':' };
    struct slice rest = *text, name;
    size_t kind = 2, end;

    if (slice_take_char(&rest, '['))
        kind = 0;
    else if (slice_take_char(&rest, '('))
        kind = 1;
    if (!slice_starts_with_nocase(rest, SLICE("speaker")))
        return false;
    end = slice_find_char(slice_range(rest, 0, NAME_MAX_BYTES), closings[kind]);
    if (end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(rest, 0, end));
    if (slice_equal_nocase(name, SLICE("speaker_turn")))
        return false;
    *ret = slice_ends_with(name, SLICE("?")) ? (struct slice){ 0 } : name;
    *text = slice_trim_left(slice_from(rest, end + 1));
    return true;
}

static bool read_print_line(struct slice line, struct print_line *ret)
{
    struct slice name = { 0 };
    bool named;

    line = slice_trim(line);
    *ret = (struct print_line){ .start_ms = TIME_NONE, .end_ms = TIME_NONE };
    if (take_word(&line, SLICE("Transcript:")))
        line = slice_trim_left(line);
    named = take_speaker(&line, &name);
    if (!take_range(&line, ret))
        return false;
    if (!named)
        take_speaker(&line, &name);
    if (named && slice_take_char(&line, ':'))
        line = slice_trim_left(line);
    ret->speaker = name;
    ret->text = line;
    return true;
}

static int probe_console(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line;
    struct print_line print;
    size_t found = 0, text = 0;

    for (size_t i = 0; i < PROBE_LINES && slice_next_line(&rest, &line); i++) {
        if (read_print_line(line, &print))
            found++;
        else if (found && slice_trim(line).len)
            text++;
    }
    *ret_why = "lines that begin [start --> end], as whisper prints them";
    if (found == 0 || text > found)
        return PROBE_NO;
    return PROBE_CERTAIN - 1;
}

/* "Detected language: English", "Detected language 'en' with probability 1" */
static bool read_language(struct slice line, struct cue_list *list)
{
    struct slice word = slice_trim(line);
    size_t len = 0;

    if (!take_word(&word, SLICE("Detected language")))
        return false;
    while (word.len && !ascii_is_alpha(word.ptr[0]))
        word = slice_from(word, 1);
    while (len < word.len && ascii_is_alpha(word.ptr[len]))
        len++;
    if (list->meta.language.len == 0)
        list->meta.language =
            language_normalize(slice_range(word, 0, len), list->arena);
    return true;
}

/* whisper.cpp's -tdrz marks the end of a turn. */
static bool take_turn_mark(struct slice *text)
{
    const struct slice mark = SLICE("[SPEAKER_TURN]");

    if (!slice_ends_with(*text, mark))
        return false;
    *text = slice_trim(slice_range(*text, 0, text->len - mark.len));
    return true;
}

/* Is it a program's own line: "whisper_print_timings: load time = 81 ms"? */
static bool is_log(struct slice line)
{
    size_t len = 0;

    while (len < line.len && (line.ptr[len] == '_' ||
                              (ascii_is_alpha(line.ptr[len]) &&
                               ascii_lower(line.ptr[len]) == line.ptr[len])))
        len++;
    return len && len < line.len && line.ptr[len] == ':';
}

/* A line right below goes on with the text of the last cue. */
static bool extend_text(struct cue_list *list, struct slice line)
{
    struct slice *text = &list->cues[list->count - 1].text;

    line = slice_trim(line);
    if (line.len == 0 || is_log(line))
        return false;
    text->len = (size_t)(line.ptr + line.len - text->ptr);
    return true;
}

static enum status read_console(const struct format_input *input,
                                struct cue_list *list, struct diag *diag,
                                struct error *err)
{
    struct slice rest = input->text, line;
    uint32_t number = input->first_line;
    size_t passed = 0;
    bool turn = false, open = false;

    (void)err;
    list->order = CUE_ORDER_TIME;
    list->meta.made_by = SLICE("machine");
    for (; slice_next_line(&rest, &line); number++) {
        struct print_line print;
        struct cue *cue;

        if (!read_print_line(line, &print)) {
            open = open && extend_text(list, line);
            if (!open && slice_trim(line).len && !read_language(line, list))
                passed++;
            continue;
        }
        cue = cue_list_append(list);
        open = true;
        cue->start_ms = print.start_ms;
        cue->end_ms = print.end_ms;
        cue->speaker = print.speaker;
        cue->paragraph = turn;
        turn = take_turn_mark(&print.text);
        cue->text = print.text;
        cue->line = number;
    }
    if (passed)
        diag_add(diag, DIAG_NOTE, 0, "lines without times left out: %zu",
                 passed);
    return STATUS_OK;
}

const struct format format_console = {
    .name = "console",
    .summary = "what whisper prints: [00:00.000 --> 00:04.480] text",
    .probe = probe_console,
    .read = read_console,
};
