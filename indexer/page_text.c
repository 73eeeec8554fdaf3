#include "page_line.h"

#include "cue.h"
#include "markdown.h"

enum { WRAPPED_BYTES = 60 }; /* a shorter line was not broken to fit */

struct page_line *page_lines_append(struct page_lines *lines, struct slice text)
{
    struct page_line *line;

    lines->list = arena_grow(lines->arena, lines->list, &lines->capacity,
                             lines->count + 1, sizeof(*lines->list));
    line = &lines->list[lines->count++];
    line->text = arena_copy(lines->arena, text);
    return line;
}

/* "**Takeaways**", alone on its line */
static bool is_bold(struct slice raw)
{
    const struct slice mark = SLICE("**");

    return raw.len > 2 * mark.len && slice_starts_with(raw, mark) &&
           slice_ends_with(raw, mark) &&
           slice_find(slice_range(raw, mark.len, raw.len - mark.len), mark) ==
               SLICE_NOT_FOUND;
}

/* Advances past "3. " or "3) ". */
static bool take_number(struct slice *text)
{
    struct slice rest = *text;
    int64_t number;

    if (!slice_take_number(&rest, 999, &number) ||
        (!slice_take_char(&rest, '.') && !slice_take_char(&rest, ')')) ||
        rest.len == 0 || !ascii_is_space(rest.ptr[0]))
        return false;
    *text = slice_trim_left(rest);
    return true;
}

/* The plain text of one line, in `scratch`. */
static struct slice plain_text(struct slice raw, struct buf *plain,
                               struct buf *scratch)
{
    buf_clear(plain);
    buf_clear(scratch);
    markdown_append_plain(plain, raw);
    cue_text_squeeze(scratch, buf_view(plain));
    return slice_trim(buf_view(scratch));
}

static void read_line(struct page_lines *lines, const struct text_line *from,
                      struct buf *plain, struct buf *scratch)
{
    struct slice raw = from->text, text;
    bool numbered = take_number(&raw);
    struct page_line *line;

    text = plain_text(raw, plain, scratch);
    if (text.len == 0)
        return;
    line = page_lines_append(lines, text);
    line->block =
        is_bold(raw) && from->block == TEXT_PLAIN ? TEXT_HEADING : from->block;
    line->level = from->block == TEXT_HEADING ? from->level : 0;
    line->numbered = numbered;
    line->line = from->number;
    line->goes_on = from->block == TEXT_PLAIN && !from->starts_paragraph &&
                    !numbered && lines->count > 1 &&
                    line[-1].block != TEXT_HEADING &&
                    line[-1].text.len >= WRAPPED_BYTES;
}

void page_lines_of_text(struct slice text, uint32_t first_line,
                        struct page_lines *lines)
{
    struct buf plain = BUF_INIT, scratch = BUF_INIT;
    struct text_lines source;
    struct text_line line;

    page_facts_init(&lines->facts);
    lines->markdown = text;
    page_urls_find(&lines->urls, lines->arena, text);
    text_lines_init(&source, text, first_line);
    while (text_lines_next(&source, &line))
        if (line.block != TEXT_BLANK)
            read_line(lines, &line, &plain, &scratch);
    buf_release(&plain);
    buf_release(&scratch);
}
