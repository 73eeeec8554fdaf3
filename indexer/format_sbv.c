/*
 * SubViewer's captions, and YouTube's SBV, which came of them: a line with two
 * times, then the text. SubViewer 2 has a header in brackets, "[br]" for a new
 * line, and hundredths for YouTube's thousandths. There is no specification but
 * YouTube's help page, support.google.com/youtube/answer/2734698.
 *
 *     0:00:01.000,0:00:03.500
 *     text
 */

#include "format.h"

#include "base/limits.h"

enum {
    PROBE_LINES = 200,
    TIMING_BYTES = 40, /* "100:00:01.000,100:00:03.500" and some blanks */
};

/* A time of hours, minutes and seconds, and nothing else. */
static bool is_time(struct slice text, int64_t *ret_ms)
{
    size_t colon = slice_find_char(text, ':');

    text = slice_trim(text);
    return colon != SLICE_NOT_FOUND &&
           slice_find_char(slice_from(text, colon + 1), ':') !=
               SLICE_NOT_FOUND &&
           timecode_take_loose(&text, ret_ms) && text.len == 0;
}

/* The comma between the times, for careless programs have others in them. */
static bool read_timing(struct slice line, int64_t *ret_start_ms,
                        int64_t *ret_end_ms)
{
    line = slice_trim(line);
    if (line.len > TIMING_BYTES || line.len == 0 ||
        !ascii_is_digit(line.ptr[0]))
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == ',' &&
            is_time(slice_range(line, 0, i), ret_start_ms) &&
            is_time(slice_from(line, i + 1), ret_end_ms))
            return true;
    return false;
}

/* The text of a cue, "[br]" being a new line. */
static struct slice break_lines(struct slice text, struct arena *arena)
{
    static const struct slice mark = SLICE_INIT("[br]");
    struct buf lines = BUF_INIT;
    size_t at = slice_find_nocase(text, mark);

    if (at == SLICE_NOT_FOUND)
        return text;
    for (; at != SLICE_NOT_FOUND; at = slice_find_nocase(text, mark)) {
        buf_slice(&lines, slice_range(text, 0, at));
        buf_char(&lines, '\n');
        text = slice_from(text, at + mark.len);
    }
    buf_slice(&lines, text);
    text = arena_copy(arena, buf_view(&lines));
    buf_release(&lines);
    return text;
}

/* Ends the last cue where the next one begins. */
static void end_cue(struct cue_list *list, const char *end)
{
    struct cue *cue;

    if (list->count == 0)
        return;
    cue = &list->cues[list->count - 1];
    cue->text.len = (size_t)(end - cue->text.ptr);
    cue->text = break_lines(slice_trim(cue->text), list->arena);
}

/* SubViewer's "[TITLE]A name" */
static void read_header(struct cue_list *list, struct slice line)
{
    static const struct slice key = SLICE_INIT("[TITLE]");

    if (slice_starts_with_nocase(line, key) && list->meta.title.len == 0)
        list->meta.title =
            cue_text_line(slice_from(line, key.len), list->arena);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct slice rest = input->text, line;
    int64_t start_ms, end_ms;

    (void)diag;
    (void)err;
    list->order = CUE_ORDER_TIME;
    for (uint32_t number = input->first_line;
         list->count <= LIMIT_CUES && slice_next_line(&rest, &line); number++) {
        if (!read_timing(line, &start_ms, &end_ms)) {
            if (list->count == 0)
                read_header(list, line);
            continue;
        }
        end_cue(list, line.ptr);
        *cue_list_append(list) = (struct cue){ .start_ms = start_ms,
                                               .end_ms = end_ms,
                                               .text = { rest.ptr, 0 },
                                               .line = number };
    }
    end_cue(list, rest.ptr);
    return STATUS_OK;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line;
    int64_t start_ms, end_ms;
    bool first = true;
    int timings = 0;

    *ret_why = "lines of two times with a comma between them";
    for (int i = 0; i < PROBE_LINES && slice_next_line(&rest, &line); i++) {
        line = slice_trim(line);
        if (read_timing(line, &start_ms, &end_ms))
            timings++;
        else if (first && slice_starts_with_nocase(line, SLICE("[SUBTITLE]")))
            return PROBE_CERTAIN;
        if (first && timings)
            return PROBE_CERTAIN;
        first = first && (line.len == 0 || line.ptr[0] == '[');
    }
    return timings > 1 ? PROBE_LIKELY : PROBE_NO;
}

const struct format format_sbv = {
    .name = "sbv",
    .summary = "YouTube's SBV, and SubViewer's captions",
    .probe = probe,
    .read = read,
};
