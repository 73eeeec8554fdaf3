/*
 * HTML -> the blocks of a draft.
 */
#include "base/utf8.h"
#include "draft_internal.h"
#include "html.h"

struct page {
    struct draft_builder builder;
    uint32_t quotations;
    bool was_quoted;  /* the last block was in a block quote */
    bool in_q;        /* a q element is open */
    struct slice url; /* of the link that is open; `from` is where it begins */
    size_t from;
};

static void close_link(struct page *page)
{
    if (page->url.len)
        draft_builder_link(&page->builder, page->from, page->url);
    page->url = (struct slice){ 0 };
}

/* A q element shows with quotation marks that are not in its text. */
static void follow_q(struct page *page, bool in_q)
{
    if (!page->in_q || in_q)
        return;
    buf_string(&page->builder.text, "”");
    page->in_q = false;
}

static void end_block(struct page *page)
{
    follow_q(page, false);
    close_link(page);
    draft_builder_flush(&page->builder);
}

static void begin_block(struct page *page, const struct html_piece *piece)
{
    struct draft_block *block = &page->builder.block;
    bool quoted = piece->inside & HTML_BLOCKQUOTE;

    if (quoted && !page->was_quoted)
        page->quotations++;
    page->was_quoted = quoted;
    block->line = piece->line;
    block->quotation = quoted ? page->quotations : 0;
    block->level = piece->level;
    if (quoted)
        block->kind = DRAFT_QUOTED;
    else if (piece->block == HTML_HEADING)
        block->kind = DRAFT_HEADING;
    else if (piece->block == HTML_ITEM)
        block->kind = DRAFT_ITEM;
}

/* The text of a piece; a br ends the line, and the block if a dash follows. */
static void put_text(struct page *page, const struct html_piece *piece)
{
    struct slice rest = piece->text, line;
    bool first = true;

    while (slice_next_line(&rest, &line)) {
        struct slice dash = slice_trim_left(line);

        if (!first && draft_take_dash(&dash)) {
            end_block(page);
            begin_block(page, piece);
            line = slice_trim_left(line);
        } else if (!first) {
            buf_char(&page->builder.text, ' ');
        }
        first = false;
        if (piece->inside & HTML_Q && !page->in_q) {
            if (slice_take_char(&line, ' '))
                buf_char(&page->builder.text, ' ');
            buf_string(&page->builder.text, "“");
            page->in_q = true;
        }
        buf_slice(&page->builder.text, line);
    }
}

static bool take_piece(void *context, const struct html_piece *piece)
{
    struct page *page = context;
    size_t text_from;

    if (piece->starts_block || piece->starts_row) {
        end_block(page);
        begin_block(page, piece);
    }
    follow_q(page, piece->inside & HTML_Q);
    text_from = page->builder.text.len;
    if (!slice_equal(piece->link, page->url)) {
        close_link(page);
        page->url = arena_copy(page->builder.arena, piece->link);
        page->from = text_from;
    }
    put_text(page, piece);
    return true;
}

enum status draft_blocks_of_html(struct slice text, struct arena *arena,
                                 struct draft_blocks *ret_blocks,
                                 struct error *err)
{
    static const struct html_handler handler = { .piece = take_piece };

    struct page page = { .quotations = 0 };
    enum status status;

    draft_builder_init(&page.builder, arena, ret_blocks);
    status = html_parse(draft_mark_skips(text, arena), 1, &handler, &page, err);
    end_block(&page);
    draft_builder_release(&page.builder);
    return status;
}
