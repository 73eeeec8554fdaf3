/*
 * The HTML transcript of Podcasting 2.0, alone or amid a page:
 * https://github.com/Podcastindex-org/podcast-namespace,
 * transcripts/transcripts.md
 *
 *   <cite>Ana Lima:</cite> <time>0:09</time> <p>What she says.</p>
 *
 * Real files have these in any order; several paragraphs after one cite; cite
 * or time missing; cite and time within the paragraph; text without a <p>. A
 * <cite> or <time> amid a sentence is a part of it.
 */

#include "format.h"

#include "heading.h"
#include "html.h"
#include "html_fact.h"
#include "html_region.h"
#include "speaker.h"
#include "text_stamp.h"

#include "base/utf8.h"

enum { ENOUGH_TIMES = 16 }; /* for the probe */

enum item_kind { ITEM_TEXT, ITEM_HEADING, ITEM_CITE, ITEM_TIME, ITEM_KINDS };

struct item {
    enum item_kind kind;
    struct slice text; /* of a cite: the name as it stands */
    struct text_stamp stamp;
    int level;
    bool starts_block;
    uint32_t line;
    uint32_t number; /* of html_region_number */
};

struct items {
    struct arena *arena; /* owns the list and the texts */
    struct item *list;
    size_t count, capacity;
    size_t counts[ITEM_KINDS];
    size_t colons;    /* cites that end with one */
    size_t enough;    /* times, to end with; 0 = read all */
    struct item item; /* that is being read, if is_open */
    struct buf text;  /* of it */
    bool is_open;
    bool marked; /* the block began with a cite or a time */
    bool spoken; /* the block has had words */
    struct html_region times, cites;
    struct episode_meta *meta;
};

/* ---- collecting ---- */

/* "0:09", "[1:02:03]", "0:09 - 0:15" and nothing else. */
static bool parse_time(struct slice text, struct text_stamp *ret)
{
    text = slice_trim(text);
    if (text_take_stamp(&text, 0, ret) && slice_trim(text).len == 0)
        return true;
    *ret = (struct text_stamp){ .bracket = TEXT_BARE, .end_ms = TIME_NONE };
    return slice_find_char(text, ':') != SLICE_NOT_FOUND &&
           timecode_take_loose(&text, &ret->start_ms) &&
           slice_trim(text).len == 0;
}

static bool has_words(struct slice text)
{
    int32_t code;

    while (text.len) {
        text = slice_from(text, utf8_decode(text, &code));
        if (code > 0 && utf8_is_word(code))
            return true;
    }
    return false;
}

/* Takes ":" and its full-width form off the end. */
static bool take_colon(struct slice *text)
{
    static const struct slice wide = SLICE_INIT("：");

    *text = slice_trim(*text);
    if (slice_ends_with(*text, SLICE(":")))
        text->len--;
    else if (slice_ends_with(*text, wide))
        text->len -= wide.len;
    else
        return false;
    *text = slice_trim(*text);
    return true;
}

/* What the piece is; *ret_stamp is set for a time. */
static enum item_kind kind_of(const struct items *items,
                              const struct html_piece *piece,
                              struct text_stamp *ret_stamp)
{
    bool may_mark = !items->spoken || items->marked;
    struct slice name = piece->text;

    if ((piece->inside & HTML_TIME) && may_mark &&
        parse_time(piece->text, ret_stamp))
        return ITEM_TIME;
    /* amid other words only with a colon: a <p> before it was not closed */
    if ((piece->inside & HTML_CITE) && (!items->spoken || take_colon(&name)))
        return ITEM_CITE;
    return piece->block == HTML_HEADING ? ITEM_HEADING : ITEM_TEXT;
}

/* Takes what parts marks from the words behind them: "(<time>…</time>): Hi". */
static struct slice trim_dividers(struct slice text)
{
    static const char *const dividers[] = { ")", "]", ":", "：",
                                            "-", "–", "—", "|" };
    size_t i = 0;

    text = slice_trim_left(text);
    while (i < sizeof(dividers) / sizeof(*dividers)) {
        struct slice divider = slice_of(dividers[i]);

        if (!slice_starts_with(text, divider)) {
            i++;
            continue;
        }
        text = slice_trim_left(slice_from(text, divider.len));
        i = 0;
    }
    return text;
}

static void end_item(struct items *items)
{
    struct item *item = &items->item;
    struct slice text = buf_view(&items->text);
    bool is_mark = item->kind == ITEM_CITE || item->kind == ITEM_TIME;

    if (!items->is_open)
        return;
    items->is_open = false;
    if (items->marked && !is_mark) {
        if (!item->starts_block)
            text = trim_dividers(text);
        if (!has_words(text))
            return; /* of the dress of the marks */
    }
    if (item->kind == ITEM_CITE)
        items->colons += take_colon(&text);
    item->text = arena_copy(items->arena, text);
    items->list = arena_grow(items->arena, items->list, &items->capacity,
                             items->count + 1, sizeof(*items->list));
    items->list[items->count++] = *item;
    items->counts[item->kind]++;
}

static void begin_item(struct items *items, const struct html_piece *piece,
                       enum item_kind kind, struct text_stamp stamp)
{
    end_item(items);
    buf_clear(&items->text);
    items->is_open = true;
    items->item = (struct item){
        .kind = kind,
        .stamp = stamp,
        .level = piece->level,
        .starts_block = piece->starts_block,
        .line = piece->line,
        .number = html_region_number(piece),
    };
}

static bool on_piece(void *context, const struct html_piece *piece)
{
    struct items *items = context;
    struct text_stamp stamp = { .end_ms = TIME_NONE };
    enum item_kind kind;

    if (piece->inside & HTML_MARGIN)
        return true;
    if (piece->starts_block) {
        end_item(items);
        items->marked = items->spoken = false;
    }
    kind = kind_of(items, piece, &stamp);
    html_region_pass(&items->times, piece, kind == ITEM_TIME);
    html_region_pass(&items->cites, piece, kind == ITEM_CITE);
    if (kind == ITEM_CITE || kind == ITEM_TIME)
        items->marked |= !items->spoken || kind == ITEM_CITE;
    else
        items->spoken |= has_words(piece->text);
    if (!items->is_open || items->item.kind != kind || kind == ITEM_TIME)
        begin_item(items, piece, kind, stamp);
    buf_slice(&items->text, piece->text);
    return !items->enough || items->counts[ITEM_TIME] < items->enough;
}

static void on_fact(void *context, struct slice name, struct slice value)
{
    struct items *items = context;

    html_fact_add(items->meta, name, value, items->arena);
}

static enum status collect(const struct format_input *input,
                           struct arena *arena, struct episode_meta *meta,
                           size_t enough, struct items *items,
                           struct error *err)
{
    static const struct html_handler handler = { on_piece, on_fact };
    enum status status;

    *items = (struct items){ .arena = arena, .meta = meta, .enough = enough };
    status = html_parse(input->text, input->first_line, &handler, items, err);
    end_item(items);
    buf_release(&items->text);
    return status;
}

/* ---- probing ---- */

static bool is_transcript(const struct items *items, bool is_page)
{
    size_t times = items->counts[ITEM_TIME], cites = items->counts[ITEM_CITE];

    if (items->counts[ITEM_TEXT] == 0)
        return false;
    if (times)
        return times > 1 || cites || !is_page;
    return cites > 1 && (items->colons > 1 || !is_page);
}

static int probe(const struct format_input *input, const char **ret_why)
{
    bool is_page = html_is_page(input->text);
    struct episode_meta meta;
    struct arena scratch;
    struct items *items;
    struct error err;
    int answer = PROBE_NO;

    if (!is_page && !html_is_fragment(input->text))
        return PROBE_NO;
    arena_init(&scratch);
    items = arena_alloc(&scratch, sizeof(*items));
    meta_init(&meta);
    if (!collect(input, &scratch, &meta, ENOUGH_TIMES, items, &err) &&
        is_transcript(items, is_page)) {
        *ret_why = items->counts[ITEM_TIME] ? "HTML with <time> before text"
                                            : "HTML with <cite> before text";
        answer = PROBE_CERTAIN;
    }
    arena_release(&scratch);
    return answer;
}

/* ---- reading ---- */

struct reader {
    struct cue_list *list;
    bool cites_follow, times_follow; /* the text that they are about */
    struct slice speaker;            /* who goes on */
    bool speaker_stated;             /* and of the next text, anew */
    struct text_stamp stamp;         /* of the next text */
};

/*
 * Do the items of a kind follow the text they are about? Then text comes before
 * the first, and none behind the last.
 */
static bool kind_follows(const struct items *items, enum item_kind kind)
{
    bool before = false, behind = false, met = false;

    for (size_t i = 0; i < items->count; i++) {
        enum item_kind one = items->list[i].kind;

        if (one == kind)
            met = true;
        if (one == ITEM_TEXT && !met)
            before = true;
        behind = one == kind ? false : behind || one == ITEM_TEXT;
    }
    return before && met && !behind;
}

static struct cue *last_cue(const struct reader *reader)
{
    return reader->list->count ? &reader->list->cues[reader->list->count - 1]
                               : NULL;
}

static void read_text(struct reader *reader, const struct item *item)
{
    struct cue *cue = cue_list_append(reader->list);

    cue->text = item->text;
    cue->line = item->line;
    cue->paragraph = true;
    cue->speaker = reader->speaker;
    cue->speaker_carried = reader->speaker.len && !reader->speaker_stated;
    if (reader->stamp.bracket) {
        cue->start_ms = reader->stamp.start_ms;
        cue->end_ms = reader->stamp.end_ms;
    }
    reader->stamp.bracket = TEXT_NO_TIME;
    reader->speaker_stated = false;
}

static void read_cite(struct reader *reader, const struct item *item)
{
    struct cue *cue = last_cue(reader);

    reader->speaker = item->text;
    reader->speaker_stated = !reader->cites_follow;
    if (reader->cites_follow && cue) {
        cue->speaker = item->text;
        cue->speaker_carried = false;
    }
}

static void read_time(struct reader *reader, const struct item *item)
{
    struct cue *cue = last_cue(reader);

    if (!reader->times_follow) {
        reader->stamp = item->stamp;
    } else if (cue) {
        cue->start_ms = item->stamp.start_ms;
        cue->end_ms = item->stamp.end_ms;
    }
}

static void read_heading(struct reader *reader, const struct item *item)
{
    struct cue_list *list = reader->list;

    if (heading_is_transcript(item->text))
        return;
    if (item->level == 1 && list->count == 0)
        list->meta.title = item->text;
    else
        cue_list_append_chapter(list)->title = item->text;
}

static void read_items(struct reader *reader, const struct items *items)
{
    const struct html_region *region =
        items->times.depth ? &items->times : &items->cites;
    static void (*const readers[ITEM_KINDS])(
        struct reader *, const struct item *) = { read_text, read_heading,
                                                  read_cite, read_time };

    reader->cites_follow = kind_follows(items, ITEM_CITE);
    reader->times_follow = kind_follows(items, ITEM_TIME);
    for (size_t i = 0; i < items->count; i++)
        if (html_region_has(region, items->list[i].number))
            readers[items->list[i].kind](reader, &items->list[i]);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct reader reader = { .list = list };
    struct items *items = arena_alloc(list->arena, sizeof(*items));
    enum status status =
        collect(input, list->arena, &list->meta, 0, items, err);

    (void)diag;
    if (status)
        return status;
    list->order = CUE_ORDER_WRITTEN;
    read_items(&reader, items);
    heading_drop_empty_chapters(list);
    if (items->counts[ITEM_CITE] == 0)
        speaker_labels_apply(list);
    return STATUS_OK;
}

const struct format format_podcast_html = {
    .name = "podcast-html",
    .summary = "the HTML transcript of Podcasting 2.0, also within a page",
    .probe = probe,
    .read = read,
};
