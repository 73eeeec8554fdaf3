#include "page_note.h"

#include "page_part.h"

enum { NUMBERED_BYTES = 24 }; /* a shorter item is the entry of a list */

/* Where the reader is on the page. */
struct noter {
    struct cue_list *list;
    enum page_part part;
    int level;            /* of the heading that began the part */
    struct slice sponsor; /* of a part that is a sponsor's */
    struct slice heading;
    const char *kind; /* of the section that is open; NULL = none */
    struct buf text;  /* of the last cue, while lines go on with it */
};

/* Does a heading go on with the part that is open? */
static bool stays(const struct noter *noter, const struct page_line *line)
{
    bool deeper = noter->level && line->level > noter->level;

    if (noter->part == PAGE_PART_SPONSOR)
        return deeper ||
               (noter->sponsor.len &&
                slice_find(line->text, noter->sponsor) != SLICE_NOT_FOUND);
    return noter->part == PAGE_PART_TAKEAWAYS && (deeper || line->numbered);
}

static void begin_part(struct noter *noter, enum page_part part,
                       const struct page_line *line)
{
    noter->part = part;
    noter->level = line->block == TEXT_HEADING ? line->level : 0;
    noter->sponsor =
        part == PAGE_PART_SPONSOR ? page_part_sponsor(line->text) : SLICE("");
}

static const char *kind_of(const struct noter *noter,
                           const struct page_line *line)
{
    if (noter->part == PAGE_PART_SPONSOR)
        return SECTION_SPONSOR;
    if (noter->part == PAGE_PART_TAKEAWAYS ||
        (line->numbered && line->text.len >= NUMBERED_BYTES))
        return SECTION_TAKEAWAY;
    return SECTION_NOTES;
}

/* Puts the text of the lines that were joined into the last cue. */
static void end_cue(struct noter *noter)
{
    struct cue_list *list = noter->list;

    if (noter->text.len)
        list->cues[list->count - 1].text =
            arena_copy(list->arena, buf_view(&noter->text));
    buf_clear(&noter->text);
}

static void append(struct noter *noter, const struct page_line *line)
{
    const char *kind = kind_of(noter, line);
    struct cue *cue;

    if (line->goes_on && noter->text.len) {
        buf_char(&noter->text, ' ');
        buf_slice(&noter->text, line->text);
        return;
    }
    end_cue(noter);
    if (!noter->kind || !slice_equal(slice_of(kind), slice_of(noter->kind)))
        cue_list_begin_section(noter->list, kind, noter->heading);
    noter->kind = kind;
    cue = cue_list_append(noter->list);
    cue->paragraph = true;
    cue->line = line->line;
    buf_slice(&noter->text, line->text);
}

static bool is_dull(const struct page_line *line)
{
    return page_part_is_furniture(line->text) || page_link_is_label(line->text);
}

static void take_heading(struct noter *noter, const struct page_line *line)
{
    enum page_part part = page_part_of_heading(line->text);

    if (stays(noter, line)) {
        append(noter, line);
        return;
    }
    begin_part(noter, part, line);
    noter->heading = line->text;
    noter->kind = NULL; /* the next note begins a section */
    if (part == PAGE_PART_SPONSOR && noter->sponsor.len)
        append(noter, line);
}

/* A line that begins a part, alone or with more behind it. */
static void take_line(struct noter *noter, const struct page_line *line)
{
    enum page_part part = page_part_of_line(line->text);

    if (part != PAGE_PART_NONE) {
        begin_part(noter, part, line);
        noter->heading = part == PAGE_PART_SPONSOR ? SLICE("") : line->text;
        noter->kind = NULL;
    }
    if (part == PAGE_PART_NONE || part == PAGE_PART_SPONSOR)
        append(noter, line);
}

void page_notes_append(const struct page_lines *lines, const bool *is_taken,
                       struct cue_list *list)
{
    struct noter noter = { .list = list, .part = PAGE_PART_NOTES };
    size_t before = list->count;

    for (size_t i = 0; i < lines->count; i++) {
        const struct page_line *line = &lines->list[i];

        if (page_part_is_paywall(line->text)) {
            list->meta.partial = true;
            continue;
        }
        if (is_taken[i] || noter.part == PAGE_PART_OTHER)
            continue;
        if (line->block == TEXT_HEADING &&
            (!is_dull(line) ||
             page_part_of_heading(line->text) == PAGE_PART_OTHER))
            take_heading(&noter, line);
        else if (!is_dull(line))
            take_line(&noter, line);
    }
    end_cue(&noter);
    buf_release(&noter.text);
    list->notes = list->notes || list->count > before;
}
