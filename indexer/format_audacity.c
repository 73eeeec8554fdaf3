/*
 * Audacity's label track: "start TAB end TAB text", in seconds with six digits,
 * behind a decimal comma where the locale has one. A line that begins with a
 * backslash holds the frequencies of the label above it.
 *
 * Labels are chapters, unless there is so much text in them that it is what was
 * said: then they are cues.
 */

#include "chapter.h"
#include "format.h"

enum { LOOK_LINES = 50, TITLE_BYTES_SHOWN = 40 };

struct label {
    int64_t start_ms, end_ms;
    struct slice text;
};

/* "12.345678": seconds, with a fraction as Audacity always writes one. */
static bool take_seconds(struct slice text, int64_t *ret_ms)
{
    text = slice_trim(text);
    return slice_find_char(text, ':') == SLICE_NOT_FOUND &&
           (slice_find_char(text, '.') != SLICE_NOT_FOUND ||
            slice_find_char(text, ',') != SLICE_NOT_FOUND) &&
           timecode_take_loose(&text, ret_ms) && text.len == 0;
}

static bool read_label(struct slice line, struct label *ret)
{
    struct slice start, end;

    if (!slice_next_part(&line, '\t', &start) ||
        !slice_next_part(&line, '\t', &end) ||
        !take_seconds(start, &ret->start_ms) ||
        !take_seconds(end, &ret->end_ms))
        return false;
    ret->text = slice_trim(line);
    return true;
}

static bool is_frequencies(struct slice line)
{
    return line.len && line.ptr[0] == '\\';
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice rest = input->text, line;
    struct label label;
    size_t labels = 0;

    for (int i = 0; i < LOOK_LINES && slice_next_line(&rest, &line); i++) {
        if (slice_trim(line).len == 0 || is_frequencies(line))
            continue;
        if (!read_label(line, &label))
            return PROBE_NO;
        labels++;
    }
    *ret_why = "lines of start, end and label, in seconds";
    return labels ? PROBE_LIKELY : PROBE_NO;
}

static enum status read_labels(const struct format_input *input,
                               struct cue_list *list, struct diag *diag,
                               struct error *err)
{
    struct slice rest = input->text, line;
    struct label label;

    list->order = CUE_ORDER_TIME;
    for (uint32_t number = input->first_line; slice_next_line(&rest, &line);
         number++) {
        struct cue *cue;

        if (slice_trim(line).len == 0 || is_frequencies(line))
            continue;
        if (!read_label(line, &label)) {
            diag_add(diag, DIAG_WARNING, number, "not a label: %.*s",
                     SLICE_ARG(slice_range(line, 0, TITLE_BYTES_SHOWN)));
            continue;
        }
        cue = cue_list_append(list);
        cue->start_ms = label.start_ms;
        cue->end_ms = label.end_ms;
        cue->text = label.text;
        cue->line = number;
    }
    if (list->count == 0)
        return error_set(err, STATUS_BAD_INPUT, "no label in it");
    chapters_from_cues(list);
    return STATUS_OK;
}

const struct format format_audacity = {
    .name = "audacity",
    .summary = "Audacity's label track: chapters, or what was said",
    .probe = probe,
    .read = read_labels,
};
