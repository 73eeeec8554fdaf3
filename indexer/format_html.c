/*
 * A page or a part of one whose paragraphs are a transcript in prose:
 *
 *   <p><strong>Ana Lima</strong> (00:12:34): What she says.</p>
 *
 * The page becomes Markdown, and the reader of that does the rest.
 */

#include "format.h"

#include "chapter.h"
#include "html.h"
#include "html_text.h"
#include "text_survey.h"

enum {
    TURNS = 2,         /* with a name and a time: people's, who else's */
    SHARE_DIVISOR = 3, /* names before every third paragraph: a dialogue */
};

/* What the paragraphs of a page begin with. */
struct turns {
    size_t named, timed, both;
    int64_t last_ms;
};

static struct turns count_turns(const struct text_survey *survey,
                                struct slice text)
{
    struct turns turns = { .last_ms = 0 };
    struct text_lines lines;
    struct text_line line;
    struct text_head head;

    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK || line.block == TEXT_CODE ||
            !text_survey_read_head(survey, &line, &head))
            continue;
        turns.named += head.name.len > 0;
        turns.timed += head.stamp.bracket != TEXT_NO_TIME;
        turns.both += head.name.len && head.stamp.bracket;
        if (head.stamp.bracket && head.stamp.start_ms > turns.last_ms)
            turns.last_ms = head.stamp.start_ms;
        if (head.text.len == 0)
            text_lines_break(&lines);
    }
    return turns;
}

/*
 * Show notes have times and names before colons, too. They have few words for
 * the time that they cover.
 */
static bool is_transcript(struct slice text)
{
    struct text_survey survey;
    struct turns turns;
    bool is;

    text_survey_init(&survey, text);
    turns = count_turns(&survey, text);
    is =
        turns.both >= TURNS ||
        (turns.named > 1 && turns.named * SHARE_DIVISOR >= survey.paragraphs) ||
        (turns.timed > 1 &&
         !chapter_is_sparse(chapter_words(text), turns.last_ms));
    text_survey_release(&survey);
    return is;
}

static bool holds_transcript(const struct format_input *input)
{
    struct episode_meta meta;
    struct html_text page;
    struct arena scratch;
    struct error err;
    bool holds;

    arena_init(&scratch);
    meta_init(&meta);
    holds = !html_text_read(input->text, input->first_line, &scratch, &meta,
                            &page, &err) &&
            is_transcript(page.text);
    arena_release(&scratch);
    return holds;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    bool is_page = html_is_page(input->text);

    if (!is_page && !html_is_fragment(input->text))
        return PROBE_NO;
    *ret_why = "HTML with paragraphs that begin with a name or a time";
    if (holds_transcript(input))
        return PROBE_LIKELY;
    *ret_why = "nothing else fits the page, and it may be prose";
    return is_page && input->forced ? PROBE_LIKELY : PROBE_NO;
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct format_input prose = *input;
    struct html_text page;
    size_t complaints = diag->count;
    enum status status = html_text_read(input->text, input->first_line,
                                        list->arena, &list->meta, &page, err);

    if (status)
        return status;
    prose.text = page.text;
    prose.first_line = 1;
    status = format_text.read(&prose, list, diag, err);
    for (size_t i = 0; i < list->count; i++)
        list->cues[i].line = html_text_line(&page, list->cues[i].line);
    for (size_t i = complaints; i < diag->count; i++)
        diag->entries[i].line = html_text_line(&page, diag->entries[i].line);
    return status;
}

const struct format format_html = {
    .name = "html",
    .summary = "a page with names, times or both before what is said",
    .probe = probe,
    .read = read,
};
