#include "html_text.h"

#include "charref.h"
#include "html.h"
#include "html_fact.h"
#include "text_stamp.h"

enum { MAIN_DIVISOR = 2 }; /* the main part has half of the text, at least */

/* A text that grows. */
struct draft {
    struct arena *arena;
    struct buf text;
    uint32_t *lines;
    size_t line_count, line_capacity;
    bool in_bold;
};

struct page {
    struct draft all, main;
    bool passed_start; /* of a block, in a piece that is left out */
    struct episode_meta *meta;
    struct arena *arena;
};

static void begin_line(struct draft *draft, uint32_t line)
{
    if (draft->line_count)
        buf_char(&draft->text, '\n');
    draft->lines = arena_grow(draft->arena, draft->lines, &draft->line_capacity,
                              draft->line_count + 1, sizeof(*draft->lines));
    draft->lines[draft->line_count++] = line;
}

static bool is_word_at(struct slice text, size_t at)
{
    return at < text.len &&
           (ascii_is_alpha(text.ptr[at]) || ascii_is_digit(text.ptr[at]) ||
            (unsigned char)text.ptr[at] >= 0x80);
}

static bool is_reference(struct slice text)
{
    struct buf decoded = BUF_INIT;
    bool is = charref_append(&decoded, text) > 0;

    buf_release(&decoded);
    return is;
}

/* Would Markdown take the character at `at` for a mark? */
static bool is_mark(struct slice text, size_t at)
{
    char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';

    switch (text.ptr[at]) {
    case '*':
    case '`':
    case '\\':
        return true;
    case '_': /* not within SPEAKER_00 */
        return !is_word_at(text, at + 1) || at == 0 ||
               !is_word_at(text, at - 1);
    case '~':
        return next == '~';
    case ']':
        return next == '(' || next == '[';
    case '<':
        return ascii_is_alpha(next) || next == '/' || next == '!';
    case '&':
        return is_reference(slice_from(text, at));
    default:
        return false;
    }
}

/* Appends a part of a line. */
static void append_escaped(struct draft *draft, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_mark(text, i))
            buf_char(&draft->text, '\\');
        buf_char(&draft->text, text.ptr[i]);
    }
}

static void end_bold(struct draft *draft)
{
    if (draft->in_bold)
        buf_string(&draft->text, "**");
    draft->in_bold = false;
}

static void begin_block(struct draft *draft, const struct html_piece *piece)
{
    bool same_row = piece->block == HTML_CELL && !piece->starts_row;

    if (draft->line_count && !same_row)
        begin_line(draft, piece->line);
    begin_line(draft, piece->line);
    if (piece->block == HTML_HEADING) {
        for (int i = 0; i < piece->level; i++)
            buf_char(&draft->text, '#');
        buf_char(&draft->text, ' ');
    } else if (piece->block == HTML_ITEM) {
        buf_string(&draft->text, "- ");
    } else if (slice_starts_with(piece->text, SLICE("#"))) {
        buf_char(&draft->text, '\\');
    }
}

static void append_lines(struct draft *draft, const struct html_piece *piece,
                         struct slice text)
{
    struct slice line;

    for (bool first = true; slice_next_part(&text, '\n', &line);
         first = false) {
        if (!first && piece->block == HTML_HEADING)
            buf_char(&draft->text, ' ');
        else if (!first)
            begin_line(draft, piece->line);
        append_escaped(draft, line);
    }
}

static void append_piece(struct draft *draft, const struct html_piece *piece)
{
    bool bold = piece->block != HTML_HEADING &&
                (piece->inside & (HTML_BOLD | HTML_CITE));
    struct slice text = piece->text;
    size_t blanks = text.len - slice_trim_left(text).len;

    if (piece->starts_block || !bold)
        end_bold(draft);
    if (piece->starts_block || draft->line_count == 0)
        begin_block(draft, piece);
    append_lines(draft, piece, slice_range(text, 0, blanks));
    if (blanks && text.ptr[blanks - 1] == '\n')
        begin_line(draft, piece->line);
    if (bold && !draft->in_bold) {
        buf_string(&draft->text, "**");
        draft->in_bold = true;
    }
    append_lines(draft, piece, slice_from(text, blanks));
}

/* "10:30", when a post or a remark below it was written: no time in a show. */
static bool is_clock_of_post(const struct html_piece *piece)
{
    struct slice text = slice_trim_left(piece->text);
    struct text_stamp stamp;

    return (piece->inside & HTML_DATE) && text_take_stamp(&text, 0, &stamp);
}

static bool on_piece(void *context, const struct html_piece *piece)
{
    struct page *page = context;
    struct html_piece shown = *piece;

    if (piece->inside & HTML_MARGIN)
        return true;
    shown.starts_block |= page->passed_start;
    page->passed_start = false;
    if (is_clock_of_post(piece)) {
        page->passed_start = shown.starts_block;
        return true;
    }
    append_piece(&page->all, &shown);
    if (piece->inside & HTML_MAIN)
        append_piece(&page->main, &shown);
    return true;
}

static void on_fact(void *context, struct slice name, struct slice value)
{
    struct page *page = context;

    html_fact_add(page->meta, name, value, page->arena);
}

enum status html_text_read(struct slice html, uint32_t first_line,
                           struct arena *arena, struct episode_meta *meta,
                           struct html_text *ret, struct error *err)
{
    static const struct html_handler handler = { on_piece, on_fact };
    struct page page = {
        .all.arena = arena, .main.arena = arena, .meta = meta, .arena = arena
    };
    const struct draft *draft = &page.main;
    enum status status = html_parse(html, first_line, &handler, &page, err);

    end_bold(&page.all);
    end_bold(&page.main);
    if (page.main.text.len * MAIN_DIVISOR < page.all.text.len)
        draft = &page.all;
    *ret =
        (struct html_text){ .text = arena_copy(arena, buf_view(&draft->text)),
                            .lines = draft->lines,
                            .line_count = draft->line_count };
    buf_release(&page.all.text);
    buf_release(&page.main.text);
    return status;
}

uint32_t html_text_line(const struct html_text *text, uint32_t line)
{
    return line && line <= text->line_count ? text->lines[line - 1] : line;
}
