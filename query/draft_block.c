#include "draft_block.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "chapter_line.h"
#include "draft_internal.h"
#include "markdown.h"
#include "text_line.h"

#include <string.h>

/* Stands for the comment that skips a block, while blocks are made. */
#define SKIP_MARK SLICE("\xEE\x80\x84") /* U+E004, private use */

/*
 * Control characters that mark places in a paragraph while its markup is taken
 * off. None is left in the text before.
 */
enum { LINK_OPEN = 1, LINK_CLOSE = 2, LINE_END = 3 };

/* ---- comments that skip ---- */

/* Is it what stands between "<!--" and "-->" of a comment that skips? */
static bool is_skip(struct slice comment)
{
    comment = slice_trim(comment);
    if (!slice_starts_with_nocase(comment, SLICE("quoth:")))
        return false;
    comment = slice_trim(slice_from(comment, SLICE("quoth:").len));
    return slice_equal_nocase(comment, SLICE("skip"));
}

struct slice draft_mark_skips(struct slice text, struct arena *arena)
{
    struct buf out = BUF_INIT;
    struct slice marked;
    size_t at;

    while ((at = slice_find(text, SLICE("<!--"))) != SLICE_NOT_FOUND) {
        size_t end = slice_find(slice_from(text, at), SLICE("-->"));

        if (end == SLICE_NOT_FOUND)
            break;
        buf_slice(&out, slice_range(text, 0, at));
        if (is_skip(slice_range(text, at + 4, at + end)))
            buf_slice(&out, SKIP_MARK);
        else
            buf_slice(&out, slice_range(text, at, at + end + 3));
        text = slice_from(text, at + end + 3);
    }
    buf_slice(&out, text);
    marked = arena_copy(arena, buf_view(&out));
    buf_release(&out);
    return marked;
}

/* ---- blocks ---- */

bool draft_take_dash(struct slice *text)
{
    static const char *const dashes[] = { "—", "–", "―", "--" };

    for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
        if (slice_starts_with(*text, slice_of(dashes[i]))) {
            *text = slice_trim_left(slice_from(*text, strlen(dashes[i])));
            return true;
        }
    return false;
}

uint32_t draft_block_line(const struct draft_block *block, size_t at)
{
    uint32_t line = block->line;

    for (size_t i = 0; i < block->break_count && block->breaks[i] <= at; i++)
        line++;
    return line;
}

void draft_builder_init(struct draft_builder *builder, struct arena *arena,
                        struct draft_blocks *blocks)
{
    *builder = (struct draft_builder){ .arena = arena, .blocks = blocks };
    *blocks = (struct draft_blocks){ 0 };
}

void draft_builder_release(struct draft_builder *builder)
{
    buf_release(&builder->text);
}

void draft_builder_link(struct draft_builder *builder, size_t from,
                        struct slice url)
{
    struct draft_block *block = &builder->block;

    block->links =
        arena_grow(builder->arena, block->links, &builder->link_capacity,
                   block->link_count + 1, sizeof(*block->links));
    block->links[block->link_count++] =
        (struct draft_link){ from, builder->text.len,
                             arena_copy(builder->arena, url) };
}

/* A line of the draft ends here. */
static void break_line(struct draft_builder *builder)
{
    struct draft_block *block = &builder->block;

    block->breaks =
        arena_grow(builder->arena, block->breaks, &builder->break_capacity,
                   block->break_count + 1, sizeof(*block->breaks));
    block->breaks[block->break_count++] = builder->text.len;
}

/* Takes marks that skip off the text. Offsets in it are of no use any more. */
static bool has_skip(struct buf *text)
{
    return slice_find(buf_view(text), SKIP_MARK) != SLICE_NOT_FOUND;
}

static bool is_skip_alone(struct buf *text)
{
    return slice_equal(slice_trim(buf_view(text)), SKIP_MARK);
}

/* Does a skip that stood alone go for this block? */
static bool takes_skip(struct draft_builder *builder)
{
    const struct draft_block *block = &builder->block;

    if (builder->skipped_quotation &&
        block->quotation == builder->skipped_quotation)
        return true;
    if (!builder->skip_next)
        return false;
    builder->skip_next = false;
    builder->skipped_quotation = block->quotation;
    return true;
}

void draft_builder_flush(struct draft_builder *builder)
{
    struct draft_blocks *blocks = builder->blocks;
    struct draft_block *block = &builder->block;
    struct slice text = buf_view(&builder->text);

    if (is_skip_alone(&builder->text)) {
        builder->skip_next = true;
    } else if (slice_trim(text).len && has_skip(&builder->text)) {
        builder->skipped_quotation = block->quotation;
    } else if (slice_trim(text).len && !takes_skip(builder)) {
        struct slice dash = text;

        blocks->list =
            arena_grow(builder->arena, blocks->list, &blocks->capacity,
                       blocks->count + 1, sizeof(*blocks->list));
        block->text = arena_copy(builder->arena, text);
        block->cites = draft_take_dash(&dash);
        blocks->list[blocks->count++] = *block;
    }
    *block = (struct draft_block){ 0 };
    builder->link_capacity = 0;
    builder->break_capacity = 0;
    buf_clear(&builder->text);
}

/* ---- Markdown and text ---- */

/* Lines of a paragraph, still with their markup. */
struct paragraph {
    struct draft_builder builder;
    struct buf raw;
    bool open;
};

/* Links found in a paragraph: "[", "]", and what is behind the target. */
struct raw_link {
    size_t open, close, end;
};

/*
 * Finds the next link at or behind `at`: the innermost brackets that have a
 * target behind them.
 */
static bool next_link(struct slice raw, size_t at, struct raw_link *ret_link)
{
    size_t open = SLICE_NOT_FOUND;

    for (; at < raw.len; at++) {
        if (raw.ptr[at] == '\\')
            at++;
        else if (raw.ptr[at] == '[')
            open = at;
        else if (raw.ptr[at] == ']' && open != SLICE_NOT_FOUND) {
            struct slice rest = slice_from(raw, at + 1);

            if (markdown_take_target(&rest)) {
                *ret_link = (struct raw_link){ open, at, raw.len - rest.len };
                return true;
            }
            open = SLICE_NOT_FOUND;
        }
    }
    return false;
}

/* "(https://… "title")" -> the address */
static struct slice target_of(struct slice raw, const struct raw_link *link)
{
    struct slice target = slice_range(raw, link->close + 2, link->end - 1);
    struct slice rest = slice_trim(target), url;

    if (!slice_next_part(&rest, ' ', &url))
        return target;
    if (slice_starts_with(url, SLICE("<")))
        url = slice_range(url, 1, url.len - 1);
    return url;
}

/* Puts marks in the place of brackets and targets. */
static void mark_links(struct slice raw, struct buf *out)
{
    struct raw_link link;
    size_t at = 0;

    while (next_link(raw, at, &link)) {
        buf_slice(out, slice_range(raw, at, link.open));
        buf_char(out, LINK_OPEN);
        buf_slice(out, slice_range(raw, link.open + 1, link.close));
        buf_char(out, LINK_CLOSE);
        at = link.end;
    }
    buf_slice(out, slice_from(raw, at));
}

static void put_plain_byte(struct buf *out, char c)
{
    if (c == ' ' && (out->len == 0 || out->ptr[out->len - 1] == ' '))
        return;
    buf_char(out, c);
}

/* Plain text with marks -> the builder's text, links and breaks. */
static void read_marks(struct draft_builder *builder, struct slice plain,
                       struct slice raw)
{
    struct raw_link link = { 0 };
    size_t from = 0;

    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.ptr[i];

        if (c == LINK_OPEN)
            from = builder->text.len;
        else if (c == LINE_END)
            break_line(builder);
        else if (c != LINK_CLOSE)
            put_plain_byte(&builder->text, c);
        else if (next_link(raw, link.end, &link))
            draft_builder_link(builder, from, target_of(raw, &link));
    }
}

static void flush_paragraph(struct paragraph *paragraph)
{
    struct buf marked = BUF_INIT, plain = BUF_INIT;
    struct slice raw = buf_view(&paragraph->raw);

    if (paragraph->open) {
        mark_links(raw, &marked);
        markdown_append_plain(&plain, buf_view(&marked));
        read_marks(&paragraph->builder, buf_view(&plain), raw);
        draft_builder_flush(&paragraph->builder);
    }
    paragraph->open = false;
    buf_clear(&paragraph->raw);
    buf_release(&marked);
    buf_release(&plain);
}

/* The line's text, in which nothing looks like a mark of ours. */
static void append_line(struct paragraph *paragraph, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        buf_char(&paragraph->raw,
                 c == LINK_OPEN || c == LINK_CLOSE || c == LINE_END ? ' ' : c);
    }
}

/* "(11:15) Title": in plain text nothing else parts the lines of a list. */
static bool is_list_line(struct slice text)
{
    struct chapter_entry entry;

    return chapter_line_read(text, &entry) && !entry.time_last &&
           entry.title.len > 0;
}

/* Begins a new paragraph if the line does. */
static void begin_line(struct paragraph *paragraph,
                       const struct text_line *line, bool quoted,
                       uint32_t quotation)
{
    struct draft_block *block = &paragraph->builder.block;
    struct slice text = line->text;
    bool item = line->block == TEXT_ITEM;

    if (paragraph->open &&
        (line->starts_paragraph || quoted != (block->quotation > 0) ||
         draft_take_dash(&text) || is_list_line(text)))
        flush_paragraph(paragraph);
    if (paragraph->open) {
        buf_char(&paragraph->raw, LINE_END);
        buf_char(&paragraph->raw, '\n');
        return;
    }
    paragraph->open = true;
    block->line = line->number;
    block->level = line->level;
    block->quotation = quoted ? quotation : 0;
    block->kind = quoted                        ? DRAFT_QUOTED
                  : line->block == TEXT_HEADING ? DRAFT_HEADING
                  : item                        ? DRAFT_ITEM
                                                : DRAFT_PARAGRAPH;
}

void draft_blocks_of_text(struct slice text, struct arena *arena,
                          struct draft_blocks *ret_blocks)
{
    struct paragraph paragraph = { .raw = BUF_INIT };
    struct text_lines lines;
    struct text_line line;
    uint32_t quotation = 0;
    bool was_quoted = false;

    draft_builder_init(&paragraph.builder, arena, ret_blocks);
    text_lines_init(&lines, draft_mark_skips(text, arena), 1);
    while (text_lines_next(&lines, &line)) {
        bool quoted = lines.quoted && line.block != TEXT_CODE;

        if (quoted && !was_quoted)
            quotation++;
        if (line.block == TEXT_BLANK || line.block == TEXT_CODE) {
            flush_paragraph(&paragraph);
        } else {
            begin_line(&paragraph, &line, quoted, quotation);
            append_line(&paragraph, line.text);
            if (line.block == TEXT_HEADING)
                flush_paragraph(&paragraph);
        }
        was_quoted = quoted;
    }
    flush_paragraph(&paragraph);
    buf_release(&paragraph.raw);
    draft_builder_release(&paragraph.builder);
}
