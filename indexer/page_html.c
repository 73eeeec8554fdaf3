#include "page_line.h"

#include "cue.h"
#include "html.h"

/* A block of the page, while its pieces come. */
struct page_block {
    struct buf text;
    struct page_line line; /* but for its text */
    bool is_open;
    bool all_bold;
    bool is_cell;
};

struct html_reader {
    struct page_lines *lines;
    struct page_block block;
    struct buf markdown, squeezed;
    bool has_main; /* only what is in main or article is read */
};

/* Appends what Markdown is not to take for marks. */
static void append_escaped(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (slice_find_char(SLICE("*_`\\<&"), text.ptr[i]) != SLICE_NOT_FOUND)
            buf_char(out, '\\');
        buf_char(out, text.ptr[i]);
    }
}

static void put_line(struct html_reader *reader, struct slice text)
{
    struct page_line *line;

    buf_clear(&reader->squeezed);
    cue_text_squeeze(&reader->squeezed, text);
    text = slice_trim(buf_view(&reader->squeezed));
    if (text.len == 0)
        return;
    line = page_lines_append(reader->lines, text);
    text = line->text;
    *line = reader->block.line;
    line->text = text;
    if (line->block == TEXT_PLAIN && reader->block.all_bold) {
        line->block = TEXT_HEADING;
        line->level = 0;
    }
    append_escaped(&reader->markdown, text);
    buf_char(&reader->markdown, '\n');
}

/* Each line of a block is a line: what people part by <br> are items. */
static void end_block(struct html_reader *reader)
{
    struct page_block *block = &reader->block;
    struct slice rest = buf_view(&block->text), line;

    if (!block->is_open)
        return;
    block->is_open = false;
    while (slice_next_line(&rest, &line))
        put_line(reader, slice_trim(line));
    buf_clear(&block->text);
}

static void begin_block(struct html_reader *reader,
                        const struct html_piece *piece)
{
    struct page_block *block = &reader->block;
    bool same_row = block->is_open && block->is_cell &&
                    piece->block == HTML_CELL && !piece->starts_row;

    if (same_row) {
        buf_string(&block->text, " | ");
        return;
    }
    end_block(reader);
    block->is_open = true;
    block->all_bold = true;
    block->is_cell = piece->block == HTML_CELL;
    block->line = (struct page_line){
        .block = piece->block == HTML_HEADING ? TEXT_HEADING
                 : piece->block == HTML_ITEM  ? TEXT_ITEM
                                              : TEXT_PLAIN,
        .level = piece->level,
        .numbered = piece->block == HTML_ITEM && piece->inside & HTML_NUMBERED,
        .line = piece->line,
    };
}

static bool on_piece(void *context, const struct html_piece *piece)
{
    struct html_reader *reader = context;

    if (piece->inside & HTML_MARGIN ||
        (reader->has_main && !(piece->inside & HTML_MAIN)))
        return true;
    if (piece->starts_block || !reader->block.is_open)
        begin_block(reader, piece);
    if (!(piece->inside & HTML_BOLD) && slice_trim(piece->text).len)
        reader->block.all_bold = false;
    buf_slice(&reader->block.text, piece->text);
    return true;
}

static void on_fact(void *context, struct slice name, struct slice value)
{
    struct html_reader *reader = context;
    struct page_lines *lines = reader->lines;

    if (slice_equal(name, SLICE("a")))
        page_urls_add(&lines->urls, lines->arena, value, PAGE_URL_LINK);
    else if (slice_equal(name, SLICE("iframe")) ||
             slice_equal(name, SLICE("audio")) ||
             slice_equal(name, SLICE("video")) ||
             slice_equal(name, SLICE("source")))
        page_urls_add(&lines->urls, lines->arena, value, PAGE_URL_PLAYER);
    else
        page_facts_add(&lines->facts, lines->arena, name, value);
}

/* What a page has in main or article, and around them. */
struct measure {
    size_t all, main;
};

static bool measure_piece(void *context, const struct html_piece *piece)
{
    struct measure *measure = context;

    if (piece->inside & HTML_MARGIN)
        return true;
    measure->all += piece->text.len;
    if (piece->inside & HTML_MAIN)
        measure->main += piece->text.len;
    return true;
}

/* Is most of the page's text in its main part? */
static enum status find_main(struct slice html, bool *ret_has_main,
                             struct error *err)
{
    static const struct html_handler handler = { measure_piece, NULL };
    struct measure measure = { 0, 0 };
    enum status status = html_parse(html, 1, &handler, &measure, err);

    *ret_has_main = measure.main > 0 && measure.main * 2 >= measure.all;
    return status;
}

enum status page_lines_of_html(struct slice html, uint32_t first_line,
                               struct page_lines *lines, struct error *err)
{
    static const struct html_handler handler = { on_piece, on_fact };
    struct html_reader reader = { .lines = lines };
    enum status status = find_main(html, &reader.has_main, err);

    page_facts_init(&lines->facts);
    if (!status)
        status = html_parse(html, first_line, &handler, &reader, err);
    end_block(&reader);
    lines->markdown = arena_copy(lines->arena, buf_view(&reader.markdown));
    buf_release(&reader.markdown);
    buf_release(&reader.squeezed);
    buf_release(&reader.block.text);
    return status;
}
