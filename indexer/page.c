#include "page.h"

#include "chapter.h"
#include "chapter_line.h"
#include "chapter_list.h"
#include "html.h"
#include "page_head.h"
#include "page_note.h"
#include "text_survey.h"

enum {
    TURNS = 4,        /* of a dialogue, at least */
    TURNS_OF_ONE = 2, /* each of its names comes back */
    TURNS_TIMED = 3,  /* a name and a time: people's, who else's */
};

/* ---- chapters ---- */

/* The chapter that begins then, or NULL. */
static const struct cue_chapter *find_chapter(const struct cue_list *list,
                                              int64_t ms)
{
    size_t from = 0, to = list->chapter_count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (list->chapters[middle].start_ms < ms)
            from = middle + 1;
        else
            to = middle;
    }
    return from < list->chapter_count && list->chapters[from].start_ms == ms
               ? &list->chapters[from]
               : NULL;
}

/* Is the line one of those that the chapters were read from? */
static bool is_chapter(const struct cue_list *list, struct slice line)
{
    struct chapter_entry entry;
    struct slice before;
    size_t times = 0;
    int64_t ms;
    bool in_brackets;

    if (list->chapter_count == 0)
        return false;
    if (chapter_line_lone_time(line, &ms))
        return find_chapter(list, ms) != NULL;
    if (chapter_line_read(line, &entry))
        return find_chapter(list, entry.start_ms) != NULL;
    while (chapter_line_next_time(&line, &before, &ms, &in_brackets)) {
        if (!find_chapter(list, ms))
            return false;
        times++;
    }
    return times > 0;
}

/* Marks the title beside a time that has a line of its own. */
static void mark_title(const struct page_lines *lines, size_t time,
                       const struct cue_list *list, bool *is_taken)
{
    const struct cue_chapter *chapter;
    int64_t ms;

    if (!chapter_line_lone_time(lines->list[time].text, &ms))
        return;
    chapter = find_chapter(list, ms);
    if (time && slice_equal(lines->list[time - 1].text, chapter->title))
        is_taken[time - 1] = true;
    if (time + 1 < lines->count &&
        slice_equal(lines->list[time + 1].text, chapter->title))
        is_taken[time + 1] = true;
}

/* Marks the lines of the chapters; returns how many stand above them. */
static size_t mark_chapters(const struct page_lines *lines,
                            const struct cue_list *list, bool *is_taken)
{
    size_t before = 0;

    for (size_t i = 0; i < lines->count; i++) {
        if (!is_chapter(list, lines->list[i].text))
            continue;
        is_taken[i] = true;
        mark_title(lines, i, list, is_taken);
    }
    while (before < lines->count && !is_taken[before])
        before++;
    return before;
}

/* The last one lasts to the end of the recording, if that is known. */
static void end_chapters(struct cue_list *list)
{
    for (size_t i = 0; i < list->chapter_count; i++) {
        struct cue_chapter *chapter = &list->chapters[i];
        int64_t end_ms = i + 1 < list->chapter_count ? chapter[1].start_ms
                                                     : list->meta.duration_ms;

        if (chapter->end_ms == TIME_NONE && end_ms > chapter->start_ms)
            chapter->end_ms = end_ms;
    }
}

/* ---- transcripts ---- */

/* What the lines that are no chapters begin with. */
struct turns {
    struct arena arena;
    struct slice *names;
    size_t name_count, name_capacity;
    size_t named, timed, both;
};

static void count_name(struct turns *turns, struct slice name)
{
    turns->named++;
    for (size_t i = 0; i < turns->name_count; i++)
        if (slice_equal(turns->names[i], name))
            return;
    turns->names =
        arena_grow(&turns->arena, turns->names, &turns->name_capacity,
                   turns->name_count + 1, sizeof(*turns->names));
    turns->names[turns->name_count++] = name;
}

static void count_turns(const struct text_survey *survey, struct slice text,
                        const struct cue_list *list, struct turns *turns)
{
    enum { NAMES_MAX = 200 };

    struct text_lines lines;
    struct text_line line;
    struct text_head head;

    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK || line.block == TEXT_CODE ||
            is_chapter(list, line.text) ||
            !text_survey_read_head(survey, &line, &head))
            continue;
        if (head.name.len && turns->name_count < NAMES_MAX)
            count_name(turns, head.name);
        turns->timed += head.stamp.bracket != TEXT_NO_TIME;
        turns->both += head.name.len && head.stamp.bracket != TEXT_NO_TIME;
    }
}

/* Is what is said on the page: names that come back, or too many words? */
static bool is_transcript(const struct page_lines *lines,
                          const struct cue_list *list)
{
    struct text_survey survey;
    struct turns turns = { .named = 0 };
    int64_t last_ms = list->chapter_count
                          ? list->chapters[list->chapter_count - 1].start_ms
                          : 0;
    bool is;

    arena_init(&turns.arena);
    text_survey_init(&survey, lines->markdown);
    count_turns(&survey, lines->markdown, list, &turns);
    is = turns.both >= TURNS_TIMED ||
         (turns.named >= TURNS &&
          turns.named >= TURNS_OF_ONE * turns.name_count) ||
         (turns.timed >= TURNS &&
          !chapter_is_sparse(chapter_words(lines->markdown), last_ms));
    text_survey_release(&survey);
    arena_release(&turns.arena);
    return is;
}

/* ---- together ---- */

/* A page on its way from text to what it tells. */
struct page {
    struct page_lines lines;
    bool *is_taken; /* lines that are no notes */
    size_t before;  /* lines above the chapters */
};

/* The lines, the chapters, and whether what is said stands among them. */
static enum status survey(struct slice text, uint32_t first_line,
                          struct cue_list *list, struct page *page,
                          struct page_signs *signs, struct error *err)
{
    enum status status = STATUS_OK;

    *page = (struct page){ .lines.arena = list->arena };
    *signs = (struct page_signs){ 0 };
    list->order = CUE_ORDER_WRITTEN;
    if (html_is_page(text) || html_is_fragment(text))
        status = page_lines_of_html(text, first_line, &page->lines, err);
    else
        page_lines_of_text(text, first_line, &page->lines);
    if (status)
        return status;
    chapter_list_read(page->lines.markdown, CHAPTER_LIST_LEAST, list);
    page->is_taken = arena_array(list->arena, page->lines.count + 1,
                                 sizeof(*page->is_taken));
    page->before = mark_chapters(&page->lines, list, page->is_taken);
    signs->is_transcript = is_transcript(&page->lines, list);
    return STATUS_OK;
}

/* What the page says of the episode, and its notes. */
static void describe(struct page *page, struct cue_list *list,
                     struct page_signs *signs)
{
    page_head_read(&page->lines, page->before, list->arena, &list->meta,
                   page->is_taken);
    page_links_fill(&page->lines.urls, list->arena, &list->meta);
    end_chapters(list);
    signs->is_episode = page->lines.facts.is_episode;
    page_notes_append(&page->lines, page->is_taken, list);
}

enum status page_look(struct slice text, uint32_t first_line,
                      struct cue_list *list, struct page_signs *ret_signs,
                      struct error *err)
{
    struct page page;
    enum status status = survey(text, first_line, list, &page, ret_signs, err);

    if (!status && !ret_signs->is_transcript)
        describe(&page, list, ret_signs);
    return status;
}

enum status page_read(struct slice text, uint32_t first_line,
                      struct cue_list *list, struct page_signs *ret_signs,
                      struct error *err)
{
    struct page page;
    enum status status = survey(text, first_line, list, &page, ret_signs, err);

    if (!status)
        describe(&page, list, ret_signs);
    return status;
}
