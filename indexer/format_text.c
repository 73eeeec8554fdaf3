/*
 * Transcripts in prose, plain or Markdown. There is no specification: people
 * and tools write a name, a time or both before what is said, each in their own
 * way. text_head.h knows the ways, text_survey.h which of them a file means,
 * markdown.h the marks inside the words; here they become cues.
 *
 * A paragraph is a cue. Few have a time of their own: in the archives that
 * publish such files, one in two to one in twenty. What stands in a file comes
 * out, in its order; left out are names and times that became a cue's own,
 * headings (they are chapters) and what exporting tools write around the words.
 */

#include <string.h>

#include "base/limits.h"
#include "date_text.h"
#include "export_frame.h"
#include "format.h"
#include "heading.h"
#include "html.h"
#include "markdown.h"
#include "speaker_name.h"
#include "text_survey.h"

enum {
    FIRST_LINES = 40, /* mostly enough */
    FIRST_BYTES = 16 * 1024,
    PROBE_LINES = 400,
    PROBE_BYTES = 256 * 1024,
    ENOUGH_TIMES = 2,        /* that are accepted, to be sure */
    PROBE_SHARE_DIVISOR = 3, /* labels before every third paragraph */
    BROKEN_TIME_DIGITS = 4,  /* in a mistyped time, at least */
};

struct reader {
    const struct text_survey *survey;
    struct cue_list *list;
    struct diag *diag;
    struct buf plain, squeezed; /* scratch */
    struct slice speaker;       /* of the turn that goes on */
    bool speaker_stated;        /* and of the next cue, in so many words */
    struct text_stamp stamp;    /* of the next cue */
    size_t timed;               /* the last cue with a time, from 1; 0 = none */
    struct slice paragraph;     /* raw, as far as it was read */
    uint32_t paragraph_line;
    bool flows; /* it may go on with the sentence before it */
    bool is_code;
};

/* The first lines of `text`, so many and so many bytes at most. */
static struct slice head_of(struct slice text, size_t lines, size_t bytes)
{
    struct slice rest = slice_range(text, 0, bytes), line;
    size_t len = rest.len;

    while (lines-- > 0 && slice_next_line(&rest, &line))
        ;
    return slice_range(text, 0, len - rest.len);
}

/* What the first lines of a body have that a transcript has; NULL = nothing. */
static const char *find_sign(struct slice head, uint32_t first_line)
{
    struct text_survey survey;
    struct text_lines lines;
    struct text_line line;
    struct text_head turn;
    size_t timed = 0, labels = 0;
    const char *sign = NULL;

    text_survey_init(&survey, head);
    text_lines_init(&lines, head, first_line);
    while (timed < ENOUGH_TIMES && text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK || line.block == TEXT_CODE ||
            !text_survey_read_head(&survey, &line, &turn))
            continue;
        timed += turn.stamp.bracket != TEXT_NO_TIME;
        labels += turn.name.len > 0;
        if (turn.text.len == 0)
            text_lines_break(&lines);
    }
    text_survey_release(&survey);
    if (timed >= ENOUGH_TIMES || (timed && survey.lines <= 2))
        sign = "lines that begin with a time, or a name and a time";
    else if (survey.opens_in_bold ||
             (labels > 1 && !survey.once_each &&
              labels * PROBE_SHARE_DIVISOR >= survey.paragraphs))
        sign = "paragraphs that begin with a speaker's name";
    return sign;
}

static int probe_text(const struct format_input *input, const char **ret_why)
{
    struct export_frame frame;
    struct slice first, head;
    const char *sign;

    if (html_is_page(input->text) ||
        slice_starts_with(slice_trim_left(input->text), SLICE("<?xml")))
        return PROBE_NO;
    export_frame_find(input->text, input->first_line, &frame);
    first = head_of(frame.body, FIRST_LINES, FIRST_BYTES);
    head = head_of(frame.body, PROBE_LINES, PROBE_BYTES);
    sign = find_sign(first, frame.first_line);
    if (!sign && head.len > first.len)
        sign = find_sign(head, frame.first_line);
    if (!sign && input->forced)
        sign = "nothing else fits, and it may be prose";
    if (!sign && input->front_matter)
        sign = "prose with the front matter of a transcript";
    if (!sign)
        return PROBE_NO;
    *ret_why = sign;
    return PROBE_LIKELY;
}

/* `raw` as plain text: itself where nothing has to change. */
static struct slice plain_text(struct reader *reader, struct slice raw)
{
    raw = slice_trim(raw);
    if (!reader->is_code && markdown_is_plain(raw))
        return raw;
    buf_clear(&reader->squeezed);
    if (reader->is_code) {
        cue_text_squeeze(&reader->squeezed, raw);
    } else {
        buf_clear(&reader->plain);
        markdown_append_plain(&reader->plain, raw);
        cue_text_squeeze(&reader->squeezed, buf_view(&reader->plain));
    }
    return arena_copy(reader->list->arena, buf_view(&reader->squeezed));
}

/* Whether the last cue's text ends where a sentence may. */
static bool after_sentence(const struct cue_list *list)
{
    struct slice text;

    if (list->count == 0)
        return true;
    text = list->cues[list->count - 1].text;
    while (text.len && strchr("\")]*", text.ptr[text.len - 1]))
        text.len--;
    return text.len == 0 || strchr(".?!:", text.ptr[text.len - 1]) ||
           (unsigned char)text.ptr[text.len - 1] >= 0x80;
}

static void append_cue(struct reader *reader, struct slice raw,
                       bool starts_paragraph)
{
    struct slice text = plain_text(reader, raw);
    struct cue *cue;

    if (text.len == 0)
        return;
    if (reader->flows)
        starts_paragraph = after_sentence(reader->list);
    cue = cue_list_append(reader->list);
    cue->text = text;
    cue->line = reader->paragraph_line;
    cue->paragraph = starts_paragraph;
    cue->speaker = reader->speaker;
    cue->speaker_carried = reader->speaker.len && !reader->speaker_stated;
    if (reader->stamp.bracket) {
        cue->start_ms = reader->stamp.start_ms;
        cue->end_ms = reader->stamp.end_ms;
        reader->timed = reader->list->count;
    }
    reader->stamp.bracket = TEXT_NO_TIME;
    reader->speaker_stated = false;
    reader->flows = false;
}

/* Makes cues of the paragraph: one more at every time that stands in it. */
static void end_paragraph(struct reader *reader)
{
    struct slice rest = reader->paragraph, found;
    bool first = true;

    reader->paragraph = (struct slice){ 0 };
    while (rest.len && !reader->is_code && reader->survey->squares > 1) {
        found = rest;
        if (!text_find_square_stamp(&found))
            break;
        append_cue(reader, slice_range(rest, 0, rest.len - found.len), first);
        first = first && found.len == rest.len;
        rest = found;
        text_take_stamp(&rest, reader->survey->frames_per_second,
                        &reader->stamp);
    }
    append_cue(reader, rest, first);
    reader->is_code = false;
}

/* `text`, which ends at the end of a line, belongs to the paragraph. */
static void extend_paragraph(struct reader *reader, struct slice text,
                             uint32_t line)
{
    if (reader->paragraph.len == 0) {
        reader->paragraph = text;
        reader->paragraph_line = line;
    } else {
        reader->paragraph.len =
            (size_t)(text.ptr + text.len - reader->paragraph.ptr);
    }
}

/* A label's text that is a mistyped time: "00.14:52", but not "2:1". */
static bool is_broken_time(struct slice text)
{
    size_t digits = 0;
    bool colon = false;

    for (size_t i = 0; i < text.len; i++) {
        digits += ascii_is_digit(text.ptr[i]);
        colon |= text.ptr[i] == ':';
        if (!ascii_is_digit(text.ptr[i]) && !strchr(":.,; ", text.ptr[i]))
            return false;
    }
    return digits >= BROKEN_TIME_DIGITS && colon;
}

/*
 * The time of a break or a jingle: what was said before ends where it begins,
 * and what follows starts behind it.
 */
static void pass_sound(struct reader *reader)
{
    struct text_stamp *stamp = &reader->stamp;
    struct cue_list *list = reader->list;
    struct cue *before =
        list->count
            ? &list->cues[(reader->timed ? reader->timed : list->count) - 1]
            : NULL;

    if (!stamp->bracket)
        return;
    if (before && before->end_ms == TIME_NONE)
        before->end_ms = stamp->start_ms;
    if (stamp->end_ms != TIME_NONE)
        stamp->start_ms = stamp->end_ms;
    stamp->end_ms = TIME_NONE;
}

/*
 * Of "Ana Lima", "1 minute 5 seconds" and "1:05", below each other, the first
 * says who speaks and the second says no more than the third.
 */
static void drop_spelled_above(struct reader *reader,
                               const struct text_head *head)
{
    struct slice above = reader->paragraph, line;
    size_t from = above.len;

    if (!head->stamp.bracket || head->name.len || head->text.len)
        return;
    while (from && above.ptr[from - 1] != '\n')
        from--;
    line = slice_trim(slice_from(above, from));
    if (!text_is_spelled(line, head->stamp.start_ms))
        return;
    above = slice_trim(slice_range(above, 0, from));
    if (speaker_is_proper_name(above)) {
        reader->speaker = above;
        reader->speaker_stated = true;
        above.len = 0;
    }
    reader->paragraph = above;
}

/* A line that begins with a time, a name, or both. */
static void read_turn(struct reader *reader, const struct text_line *line,
                      struct text_head *head)
{
    bool sound = speaker_is_sound(head->name);

    if (text_survey_spells_times(reader->survey))
        drop_spelled_above(reader, head);
    end_paragraph(reader);
    if (head->name.len && !head->stamp.bracket && is_broken_time(head->text)) {
        diag_add(reader->diag, DIAG_WARNING, line->number,
                 "a time that cannot be read: \"%.*s\"",
                 SLICE_ARG(slice_range(head->text, 0, 40)));
        head->text = (struct slice){ 0 };
    }
    /* a time alone on its line goes to the turn below it; that of a turn
     * without words does not */
    if (head->stamp.bracket || (head->name.len && reader->speaker_stated))
        reader->stamp = head->stamp;
    if (head->name.len) {
        reader->speaker = sound ? (struct slice){ 0 } : head->name;
        reader->speaker_stated = !sound;
    } else if (head->turn) {
        reader->speaker = (struct slice){ 0 };
    }
    if (sound && head->text.len == 0)
        pass_sound(reader);
    reader->flows = head->name.len == 0 && !head->turn && head->text.len;
    extend_paragraph(reader, head->text, line->number);
}

/* A chapter. `timed`: the survey bears out the time that is in it. */
static void read_heading(struct reader *reader, const struct text_line *line,
                         bool timed)
{
    struct slice raw = line->text, title;
    struct cue_chapter *chapter;
    struct text_head head;

    timed =
        text_head_read(raw, reader->survey->frames_per_second, &head) &&
        head.stamp.bracket &&
        (timed || head.stamp.has_hours || head.stamp.bracket == TEXT_SQUARE);
    if (timed)
        raw = head.time_first ? head.behind_time : head.name;
    title = plain_text(reader, raw);
    if (title.len == 0 || heading_is_transcript(title))
        return;
    if (line->level == 1 && reader->survey->titles == 1 &&
        reader->list->count == 0 && reader->list->chapter_count == 0) {
        reader->list->meta.title = title;
        return;
    }
    chapter = cue_list_append_chapter(reader->list);
    chapter->title = title;
    chapter->first_cue = reader->list->count;
    if (timed)
        chapter->start_ms = head.stamp.start_ms;
}

/*
 * A heading is a chapter, unless it is a speaker's ("### Ana 00:12:34") or a
 * time alone ("### 00:06:20").
 */
static bool is_turn_heading(const struct text_head *head)
{
    return head->name.len ? !head->bare_name && !head->time_first
                          : head->text.len == 0;
}

/* A line of what is said, maybe behind the time above it, in words. */
static void read_said(struct reader *reader, const struct text_line *line)
{
    struct slice text = line->text;

    if (reader->stamp.bracket && reader->paragraph.len == 0 &&
        text_survey_spells_times(reader->survey))
        text_take_spelled(&text, reader->stamp.start_ms);
    extend_paragraph(reader, text, line->number);
}

/* Returns true if the line's end ends its paragraph as well. */
static bool read_line(struct reader *reader, const struct text_line *line)
{
    struct text_head head = { 0 };
    bool turn;

    if (line->block == TEXT_BLANK || export_is_notice(line->text)) {
        end_paragraph(reader);
        return true;
    }
    if (line->block == TEXT_CODE) {
        reader->is_code = true;
        extend_paragraph(reader, line->text, line->number);
        return true;
    }
    if (line->block == TEXT_HEADING || line->starts_paragraph)
        end_paragraph(reader);
    turn = text_survey_read_head(reader->survey, line, &head);
    if (line->block == TEXT_HEADING && !(turn && is_turn_heading(&head))) {
        read_heading(reader, line, turn && head.stamp.bracket);
        return true;
    }
    if (turn)
        read_turn(reader, line, &head);
    else
        read_said(reader, line);
    return turn && head.text.len == 0;
}

/* What stood above the transcript tells of the episode. */
static void take_frame(struct cue_list *list, const struct export_frame *frame)
{
    const struct episode_meta meta = {
        .title = frame->title,
        .date = date_normalize(frame->date, list->arena),
        .duration_ms = TIME_NONE,
    };

    meta_fill(&list->meta, &meta);
}

static enum status read_text(const struct format_input *input,
                             struct cue_list *list, struct diag *diag,
                             struct error *err)
{
    struct export_frame frame;
    struct text_survey survey;
    struct reader reader = { .survey = &survey, .list = list, .diag = diag };
    enum status status = STATUS_OK;
    struct text_lines lines;
    struct text_line line;

    list->order = CUE_ORDER_WRITTEN;
    buf_init(&reader.plain, 0);
    buf_init(&reader.squeezed, 0);
    export_frame_find(input->text, input->first_line, &frame);
    take_frame(list, &frame);
    text_survey_init(&survey, frame.body);
    text_lines_init(&lines, frame.body, frame.first_line);
    while (!status && text_lines_next(&lines, &line)) {
        if (read_line(&reader, &line))
            text_lines_break(&lines);
        if (list->count > LIMIT_CUES)
            status = error_set(err, STATUS_LIMIT, "more than %zu paragraphs",
                               LIMIT_CUES);
    }
    end_paragraph(&reader);
    heading_drop_empty_chapters(list);
    text_survey_release(&survey);
    buf_release(&reader.plain);
    buf_release(&reader.squeezed);
    return status;
}

const struct format format_text = {
    .name = "text",
    .summary = "text or Markdown: names, times or both before what is said",
    .probe = probe_text,
    .read = read_text,
};
