/*
 * https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0,
 * RFC 4287 (Atom), RFC 5005 (pages),
 * https://github.com/Podcastindex-org/podcast-namespace,
 * https://www.rssboard.org/media-rss (YouTube's feeds of channels), and
 * https://podlove.org/simple-chapters.
 */
#include "feed.h"

#include "base/limits.h"
#include "feed_internal.h"
#include "html_tag.h"

#include <string.h>

enum { END_TAG_BYTES = 64 }; /* a root's is shorter */

bool feed_is(struct slice text)
{
    return xml_root_is(text, "rss") || xml_root_is(text, "feed") ||
           xml_root_is(text, "RDF");
}

/* ---- is it whole? ---- */

/* Where `needle` is for the last time, else SLICE_NOT_FOUND. */
static size_t find_last(struct slice text, struct slice needle)
{
    for (size_t at = text.len; at-- > 0;)
        if (slice_starts_with(slice_from(text, at), needle))
            return at;
    return SLICE_NOT_FOUND;
}

/* Does an end tag begin here, of a root such as "</rss>" or "</rdf:RDF>"? */
static bool ends_root(struct slice text)
{
    static const char *const roots[] = { "rss", "feed", "RDF" };
    struct slice name;

    if (!slice_starts_with(text, SLICE("</")))
        return false;
    text = slice_range(text, 2, END_TAG_BYTES);
    name = slice_trim(slice_range(text, 0, slice_find_char(text, '>')));
    if (slice_find_char(name, ':') != SLICE_NOT_FOUND)
        name = slice_from(name, slice_find_char(name, ':') + 1);
    for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
        if (slice_equal(name, slice_of(roots[i])))
            return true;
    return false;
}

/* Hosts put comments and scripts behind the end: it need not be the last. */
static bool is_whole(struct slice text)
{
    for (size_t at = text.len; at-- > 0;)
        if (ends_root(slice_from(text, at)))
            return true;
    return false;
}

/* An item that broke off may have half a guid: without the last one, if that
 * does not end. */
static struct slice drop_broken_item(struct slice text, struct slice start,
                                     struct slice end)
{
    size_t at = find_last(text, start);

    if (at == SLICE_NOT_FOUND ||
        slice_find(slice_from(text, at), end) != SLICE_NOT_FOUND)
        return text;
    return slice_range(text, 0, at);
}

static struct slice drop_broken_items(struct slice text)
{
    text = drop_broken_item(text, SLICE("<item"), SLICE("</item"));
    return drop_broken_item(text, SLICE("<entry"), SLICE("</entry"));
}

/* ---- xml:base ---- */

static void push_base(struct feed_reader *reader,
                      const struct xml_element *element)
{
    struct slice base = feed_attribute(reader, element, "base");

    if (base.len)
        base = feed_address(reader, base);
    if (base.len == 0)
        return;
    reader->bases =
        arena_grow(reader->arena, reader->bases, &reader->base_capacity,
                   reader->base_count + 1, sizeof(*reader->bases));
    reader->bases[reader->base_count++] =
        (struct feed_base){ element->depth, base };
}

static void pop_base(struct feed_reader *reader)
{
    if (reader->base_count &&
        reader->bases[reader->base_count - 1].depth == reader->depth)
        reader->base_count--;
}

/* ---- the stream ---- */

/* XHTML breaks lines where HTML does: br, and blocks. */
static bool breaks_line(struct slice name)
{
    char lower[16];

    if (name.len >= sizeof(lower))
        return false;
    for (size_t i = 0; i < name.len; i++)
        lower[i] = ascii_lower(name.ptr[i]);
    lower[name.len] = '\0';
    return !strcmp(lower, "br") || html_tag_of(lower)->is_block;
}

static void break_line(struct feed_reader *reader)
{
    buf_string(&reader->text, "<br>"); /* it is read as HTML afterwards */
}

/* What is in an item's element belongs to its text, as a chapter list does. */
static void open_deeper_in_item(struct feed_reader *reader,
                                const struct xml_element *element)
{
    if (slice_equal(element->name, SLICE("chapter")))
        feed_take_chapter(reader, element);
    else if (breaks_line(element->name))
        break_line(reader);
}

static bool open_element(void *context, const struct xml_element *element)
{
    struct feed_reader *reader = context;

    reader->depth = element->depth + 1;
    if (reader->skip_depth != FEED_NOWHERE)
        return true;
    push_base(reader, element);
    if (slice_equal(element->name, SLICE("channel")) ||
        (element->depth == 0 && slice_equal(element->name, SLICE("feed"))))
        reader->channel_depth = element->depth + 1;
    else if (element->depth == reader->item_depth)
        feed_open_in_item(reader, element);
    else if (reader->item)
        open_deeper_in_item(reader, element);
    else if (element->depth == reader->channel_depth ||
             slice_equal(element->name, SLICE("item")))
        feed_open_in_channel(reader, element);
    else
        buf_clear(&reader->text);
    return !reader->full;
}

/* What is deeper than an item's elements belongs to what it is in. */
static void close_in_item(struct feed_reader *reader, struct slice name)
{
    if (reader->depth == reader->item_depth) {
        feed_close_in_item(reader, name, buf_view(&reader->text));
        buf_clear(&reader->text);
    } else if (reader->depth == reader->item_depth - 1 && reader->in_group) {
        reader->in_group = false;
        reader->item_depth--;
    } else if (reader->depth == reader->item_depth - 1) {
        feed_end_item(reader);
    } else if (breaks_line(name)) {
        break_line(reader);
    }
}

static void close_element(void *context, struct slice name)
{
    struct feed_reader *reader = context;
    struct slice text = buf_view(&reader->text);

    reader->depth--;
    pop_base(reader); /* an element that is passed over may have one itself */
    if (reader->skip_depth != FEED_NOWHERE) {
        if (reader->depth == reader->skip_depth)
            reader->skip_depth = FEED_NOWHERE;
        return;
    }
    if (reader->item)
        close_in_item(reader, name);
    else if (reader->depth == reader->channel_depth)
        feed_close_in_channel(reader, name, text);
    else if (reader->depth == reader->channel_depth + 1)
        feed_close_in_skipped(reader, name, text);
}

static void take_text(void *context, struct slice piece)
{
    struct feed_reader *reader = context;

    if (reader->skip_depth == FEED_NOWHERE)
        buf_slice(&reader->text, piece);
}

enum status feed_read(struct slice text, struct slice url, struct arena *arena,
                      struct feed *ret, struct diag *diag, struct error *err)
{
    static const struct xml_handler handler = { open_element, close_element,
                                                take_text };
    struct feed_reader reader = {
        .feed = ret,
        .url = url,
        .arena = arena,
        .channel_depth = FEED_NOWHERE,
        .item_depth = FEED_NOWHERE,
        .skip_depth = FEED_NOWHERE,
    };
    enum status status;

    *ret = (struct feed){ 0 };
    if (!feed_is(text))
        return error_set(err, STATUS_BAD_INPUT, "it is no feed");
    ret->broke_off = !is_whole(text);
    if (ret->broke_off)
        text = drop_broken_items(text);
    status = xml_parse(text, 1, &handler, &reader, diag, err);
    buf_release(&reader.text);
    if (!status && reader.full)
        status = error_set(err, STATUS_LIMIT, "it has more than %zu items",
                           LIMIT_FEED_ITEMS - 1);
    if (!status)
        feed_fill_items(&reader);
    return status;
}
