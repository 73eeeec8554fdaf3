/*
 * Text in a layout that the user describes by a regular expression. Each match
 * begins a cue or, where the group `title` took part, a chapter. Words are
 * never lost between matches: what stands there goes on with the text of the
 * cue before, or is the text where no group names it. What is to be left out
 * can be matched by a branch without groups. Above the first match is the head
 * of the file, which is left out.
 */
#include "base/limits.h"
#include "format.h"
#include "pattern.h"

struct reader {
    struct slice text;
    struct cue_list *list;
    struct diag *diag;
    struct buf words;     /* of the cue that is open; squeezed by tidying */
    bool in_cue;          /* a cue is open */
    bool begun;           /* there was a match */
    struct slice speaker; /* of the last match that named one */
    int64_t chapter_ms;   /* where the chapter starts that has no cue yet */
    size_t at;            /* bytes read so far … */
    uint32_t line;        /* … and the line there */
};

/* Moves on to byte `to`, counting lines. */
static void advance(struct reader *reader, size_t to)
{
    struct slice passed = slice_range(reader->text, reader->at, to);
    size_t end;

    while ((end = slice_find_char(passed, '\n')) != SLICE_NOT_FOUND) {
        passed = slice_from(passed, end + 1);
        reader->line++;
    }
    reader->at = to;
}

/* ---- times ---- */

/* "01:02:03:12", "01:02:03;12": the rate is not known, frames are dropped. */
static struct slice without_frames(struct slice text)
{
    size_t separators = 0;
    char last;

    for (size_t i = 0; i < text.len; i++)
        separators += text.ptr[i] == ':' || text.ptr[i] == ';';
    if (separators != 3 || text.len < 4)
        return text;
    last = text.ptr[text.len - 3];
    return slice_range(text, 0,
                       text.len - (last == ':' || last == ';' ? 3 : 0));
}

static bool parse_time(struct slice text, int64_t *ret_ms)
{
    struct slice rest = without_frames(text);

    return timecode_parse_user(rest, ret_ms) ||
           (timecode_take_loose(&rest, ret_ms) && rest.len == 0);
}

/* What a group says in any written form; TIME_NONE if nothing. */
static int64_t read_time(struct reader *reader, struct slice group)
{
    struct slice text = slice_trim(group);
    int64_t ms;

    if (text.len == 0)
        return TIME_NONE;
    if (parse_time(text, &ms))
        return ms;
    diag_add(reader->diag, DIAG_WARNING, reader->line,
             "a time that cannot be read: \"%.*s\"",
             SLICE_ARG(slice_range(text, 0, 40)));
    return TIME_NONE;
}

/* ---- cues ---- */

static void close_cue(struct reader *reader)
{
    struct cue_list *list = reader->list;

    if (!reader->in_cue)
        return;
    list->cues[list->count - 1].text =
        arena_copy(list->arena, buf_view(&reader->words));
    buf_clear(&reader->words);
    reader->in_cue = false;
}

static struct cue *open_cue(struct reader *reader)
{
    struct cue *cue = cue_list_append(reader->list);

    cue->line = reader->line;
    reader->in_cue = true;
    return cue;
}

static void append_words(struct reader *reader, struct slice text)
{
    if (reader->words.len)
        buf_char(&reader->words, '\n');
    buf_slice(&reader->words, text);
}

/* What stands between two matches. */
static void take_between(struct reader *reader, struct slice text)
{
    if (!reader->begun || slice_trim(text).len == 0)
        return;
    if (!reader->in_cue) {
        struct cue *cue = open_cue(reader);

        cue->start_ms = reader->chapter_ms;
        cue->paragraph = true;
    }
    append_words(reader, text);
}

static void take_chapter(struct reader *reader,
                         const struct pattern_match *match)
{
    struct slice title =
        cue_text_line(match->groups[PATTERN_TITLE], reader->list->arena);
    struct cue_chapter *chapter;

    if (title.len == 0)
        return;
    close_cue(reader);
    chapter = cue_list_append_chapter(reader->list);
    chapter->title = title;
    chapter->start_ms = read_time(reader, match->groups[PATTERN_START]);
    chapter->end_ms = read_time(reader, match->groups[PATTERN_END]);
    reader->chapter_ms = chapter->start_ms;
    reader->speaker = (struct slice){ 0 };
}

static void take_cue(struct reader *reader, const struct pattern_match *match)
{
    const struct slice *groups = match->groups;
    bool stated = groups[PATTERN_SPEAKER].ptr;
    struct cue *cue;

    close_cue(reader);
    if (stated)
        reader->speaker =
            cue_text_line(groups[PATTERN_SPEAKER], reader->list->arena);
    cue = open_cue(reader);
    cue->speaker = reader->speaker;
    cue->speaker_carried = !stated && cue->speaker.len;
    cue->paragraph = stated;
    cue->start_ms = read_time(reader, groups[PATTERN_START]);
    cue->end_ms = read_time(reader, groups[PATTERN_END]);
    append_words(reader, groups[PATTERN_TEXT]);
}

static bool has_groups(const struct pattern_match *match)
{
    for (size_t i = 0; i < PATTERN_GROUPS; i++)
        if (match->groups[i].ptr)
            return true;
    return false;
}

static void take_match(struct reader *reader, const struct pattern_match *match)
{
    take_between(reader, slice_range(reader->text, reader->at, match->from));
    advance(reader, match->from);
    reader->begun = reader->begun || has_groups(match);
    if (match->groups[PATTERN_TITLE].ptr)
        take_chapter(reader, match);
    else if (has_groups(match))
        take_cue(reader, match);
    advance(reader, match->to);
}

static enum status read_matches(struct reader *reader, struct pattern *pattern,
                                struct error *err)
{
    struct pattern_match match;
    enum status status = STATUS_OK;

    while (!status) {
        status = pattern_next(pattern, reader->text, reader->at, &match, err);
        if (status)
            break;
        take_match(reader, &match);
        if (reader->list->count > LIMIT_CUES)
            status =
                error_set(err, STATUS_LIMIT, "more than %zu cues", LIMIT_CUES);
    }
    if (status != STATUS_NOT_FOUND)
        return status;
    take_between(reader, slice_from(reader->text, reader->at));
    close_cue(reader);
    if (!reader->begun)
        return error_set(err, STATUS_BAD_INPUT,
                         "the pattern matches nowhere in it");
    return STATUS_OK;
}

static int probe_pattern(const struct format_input *input, const char **ret_why)
{
    (void)input;
    (void)ret_why;
    return PROBE_NO; /* nothing but --pattern tells it */
}

static enum status read_pattern(const struct format_input *input,
                                struct cue_list *list, struct diag *diag,
                                struct error *err)
{
    struct reader reader = { .text = input->text,
                             .list = list,
                             .diag = diag,
                             .chapter_ms = TIME_NONE,
                             .line = input->first_line };
    struct pattern *pattern;
    enum status status;

    if (input->pattern.len == 0)
        return error_set(err, STATUS_USAGE,
                         "this format is described by --pattern");
    status = pattern_compile(input->pattern, &pattern, err);
    if (status)
        return status;
    list->order = CUE_ORDER_WRITTEN;
    status = read_matches(&reader, pattern, err);
    buf_release(&reader.words);
    pattern_free(pattern);
    return status;
}

const struct format format_pattern = {
    .name = "pattern",
    .summary = "text that --pattern describes",
    .probe = probe_pattern,
    .read = read_pattern,
};
