#include "draft.h"

#include "base/utf8.h"
#include "chapter_line.h"
#include "chapter_list.h"
#include "draft_block.h"
#include "draft_mark.h"
#include "draft_time.h"
#include "draft_who.h"
#include "sentence.h"

struct reader {
    const struct draft_options *options;
    struct arena *arena;
    struct draft *draft;
    struct draft_blocks blocks;
};

static const struct draft_time no_time = {
    TIME_NONE, TIME_NONE, { 0 }, TIME_NONE
};

static struct draft_item *add_item(struct reader *reader, enum draft_kind kind,
                                   const struct draft_block *block, size_t at)
{
    struct draft *draft = reader->draft;
    struct draft_item *item;

    draft->list = arena_grow(reader->arena, draft->list, &draft->capacity,
                             draft->count + 1, sizeof(*draft->list));
    item = &draft->list[draft->count++];
    *item = (struct draft_item){
        .kind = kind,
        .line = draft_block_line(block, at),
        .time = no_time,
    };
    return item;
}

static void set_who(struct draft_item *item, struct who who)
{
    if (item->speaker.len || !who.name.len)
        return;
    item->speaker = who.name;
    item->speaker_unsure = who.unsure;
}

/* ---- lines that name a source ---- */

/* Is there a name or a time in it, or is it a dash in prose? */
static bool is_citation(const struct draft_block *block, struct who *ret_who,
                        struct found_time **ret_times, size_t *ret_count,
                        struct arena *arena)
{
    struct slice text = block->text;

    if (!block->cites)
        return false;
    draft_take_dash(&text);
    *ret_who = who_cited(text);
    found_times_read(block, arena, ret_times, ret_count);
    return ret_who->name.len || *ret_count;
}

/*
 * Gives the items from number `first` on what the block says of their source.
 * Returns false if it is no line that names one.
 */
static bool cite(struct reader *reader, size_t first,
                 const struct draft_block *block)
{
    struct found_time *times;
    size_t count;
    struct who who;

    if (!is_citation(block, &who, &times, &count, reader->arena))
        return false;
    for (size_t i = first; i < reader->draft->count; i++) {
        struct draft_item *item = &reader->draft->list[i];

        set_who(item, who);
        if (count && item->time.start_ms == TIME_NONE &&
            item->time.source_ms == TIME_NONE)
            item->time = times[0].time;
    }
    return true;
}

/* ---- block quotes ---- */

/* Without quotation marks around it. */
static struct slice without_marks(struct slice text)
{
    struct marked_quote quote;

    if (marked_quote_next(text, 0, &quote) && quote.open == 0 &&
        quote.close == text.len)
        return slice_trim(slice_range(text, quote.from, quote.to));
    return text;
}

/* What is quoted in a block, without times at its ends. */
static struct slice without_times(const struct draft_block *block,
                                  const struct found_time *times, size_t count)
{
    size_t from = 0, to = block->text.len;

    if (count && times[0].from == 0)
        from = times[0].to;
    if (count && times[count - 1].to == to && times[count - 1].from >= from)
        to = times[count - 1].from;
    return slice_trim(slice_range(block->text, from, to));
}

/*
 * A paragraph of a block quote: "Dana Reyes: Ship it. (11:15)". A dash in the
 * same line may name the source.
 */
static void read_quoted(struct reader *reader, const struct draft_block *block)
{
    struct draft_item *item = add_item(reader, DRAFT_QUOTE, block, 0);
    struct found_time *times;
    struct slice text;
    size_t count;

    found_times_read(block, reader->arena, &times, &count);
    text = without_times(block, times, count);
    set_who(item, who_take_label(&text));
    item->text = without_marks(text);
    if (count)
        item->time = times[0].time;
}

/* All paragraphs of one block quote. Returns the number of the last. */
static size_t read_quotation(struct reader *reader, size_t first)
{
    const struct draft_blocks *blocks = &reader->blocks;
    uint32_t quotation = blocks->list[first].quotation;
    size_t item = reader->draft->count, i = first;

    for (; i < blocks->count && blocks->list[i].quotation == quotation; i++) {
        if (reader->draft->count > item && cite(reader, item, &blocks->list[i]))
            item = reader->draft->count;
        else
            read_quoted(reader, &blocks->list[i]);
    }
    if (i < blocks->count && reader->draft->count > item &&
        cite(reader, item, &blocks->list[i]))
        return i;
    return i - 1;
}

/* ---- quotes between marks ---- */

/* A block while its quotes are told apart from what is around them. */
struct prose {
    struct reader *reader;
    const struct draft_block *block;
    struct found_time *times;
    size_t time_count;
    size_t passed; /* bytes before this are dealt with */
};

/* The first time that begins in [from, to); NULL if none does. */
static const struct found_time *time_in(const struct prose *prose, size_t from,
                                        size_t to)
{
    for (size_t i = 0; i < prose->time_count; i++)
        if (prose->times[i].from >= from && prose->times[i].from < to)
            return &prose->times[i];
    return NULL;
}

/* Where the times that stand before a quote end, for what names who said it. */
static struct slice before_quote(const struct prose *prose, size_t open)
{
    size_t from = prose->passed, to = open;

    for (size_t i = prose->time_count; i-- > 0;)
        if (prose->times[i].from >= from && prose->times[i].to <= to &&
            slice_trim(slice_range(prose->block->text, prose->times[i].to, to))
                    .len == 0)
            to = prose->times[i].from;
    return slice_range(prose->block->text, from, to);
}

static void add_quote(struct prose *prose, const struct marked_quote *quote,
                      size_t next_open)
{
    struct slice text = prose->block->text;
    struct draft_item *item =
        add_item(prose->reader, DRAFT_QUOTE, prose->block, quote->open);
    const struct found_time *time = time_in(prose, quote->close, next_open);

    item->text = slice_trim(slice_range(text, quote->from, quote->to));
    set_who(item, who_behind(slice_range(text, quote->close, next_open)));
    set_who(item, who_before(before_quote(prose, quote->open)));
    if (!time)
        time = time_in(prose, prose->passed, quote->open);
    if (time)
        item->time = time->time;
    prose->passed = time && time->to > quote->close && time->to <= next_open
                        ? time->to
                        : quote->close;
}

/* Sentences of [from, to) of the block, which are in no quote. */
static void add_sentences(struct prose *prose, size_t from, size_t to)
{
    struct slice text = slice_range(prose->block->text, from, to);
    struct token_list tokens;
    size_t start = 0;

    token_list_init(&tokens);
    tokenize(&tokens, text, 0);
    for (size_t i = 1; i <= tokens.count; i++) {
        size_t end = i < tokens.count ? tokens.tokens[i].from_byte : text.len;

        if (i < tokens.count && !sentence_ends_before(text, &tokens, i))
            continue;
        add_item(prose->reader, DRAFT_SENTENCE, prose->block, from + start)
            ->text = slice_trim(slice_range(text, start, end));
        start = end;
    }
    token_list_release(&tokens);
}

static void add_stamps(struct prose *prose)
{
    for (size_t i = 0; i < prose->time_count; i++)
        add_item(prose->reader, DRAFT_STAMP, prose->block, prose->times[i].from)
            ->time = prose->times[i].time;
}

/* Quotes, and if all is asked for the sentences between them. */
static void read_prose(struct reader *reader, const struct draft_block *block)
{
    struct prose prose = { .reader = reader, .block = block };
    struct marked_quote quote, next;
    bool sentences =
        reader->options->all_sentences && block->kind != DRAFT_HEADING;
    bool more = marked_quote_next(block->text, 0, &quote);

    found_times_read(block, reader->arena, &prose.times, &prose.time_count);
    if (!more && !sentences)
        add_stamps(&prose);
    while (more) {
        size_t from = prose.passed;

        more = marked_quote_next(block->text, quote.close, &next);
        if (sentences)
            add_sentences(&prose, from, quote.open);
        add_quote(&prose, &quote, more ? next.open : block->text.len);
        quote = next;
    }
    if (sentences)
        add_sentences(&prose, prose.passed, block->text.len);
}

/* The number of the last block that was read. */
static size_t read_block(struct reader *reader, size_t number)
{
    const struct draft_block *blocks = reader->blocks.list;
    size_t first = reader->draft->count;

    if (blocks[number].kind == DRAFT_QUOTED)
        return read_quotation(reader, number);
    read_prose(reader, &blocks[number]);
    if (number + 1 < reader->blocks.count && reader->draft->count > first &&
        blocks[number + 1].kind != DRAFT_QUOTED &&
        cite(reader, reader->draft->count - 1, &blocks[number + 1]))
        return number + 1;
    return number;
}

/* ---- chapter lists ---- */

/* Reads the entries that have their time in front, or behind the title. */
static void read_entries(struct reader *reader, bool time_last)
{
    for (size_t i = 0; i < reader->blocks.count; i++) {
        const struct draft_block *block = &reader->blocks.list[i];
        struct chapter_entry entry;
        struct draft_item *item;

        if (!chapter_line_read(block->text, &entry) || !entry.title.len ||
            entry.time_last != time_last)
            continue;
        item = add_item(reader, DRAFT_CHAPTER, block, 0);
        item->text = entry.title;
        item->time.start_ms = entry.start_ms;
        item->time.end_ms = entry.end_ms;
        if (block->link_count)
            item->time.source = block->links[0].url;
    }
}

/* One line alone may be anything: see chapter_list.h. */
static void read_chapters(struct reader *reader)
{
    read_entries(reader, false);
    if (reader->draft->count >= CHAPTER_LIST_LEAST)
        return;
    reader->draft->count = 0;
    read_entries(reader, true);
    if (reader->draft->count < CHAPTER_LIST_LEAST)
        reader->draft->count = 0;
}

static enum status read_blocks(struct slice text, bool html,
                               struct arena *arena,
                               struct draft_blocks *ret_blocks,
                               struct error *err)
{
    if (html)
        return draft_blocks_of_html(text, arena, ret_blocks, err);
    draft_blocks_of_text(text, arena, ret_blocks);
    return STATUS_OK;
}

enum status draft_read(struct slice text, const struct draft_options *options,
                       struct arena *arena, struct draft *ret_draft,
                       struct error *err)
{
    struct reader reader = { options, arena, ret_draft, { 0 } };
    enum status status =
        read_blocks(text, options->html, arena, &reader.blocks, err);

    *ret_draft = (struct draft){ 0 };
    if (status)
        return status;
    if (options->chapters)
        read_chapters(&reader);
    else
        for (size_t i = 0; i < reader.blocks.count; i++)
            i = read_block(&reader, i);
    return STATUS_OK;
}

/* ---- lines ---- */

static bool is_chapter(const struct draft_block *block)
{
    struct chapter_entry entry;

    return chapter_line_read(block->text, &entry) && !entry.time_last;
}

enum status draft_read_lines(struct slice text, bool html, struct arena *arena,
                             struct slice **ret_lines, size_t *ret_count,
                             struct error *err)
{
    enum draft_block_kind wanted = DRAFT_PARAGRAPH;
    struct draft_blocks blocks;
    enum status status = read_blocks(text, html, arena, &blocks, err);

    *ret_count = 0;
    if (status)
        return status;
    *ret_lines = arena_array(arena, blocks.count, sizeof(**ret_lines));
    for (size_t i = 0; i < blocks.count; i++)
        if (blocks.list[i].kind == DRAFT_ITEM && !is_chapter(&blocks.list[i]))
            wanted = DRAFT_ITEM;
    for (size_t i = 0; i < blocks.count; i++)
        if (blocks.list[i].kind == wanted && !is_chapter(&blocks.list[i]))
            (*ret_lines)[(*ret_count)++] = blocks.list[i].text;
    return STATUS_OK;
}
